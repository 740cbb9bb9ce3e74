package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.routing.RoutingDecision.Connect;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the call flows that 8x8 carries out.
 *
 * <p>Nothing ever follows a makeCall, and nothing but a hangup follows a say. Each has a
 * clientActionId, which comes back with whatever 8x8 asks afterwards and says what was answered.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-action-handling; the options
 * of say: docs/voice/ivr/call-action-handling.
 */
final class EightCallflow {

  /** Longer words are cut: 8x8 would refuse the whole call flow. */
  static final int SAY_TEXT_LENGTH_MAX = 3000;

  static final String VOICE_PROFILE_DEFAULT = "en-US-ZiraRUS";

  private static final String JSON = "application/json";
  private static final JsonMapper MAPPER = new JsonMapper();

  private EightCallflow() {}

  /**
   * Rings the destination, which sees a number that it can call back. Recording is denied in so
   * many words: what an account records by default is not documented.
   */
  static HttpReply connect(Connect connect, CarrierAccount account) {
    ObjectNode document = document("connect");
    action(document, "makeCall")
        .putObject("params")
        .put("source", written(connect.callerId().e164(), account))
        .put("destination", written(connect.destination().e164(), account))
        .put("callRecording", false);
    return json(document);
  }

  /** Both ways of writing are in 8x8's examples; the plus is what its advice asks for. */
  private static String written(String e164, CarrierAccount account) {
    boolean bare =
        account.setting(EightProfile.PLUS_SIGN).filter("false"::equalsIgnoreCase).isPresent();
    return bare ? e164.substring(1) : e164;
  }

  /** Refuses the call, with words, for which 8x8 must answer it, or in silence. */
  static HttpReply refusal(Optional<String> announcement, CarrierAccount account) {
    ObjectNode document = document("refuse");
    String words = announcement.map(EightCallflow::speakable).orElse("");
    if (!words.isEmpty()) {
      action(document, "say")
          .putObject("params")
          .put("text", words)
          .put(
              "voiceProfile",
              account.setting(EightProfile.VOICE_PROFILE).orElse(VOICE_PROFILE_DEFAULT))
          .put("repetition", 1)
          .put("speed", 1.0);
    }
    action(document, "hangup");
    return json(document);
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
