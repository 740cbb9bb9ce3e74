package io.bauta.simulator.telnyx;

/**
 * What came of asking for digits.
 *
 * @param status as in {@code call.gather.ended}
 */
record Gathered(String digits, String status) {

  static final String HUNG_UP = "call_hangup";

  private static final String VALID = "valid";

  static Gathered nothing() {
    return new Gathered("", "timeout");
  }

  static Gathered hungUp() {
    return new Gathered("", HUNG_UP);
  }

  static Gathered valid(String digits) {
    return new Gathered(digits, VALID);
  }

  static Gathered invalid(String digits) {
    return new Gathered(digits, "invalid");
  }

  boolean isWorthAnother() {
    return !status.equals(VALID) && !status.equals(HUNG_UP);
  }

  /** The status only: digits may be a PIN. */
  @Override
  public String toString() {
    return "Gathered[" + status + "]";
  }
}
