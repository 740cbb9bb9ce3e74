package io.bauta.simulator.vobiz;

/**
 * Why a leg ended, as Vobiz writes it: {@code HangupCauseCode}, {@code HangupCauseName} and {@code
 * HangupCause}.
 *
 * <p>Codes are from Vobiz's table; where no sample shows the textual cause, it is the nearest of
 * Vobiz's list.
 */
enum VobizCause {
  CANCELED(1000, "Canceled", "ORIGINATOR_CANCEL"),
  INVALID_DESTINATION(2000, "Invalid Destination Address", "INVALID_NUMBER"),
  LOOP(2060, "Loop Detected", "PROTOCOL_ERROR"),
  BUSY(3010, "Busy Line", "USER_BUSY"),
  REJECTED(3020, "Rejected", "CALL_REJECTED"),
  UNKNOWN_CALLER_ID(3030, "Unknown Caller ID", "REJECTED"),
  NORMAL(4000, "Normal Hangup", "NORMAL_CLEARING"),
  /** Normal to Vobiz; apart here because of who ended it. */
  API_REQUEST(4000, "Normal Hangup", "NORMAL_CLEARING"),
  END_OF_XML(4010, "End Of XML Instructions", "NORMAL_CLEARING"),
  INTERNAL(5010, "Internal Error", "SERVER_ERROR"),
  TALK_LIMIT(6000, "Scheduled Hangup", "NORMAL_CLEARING"),
  RING_TIMEOUT(6010, "Ring Timeout Reached", "NO_ANSWER"),
  ANSWER_UNREACHABLE(7011, "Error Reaching Answer URL", "SERVER_ERROR"),
  ACTION_UNREACHABLE(7012, "Error Reaching Action URL", "SERVER_ERROR"),
  REDIRECT_UNREACHABLE(7014, "Error Reaching Redirect URL", "SERVER_ERROR"),
  ANSWER_INVALID(8011, "Invalid Answer XML", "SERVER_ERROR"),
  ACTION_INVALID(8012, "Invalid Action XML", "SERVER_ERROR"),
  REDIRECT_INVALID(8014, "Invalid Redirect XML", "SERVER_ERROR"),
  LOST_RACE(9000, "Lost Race", "LOSE_RACE");

  private final int code;
  private final String title;
  private final String text;

  VobizCause(int code, String title, String text) {
    this.code = code;
    this.title = title;
    this.text = text;
  }

  int code() {
    return code;
  }

  String title() {
    return title;
  }

  String text() {
    return text;
  }

  /** Whether the server is to blame: its answer could not be had or not be read. */
  boolean isServerFault() {
    return code >= ANSWER_UNREACHABLE.code && code <= REDIRECT_INVALID.code;
  }

  /** For people: {@code 6010 Ring Timeout Reached}. */
  String shown() {
    return code + " " + title;
  }
}
