package io.bauta.carrier.vobiz;

import io.bauta.call.HangUp;

/**
 * Keeps a cause as Vobiz sent it, where it looks like a code and a name. It is stored and shown, so
 * whatever could hold a telephone number is left out.
 */
final class VobizRawCause {

  private static final int CODE_LENGTH_MAX = 5;

  /** A name such as "No Media 60 s" may hold digits, but not as many as a telephone number. */
  private static final int NAME_DIGITS_MAX = 4;

  private VobizRawCause() {}

  /** Code and name, {@code 3010 Busy Line}; either may be empty. */
  static String of(String code, String name) {
    String raw = ((isCode(code) ? code : "") + " " + (isName(name) ? name : "")).strip();
    return raw.substring(0, Math.min(raw.length(), HangUp.CARRIER_CAUSE_LENGTH_MAX));
  }

  private static boolean isCode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() <= CODE_LENGTH_MAX;
  }

  private static boolean isName(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits++;
      } else if (!isLetter(c) && c != ' ' && c != '_' && c != '-') {
        return false;
      }
    }
    return digits <= NAME_DIGITS_MAX;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
