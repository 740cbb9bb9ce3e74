package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.AGENT;
import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.M2;
import static io.bauta.simulator.telnyx.PretendTelnyx.transfer;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWith;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Screen;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TelnyxComplaintTest {

  private final PretendTelnyx world =
      new PretendTelnyx(settings -> settings.patience(Duration.ofMillis(300)));

  @AfterEach
  void close() {
    world.close();
  }

  static Stream<Arguments> badTransfers() {
    return Stream.of(
        Arguments.of(
            transferWithout("timeout_secs"),
            "transfer relies on Telnyx’s default for timeout_secs"),
        Arguments.of(
            transferWithout("time_limit_secs"),
            "transfer relies on Telnyx’s default for time_limit_secs"),
        Arguments.of(
            transferWithout("from_display_name"),
            "transfer relies on Telnyx’s default for from_display_name"),
        Arguments.of(transferWithout("from"), "transfer relies on Telnyx’s default for from"),
        Arguments.of(
            transferWithout("target_leg_client_state"),
            "transfer sets the client state of one leg and not of the other"),
        Arguments.of(
            transferWith("from_display_name", "Agent 1202-555-0101"),
            "the caller name shows the caller’s real number"),
        Arguments.of(
            transferWith("client_state", MaskingClient.state(CUSTOMER)),
            "a client state holds the destination’s real number"),
        Arguments.of(
            transferWith("target_leg_client_state", MaskingClient.state("{\"a\":\"12025550101\"}")),
            "transfer gives a real number away in target_leg_client_state"),
        Arguments.of(
            transferWith("custom_headers", List.of(Map.of("name", "X-From", "value", AGENT))),
            "transfer gives a real number away in custom_headers"),
        Arguments.of(
            transferWith("custom_headers", List.of(Map.of("name", "X-To", "value", CUSTOMER))),
            "transfer gives a real number away in custom_headers"),
        Arguments.of(
            transferWith("privacy", "id"), "transfer hides the proxy number: nobody can call back"),
        Arguments.of(
            transferWith("bridge_intent", true), "transfer has no parameter bridge_intent"));
  }

  @ParameterizedTest
  @MethodSource("badTransfers")
  void aCarelessTransferIsRemarked(Map<String, Object> transfer, String complaint) {
    SimulatedCall call = world.masks(transfer).agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.complaints()).contains(complaint);
  }

  @Test
  void whatTheDestinationSeesIsTheDefaultWhereNothingWasSaid() {
    world.masks(transferWithout("from", "from_display_name")).agentCalls();

    assertThat(world.customer.lastScreen())
        .isEqualTo(new Screen(PretendTelnyx.M1, PretendTelnyx.M1));
  }

  @Test
  void theCallersNumberAsCallerIdIsALeakEvenWhereItIsRefused() {
    SimulatedCall call = world.masks(transferWith("from", AGENT)).agentCalls();

    assertThat(call.complaints()).contains("the caller ID shows the caller’s real number");
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void theDestinationCannotBeTheCallerOrAProxyNumber() {
    assertThat(world.masks(transferWith("to", AGENT)).agentCalls().complaints())
        .contains("the destination is the caller");
    assertThat(world.masks(transferWith("to", M2)).agentCalls().complaints())
        .contains("the destination is the proxy number " + M2);
  }

  @Test
  void aDestinationInAnEarlierClientStateIsALeak() {
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            String state = MaskingClient.state("{\"target\":\"" + CUSTOMER + "\"}");
            world.server.command(event, "answer", Map.of("client_state", state, "command_id", "1"));
          } else if (isAnswerOfCaller(event)) {
            world.server.command(
                event, "transfer", MaskingClient.withId(transfer(), event, "transfer"));
          }
        });

    assertThat(world.agentCalls().complaints())
        .containsExactly("a client state holds the destination’s real number");
  }

  @Test
  void aCommandWithoutAnIdentifierWouldBeDoneTwice() {
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            world.server.command(event, "reject", Map.of("cause", "USER_BUSY"));
          }
        });

    SimulatedCall call = world.agentCalls();

    assertThat(call.cause()).isEqualTo("user_busy");
    assertThat(call.complaints())
        .containsExactly("reject has no command_id: a second try would do it twice");
  }

  @Test
  void aServerThatDoesNothingLetsItRing() {
    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.cause()).isEqualTo("originator_cancel");
    assertThat(call.complaints())
        .containsExactly("the caller heard it ring for ever: no command came");
  }

  @Test
  void aServerThatForgetsTheCallerAfterAFailureLeavesSilence() {
    world.customer.isBusy();
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            world.server.command(event, "answer", Map.of("command_id", "1"));
          } else if (isAnswerOfCaller(event)) {
            world.server.command(
                event, "transfer", MaskingClient.withId(transfer(), event, "transfer"));
          }
        });

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(call.complaints())
        .containsExactly("the caller was left in silence: no command came");
  }

  @Test
  void aSecondTransferIsRefusedAndRemarked() {
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            world.server.command(event, "answer", Map.of("command_id", "1"));
          } else if (isAnswerOfCaller(event)) {
            world.server.command(event, "transfer", withId(transfer(), "2"));
            world.server.command(event, "transfer", withId(transfer(), "3"));
          }
        });

    SimulatedCall call = world.agentCalls();
    world.server.command(world.server.events().getFirst(), "transfer", withId(transfer(), "4"));

    assertThat(world.telnyx.carriedOut("transfer")).isEqualTo(1);
    assertThat(world.customer.rang()).isEqualTo(1);
    assertThat(call.complaints())
        .containsExactly("a leg is transferred that is connected, or being connected, already");
  }

  @Test
  void whoHangsUpDuringAnAnnouncementHasSaidNothing() {
    var hungUp = new CountDownLatch(1);
    world.server.actsBeforeAnswering(
        event -> {
          if (event.type().equals("call.speak.started")) {
            awaitUninterruptibly(hungUp);
          }
        });
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            world.server.command(event, "answer", Map.of("command_id", "1"));
          } else if (event.type().equals("call.answered")) {
            var speech = MaskingClient.speech("Hello");
            world.server.command(event, "speak", MaskingClient.withId(speech, event, "speak"));
            world.server.command(event, "hangup", Map.of("command_id", "3"));
            hungUp.countDown();
          }
        });

    assertThat(world.agentCalls().complaints())
        .containsExactly("hangup did not wait for the end of the announcement");
  }

  @Test
  void aCommandThatIsNotPlayedIsRemarked() {
    world.server.acts(
        event -> {
          if (event.text("direction").equals("incoming")) {
            assertThat(world.server.command(event, "bridge", Map.of()).statusCode()).isEqualTo(404);
            world.server.command(event, "reject", withId(Map.of("cause", "USER_BUSY"), "1"));
          }
        });

    assertThat(world.agentCalls().complaints())
        .containsExactly("the simulator knows no command bridge");
  }

  private static boolean isAnswerOfCaller(Event event) {
    return event.type().equals("call.answered") && event.text("from").equals(AGENT);
  }

  private static Map<String, Object> withId(Map<String, Object> body, String id) {
    Map<String, Object> all = new TreeMap<>(body);
    all.put("command_id", id);
    return all;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
