package io.bauta.simulator.telnyx;

import io.bauta.simulator.CallStatus;
import java.util.Locale;

/**
 * Why a leg ended: {@code hangup_cause} with its usual {@code sip_hangup_cause}.
 *
 * <p>The names are from Telnyx's schema; samples show the codes of the first three, the rest are
 * what SIP would use.
 */
enum TelnyxCause {
  NORMAL_CLEARING("200", CallStatus.COMPLETED),
  ORIGINATOR_CANCEL("487", CallStatus.CANCELLED),
  CALL_REJECTED("603", CallStatus.REJECTED),
  USER_BUSY("486", CallStatus.BUSY),
  TIMEOUT("unspecified", CallStatus.NO_ANSWER),
  TIME_LIMIT("unspecified", CallStatus.COMPLETED),
  NOT_FOUND("404", CallStatus.FAILED),
  UNSPECIFIED("unspecified", CallStatus.FAILED);

  private final String sip;
  private final CallStatus status;

  TelnyxCause(String sip, CallStatus status) {
    this.sip = sip;
    this.status = status;
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sip() {
    return sip;
  }

  /** What it means for the call, where it is the destination's leg that ended so. */
  CallStatus status() {
    return status;
  }
}
