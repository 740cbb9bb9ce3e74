package io.bauta.number;

import org.jspecify.annotations.Nullable;

/**
 * A whole E.164 telephone number: a country calling code and a national number, at most 15 digits.
 *
 * <p>A {@code PhoneNumber} may be somebody's real number, so it prints redacted: {@link #toString}
 * shows the last two digits only and {@link #masked} what a person may see in an answer. The digits
 * leave it through {@link #e164} and {@link #digits}, and a test states which rooms may call them.
 *
 * <p>Source of the shape: ITU-T E.164, section 6.
 *
 * @param digits the digits without {@code +}, as a number: {@code 918888800001}
 */
public record PhoneNumber(long digits) {

  /** The fewest digits that we take for a whole international number. */
  public static final int DIGITS_MIN = 7;

  /** The most digits of an international number (ITU-T E.164). */
  public static final int DIGITS_MAX = 15;

  /**
   * Stands where somebody's number was that was erased. It equals no number, tells nothing and
   * cannot be called.
   */
  public static final PhoneNumber ERASED;

  private static final long ERASED_DIGITS = 1;
  private static final String ERASED_TEXT = "erased";

  private static final long SMALLEST = 1_000_000L;
  private static final long LARGEST = 999_999_999_999_999L;
  private static final int SHOWN_DIGITS_MAX = 4;

  /** So many last digits tell whose number it is, however the rest is written. */
  private static final long TELLING = 100_000_000L;

  static {
    ERASED = new PhoneNumber(ERASED_DIGITS);
  }

  public PhoneNumber {
    if ((digits < SMALLEST || digits > LARGEST) && digits != ERASED_DIGITS) {
      // The value is left out on purpose: a message can end in a log.
      throw new IllegalArgumentException(
          "not an international number: expected %d to %d digits"
              .formatted(DIGITS_MIN, DIGITS_MAX));
    }
  }

  /**
   * Reads a number in E.164 form, {@code +918888800001}.
   *
   * @throws IllegalArgumentException when {@code text} is anything else; the message holds no digit
   *     of it
   */
  public static PhoneNumber ofE164(String text) {
    if (text.length() <= DIGITS_MIN
        || text.length() > DIGITS_MAX + 1
        || text.charAt(0) != '+'
        || text.charAt(1) == '0') {
      throw new IllegalArgumentException("not an E.164 number: expected + and 7 to 15 digits");
    }
    long digits = 0;
    for (int i = 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("not an E.164 number: expected + and only digits");
      }
      digits = digits * 10 + digit;
    }
    return new PhoneNumber(digits);
  }

  /** As of any record; but a record's own is put together when it is first asked, by a start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PhoneNumber number && number.digits == digits;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(digits);
  }

  /** Whether it is {@link #ERASED}. */
  public boolean isErased() {
    return digits == ERASED_DIGITS;
  }

  /**
   * The number in E.164 form, in clear. Only where a number must leave: see {@code LeakTest}.
   *
   * @throws IllegalStateException when it is erased: there is nobody to call
   */
  public String e164() {
    if (isErased()) {
      throw new IllegalStateException("the number was erased");
    }
    return "+" + digits;
  }

  /**
   * The number as a person may see it in an answer: calling code, dots, and at most four last
   * digits, {@code +91••••••0001}. At least half of the national number stays hidden.
   */
  public String masked() {
    if (isErased()) {
      return ERASED_TEXT;
    }
    String text = Long.toString(digits);
    int callingCode = CallingCodes.lengthIn(text);
    int national = text.length() - callingCode;
    int shown = Math.min(SHOWN_DIGITS_MAX, national / 2);
    return "+"
        + text.substring(0, callingCode)
        + "•".repeat(national - shown)
        + text.substring(text.length() - shown);
  }

  /**
   * Whether {@code text} gives it away: its last eight digits, or all that it has, are in there in
   * a row, in any script and whatever stands between them.
   */
  public boolean isToldBy(String text) {
    if (isErased()) {
      return false;
    }
    StringBuilder told = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .forEach(digit -> told.append(Character.digit(digit, 10)));
    String telling = digits < TELLING ? Long.toString(digits) : "%08d".formatted(digits % TELLING);
    return told.indexOf(telling) >= 0;
  }

  /** Redacted: the last two digits only, so that a log line can tell two people apart. */
  @Override
  public String toString() {
    return isErased() ? ERASED_TEXT : "+…%02d".formatted(digits % 100);
  }
}
