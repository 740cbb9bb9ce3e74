package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.AGENT;
import static io.bauta.simulator.telnyx.PretendTelnyx.transfer;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWith;
import static io.bauta.simulator.telnyx.PretendTelnyx.transferWithout;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TelnyxCommandTest {

  private static final Map<String, Object> SPEECH = Map.of("payload", "Hello", "voice", "female");
  private static final Map<String, Object> REJECTION = Map.of("cause", "CALL_REJECTED");

  private final PretendTelnyx world = new PretendTelnyx();
  private final List<HttpResponse<String>> replies =
      Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    world.close();
  }

  static Stream<Arguments> wrongCommands() {
    return Stream.of(
        Arguments.of("reject", Map.of(), "10004"),
        Arguments.of("reject", Map.of("cause", "UNALLOCATED_NUMBER"), "10032"),
        Arguments.of("answer", Map.of("client_state", "not base64!"), "10032"),
        Arguments.of("answer", Map.of("record", "always"), "10032"),
        Arguments.of("answer", Map.of("webhook_url", "there"), "10032"),
        Arguments.of("answer", Map.of("record_channels", "three"), "10032"),
        Arguments.of("answer", Map.of("record_max_length", 43_201), "10033"),
        Arguments.of("transfer", transferWithout("to"), "10004"),
        Arguments.of("transfer", transferWith("to", "12025550102"), "10016"),
        Arguments.of("transfer", transferWith("to", "+12025550102,123"), "10016"),
        Arguments.of("transfer", transferWith("to", "sip:agent@example.com"), "10016"),
        Arguments.of("transfer", transferWith("from", "anonymous"), "10016"),
        Arguments.of("transfer", transferWith("timeout_secs", 4), "10033"),
        Arguments.of("transfer", transferWith("timeout_secs", 601), "10033"),
        Arguments.of("transfer", transferWith("timeout_secs", "25"), "10033"),
        Arguments.of("transfer", transferWith("time_limit_secs", 29), "10033"),
        Arguments.of("transfer", transferWith("time_limit_secs", 14_401), "10033"),
        Arguments.of("transfer", transferWith("early_media", "yes"), "10032"),
        Arguments.of("transfer", transferWith("park_after_unbridge", "both"), "10032"),
        Arguments.of("transfer", transferWith("target_leg_client_state", "!"), "10032"),
        Arguments.of("transfer", transfer(), "90034"),
        Arguments.of("speak", Map.of("payload", "Hello"), "10004"),
        Arguments.of("speak", Map.of("payload", "a".repeat(3001), "voice", "female"), "10033"),
        Arguments.of("speak", Map.of("payload", "Hello", "voice", "my aunt"), "10032"),
        Arguments.of("speak", SPEECH, "90034"),
        Arguments.of("gather", Map.of("minimum_digits", 129), "10033"),
        Arguments.of("gather", Map.of(), "90034"),
        Arguments.of("gather_using_speak", SPEECH, "90034"),
        Arguments.of("playback_start", Map.of(), "10004"),
        Arguments.of("playback_start", Map.of("media_name", "ring"), "90034"),
        Arguments.of("record_start", Map.of("format", "mp3"), "10004"),
        Arguments.of("record_start", Map.of("format", "ogg", "channels", "dual"), "10032"),
        Arguments.of("record_start", Map.of("format", "mp3", "channels", "dual"), "90020"),
        Arguments.of("client_state_update", Map.of(), "10004"));
  }

  @ParameterizedTest
  @MethodSource("wrongCommands")
  void aWrongCommandIsRefusedAndDoesNothing(
      String action, Map<String, Object> body, String expectedCode) {
    SimulatedCall call = whenParked(action, body);

    assertThat(replies.getFirst().statusCode()).isEqualTo(422);
    assertThat(TelnyxClient.code(replies.getFirst())).isEqualTo(expectedCode);
    assertThat(world.telnyx.received(action)).isPositive();
    assertThat(world.customer.rang()).isZero();
    assertThat(call.status()).isEqualTo(CallStatus.REFUSED);
  }

  @Test
  void anErrorNamesWhatIsToBlame() {
    whenParked("reject", Map.of("cause", "UNALLOCATED_NUMBER"));

    assertThat(TelnyxClient.json(replies.getFirst()).at("/errors/0/source/pointer").asString())
        .isEqualTo("/cause");
  }

  @Test
  void aCallerIdThatIsNotOursIsForbidden() {
    whenAnswered(
        event -> {
          command(event, "transfer", transferWith("from", AGENT));
          command(event, "hangup", Map.of());
        });

    assertThat(replies.getFirst().statusCode()).isEqualTo(403);
    assertThat(TelnyxClient.code(replies.getFirst())).isEqualTo("D35");
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void aWrongKeyIsUnauthorized() {
    HttpResponse<String> reply =
        world.server.rest("POST", "/calls/v3:x/actions/answer", Optional.of("{}"), "Bearer other");

    assertThat(reply.statusCode()).isEqualTo(401);
  }

  @Test
  void anUnknownCallIsNotFoundAndAnImpossibleOneInvalid() {
    HttpResponse<String> unknown = world.server.command("v3:unknown", "answer", Map.of());
    HttpResponse<String> impossible = world.server.command("4711", "answer", Map.of());

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(impossible.statusCode()).isEqualTo(422);
    assertThat(TelnyxClient.code(impossible)).isEqualTo("90015");
  }

  @Test
  void aCallThatHasEndedTakesNoCommands() {
    whenParked("reject", REJECTION);
    Event first = world.server.events().getFirst();

    HttpResponse<String> late = world.server.command(first, "hangup", Map.of("command_id", "x"));

    assertThat(late.statusCode()).isEqualTo(422);
    assertThat(TelnyxClient.code(late)).isEqualTo("90018");
  }

  @Test
  void aCallThatIsAboutToEndTakesNoCommandsEither() {
    world.server.actsBeforeAnswering(
        event -> {
          if (event.type().equals("call.answered")) {
            command(event, "hangup", Map.of("command_id", "one"));
            command(event, "hangup", Map.of("command_id", "other"));
          }
        });
    whenAnswered(_ -> {});

    assertThat(replies.getFirst().statusCode()).isEqualTo(200);
    assertThat(TelnyxClient.code(replies.getLast())).isEqualTo("90018");
  }

  @Test
  void whatIsNoJsonIsABadRequest() {
    world.server.acts(
        event -> {
          if (event.type().equals("call.initiated")) {
            String path =
                "/calls/%s/actions/answer"
                    .formatted(TelnyxClient.encoded(event.text("call_control_id")));
            replies.add(world.server.rest("POST", path, Optional.of("{")));
            command(event, "reject", REJECTION);
          }
        });
    called();

    assertThat(replies.getFirst().statusCode()).isEqualTo(400);
  }

  @Test
  void aCommandThatIsRepeatedIsCarriedOutOnce() {
    whenAnswered(
        event -> {
          Map<String, Object> speech =
              Map.of("payload", "Hello", "voice", "female", "command_id", "once");
          command(event, "speak", speech);
          command(event, "speak", speech);
        },
        "call.speak.ended",
        event -> command(event, "hangup", Map.of("command_id", "end")));

    assertThat(replies).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(world.telnyx.received("speak")).isEqualTo(2);
    assertThat(world.telnyx.carriedOut("speak")).isEqualTo(1);
    assertThat(world.agent.heard()).containsExactly("Hello");
  }

  @Test
  void aRefusedCommandIsNotRemembered() {
    whenParked("reject", Map.of("cause", "NO", "command_id", "same"));

    Event first = world.server.events().getFirst();
    assertThat(
            TelnyxClient.code(world.server.command(first, "hangup", Map.of("command_id", "same"))))
        .isEqualTo("90018");
  }

  @Test
  void aParkedCallCanBeTransferredWhereThatIsTaken() {
    try (var ringing = new PretendTelnyx(TelnyxSettings.Builder::transfersParkedLegs)) {
      ringing.server.acts(
          event -> {
            if (event.text("direction").equals("incoming")) {
              ringing.server.command(event, "transfer", transfer());
            }
          });

      SimulatedCall call = ringing.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
      assertThat(ringing.told())
          .containsExactly(
              "call.initiated(A)",
              "call.initiated(B)",
              "call.answered(B)",
              "call.answered(A)",
              "call.bridged(A)",
              "call.bridged(B)");
    }
  }

  @Test
  void aFailedCommandCanBeSentAgain() {
    world.telnyx.suffers(CommandFaults.none().failing("reject", 1).limiting("reject", 1));

    SimulatedCall call = whenParked("reject", Map.of("cause", "CALL_REJECTED", "command_id", "c"));

    assertThat(CallDiagram.of(call).draw()).contains("reject CALL_REJECTED ✗ 500");
    assertThat(replies.getFirst().statusCode()).isEqualTo(500);
    assertThat(replies.get(1).statusCode()).isEqualTo(429);
    assertThat(replies.get(2).statusCode()).isEqualTo(200);
    assertThat(world.telnyx.carriedOut("reject")).isEqualTo(1);
  }

  @Test
  void aRefusalCanBePlanned() {
    world.telnyx.suffers(CommandFaults.none().refusing("answer", "90034", 1));

    whenParked("answer", Map.of("command_id", "a"));

    assertThat(TelnyxClient.code(replies.getFirst())).isEqualTo("90034");
    assertThat(world.telnyx.carriedOut("answer")).isZero();
  }

  @Test
  void aReplyCanGetLostAfterTheCommandWasCarriedOut() {
    world.telnyx.suffers(CommandFaults.none().losingReply("reject", 1));
    List<Throwable> broken = Collections.synchronizedList(new ArrayList<>());
    world.server.acts(
        event -> {
          if (event.type().equals("call.initiated")) {
            try {
              command(event, "reject", Map.of("cause", "CALL_REJECTED", "command_id", "c"));
            } catch (UncheckedIOException e) {
              broken.add(e);
            }
            command(event, "reject", Map.of("cause", "CALL_REJECTED", "command_id", "c"));
          }
        });

    SimulatedCall call = called();

    assertThat(call.wasRefused()).isTrue();
    assertThat(broken).hasSize(1);
    assertThat(world.telnyx.carriedOut("reject")).isEqualTo(1);
  }

  @Test
  void aStalledCommandIsTakenLater() {
    world.telnyx.suffers(CommandFaults.none().stalling("reject", Duration.ofMillis(50), 1));

    SimulatedCall call = whenParked("reject", REJECTION);

    assertThat(call.wasRefused()).isTrue();
    assertThat(replies.getFirst().statusCode()).isEqualTo(200);
  }

  @Test
  void theServerCanEndATalk() throws InterruptedException {
    world.masks();
    SimulatedCall call = world.agentCalls();
    Event first = world.server.events().getFirst();

    world.server.command(first, "hangup", Map.of("command_id", "expired"));

    assertThat(world.telnyx.awaitsEnd(call)).isTrue();
    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(world.told()).endsWith("call.hangup(A)", "call.hangup(B)");
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void aServerThatCommandsForEverIsStopped() throws InterruptedException {
    world.masks();
    SimulatedCall call = world.agentCalls();
    Event first = world.server.events().getFirst();

    int status = 200;
    for (int i = 0; status == 200 || status == 429; i++) {
      var body = Map.of("client_state", "", "command_id", "c" + i);
      status = world.server.command(first, "client_state_update", body).statusCode();
    }

    assertThat(world.telnyx.awaitsEnd(call)).isTrue();
    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints()).containsExactly("more than 200 commands: a loop");
  }

  @Test
  void aCallThatLastsIsAlive() {
    world.masks();
    SimulatedCall call = world.agentCalls();
    String id = world.server.events().getFirst().text("call_control_id");
    String path = "/calls/" + TelnyxClient.encoded(id);

    assertThat(TelnyxClient.json(world.get(path)).at("/data/is_alive").asBoolean()).isTrue();
    String active = "/connections/1684641123236054244/active_calls";
    assertThat(TelnyxClient.json(world.get(active)).path("data").size()).isEqualTo(2);

    call.isHungUpBy(AGENT).after(Duration.ofSeconds(5));

    assertThat(TelnyxClient.json(world.get(path)).at("/data/is_alive").asBoolean()).isFalse();
    assertThat(TelnyxClient.json(world.get(active)).path("data").size()).isZero();
  }

  @Test
  void whatWasToldCanBeAskedForAfterwards() {
    world.masks();
    SimulatedCall call = world.agentCalls().talksFor(Duration.ofSeconds(5));

    var events =
        TelnyxClient.json(
            world.get("/call_events?filter%5Bapplication_session_id%5D=" + call.carrierCallId()));

    assertThat(events.path("data").size()).isEqualTo(8);
    assertThat(events.at("/data/0").propertyNames())
        .containsExactlyInAnyOrder(
            "record_type",
            "type",
            "name",
            "event_timestamp",
            "call_leg_id",
            "call_session_id",
            "metadata");
    assertThat(events.at("/data/0/name").asString()).isEqualTo("call.initiated");
  }

  /** Sends one command for the parked call, again while it fails, and then rejects the call. */
  private SimulatedCall whenParked(String action, Map<String, Object> body) {
    world.server.acts(
        event -> {
          if (event.type().equals("call.initiated")) {
            int status = command(event, action, body);
            while (status == 500 || status == 429) {
              status = command(event, action, body);
            }
            if (status != 200 || !action.equals("reject")) {
              command(event, "reject", REJECTION);
            }
          }
        });
    return called();
  }

  private void whenAnswered(Consumer<Event> then) {
    whenAnswered(then, "", _ -> {});
  }

  private void whenAnswered(Consumer<Event> then, String later, Consumer<Event> thenLater) {
    world.server.acts(
        event -> {
          if (event.type().equals("call.initiated")) {
            world.server.command(event, "answer", Map.of("command_id", "answer"));
          } else if (event.type().equals("call.answered")) {
            then.accept(event);
          } else if (event.type().equals(later)) {
            thenLater.accept(event);
          }
        });
    called();
  }

  /** The agent has called, and the server had its answers. */
  private SimulatedCall called() {
    SimulatedCall call = world.agentCalls();
    world.server.finishesActing();
    return call;
  }

  private int command(Event event, String action, Map<String, Object> body) {
    HttpResponse<String> reply = world.server.command(event, action, body);
    replies.add(reply);
    return reply.statusCode();
  }
}
