package io.bauta.carrier.alohaa;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.MalformedWebhookException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a call came out, from the status and, where there is one, the cause.
 *
 * <p>The status is spelled in three ways on Alohaa's pages. A cause is documented only for calls
 * that are made by Alohaa, of docs.alohaa.ai/alohaa-docs/webhooks/outgoing-call-webhook; it is
 * taken here in case that it comes.
 *
 * @param known whether the status is one that we know
 * @param answered whether the destination answered
 */
record AlohaaEnd(boolean known, boolean answered, HangUp hangUp) {

  /** Words only: a cause is stored and shown, so it must not hold a telephone number. */
  private static final Pattern WORDS = Pattern.compile("[A-Za-z_ -]{1,45}");

  static AlohaaEnd of(AlohaaFields fields) throws MalformedWebhookException {
    String status = fields.text(AlohaaFields.CALL_STATUS);
    String cause = fields.text(AlohaaFields.HANGUP_CAUSE);
    String raw = (words(status) + " " + words(cause)).strip();
    return switch (plain(status)) {
      case "answered" ->
          new AlohaaEnd(true, true, hangUp(answered(plain(cause)), raw, source(plain(cause))));
      case "notanswered" ->
          new AlohaaEnd(true, false, hangUp(unanswered(plain(cause)), raw, source(plain(cause))));
      default ->
          new AlohaaEnd(false, false, hangUp(HangupCause.UNKNOWN, raw, source(plain(cause))));
    };
  }

  private static HangUp hangUp(HangupCause cause, String raw, HangupSource source) {
    return new HangUp(cause, raw, source);
  }

  private static HangupCause answered(String cause) {
    return cause.equals("networkerror")
        ? HangupCause.NETWORK_OUT_OF_ORDER
        : HangupCause.NORMAL_CLEARING;
  }

  /**
   * The receiver "disconnected" who did not answer, was busy, pressed the red button or blocks the
   * number: nothing tells them apart.
   */
  private static HangupCause unanswered(String cause) {
    return switch (cause) {
      case "initiatordisconnected", "initiatorhangup" -> HangupCause.ORIGINATOR_CANCEL;
      case "receiverdisconnected", "receiverhangup" -> HangupCause.NORMAL_UNSPECIFIED;
      case "networkerror" -> HangupCause.NETWORK_OUT_OF_ORDER;
      default -> HangupCause.NO_ANSWER;
    };
  }

  private static HangupSource source(String cause) {
    return switch (cause) {
      case "initiatordisconnected", "initiatorhangup" -> HangupSource.CALLER;
      case "receiverdisconnected", "receiverhangup" -> HangupSource.DESTINATION;
      case "networkerror" -> HangupSource.CARRIER;
      default -> HangupSource.UNKNOWN;
    };
  }

  /** Lower case, letters only. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }

  private static String words(String text) {
    return WORDS.matcher(text).matches() ? text : "";
  }
}
