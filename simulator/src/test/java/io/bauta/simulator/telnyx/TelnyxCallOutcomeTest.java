package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.AGENT;
import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.M1;
import static io.bauta.simulator.telnyx.PretendTelnyx.M2;
import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Screen;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelnyxCallOutcomeTest {

  private final PretendTelnyx world = new PretendTelnyx().masks();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMaskedCall() {
    SimulatedCall call = world.agentCalls();

    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(world.customer.lastScreen()).isEqualTo(new Screen(M2, M2));

    call.isHungUpBy(CUSTOMER).after(seconds(69));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.talkTime()).isEqualTo(seconds(69));
    assertThat(call.cause()).isEqualTo("normal_clearing");
    assertThat(call.complaints()).isEmpty();
    assertThat(world.told())
        .containsExactly(
            "call.initiated(A)",
            "call.answered(A)",
            "call.initiated(B)",
            "call.answered(B)",
            "call.bridged(A)",
            "call.bridged(B)",
            "call.hangup(B)",
            "call.hangup(A)");
  }

  @Test
  void whoHangsUpIsToldFromEachLegsSide() {
    world.agentCalls().isHungUpBy(AGENT).after(seconds(5));

    assertThat(world.told()).endsWith("call.hangup(A)", "call.hangup(B)");
    assertThat(world.server.events("call.hangup"))
        .extracting(event -> event.text("hangup_source"))
        .containsExactly("caller", "caller");
  }

  @Test
  void theTalkLimitEndsBothLegs() {
    SimulatedCall call = world.agentCalls().talksFor(seconds(4000));

    assertThat(call.talkTime()).isEqualTo(seconds(3600));
    assertThat(call.cause()).isEqualTo("time_limit");
    assertThat(world.server.events("call.hangup"))
        .extracting(event -> event.text("hangup_cause"))
        .containsExactly("time_limit", "time_limit");
  }

  @Test
  void aBusyDestinationLeavesTheCallerWaitingForWords() {
    world.customer.isBusy();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(call.cause()).isEqualTo("user_busy");
    assertThat(call.complaints()).isEmpty();
    assertThat(world.agent.heard()).containsExactly(MaskingClient.SORRY);
    assertThat(world.told())
        .containsExactly(
            "call.initiated(A)",
            "call.answered(A)",
            "call.initiated(B)",
            "call.hangup(B)",
            "call.speak.started(A)",
            "call.speak.ended(A)",
            "call.hangup(A)");
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void nobodyAnswers() {
    world.customer.doesNotAnswer();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(call.cause()).isEqualTo("timeout");
    assertThat(world.customer.rang()).isEqualTo(1);
  }

  @Test
  void theDestinationDeclines() {
    world.customer.rejects();

    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.REJECTED);
    assertThat(world.server.events("call.hangup").getFirst().text("sip_hangup_cause"))
        .isEqualTo("603");
  }

  @Test
  void theDestinationDoesNotExist() {
    world.customer.isUnallocated();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.cause()).isEqualTo("not_found");
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void theCallerGivesUpWhileItRings() {
    world.agent.hangsUpWhileRinging(seconds(2));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(world.told()).endsWith("call.hangup(A)", "call.hangup(B)");
    assertThat(world.server.events("call.hangup"))
        .extracting(event -> event.text("hangup_cause"))
        .containsExactly("normal_clearing", "originator_cancel");
  }

  @Test
  void aStrangerIsRejectedAndRingsNobody() {
    SimulatedCall call = world.network.phone("+12025550199").dials(M1);

    assertThat(call.wasRefused()).isTrue();
    assertThat(call.cause()).isEqualTo("call_rejected");
    assertThat(call.complaints()).isEmpty();
    assertThat(world.customer.rang()).isZero();
    assertThat(world.told()).containsExactly("call.initiated(A)", "call.hangup(A)");
  }

  @Test
  void aCallerWhoWithholdsTheNumberIsAStranger() {
    world.agent.withholdsItsNumber();

    assertThat(world.agentCalls().wasRefused()).isTrue();
    assertThat(world.server.events("call.initiated").getFirst().text("from"))
        .isEqualTo("anonymous");
  }
}
