package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.routing.RoutingDecision.Challenge;
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
 * transfer-call, reject-a-call, speak-text, gather-using-speak and hangup-call;
 * api-reference/debugging, the page list-call-events.
 *
 * @param handle of the caller's leg
 * @param asked how often the caller was asked for digits before
 */
record TelnyxCommands(String handle, int asked) {

  static final String ANSWER = "answer";
  static final String REJECT = "reject";
  static final String TRANSFER = "transfer";
  static final String SPEAK = "speak";
  static final String GATHER = "gather_using_speak";
  static final String HANGUP = "hangup";

  /** No command to a leg, but a question: what has Telnyx told of the call? */
  static final String ASK = "call_events";

  /** In what is kept of a question: the call. */
  static final String CALL = "application_session_id";

  private static final String TIMEOUT_SECS = "timeout_secs";
  private static final String TIMEOUT_MILLIS = "timeout_millis";
  private static final String CLIENT_STATE = "client_state";
  private static final String PAYLOAD = "payload";

  /** Telnyx takes no others. */
  private static final Duration RING_TIMEOUT_MIN = Duration.ofSeconds(5);

  private static final Duration RING_TIMEOUT_MAX = Duration.ofSeconds(600);
  private static final Duration TALK_LIMIT_MIN = Duration.ofSeconds(30);
  private static final Duration TALK_LIMIT_MAX = Duration.ofSeconds(14_400);

  /** How long a caller may be left with words of which nobody tells that they are over. */
  static final Duration WORDS_MAX = Duration.ofMinutes(1);

  /** How long a caller may hear silence because nobody tells that they are answered. */
  static final Duration ANSWER_TOLD_MAX = Duration.ofSeconds(10);

  /** How long after the ring timeout somebody must have told how the ringing ended. */
  static final Duration RING_END_TOLD_MAX = Duration.ofSeconds(10);

  /** The same after the destination's leg ended in a way that may have been after a talk. */
  static final Duration TALK_TOLD_MAX = Duration.ofSeconds(3);

  /** How long after the caller the destination's leg must be gone, before it is ended by us. */
  static final Duration ALONE_MAX = Duration.ofSeconds(2);

  /** How long after the time for digits somebody must have told what was entered. */
  static final Duration DIGITS_TOLD_MAX = Duration.ofSeconds(10);

  /** Telnyx's own default, too. */
  private static final Duration BETWEEN_DIGITS = Duration.ofSeconds(5);

  private static final int DIGITS_MAX = 128;

  /** Slower than any voice. */
  private static final int CHARACTERS_SPOKEN_IN_A_SECOND = 10;

  private static final int PAYLOAD_LENGTH_MAX = 3_000;

  private static final String NOT_REACHED =
      "Sorry, the person you are calling cannot be reached. Please try again later.";

  /** To a leg whose caller was never asked for digits. */
  TelnyxCommands(String handle) {
    this(handle, 0);
  }

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
            .put(TIMEOUT_SECS, seconds(connect.ringTimeout(), RING_TIMEOUT_MIN, RING_TIMEOUT_MAX))
            .put("time_limit_secs", seconds(connect.talkLimit(), TALK_LIMIT_MIN, TALK_LIMIT_MAX))
            .put("early_media", earlyMedia)
            .put("mute_dtmf", "none")
            .put("privacy", "none")
            .put("answering_machine_detection", "disabled")
            .put("target_leg_client_state", TelnyxState.ofDestination(handle).encode());
    return command(TelnyxStep.GO_ON, TRANSFER, body);
  }

  /**
   * Asks for digits. Telnyx tries once: how often a caller may try is ours to count, so there are
   * no words for those who enter something wrong. Whether the time counts from the beginning of the
   * words or from their end is not said: it is long enough for both. The voice is put in when the
   * command is sent.
   */
  CarrierCommand gather(Challenge challenge) {
    String words = cut(challenge.prompt());
    ObjectNode body =
        body(TelnyxState.ofAsked(asked + 1))
            .put(PAYLOAD, words)
            .put("payload_type", "text")
            .put("service_level", "premium")
            .put("minimum_digits", 1)
            .put("maximum_digits", Math.clamp(challenge.digitsMax(), 1, DIGITS_MAX))
            .put("maximum_tries", 1)
            .put(TIMEOUT_MILLIS, challenge.timeForAll().plus(spoken(words)).toMillis())
            .put("inter_digit_timeout_millis", BETWEEN_DIGITS.toMillis())
            .put("terminating_digit", "#")
            .put("valid_digits", "0123456789");
    return command(TelnyxStep.GO_ON, GATHER, body);
  }

  private static Duration spoken(String words) {
    return Duration.ofSeconds(1 + words.length() / CHARACTERS_SPOKEN_IN_A_SECOND);
  }

  private static String cut(String words) {
    return words.substring(0, Math.min(words.length(), PAYLOAD_LENGTH_MAX));
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
            .put(PAYLOAD, cut(words))
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
    return command(TelnyxStep.END, HANGUP, body(phase));
  }

  /** The same, if nobody tells that the words are over. */
  CarrierCommand hangUpAtLast(TelnyxPhase phase) {
    return hangUp(phase).after(WORDS_MAX, When.ALWAYS);
  }

  /**
   * Ends the call if nobody tells that it is answered. Under the transfer's id, so that what
   * follows from the answer takes its place, and comes too late once this was sent.
   */
  CarrierCommand hangUpUnlessAnswerIsTold() {
    return command(TelnyxStep.GO_ON, HANGUP, body(TelnyxPhase.UNREACHED))
        .after(ANSWER_TOLD_MAX, When.WHILE_UNANSWERED);
  }

  /**
   * Ends the call if nobody tells what the caller entered when {@code gather} asked for it. Under
   * the id of what follows from that, as above.
   */
  static CarrierCommand hangUpUnlessDigitsAreTold(CarrierCommand gather) {
    ObjectNode asking = bodyOf(gather);
    int asked =
        TelnyxState.decode(asking.path(CLIENT_STATE).asString(""))
            .map(TelnyxState::asked)
            .orElseThrow();
    Duration entering = Duration.ofMillis(asking.path(TIMEOUT_MILLIS).asLong());
    return new TelnyxCommands(gather.leg(), asked)
        .command(TelnyxStep.GO_ON, HANGUP, body(TelnyxPhase.UNREACHED))
        .after(
            entering.plus(spoken(asking.path(PAYLOAD).asString(""))).plus(DIGITS_TOLD_MAX),
            When.WHILE_UNANSWERED);
  }

  /** Asks whether the two of {@code call} were connected, if nobody has told so after a while. */
  CarrierCommand askWhetherConnected(CarrierCallId call, Duration delay) {
    String body = JsonNodeFactory.instance.objectNode().put(CALL, call.text()).toString();
    return new CarrierCommand(TelnyxStep.ASK.idFor(handle), ASK, handle, body)
        .after(delay, When.WHILE_UNANSWERED);
  }

  /** Ends the destination's leg, which rings, when the caller is gone. */
  CarrierCommand stopRinging(String destination) {
    String id = TelnyxStep.STOP.idFor(handle);
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put(CLIENT_STATE, TelnyxState.ofDestination(handle).encode())
            .put("command_id", id);
    return new CarrierCommand(id, HANGUP, destination, body.toString())
        .after(ALONE_MAX, When.ENDED_UNANSWERED);
  }

  private static ObjectNode body(TelnyxPhase phase) {
    return body(TelnyxState.of(phase));
  }

  private static ObjectNode body(TelnyxState state) {
    return JsonNodeFactory.instance.objectNode().put(CLIENT_STATE, state.encode());
  }

  private static long seconds(Duration wanted, Duration min, Duration max) {
    return Math.clamp(wanted.toSeconds(), min.toSeconds(), max.toSeconds());
  }

  /** How long the destination is rung by {@code transfer}. */
  static Duration ringTimeout(CarrierCommand transfer) {
    return Duration.ofSeconds(bodyOf(transfer).path(TIMEOUT_SECS).asLong());
  }

  /** What is sent with a command that was made here. */
  static ObjectNode bodyOf(CarrierCommand command) {
    try {
      return (ObjectNode) JsonBody.object(command.body().getBytes(UTF_8));
    } catch (MalformedWebhookException ours) {
      throw new IllegalStateException("not a body that TelnyxCommands wrote", ours);
    }
  }

  private CarrierCommand command(TelnyxStep step, String action, ObjectNode body) {
    String id = step == TelnyxStep.GO_ON ? step.idFor(handle, asked) : step.idFor(handle);
    return new CarrierCommand(id, action, handle, body.put("command_id", id).toString());
  }
}
