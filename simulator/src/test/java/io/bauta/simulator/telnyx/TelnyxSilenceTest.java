package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls for which a command, or a webhook, is missing. */
class TelnyxSilenceTest {

  @Test
  void anApplicationMayEndACallForWhichNoCommandCame() {
    try (var world = new PretendTelnyx(TelnyxSilenceTest::hasty)) {
      SimulatedCall call = world.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.FAILED);
      assertThat(call.complaints())
          .containsExactly("no command came: Telnyx ended the call after 12 s");
      assertThat(world.network.now()).isEqualTo(PretendTelnyx.START.plusSeconds(12));
      assertThat(world.server.events("call.hangup").getFirst().text("hangup_cause"))
          .isEqualTo("timeout");
    }
  }

  private static TelnyxSettings.Builder hasty(TelnyxSettings.Builder settings) {
    return settings.patience(Duration.ofMillis(50)).firstCommandTimeout(seconds(12));
  }

  @Test
  void thatLimitIsOverWithTheFirstCommand() {
    try (var world =
        new PretendTelnyx(settings -> hasty(settings).patience(Duration.ofMillis(1_500)))) {
      world.server.acts(
          event -> {
            if (event.type().equals("call.initiated")) {
              world.server.command(event, "answer", Map.of("command_id", "answer"));
            }
          });

      assertThat(world.agentCalls().complaints())
          .containsExactly("the caller was left in silence: no command came");
    }
  }

  @Test
  void itIsSetThroughTheApiToo() {
    try (var world = new PretendTelnyx(settings -> settings.patience(Duration.ofMillis(50)))) {
      world.server.rest(
          "PATCH",
          "/call_control_applications/1684641123236054244",
          Optional.of("{\"first_command_timeout\":true,\"first_command_timeout_secs\":7}"));

      assertThat(world.agentCalls().complaints())
          .containsExactly("no command came: Telnyx ended the call after 7 s");
    }
  }

  @Test
  void aDestinationMayRingOnForNobodyUntilItsLegIsEnded() {
    try (var world = new PretendTelnyx(TelnyxSettings.Builder::ringsOnAlone).masks()) {
      world.agent.hangsUpWhileRinging(seconds(2));
      String destination = "call.hangup(A)";
      world.server.actsBeforeAnswering(
          event -> {
            if (event.shown(PretendTelnyx.M1).equals(destination)) {
              String leg = world.server.events("call.initiated").getLast().text("call_control_id");
              world.server.command(leg, "hangup", Map.of("command_id", "stop"));
            }
          });
      SimulatedCall call = world.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
      assertThat(call.complaints()).isEmpty();
      assertThat(world.told()).endsWith("call.hangup(A)", "call.hangup(B)");
    }
  }

  @Test
  void whoeverLeavesItRingingHasAComplaint() {
    try (var world = new PretendTelnyx(TelnyxSilenceTest::rude).masks()) {
      world.agent.hangsUpWhileRinging(seconds(2));

      assertThat(world.agentCalls().complaints())
          .containsExactly("the destination rang on for nobody: its leg was not ended");
    }
  }

  private static TelnyxSettings.Builder rude(TelnyxSettings.Builder settings) {
    return settings.ringsOnAlone().patience(Duration.ofMillis(200));
  }

  @Test
  void theEndOfOneLegAloneMayGetLost() {
    try (var world = new PretendTelnyx().masks()) {
      world.telnyx.suffers(Faults.none().dropping("call.hangup destination"));
      SimulatedCall call = world.agentCalls().talksFor(seconds(5));

      assertThat(world.told()).endsWith("call.bridged(B)", "call.hangup(A)");
      assertThat(CallDiagram.of(call).draw()).contains("call.hangup ✗ lost on");
    }
  }

  @Test
  void whatWentWrongIsInTheDiagram() {
    try (var world = new PretendTelnyx().masks()) {
      world.telnyx.suffers(
          Faults.none().losingReplies("call.answered", 1).tellingLate("call.bridged"));
      String diagram = CallDiagram.of(world.agentCalls().talksFor(seconds(5))).draw();

      assertThat(diagram.replaceAll("[^A-Za-z0-9.:']+", " "))
          .contains("no reply: lost the server's 200")
          .contains("try 2")
          .contains("after the one that followed it");
    }
  }
}
