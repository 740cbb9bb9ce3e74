package io.bauta.simulator.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxDigitsTest {

  private static final String QUESTION = "Please key in your PIN.";

  private final PretendTelnyx world = new PretendTelnyx();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "4711#,   4711,   valid",
    "471199,  471199, valid",
    "4711998, 471199, valid",
    "47#,     47,     invalid",
    "4*11#,   4*11,   invalid",
  })
  void whatIsKeyedInIsToldWithWhetherItCanBeRight(String keys, String digits, String status) {
    world.agent.keysIn(keys);

    SimulatedCall call = asked(Map.of());

    Event ended = world.server.only("call.gather.ended");
    assertThat(ended.text("digits")).isEqualTo(digits);
    assertThat(ended.text("status")).isEqualTo(status);
    assertThat(world.server.events("call.dtmf.received")).hasSize(digits.length());
    assertThat(world.agent.heard()).containsExactly(QUESTION);
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void silenceIsATimeout() {
    asked(Map.of());

    Event ended = world.server.only("call.gather.ended");
    assertThat(ended.text("digits")).isEmpty();
    assertThat(ended.text("status")).isEqualTo("timeout");
  }

  @Test
  void whoTriesAgainHearsOtherWords() {
    world.agent.keysIn("1#", "4711#");

    asked(Map.of("maximum_tries", 2, "invalid_payload", "That was too short."));

    assertThat(world.server.only("call.gather.ended").text("digits")).isEqualTo("4711");
    assertThat(world.agent.heard()).containsExactly(QUESTION, "That was too short.");
  }

  @Test
  void theServerCanAskAgain() {
    world.agent.keysIn("1111#", "2222#");
    world.server.acts(
        event -> {
          switch (event.type()) {
            case "call.initiated" -> world.server.command(event, "answer", id(event, Map.of()));
            case "call.answered" -> world.server.command(event, "gather", rules(event, Map.of()));
            case "call.gather.ended" -> {
              boolean isFirst = event.text("digits").equals("1111");
              String action = isFirst ? "gather" : "hangup";
              world.server.command(event, action, id(event, Map.of()));
            }
            default -> {}
          }
        });

    world.agentCalls();

    assertThat(world.server.events("call.gather.ended"))
        .extracting(event -> event.text("digits"))
        .containsExactly("1111", "2222");
  }

  @Test
  void theCallerHangsUpInsteadOfKeyingIn() {
    world.agent.hangsUpWhenAskedForDigits();

    SimulatedCall call = asked(Map.of());

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.complaints()).isEmpty();
    assertThat(world.server.only("call.gather.ended").text("status")).isEqualTo("call_hangup");
    assertThat(world.server.only("call.hangup").text("hangup_source")).isEqualTo("caller");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "minimum_digits",
        "maximum_digits",
        "maximum_tries",
        "timeout_millis",
        "inter_digit_timeout_millis",
        "terminating_digit",
        "valid_digits",
        "language"
      })
  void aQuestionThatReliesOnADefaultIsRemarked(String option) {
    world.agent.keysIn("4711#");

    SimulatedCall call = askedWithout(option);

    assertThat(call.complaints())
        .containsExactly("gather_using_speak relies on Telnyx’s default for " + option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4711", "entered 4711"})
  void whatWasKeyedInDoesNotBelongInAClientState(String state) {
    world.agent.keysIn("4711#");

    SimulatedCall call = asked(Map.of("client_state", MaskingClient.state(state)));

    assertThat(call.complaints()).containsExactly("a client state holds what the caller keyed in");
  }

  @Test
  void whatIsToldTwiceAtOnceIsToldByOneEvent() {
    world.telnyx.suffers(Faults.none().deliveringConcurrently("call.gather.ended", 2));
    world.agent.keysIn("4711#");

    asked(Map.of());

    assertThat(world.server.events("call.gather.ended"))
        .hasSize(2)
        .allMatch(event -> event.text("digits").equals("4711"))
        .extracting(Event::id)
        .containsOnly(world.server.events("call.gather.ended").getFirst().id());
  }

  @Test
  void aPinIsNotPrinted() {
    world.agent.keysIn("4711#");

    SimulatedCall call = asked(Map.of());

    assertThat(call.steps().toString()).doesNotContain("4711");
  }

  private SimulatedCall asked(Map<String, Object> more) {
    return asked(more, "");
  }

  private SimulatedCall askedWithout(String option) {
    return asked(Map.of(), option);
  }

  private SimulatedCall asked(Map<String, Object> more, String without) {
    world.server.acts(
        event -> {
          switch (event.type()) {
            case "call.initiated" -> world.server.command(event, "answer", id(event, Map.of()));
            case "call.answered" -> {
              Map<String, Object> question = rules(event, more);
              question.put("payload", QUESTION);
              question.put("voice", "female");
              question.remove(without);
              world.server.command(event, "gather_using_speak", question);
            }
            case "call.gather.ended" -> {
              if (!event.text("status").equals("call_hangup")) {
                world.server.command(event, "hangup", id(event, Map.of()));
              }
            }
            default -> {}
          }
        });
    return world.agentCalls();
  }

  private static Map<String, Object> rules(Event event, Map<String, Object> more) {
    Map<String, Object> rules = new TreeMap<>(id(event, Map.of()));
    rules.put("minimum_digits", 4);
    rules.put("maximum_digits", 6);
    rules.put("maximum_tries", 1);
    rules.put("timeout_millis", 10_000);
    rules.put("inter_digit_timeout_millis", 5_000);
    rules.put("language", "en-US");
    rules.put("valid_digits", "0123456789");
    rules.put("terminating_digit", "#");
    rules.putAll(more);
    return rules;
  }

  private static Map<String, Object> id(Event event, Map<String, Object> body) {
    return MaskingClient.withId(body, event, "command");
  }
}
