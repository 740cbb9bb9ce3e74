package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierCommand;
import io.bauta.routing.RoutingDecision.Connect;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commands to one caller's leg, with every option that Telnyx has a default for.
 *
 * <p>Left out on purpose: {@code park_after_unbridge}, without which the caller's leg ends with the
 * destination's; {@code record} and {@code audio_url}, without which nothing is recorded or played;
 * headers, which would reach the destination.
 *
 * <p>Source: developers.telnyx.com/api-reference/call-commands, the pages answer-call,
 * transfer-call, reject-a-call, speak-text and hangup-call.
 *
 * @param handle of the caller's leg
 */
record TelnyxCommands(String handle) {

  static final String ANSWER = "answer";
  static final String REJECT = "reject";
  static final String TRANSFER = "transfer";
  static final String SPEAK = "speak";
  static final String HANGUP = "hangup";

  /** Telnyx takes no others. */
  private static final Duration RING_TIMEOUT_MIN = Duration.ofSeconds(5);

  private static final Duration RING_TIMEOUT_MAX = Duration.ofSeconds(600);
  private static final Duration TALK_LIMIT_MIN = Duration.ofSeconds(30);
  private static final Duration TALK_LIMIT_MAX = Duration.ofSeconds(14_400);

  /** How long a caller may be left with words of which nobody tells that they are over. */
  static final Duration WORDS_MAX = Duration.ofMinutes(1);

  private static final int PAYLOAD_LENGTH_MAX = 3_000;

  private static final String NOT_REACHED =
      "Sorry, the person you are calling cannot be reached. Please try again later.";

  CarrierCommand answer(TelnyxPhase phase) {
    return command(TelnyxStep.BEGIN, ANSWER, body(phase));
  }

  /** Refuses the call unanswered and unbilled. The only other cause that Telnyx takes is busy. */
  CarrierCommand reject() {
    return reject(TelnyxStep.BEGIN, TelnyxPhase.REFUSED);
  }

  /** Where the answer was not taken. If it was after all, Telnyx refuses this, and nothing ends. */
  CarrierCommand rejectInsteadOfAnswer() {
    return reject(TelnyxStep.TURN_AWAY, TelnyxPhase.UNREACHED);
  }

  private CarrierCommand reject(TelnyxStep step, TelnyxPhase phase) {
    return command(step, REJECT, body(phase).put("cause", "CALL_REJECTED"));
  }

  /**
   * Rings the destination, which sees a number that it can call back, as number and as name.
   *
   * <p>Without early media the caller does not hear the destination's network, which may speak the
   * number that it cannot reach.
   */
  CarrierCommand transfer(Connect connect, boolean earlyMedia) {
    ObjectNode body =
        body(TelnyxPhase.TRANSFERRED)
            .put("to", connect.destination().e164())
            .put("from", connect.callerId().e164())
            .put("from_display_name", connect.callerId().e164())
            .put("timeout_secs", seconds(connect.ringTimeout(), RING_TIMEOUT_MIN, RING_TIMEOUT_MAX))
            .put("time_limit_secs", seconds(connect.talkLimit(), TALK_LIMIT_MIN, TALK_LIMIT_MAX))
            .put("early_media", earlyMedia)
            .put("mute_dtmf", "none")
            .put("privacy", "none")
            .put("answering_machine_detection", "disabled")
            .put("target_leg_client_state", TelnyxState.ofDestination(handle).encode());
    return command(TelnyxStep.GO_ON, TRANSFER, body);
  }

  CarrierCommand speakRefusal(String words) {
    return speak(TelnyxStep.GO_ON, words, TelnyxPhase.REFUSED);
  }

  CarrierCommand speakNotReached() {
    return speak(TelnyxStep.EXPLAIN, NOT_REACHED, TelnyxPhase.UNREACHED);
  }

  /** The voice is the account's, and is put in when the command is sent. */
  private CarrierCommand speak(TelnyxStep step, String words, TelnyxPhase phase) {
    ObjectNode body =
        body(phase)
            .put("payload", words.substring(0, Math.min(words.length(), PAYLOAD_LENGTH_MAX)))
            .put("payload_type", "text")
            .put("service_level", "premium")
            .put("loop", 1)
            .put("target_legs", "self");
    return command(step, SPEAK, body);
  }

  /** Under the transfer's id: whichever of the two was owed first is the only one. */
  CarrierCommand hangUpInsteadOfTransfer() {
    return command(TelnyxStep.GO_ON, HANGUP, body(TelnyxPhase.REFUSED));
  }

  CarrierCommand hangUp(TelnyxPhase phase) {
    return hangUp(phase, Duration.ZERO);
  }

  /** The same, if nobody tells that the words are over. */
  CarrierCommand hangUpAtLast(TelnyxPhase phase) {
    return hangUp(phase, WORDS_MAX);
  }

  private CarrierCommand hangUp(TelnyxPhase phase, Duration delay) {
    CarrierCommand now = command(TelnyxStep.END, HANGUP, body(phase));
    return new CarrierCommand(now.id(), now.action(), now.leg(), now.body(), delay);
  }

  private static ObjectNode body(TelnyxPhase phase) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("client_state", TelnyxState.of(phase).encode());
  }

  private static long seconds(Duration wanted, Duration min, Duration max) {
    return Math.clamp(wanted.toSeconds(), min.toSeconds(), max.toSeconds());
  }

  private CarrierCommand command(TelnyxStep step, String action, ObjectNode body) {
    String id = step.idFor(handle);
    return new CarrierCommand(id, action, handle, body.put("command_id", id).toString());
  }
}
