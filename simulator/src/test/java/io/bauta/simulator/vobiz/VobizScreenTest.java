package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.AGENT;
import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.M2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.simulator.Screen;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VobizScreenTest {

  private final PretendVobiz world = new PretendVobiz();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMaskedCallShowsTheProxyNumberAsNumberAndName() {
    SimulatedCall call = dialWith("callerId=\"919000000002\" callerName=\"919000000002\"");

    assertThat(world.customer.lastScreen()).isEqualTo(new Screen(M2, "919000000002"));
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void withoutACallerNameTheRealNumberShowsAsTheName() {
    SimulatedCall call = dialWith("callerId=\"%s\"".formatted(M2));

    assertThat(world.customer.lastScreen()).isEqualTo(new Screen(M2, AGENT));
    assertThat(call.complaints()).containsExactly("the caller name shows the caller’s real number");
  }

  @Test
  void withoutACallerIdTheRealNumberShows() {
    SimulatedCall call = dialWith("callerName=\"Bauta\"");

    assertThat(world.customer.lastScreen()).isEqualTo(new Screen(AGENT, "Bauta"));
    assertThat(call.complaints()).containsExactly("the caller ID shows the caller’s real number");
  }

  @Test
  void aRealNumberInsideANameIsALeakToo() {
    SimulatedCall call =
        dialWith("callerId=\"%s\" callerName=\"Agent 91-8888-800001\"".formatted(M2));

    assertThat(call.complaints()).containsExactly("the caller name shows the caller’s real number");
  }

  @Test
  void aWithheldNumberHasNothingToLeak() {
    world.agent.withholdsItsNumber();

    SimulatedCall call = dialWith("callerId=\"%s\"".formatted(M2));

    assertThat(world.customer.lastScreen()).isEqualTo(new Screen(M2, "anonymous"));
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void aPhoneThatNeverRangShowedNothing() {
    assertThatThrownBy(() -> world.customer.lastScreen())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Customer");
  }

  private SimulatedCall dialWith(String attributes) {
    world.server.answers(
        "/answer", "<Response><Dial %s>%s</Dial></Response>".formatted(attributes, CUSTOMER));
    return world.agentCalls();
  }
}
