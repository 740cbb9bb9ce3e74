package io.bauta.carrier.telnyx;

import io.bauta.call.HangupCause;

/** The cause that a SIP status stands for (RFC 3398, section 8.2.6.1). */
final class SipCauses {

  private SipCauses() {}

  static HangupCause byStatus(String status) {
    return switch (status) {
      case "404", "485", "604" -> HangupCause.UNALLOCATED_NUMBER;
      case "486", "600" -> HangupCause.USER_BUSY;
      case "480" -> HangupCause.NO_USER_RESPONSE;
      case "401", "402", "403", "407", "603" -> HangupCause.CALL_REJECTED;
      case "484" -> HangupCause.INVALID_NUMBER_FORMAT;
      case "487" -> HangupCause.ORIGINATOR_CANCEL;
      case "502" -> HangupCause.NETWORK_OUT_OF_ORDER;
      case "400", "481", "500", "503" -> HangupCause.TEMPORARY_FAILURE;
      case "408", "504" -> HangupCause.RECOVERY_ON_TIMER_EXPIRE;
      case "405" -> HangupCause.SERVICE_UNAVAILABLE;
      case "482", "483" -> HangupCause.LOOP_DETECTED;
      case "410", "413", "414", "416", "420", "421", "423", "505", "513" ->
          HangupCause.INTERWORKING;
      default -> HangupCause.UNKNOWN;
    };
  }
}
