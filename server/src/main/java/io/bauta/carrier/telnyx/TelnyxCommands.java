package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.speech.Words;
import java.time.Duration;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commands to one caller's leg, with every option that Telnyx has a default for.
 *
 * <p>Left out on purpose: {@code park_after_unbridge}, without which the caller's leg ends with the
 * destination's; {@code record} and {@code audio_url}, without which nothing is recorded before
 * they talk, or played; headers, which would reach the destination; {@code trim}, which has no
 * value for a recording that is whole.
 *
 * <p>Source: developers.telnyx.com/api-reference/call-commands, the pages answer-call,
 * transfer-call, reject-a-call, speak-text, gather-using-speak, recording-start and hangup-call;
 * api-reference/debugging, the page list-call-events.
 *
 * @param handle of the caller's leg
 * @param asked how often the caller was asked for digits before
 * @param goOn the step with which the call goes on now
 */
record TelnyxCommands(String handle, int asked, TelnyxStep goOn) {

  static final String ANSWER = "answer";
  static final String REJECT = "reject";
  static final String TRANSFER = "transfer";
  static final String SPEAK = "speak";
  static final String GATHER = "gather_using_speak";
  static final String RECORD = "record_start";
  static final String HANGUP = "hangup";

  /** No command to a leg, but a question: what has Telnyx told of the call? */
  static final String ASK = "call_events";

  /** In what is kept of a question: the call. */
  static final String CALL = "application_session_id";

  /** The same: whether it is to be recorded, if the two are connected. */
  static final String RECORDED = "recorded";

  private static final String TIMEOUT_SECS = "timeout_secs";
  private static final String TIMEOUT_MILLIS = "timeout_millis";
  private static final String CLIENT_STATE = "client_state";
  static final String LANGUAGE = "language";
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

  /** How long after a notice somebody must have told that it is over. */
  static final Duration NOTICE_TOLD_MAX = Duration.ofSeconds(10);

  /** How long after the time for digits somebody must have told what was entered. */
  static final Duration DIGITS_TOLD_MAX = Duration.ofSeconds(10);

  /** Telnyx's own default, too. */
  private static final Duration BETWEEN_DIGITS = Duration.ofSeconds(5);

  private static final int DIGITS_MAX = 128;

  /** Slower than any voice. */
  private static final int CHARACTERS_SPOKEN_IN_A_SECOND = 10;

  private static final int PAYLOAD_LENGTH_MAX = 3_000;

  private static final Words NOT_REACHED =
      Words.of("Sorry, the person you are calling cannot be reached. Please try again later.");

  /** To a leg whose caller was never asked for digits. */
  TelnyxCommands(String handle) {
    this(handle, 0);
  }

  /** To a leg whose caller has heard no notice since they were asked for digits so often. */
  TelnyxCommands(String handle, int asked) {
    this(handle, asked, TelnyxStep.GO_ON);
  }

  /** To the same leg once its caller has heard a notice. */
  TelnyxCommands afterNotice() {
    return new TelnyxCommands(handle, asked, TelnyxStep.GO_ON_AFTER_NOTICE);
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
        body(TelnyxState.ofTransferred(connect.recorded()))
            .put("to", connect.destination().e164())
            .put("from", connect.callerId().e164())
            .put("from_display_name", connect.callerId().e164())
            .put(TIMEOUT_SECS, seconds(connect.ringTimeout(), RING_TIMEOUT_MIN, RING_TIMEOUT_MAX))
            .put("time_limit_secs", seconds(connect.talkLimit(), TALK_LIMIT_MIN, TALK_LIMIT_MAX))
            .put("early_media", earlyMedia)
            .put("mute_dtmf", "none")
            .put("privacy", "none")
            .put("answering_machine_detection", "disabled")
            .put(
                "target_leg_client_state",
                TelnyxState.ofDestination(handle, connect.recorded()).encode());
    return command(goOn, TRANSFER, body);
  }

  /**
   * Asks for digits. Telnyx tries once: how often a caller may try is ours to count, so there are
   * no words for those who enter something wrong. Whether the time counts from the beginning of the
   * words or from their end is not said: it is long enough for both. The voice is put in when the
   * command is sent.
   */
  CarrierCommand gather(Challenge challenge) {
    Words words = cut(challenge.prompt());
    ObjectNode body =
        said(words, body(TelnyxState.ofAsked(asked + 1)))
            .put("payload_type", "text")
            .put("service_level", "premium")
            .put("minimum_digits", 1)
            .put("maximum_digits", Math.clamp(challenge.digitsMax(), 1, DIGITS_MAX))
            .put("maximum_tries", 1)
            .put(TIMEOUT_MILLIS, challenge.timeForAll().plus(spoken(words.text())).toMillis())
            .put("inter_digit_timeout_millis", BETWEEN_DIGITS.toMillis())
            .put("terminating_digit", "#")
            .put("valid_digits", "0123456789");
    return command(goOn, GATHER, body);
  }

  private static Duration spoken(String words) {
    return Duration.ofSeconds(1 + words.length() / CHARACTERS_SPOKEN_IN_A_SECOND);
  }

  private static Words cut(Words words) {
    String text = words.text();
    return words.with(text.substring(0, Math.min(text.length(), PAYLOAD_LENGTH_MAX)));
  }

  private static ObjectNode said(Words words, ObjectNode body) {
    body.put(PAYLOAD, words.text());
    words.language().ifPresent(language -> body.put(LANGUAGE, language.tag()));
    return body;
  }

  /** What the caller must hear before anybody is rung. */
  CarrierCommand speakNotice(Words words) {
    return speak(goOn, words, TelnyxState.ofNotice(asked));
  }

  /**
   * Records the two who talk, each on a channel of their own, until they talk no more. Silence does
   * not end it. Nobody is told by a beep: whom the rules want told has heard the notice.
   */
  CarrierCommand startRecording() {
    ObjectNode body =
        body(TelnyxState.ofTransferred(true))
            .put("format", "mp3")
            .put("channels", "dual")
            .put("recording_track", "both")
            .put("play_beep", false)
            .put("max_length", TALK_LIMIT_MAX.toSeconds())
            .put(TIMEOUT_SECS, 0)
            .put("transcription", false);
    return command(TelnyxStep.RECORD, RECORD, body);
  }

  CarrierCommand speakRefusal(Words words) {
    return speak(goOn, words, TelnyxState.of(TelnyxPhase.REFUSED));
  }

  CarrierCommand speakNotReached() {
    return speak(TelnyxStep.EXPLAIN, NOT_REACHED, TelnyxState.of(TelnyxPhase.UNREACHED));
  }

  /**
   * The voice is the account's, and is put in when the command is sent; so is its language, where
   * the words are in none of their own.
   */
  private CarrierCommand speak(TelnyxStep step, Words words, TelnyxState state) {
    ObjectNode body =
        said(cut(words), body(state))
            .put("payload_type", "text")
            .put("service_level", "premium")
            .put("loop", 1)
            .put("target_legs", "self");
    return command(step, SPEAK, body);
  }

  /** Under the transfer's id: whichever of the two was owed first is the only one. */
  CarrierCommand hangUpInsteadOfTransfer() {
    return command(goOn, HANGUP, body(TelnyxPhase.REFUSED));
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
    return command(goOn, HANGUP, body(TelnyxPhase.UNREACHED))
        .after(ANSWER_TOLD_MAX, When.WHILE_UNANSWERED);
  }

  /**
   * Ends the call if nobody tells what the caller entered when {@code gather} asked for it. Under
   * the id of what follows from that, as above.
   */
  static CarrierCommand hangUpUnlessDigitsAreTold(CarrierCommand gather) {
    ObjectNode asking = bodyOf(gather);
    Duration entering = Duration.ofMillis(asking.path(TIMEOUT_MILLIS).asLong());
    return new TelnyxCommands(gather.leg(), stateOf(gather).asked())
        .command(TelnyxStep.GO_ON, HANGUP, body(TelnyxPhase.UNREACHED))
        .after(
            entering.plus(spoken(asking.path(PAYLOAD).asString(""))).plus(DIGITS_TOLD_MAX),
            When.WHILE_UNANSWERED);
  }

  /**
   * Ends the call if nobody tells that the notice which {@code speak} says is over. Under the id of
   * what follows from that, as above.
   */
  static CarrierCommand hangUpUnlessNoticeIsOver(CarrierCommand speak) {
    Duration words = spoken(bodyOf(speak).path(PAYLOAD).asString(""));
    return new TelnyxCommands(speak.leg(), stateOf(speak).asked())
        .afterNotice()
        .command(TelnyxStep.GO_ON_AFTER_NOTICE, HANGUP, body(TelnyxPhase.UNREACHED))
        .after(words.plus(NOTICE_TOLD_MAX), When.WHILE_UNANSWERED);
  }

  /** Asks whether the two of {@code call} were connected, if nobody has told so after a while. */
  CarrierCommand askWhetherConnected(CarrierCallId call, Duration delay) {
    return askWhetherConnected(call, delay, false);
  }

  /**
   * The same.
   *
   * @param recorded whether they are to be recorded then
   */
  CarrierCommand askWhetherConnected(CarrierCallId call, Duration delay, boolean recorded) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(CALL, call.text());
    if (recorded) {
      body.put(RECORDED, true);
    }
    return new CarrierCommand(TelnyxStep.ASK.idFor(handle), ASK, handle, body.toString())
        .after(delay, When.WHILE_UNANSWERED);
  }

  /** Ends the destination's leg, which rings, when the caller is gone. */
  CarrierCommand stopRinging(String destination) {
    String id = TelnyxStep.STOP.idFor(handle);
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put(CLIENT_STATE, TelnyxState.ofDestination(handle, false).encode())
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

  /** The state that a command which was made here gives its leg. */
  static TelnyxState stateOf(CarrierCommand command) {
    return TelnyxState.decode(bodyOf(command).path(CLIENT_STATE).asString("")).orElseThrow();
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
    String id = step == goOn ? step.idFor(handle, asked) : step.idFor(handle);
    return new CarrierCommand(id, action, handle, body.put("command_id", id).toString());
  }
}
