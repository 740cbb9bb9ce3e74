package io.bauta.simulator.alohaa;

/** Telephone numbers as Alohaa writes them: people's without country code, its own with. */
final class AlohaaNumbers {

  /** Every example in Alohaa's pages is Indian. */
  static final String INDIA = "+91";

  /** A person's number on the wire. */
  static final String TEN_DIGITS = "[0-9]{10}";

  private AlohaaNumbers() {}

  /** A person's number: ten digits where it is Indian, and otherwise all of them. */
  static String person(String inE164) {
    return inE164.startsWith(INDIA) ? inE164.substring(INDIA.length()) : inE164.substring(1);
  }

  /** A number of the account: digits with country code and without plus. */
  static String did(String inE164) {
    return inE164.substring(1);
  }

  /** Reads a person's number, with or without country code, into E.164. */
  static String read(String written) {
    return written.matches(TEN_DIGITS) ? INDIA + written : "+" + written.replaceFirst("^\\+", "");
  }
}
