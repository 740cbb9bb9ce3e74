package io.bauta.carrier.telnyx;

import static io.bauta.call.HangupCause.ANSWER_FAULT;
import static io.bauta.call.HangupCause.CALL_REJECTED;
import static io.bauta.call.HangupCause.NORMAL_CLEARING;
import static io.bauta.call.HangupCause.NO_ANSWER;
import static io.bauta.call.HangupCause.ORIGINATOR_CANCEL;
import static io.bauta.call.HangupCause.TALK_LIMIT_REACHED;
import static io.bauta.call.HangupCause.UNALLOCATED_NUMBER;
import static io.bauta.call.HangupCause.UNKNOWN;
import static io.bauta.call.HangupCause.USER_BUSY;

import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.carrier.MalformedWebhookException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts the causes of Telnyx into ours: its word, where that says something, then the SIP response.
 *
 * <p>Source: developers.telnyx.com/api-reference/callbacks/call-hangup.
 */
final class TelnyxCauses {

  /** A word of theirs: a number, or anything that could hold one, is not. */
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_-]{0,49}");

  private static final Pattern SIP_STATUS = Pattern.compile("[1-6][0-9]{2}");

  private TelnyxCauses() {}

  /** How the caller's leg ended. */
  static HangUp ofCaller(TelnyxEvent event, Optional<TelnyxPhase> phase)
      throws MalformedWebhookException {
    HangupCause told = cause(event);
    HangupCause cause =
        switch (told) {
          case NORMAL_CLEARING -> phase.map(TelnyxCauses::byPhase).orElse(told);
          // Turned away because our answer was not taken: no destination declined.
          case CALL_REJECTED ->
              phase.filter(TelnyxPhase.UNREACHED::equals).isPresent() ? ANSWER_FAULT : told;
          default -> told;
        };
    return new HangUp(cause, raw(event), callerSource(event, told, phase));
  }

  /** A leg that only heard our words was cleared normally, which says nothing about the call. */
  private static HangupCause byPhase(TelnyxPhase phase) {
    return switch (phase) {
      case REFUSE, REFUSED -> CALL_REJECTED;
      // Where a destination was rung, how that ended says more; where none was, we are at fault.
      case UNREACHED -> ANSWER_FAULT;
      case CONNECT, CHALLENGE, ASKED, TRANSFERRED, DESTINATION -> NORMAL_CLEARING;
    };
  }

  /** Nobody but us rejects the caller, or limits how long they talk. */
  private static HangupSource callerSource(
      TelnyxEvent event, HangupCause told, Optional<TelnyxPhase> phase)
      throws MalformedWebhookException {
    if (told == CALL_REJECTED || told == TALK_LIMIT_REACHED) {
      return HangupSource.BAUTA;
    }
    String source = event.text("hangup_source").orElse("");
    if (source.equals("caller")) {
      return HangupSource.CALLER;
    }
    return switch (phase.orElse(TelnyxPhase.CONNECT)) {
      case REFUSE, REFUSED, UNREACHED -> HangupSource.BAUTA;
      case TRANSFERRED, DESTINATION ->
          source.equals("callee") ? HangupSource.DESTINATION : HangupSource.UNKNOWN;
      case CONNECT, CHALLENGE, ASKED -> HangupSource.UNKNOWN;
    };
  }

  /** How the destination's leg ended. */
  static HangUp ofDestination(TelnyxEvent event) throws MalformedWebhookException {
    return new HangUp(cause(event), raw(event), destinationSource(event));
  }

  /** The source is told of the leg: on the destination's, the one who calls is our side. */
  private static HangupSource destinationSource(TelnyxEvent event)
      throws MalformedWebhookException {
    return switch (event.text("hangup_cause").orElse("")) {
      case "timeout", "time_limit" -> HangupSource.BAUTA;
      case "originator_cancel" -> HangupSource.CALLER;
      default ->
          switch (event.text("hangup_source").orElse("")) {
            case "caller" -> HangupSource.CALLER;
            case "callee" -> HangupSource.DESTINATION;
            default -> HangupSource.UNKNOWN;
          };
    };
  }

  private static HangupCause cause(TelnyxEvent event) throws MalformedWebhookException {
    return switch (event.text("hangup_cause").orElse("")) {
      case "normal_clearing" -> NORMAL_CLEARING;
      case "originator_cancel" -> ORIGINATOR_CANCEL;
      case "timeout", "no_answer" -> NO_ANSWER;
      case "time_limit" -> TALK_LIMIT_REACHED;
      case "user_busy" -> USER_BUSY;
      case "call_rejected" -> CALL_REJECTED;
      case "not_found" -> UNALLOCATED_NUMBER;
      default -> sipStatus(event).map(SipCauses::byStatus).orElse(UNKNOWN);
    };
  }

  private static Optional<String> sipStatus(TelnyxEvent event) throws MalformedWebhookException {
    return event.text("sip_hangup_cause").filter(status -> SIP_STATUS.matcher(status).matches());
  }

  /** As Telnyx sent it, {@code user_busy 486}, where it looks like a word and a SIP status. */
  private static String raw(TelnyxEvent event) throws MalformedWebhookException {
    String word =
        event.text("hangup_cause").filter(text -> WORD.matcher(text).matches()).orElse("");
    return (word + " " + sipStatus(event).orElse("")).strip();
  }
}
