package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.AGENT;
import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.M2;
import static io.bauta.simulator.vobiz.PretendVobiz.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VobizDiagramTest {

  private final PretendVobiz world = new PretendVobiz();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMaskedCall() {
    world.bridges();

    SimulatedCall call = world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(69));

    assertThat(CallDiagram.of(call).draw())
        .isEqualTo(
            """
                  Agent                    Vobiz                         Bauta                      Customer
              +91••••••0001                                                                       +91••••••0002
                    │                        │                             │                            │
              0:00  ├─ dials +919000000001 ─▶│                             │                            │
                    │                        ├─ StartApp /answer ─────────▶│                            │
                    │                        │◀╌ 200 Dial +91••••••0002 ╌╌╌┤                            │
                    │                        │   as +919000000002          │                            │
                    │                        ├─ rings, showing +919000000002 ──────────────────────────▶│
              0:04  │                        │◀─ answers after 4 s ────────┼────────────────────────────┤
                    │                        ├─ DialAnswer ✓ 200 ─────────▶│                            │
                    │                        ├─ DialConnected ✓ 200 ──────▶│                            │
                    │◀════════════════════════════ talking for 1 min 9 s ══════════════════════════════▶│
              1:13  │                        │◀─ hangs up ─────────────────┼────────────────────────────┤
                    │                        ├─ DialHangup ✓ 200 ─────────▶│                            │
                    │                        ├─ DialAction /result ───────▶│                            │
                    │                        │◀╌ 200 Hang up ╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤                            │
                    │◀─ hangs up ────────────┤                             │                            │
                    │                        ├─ Hangup ✓ 200 ─────────────▶│                            │
                    │                        │                             │                            │
              ✓ completed, talked 1 min 9 s, Customer saw +919000000002 (4000 Normal Hangup)
            """);
  }

  @Test
  void aRefusalInAsciiNeedsNoFourthColumn() {
    world.server.answers("/answer", PretendVobiz.REJECTION);

    String drawn = CallDiagram.of(world.agentCalls()).ascii().draw();

    assertThat(drawn).matches("\\p{ASCII}*");
    assertThat(drawn)
        .isEqualTo(
            """
                  Agent                         Vobiz                               Bauta
              +91******0001
                    |                             |                                   |
              0:00  |- dials +919000000001 ------>|                                   |
                    |                             |- StartApp /answer --------------->|
                    |                             |<. 200 Say "This number is not in .|
                    |                             |   use.", Hang up                  |
                    |<- "This number is not in ---|                                   |
                    |   use."                     |                                   |
              0:02  |<- hangs up -----------------|                                   |
                    |                             |- Hangup + 200 ------------------->|
                    |                             |                                   |
              + refused (4000 Normal Hangup)
            """);
  }

  @Test
  void aLeakCannotBeOverlooked() {
    world.customer.doesNotAnswer();
    world.server.answers(
        "/answer",
        "<Response><Dial callerId=\"%s\" timeout=\"30\">%s</Dial></Response>"
            .formatted(M2, CUSTOMER));

    assertThat(CallDiagram.of(world.agentCalls()).draw())
        .isEqualTo(
            """
                  Agent                    Vobiz                         Bauta                      Customer
              +91••••••0001                                                                       +91••••••0002
                    │                        │                             │                            │
              0:00  ├─ dials +919000000001 ─▶│                             │                            │
                    │                        ├─ StartApp /answer ─────────▶│                            │
                    │                        │◀╌ 200 Dial +91••••••0002 ╌╌╌┤                            │
                    │                        │   as +919000000002          │                            │
                    │                        ├─ ⚠ rings, showing +919000000002 named “+91••••••0001” ──▶│
              0:30  │                        ├─ stops ringing after 30 s: nobody answered ─────────────▶│
                    │◀─ ends the call ───────┤                             │                            │
                    │                        ├─ Hangup ✓ 200 ─────────────▶│                            │
                    │                        │                             │                            │
              ✗ no answer, Customer saw +919000000002 (6010 Ring Timeout Reached)
              ⚠ the caller name shows the caller’s real number
            """);
  }

  @Test
  void aServerFailure() {
    world.server.answers("/answer", Answer.of(503, "text/plain", "no"));

    assertThat(CallDiagram.of(world.agentCalls()).draw())
        .contains("503 no document")
        .contains("drops the call")
        .contains("✗ failed (7011 Error Reaching Answer URL)");
  }

  @Test
  void aBusyPhoneSawNothing() {
    world.customer.isBusy();
    world.bridges();

    assertThat(CallDiagram.of(world.agentCalls()).draw())
        .contains("tries, showing " + M2)
        .contains("✓ busy (3010 Busy Line)")
        .doesNotContain("saw");
  }

  @Test
  void aCallThatStillLasts() {
    world.bridges();

    assertThat(CallDiagram.of(world.agentCalls()).draw()).contains(" talking … ");
  }

  @Test
  void colourAddsNothingButColour() {
    world.bridges();
    SimulatedCall call = world.agentCalls().talksFor(seconds(69));

    String coloured = CallDiagram.of(call).coloured().draw();

    assertThat(coloured).contains("\u001b[32m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(CallDiagram.of(call).draw());
  }

  @Test
  void noRowIsWiderThanATerminal() {
    world.agent.named("A person with a very long name indeed");
    String longWords = "Sorry, the person whom you are trying to reach is unavailable. ".repeat(4);
    world.server.answers(
        "/answer", "<Response><Speak>%s</Speak><Hangup/></Response>".formatted(longWords));

    assertThat(CallDiagram.of(world.agentCalls()).draw().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void noRealNumberIsDrawn() {
    world.bridges();
    world.network.phone(AGENT).named("");
    world.network.phone(CUSTOMER).named("");

    assertThat(CallDiagram.of(world.agentCalls().talksFor(seconds(5))).draw())
        .doesNotContain("88888");
  }

  @Test
  void proxyNumbersAreShownWholeEvenWhereTheNetworkDoesNotKnowThem() {
    var network = new PhoneNetwork();
    network.routesEverythingThrough(world.vobiz);
    world.bridges();

    SimulatedCall call = network.phone(AGENT).dials("+919000000077").talksFor(seconds(5));

    assertThat(CallDiagram.of(call).draw())
        .contains("dials +919000000077")
        .contains("showing " + M2)
        .doesNotContain("88888");
  }
}
