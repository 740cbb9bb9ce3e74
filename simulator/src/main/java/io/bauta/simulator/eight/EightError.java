package io.bauta.simulator.eight;

/**
 * Why a session broke: {@code errorDetails} of its summary.
 *
 * @see <a href="https://developer.8x8.com/connect/docs/voice/error-codes/voice-error-codes">Error
 *     codes</a>
 */
public enum EightError {
  INTERNAL(-2001, "internal error"),
  CONNECTIVITY(-2002, "internal connectivity error"),
  CALLFLOW_INVALID(-2003, "call flow invalid"),
  NO_COVERAGE(-2004, "no coverage for the area"),
  SPEECH_FAILED(-2005, "text to speech failed"),
  FILE_FAILED(-2006, "file download failed"),
  NOT_WHITELISTED(-2008, "source is not whitelisted"),
  TRUNK_FULL(-2010, "trunk capacity exceeded");

  private final int code;
  private final String message;

  EightError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }

  /** For people: {@code -2003 call flow invalid}. */
  String shown() {
    return code + " " + message;
  }
}
