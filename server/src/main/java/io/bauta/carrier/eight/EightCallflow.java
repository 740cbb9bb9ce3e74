package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.speech.Words;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the call flows that 8x8 carries out.
 *
 * <p>Nothing ever follows a makeCall or a sayAndCapture, and nothing but a hangup follows a say.
 * Each has a clientActionId, which comes back with whatever 8x8 asks afterwards and says what was
 * answered.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-action-handling; the options
 * of say and sayAndCapture: docs/voice/ivr/call-action-handling.
 */
final class EightCallflow {

  /** Longer words are cut: 8x8 would refuse the whole call flow. */
  static final int SAY_TEXT_LENGTH_MAX = 3000;

  static final String VOICE_PROFILE_DEFAULT = "en-US-ZiraRUS";

  /** What the clientActionId of a call flow begins with that asks for digits. */
  private static final String CHALLENGE = "challenge-";

  private static final Pattern CHALLENGED = Pattern.compile(CHALLENGE + "([1-9][0-9]{0,5})");

  private static final int DIGITS_MAX = 25;

  private static final String JSON = "application/json";
  private static final JsonMapper MAPPER = new JsonMapper();

  private EightCallflow() {}

  /**
   * Rings the destination, which sees a number that it can call back. Recording is denied in so
   * many words where it is not wanted: what an account records by default is not documented. For a
   * notice before that 8x8 must answer the call, and bills it from then on.
   */
  static HttpReply connect(Connect connect, CarrierAccount account) {
    ObjectNode document = document("connect");
    connect.notice().ifPresent(words -> say(document, words, account));
    action(document, "makeCall")
        .putObject("params")
        .put("source", written(connect.callerId().e164(), account))
        .put("destination", written(connect.destination().e164(), account))
        .put("callRecording", connect.recorded() && EightProfile.canRecord(account));
    return json(document);
  }

  /** Both ways of writing are in 8x8's examples; the plus is what its advice asks for. */
  private static String written(String e164, CarrierAccount account) {
    boolean bare =
        account.setting(EightProfile.PLUS_SIGN).filter("false"::equalsIgnoreCase).isPresent();
    return bare ? e164.substring(1) : e164;
  }

  /** Refuses the call, with words, for which 8x8 must answer it, or in silence. */
  static HttpReply refusal(Optional<Words> announcement, CarrierAccount account) {
    ObjectNode document = document("refuse");
    announcement.ifPresent(words -> say(document, words, account));
    action(document, "hangup");
    return json(document);
  }

  /** Whether the account has a voice for the language that {@code words} are in. */
  static boolean hasVoice(Words words, CarrierAccount account) {
    return words.language().isEmpty() || voiceProfile(words, account).isPresent();
  }

  /** The names of speech profiles begin with their language: en-US-ZiraRUS. */
  private static Optional<String> voiceProfile(Words words, CarrierAccount account) {
    return words
        .language()
        .flatMap(
            language ->
                EightProfile.voiceProfiles(account).stream()
                    .filter(profile -> profile.startsWith(language.tag() + "-"))
                    .findFirst());
  }

  private static String voice(Words words, CarrierAccount account) {
    return voiceProfile(words, account)
        .orElseGet(() -> EightProfile.voiceProfiles(account).getFirst());
  }

  /**
   * Asks for digits; 8x8 asks us again with them. Empty where the account cannot, or the prompt
   * holds nothing that could be spoken.
   *
   * <p>A hash ends the entry. That the last digit does is documented only where a hash does not,
   * and then a shorter code would never end. Whether digitTimeout counts before the first digit is
   * not said, so it is as long as a caller may take to begin. 8x8 tries once; how often a caller
   * may try is ours to count. A hangup after this would make 8x8 ignore what was entered.
   *
   * @param asked how often the caller was asked, this time included
   */
  static Optional<HttpReply> challenge(Challenge challenge, int asked, CarrierAccount account) {
    String words = speakable(challenge.prompt().text());
    if (!EightProfile.canCapture(account) || words.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode document = document(CHALLENGE + asked);
    action(document, "sayAndCapture")
        .putObject("params")
        .put("promptMessage", words)
        .putNull("successMessage")
        .putNull("failureMessage")
        .put("voiceProfile", voice(challenge.prompt(), account))
        .put("repetition", 1)
        .put("speed", 1.0)
        .put("completeOnHash", true)
        .put("minDigits", 1)
        .put("maxDigits", Math.clamp(challenge.digitsMax(), 1, DIGITS_MAX))
        .put("digitTimeout", millis(challenge.timeout()))
        .put("overallTimeout", millis(challenge.timeForAll()))
        .put("noOfTries", 1);
    return Optional.of(json(document));
  }

  /**
   * How often the caller was asked when the call flow with this clientActionId was answered; empty
   * when it did not ask.
   */
  static OptionalInt asked(String clientActionId) {
    Matcher challenged = CHALLENGED.matcher(clientActionId);
    return challenged.matches()
        ? OptionalInt.of(Integer.parseInt(challenged.group(1)))
        : OptionalInt.empty();
  }

  /** Neither may be zero, and all digits have more time than one: digitsMax is positive. */
  private static long millis(Duration duration) {
    return Math.max(1, duration.toMillis());
  }

  /** Nothing where there is nothing that could be spoken. */
  private static void say(ObjectNode document, Words words, CarrierAccount account) {
    String text = speakable(words.text());
    if (text.isEmpty()) {
      return;
    }
    action(document, "say")
        .putObject("params")
        .put("text", text)
        .put("voiceProfile", voice(words, account))
        .put("repetition", 1)
        .put("speed", 1.0);
  }

  /** Ends the call, whatever its state. */
  static HttpReply end() {
    ObjectNode document = document("end");
    action(document, "hangup");
    return json(document);
  }

  private static ObjectNode document(String clientActionId) {
    ObjectNode document = MAPPER.createObjectNode().put("clientActionId", clientActionId);
    document.putArray("callflow");
    return document;
  }

  private static ObjectNode action(ObjectNode document, String name) {
    return ((ArrayNode) document.get("callflow")).addObject().put("action", name);
  }

  /** Control characters and halves of characters cannot be spoken, and a line break is a blank. */
  private static String speakable(String text) {
    StringBuilder words = new StringBuilder(Math.min(text.length(), SAY_TEXT_LENGTH_MAX));
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (words.length() + Character.charCount(codePoint) > SAY_TEXT_LENGTH_MAX) {
        break;
      }
      if (Character.isISOControl(codePoint)) {
        words.append(' ');
      } else if (Character.getType(codePoint) != Character.SURROGATE) {
        words.appendCodePoint(codePoint);
      }
    }
    return words.toString().strip();
  }

  private static HttpReply json(ObjectNode document) {
    return HttpReply.text(200, JSON, MAPPER.writeValueAsString(document));
  }
}
