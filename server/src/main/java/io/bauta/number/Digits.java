package io.bauta.number;

import org.jspecify.annotations.Nullable;

/**
 * The digits of a written telephone number, and how the writing began.
 *
 * @param text the digits alone; an international prefix is taken off, a trunk {@code 0} is kept
 * @param form what the beginning says about the rest
 */
record Digits(String text, Form form) {

  enum Form {
    /** Began with {@code +} or {@code 00}. */
    INTERNATIONAL,
    /** Began with one {@code 0}: a national number with its trunk prefix. */
    TRUNK_PREFIXED,
    /** Neither: national or international, to be told by the numbering plan. */
    BARE
  }

  /** More digits than any number has; guards {@link #value} as well. */
  private static final int COUNT_MAX = 18;

  /** Null when {@code text} holds anything but digits, one leading {@code +}, and separators. */
  static @Nullable Digits of(String text) {
    if (text.length() > HomeRegion.TEXT_LENGTH_MAX) {
      return null;
    }
    char[] digits = new char[text.length()];
    int count = 0;
    boolean plus = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits[count++] = c;
      } else if (c == '+' && count == 0 && !plus) {
        plus = true;
      } else if (!isSeparator(c)) {
        return null;
      }
    }
    return count == 0 || count > COUNT_MAX ? null : of(new String(digits, 0, count), plus);
  }

  private static Digits of(String digits, boolean plus) {
    if (plus) {
      return new Digits(digits, Form.INTERNATIONAL);
    }
    if (digits.startsWith("00")) {
      return new Digits(digits.substring(2), Form.INTERNATIONAL);
    }
    return new Digits(digits, digits.charAt(0) == '0' ? Form.TRUNK_PREFIXED : Form.BARE);
  }

  private static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '(' || c == ')' || c == '.';
  }

  int count() {
    return text.length();
  }

  long value() {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** Redacted: these are somebody's digits. */
  @Override
  public String toString() {
    return "Digits[" + count() + " " + form + "]";
  }
}
