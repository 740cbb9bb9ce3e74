package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelnyxDiagramTest {

  private final PretendTelnyx world = new PretendTelnyx().masks();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMaskedCall() {
    SimulatedCall call = world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(69));

    assertThat(CallDiagram.of(call).draw())
        .isEqualTo(
            """
                  Agent                   Telnyx                         Bauta                      Customer
              +12•••••0101                                                                        +12•••••0102
                    │                        │                             │                            │
              0:00  ├─ dials +12025550131 ──▶│                             │                            │
                    │                        ├─ call.initiated ✓ 200 ─────▶│                            │
                    │                        │◀─ answer ✓ 200 ─────────────┤                            │
                    │                        ├─ call.answered ✓ 200 ──────▶│                            │
                    │                        │◀─ transfer to +12•••••0102 ─┤                            │
                    │                        │   as +12025550132 ✓ 200     │                            │
                    │                        ├─ call.initiated ✓ 200 ─────▶│                            │
                    │                        ├─ rings, showing +12025550132 ───────────────────────────▶│
              0:04  │                        │◀─ answers after 4 s ────────┼────────────────────────────┤
                    │                        ├─ call.answered ✓ 200 ──────▶│                            │
                    │                        ├─ call.bridged ✓ 200 ───────▶│                            │
                    │                        ├─ call.bridged ✓ 200 ───────▶│                            │
                    │◀════════════════════════════ talking for 1 min 9 s ══════════════════════════════▶│
              1:13  │                        │◀─ hangs up ─────────────────┼────────────────────────────┤
                    │                        ├─ call.hangup ✓ 200 ────────▶│                            │
                    │                        ├─ call.hangup ✓ 200 ────────▶│                            │
                    │                        │                             │                            │
              ✓ completed, talked 1 min 9 s, Customer saw +12025550132 (normal_clearing)
            """);
  }

  @Test
  void aBusyDestination() {
    world.customer.isBusy();

    assertThat(CallDiagram.of(world.agentCalls()).draw())
        .isEqualTo(
            """
                  Agent                   Telnyx                         Bauta                      Customer
              +12•••••0101                                                                        +12•••••0102
                    │                        │                             │                            │
              0:00  ├─ dials +12025550131 ──▶│                             │                            │
                    │                        ├─ call.initiated ✓ 200 ─────▶│                            │
                    │                        │◀─ answer ✓ 200 ─────────────┤                            │
                    │                        ├─ call.answered ✓ 200 ──────▶│                            │
                    │                        │◀─ transfer to +12•••••0102 ─┤                            │
                    │                        │   as +12025550132 ✓ 200     │                            │
                    │                        ├─ call.initiated ✓ 200 ─────▶│                            │
                    │                        ├─ tries, showing +12025550132 ───────────────────────────▶│
                    │                        │◀─ busy ─────────────────────┼────────────────────────────┤
                    │                        ├─ call.hangup ✓ 200 ────────▶│                            │
                    │                        │◀─ speak “The person is not ─┤                            │
                    │                        │   available.” ✓ 200         │                            │
                    │                        ├─ call.speak.started ✓ 200 ─▶│                            │
                    │◀─ “The person is not ──┤                             │                            │
                    │   available.”          │                             │                            │
              0:03  │                        ├─ call.speak.ended ✓ 200 ───▶│                            │
                    │                        │◀─ hangup ✓ 200 ─────────────┤                            │
                    │◀─ hangs up ────────────┤                             │                            │
                    │                        ├─ call.hangup ✓ 200 ────────▶│                            │
                    │                        │                             │                            │
              ✓ busy (user_busy)
            """);
  }

  @Test
  void noRealNumberIsDrawn() {
    world.agent.named("");
    world.customer.named("");

    assertThat(CallDiagram.of(world.agentCalls().talksFor(seconds(5))).draw())
        .doesNotContain("5550101")
        .doesNotContain("5550102");
  }
}
