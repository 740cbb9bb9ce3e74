package io.bauta.simulator.vobiz;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Party;
import io.bauta.simulator.Rung;
import java.time.Duration;

/**
 * How dialling one telephone ended.
 *
 * @param rang whether the telephone rang at all
 * @param by who ended it
 */
record DialEnd(
    VobizCause cause, Party by, boolean answered, boolean rang, Duration ring, Duration talk) {

  /** The telephone was not answered by {@code rung}, or not first. */
  static DialEnd of(Rung rung) {
    return switch (rung.ending()) {
      case BUSY -> unanswered(VobizCause.BUSY, Party.CARRIER, rung, false);
      case UNREACHABLE -> unanswered(VobizCause.INVALID_DESTINATION, Party.CARRIER, rung, false);
      case REJECTED -> unanswered(VobizCause.REJECTED, Party.DESTINATION, rung, true);
      case UNANSWERED -> unanswered(VobizCause.RING_TIMEOUT, Party.CARRIER, rung, true);
      case CALLER_GAVE_UP -> unanswered(VobizCause.CANCELED, Party.CALLER, rung, true);
      case LOST_RACE -> unanswered(VobizCause.LOST_RACE, Party.CARRIER, rung, true);
      case ANSWERED -> throw new IllegalArgumentException("it was answered and goes on");
    };
  }

  /** The carrier would not dial. */
  static DialEnd barred(VobizCause cause) {
    return new DialEnd(cause, Party.CARRIER, false, false, Duration.ZERO, Duration.ZERO);
  }

  /** The two talked. */
  static DialEnd talked(Party by, Duration ring, Duration talk) {
    VobizCause cause = by == Party.CARRIER ? VobizCause.TALK_LIMIT : VobizCause.NORMAL;
    return new DialEnd(cause, by, true, true, ring, talk);
  }

  /** The two talked until the server ended the call through the REST API. */
  static DialEnd hungUpByRequest(Duration ring, Duration talk) {
    return new DialEnd(VobizCause.API_REQUEST, Party.SERVER, true, true, ring, talk);
  }

  private static DialEnd unanswered(VobizCause cause, Party by, Rung rung, boolean rang) {
    return new DialEnd(cause, by, false, rang, rung.after(), Duration.ZERO);
  }

  /** The value of {@code DialStatus}; Vobiz has none for a destination that declines. */
  String dialStatus() {
    if (answered) {
      return "completed";
    }
    return switch (cause) {
      case BUSY -> "busy";
      case RING_TIMEOUT -> "no-answer";
      case CANCELED -> "cancel";
      default -> "failed";
    };
  }

  CallStatus status() {
    if (answered) {
      return CallStatus.COMPLETED;
    }
    return switch (cause) {
      case BUSY -> CallStatus.BUSY;
      case REJECTED -> CallStatus.REJECTED;
      case RING_TIMEOUT -> CallStatus.NO_ANSWER;
      case CANCELED -> CallStatus.CANCELLED;
      default -> CallStatus.FAILED;
    };
  }

  /** The value of {@code HangupSource}, as samples and real traffic write it. */
  String source() {
    return isByRequest() ? "API Request" : sourceOf(by);
  }

  /** Whether the server asked for it, which ends both legs. */
  boolean isByRequest() {
    return cause == VobizCause.API_REQUEST;
  }

  static String sourceOf(Party party) {
    return switch (party) {
      case CALLER -> "Caller";
      case DESTINATION -> "Callee";
      case CARRIER, SERVER -> "Vobiz";
    };
  }
}
