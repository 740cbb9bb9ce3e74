package io.bauta.carrier.vobiz;

import static io.bauta.call.HangupCause.ACCOUNT_FAULT;
import static io.bauta.call.HangupCause.ANSWER_FAULT;
import static io.bauta.call.HangupCause.CALL_REJECTED;
import static io.bauta.call.HangupCause.DESTINATION_OUT_OF_ORDER;
import static io.bauta.call.HangupCause.INVALID_NUMBER_FORMAT;
import static io.bauta.call.HangupCause.LOOP_DETECTED;
import static io.bauta.call.HangupCause.LOSE_RACE;
import static io.bauta.call.HangupCause.MEDIA_TIMEOUT;
import static io.bauta.call.HangupCause.NETWORK_OUT_OF_ORDER;
import static io.bauta.call.HangupCause.NORMAL_CLEARING;
import static io.bauta.call.HangupCause.NORMAL_UNSPECIFIED;
import static io.bauta.call.HangupCause.NO_ANSWER;
import static io.bauta.call.HangupCause.NO_USER_RESPONSE;
import static io.bauta.call.HangupCause.ORIGINATOR_CANCEL;
import static io.bauta.call.HangupCause.OUTGOING_CALLS_BARRED;
import static io.bauta.call.HangupCause.PROTOCOL_ERROR;
import static io.bauta.call.HangupCause.RECOVERY_ON_TIMER_EXPIRE;
import static io.bauta.call.HangupCause.SERVICE_UNAVAILABLE;
import static io.bauta.call.HangupCause.SUBSCRIBER_ABSENT;
import static io.bauta.call.HangupCause.SWITCH_CONGESTION;
import static io.bauta.call.HangupCause.TALK_LIMIT_REACHED;
import static io.bauta.call.HangupCause.TEMPORARY_FAILURE;
import static io.bauta.call.HangupCause.UNALLOCATED_NUMBER;
import static io.bauta.call.HangupCause.UNKNOWN;
import static io.bauta.call.HangupCause.USER_BUSY;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.MalformedWebhookException;

/**
 * Puts the causes of Vobiz into ours: the code, where it says something, then the word.
 *
 * <p>Codes that stand for a SIP response follow RFC 3398. Source:
 * www.vobiz.ai/docs/concepts/hangup-causes.
 */
final class VobizCauses {

  private static final String DESTINATION = "DialBLeg";

  private VobizCauses() {}

  /** How the caller's leg ended. */
  static HangUp ofCall(VobizFields fields) throws MalformedWebhookException {
    return hangUp("", fields.text(VobizFields.CALL_STATUS), fields);
  }

  /** How the destination's leg ended. */
  static HangUp ofDestination(VobizFields fields) throws MalformedWebhookException {
    return hangUp(DESTINATION, "", fields);
  }

  private static HangUp hangUp(String leg, String status, VobizFields fields)
      throws MalformedWebhookException {
    String code = fields.text(leg + "HangupCauseCode");
    String name = fields.text(leg + "HangupCauseName");
    String word = fields.text(leg + "HangupCause");
    HangupCause cause = byCode(code);
    if (cause == UNKNOWN) {
      cause = byWord(word);
    }
    if (cause == UNKNOWN && word.isEmpty()) {
      cause = byStatus(status);
    }
    String raw = VobizRawCause.of(code, name.isEmpty() ? word : name);
    return new HangUp(
        cause,
        raw.isEmpty() ? VobizRawCause.of("", status) : raw,
        source(fields.text(leg + "HangupSource")));
  }

  /**
   * How a Dial came out. It names no source: a caller who gave up is the only one to be seen from
   * here.
   */
  static HangUp ofResult(String status, VobizFields fields) throws MalformedWebhookException {
    String word = fields.text("DialHangupCause");
    HangupCause byWord = byWord(word);
    boolean specific = byWord != UNKNOWN && byWord != NORMAL_CLEARING;
    HangupCause cause = specific ? byWord : byStatus(status);
    HangupSource source = cause == ORIGINATOR_CANCEL ? HangupSource.CALLER : HangupSource.UNKNOWN;
    return new HangUp(cause, VobizRawCause.of("", (status + " " + word).strip()), source);
  }

  static HangupCause byCode(String code) {
    return switch (code) {
      case "1000" -> ORIGINATOR_CANCEL;
      case "2000" -> INVALID_NUMBER_FORMAT;
      case "2010" -> DESTINATION_OUT_OF_ORDER;
      case "2020" -> SUBSCRIBER_ABSENT;
      case "2030", "2040", "2050" -> OUTGOING_CALLS_BARRED;
      case "2060" -> LOOP_DETECTED;
      case "3000", "6010" -> NO_ANSWER;
      case "3010", "3100" -> USER_BUSY;
      case "3020", "3040", "3110" -> CALL_REJECTED;
      case "3050", "3120" -> UNALLOCATED_NUMBER;
      case "3070" -> RECOVERY_ON_TIMER_EXPIRE;
      case "3080", "5010" -> TEMPORARY_FAILURE;
      case "3090" -> SWITCH_CONGESTION;
      // Also 4010, the end of the document: it is how a Dial that is over ends the call.
      case "4000", "4010", "4020", "4030" -> NORMAL_CLEARING;
      case "5000", "5020" -> NETWORK_OUT_OF_ORDER;
      case "6000" -> TALK_LIMIT_REACHED;
      case "6020" -> MEDIA_TIMEOUT;
      case "9000" -> LOSE_RACE;
      case "9100" -> NORMAL_UNSPECIFIED;
      case "9110" -> NO_USER_RESPONSE;
      default -> faultByCode(code);
    };
  }

  /** The codes that somebody must look after: the account's money, limits and numbers, or us. */
  private static HangupCause faultByCode(String code) {
    return switch (code) {
      // Credits; simultaneous calls, twice; a server outside India; a caller ID that is not owned,
      // is blocked as spam, or must never call.
      case "1010", "1020", "5030", "2070", "3030", "3130", "3140" -> ACCOUNT_FAULT;
      case "7011", "7012", "7013", "7014" -> ANSWER_FAULT;
      case "7022", "7023", "7024", "7032", "7033", "7034" -> ANSWER_FAULT;
      case "8011", "8012", "8013", "8014" -> ANSWER_FAULT;
      default -> UNKNOWN;
    };
  }

  static HangupCause byWord(String word) {
    return switch (word) {
      case "NORMAL_CLEARING" -> NORMAL_CLEARING;
      case "USER_BUSY" -> USER_BUSY;
      case "NO_ANSWER" -> NO_ANSWER;
      case "ORIGINATOR_CANCEL" -> ORIGINATOR_CANCEL;
      case "CALL_REJECTED", "REJECTED" -> CALL_REJECTED;
      case "INVALID_NUMBER" -> INVALID_NUMBER_FORMAT;
      case "UNALLOCATED_NUMBER" -> UNALLOCATED_NUMBER;
      case "SERVICE_UNAVAILABLE" -> SERVICE_UNAVAILABLE;
      case "SERVER_ERROR", "NORMAL_TEMPORARY_FAILURE" -> TEMPORARY_FAILURE;
      case "MEDIA_TIMEOUT" -> MEDIA_TIMEOUT;
      case "PROTOCOL_ERROR" -> PROTOCOL_ERROR;
      case "NETWORK_OUT_OF_ORDER" -> NETWORK_OUT_OF_ORDER;
      case "DESTINATION_OUT_OF_ORDER" -> DESTINATION_OUT_OF_ORDER;
      case "SWITCH_CONGESTION" -> SWITCH_CONGESTION;
      case "LOSE_RACE" -> LOSE_RACE;
      default -> UNKNOWN;
    };
  }

  /** By CallStatus or DialStatus, which have the same words for an end. */
  static HangupCause byStatus(String status) {
    return switch (status) {
      case "completed" -> NORMAL_CLEARING;
      case "busy" -> USER_BUSY;
      case "no-answer", "timeout" -> NO_ANSWER;
      case "cancel" -> ORIGINATOR_CANCEL;
      default -> UNKNOWN;
    };
  }

  static HangupSource source(String name) {
    return switch (name) {
      case "Caller" -> HangupSource.CALLER;
      // The second is not documented, but is what comes.
      case "Call recipient", "Callee" -> HangupSource.DESTINATION;
      case "Vobiz", "Carrier", "Error" -> HangupSource.CARRIER;
      case "API Request", "Answer XML" -> HangupSource.BAUTA;
      default -> HangupSource.UNKNOWN;
    };
  }
}
