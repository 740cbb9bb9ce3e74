package io.bauta.edge;

import io.bauta.number.PhoneNumber;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what could be a telephone number to its last two digits.
 *
 * <p>That is a run: as many digits as the shortest number has, with anything between them but
 * letters and the marks that part one value from the next. Times with their date and UUIDs are
 * none. Every text is gone through once, by hand: a pattern that repeats itself for each digit
 * takes a stack frame for each.
 *
 * @param ours whether a run, as it is written, is one of our own numbers, which stays
 */
record DigitRuns(Predicate<String> ours) {

  /** What parts one value from the next in forms, XML, JSON objects and addresses. */
  private static final String PARTING = "&=<>{}@";

  /** With a backslash before them these are blanks, although they are letters. */
  private static final String BLANKS_OF_JSON = "nrtbf";

  private static final String CLOCK = "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]";

  private static final String TIME =
      "(?<![\\p{Nd}+])(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9][ T+]%s(?:\\.[0-9]{1,6})?(?!\\p{Nd})"
          .formatted(CLOCK);

  /** The year and the time of day after the name of a month (RFC 9110, section 5.6.7). */
  private static final String TIME_OF_MAIL =
      "(?<=[A-Za-z] )(?:19|20)[0-9]{2} %s(?!\\p{Nd})".formatted(CLOCK);

  /** RFC 9562, with its version and its variant, and with a letter somewhere. */
  private static final String UUID =
      "(?<![0-9A-Za-z+])(?=[0-9-]{0,35}[A-Fa-f])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[1-8][0-9A-Fa-f]{3}"
          + "-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z])";

  private static final Pattern NO_NUMBER =
      Pattern.compile(String.join("|", TIME, TIME_OF_MAIL, UUID));

  /** {@code text} with its runs cut; more than {@code lengthMax} characters need not be there. */
  String cut(String text, int lengthMax) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), lengthMax));
    Matcher noNumber = NO_NUMBER.matcher(text);
    int at = 0;
    while (at < text.length() && shown.length() <= lengthMax) {
      boolean found = noNumber.find(at);
      int end = found ? noNumber.start() : text.length();
      cut(text.substring(at, end), lengthMax, shown);
      at = found ? noNumber.end() : end;
      shown.append(text, end, at);
    }
    return shown.toString();
  }

  private void cut(String text, int lengthMax, StringBuilder shown) {
    int at = 0;
    while (at < text.length() && shown.length() <= lengthMax) {
      if (begins(text, at)) {
        int end = endOfRun(text, at);
        shown.append(cut(text.substring(at, end)));
        at = end;
      } else {
        int character = text.codePointAt(at);
        shown.appendCodePoint(character);
        at += Character.charCount(character);
      }
    }
  }

  private static boolean begins(String text, int at) {
    return isDigit(text, at)
        || (text.charAt(at) == '+' && at + 1 < text.length() && isDigit(text, at + 1));
  }

  /** Where the run that begins at {@code start} ends: after its last digit. */
  private static int endOfRun(String text, int start) {
    int end = start;
    int at = start;
    while (at < text.length() && (isDigit(text, at) || isBetween(text, at))) {
      boolean digit = isDigit(text, at);
      at += Character.charCount(text.codePointAt(at));
      end = digit ? at : end;
    }
    return end;
  }

  private String cut(String run) {
    int[] digits = run.codePoints().filter(Character::isDigit).toArray();
    if (digits.length < PhoneNumber.DIGITS_MIN || ours.test(run)) {
      return run;
    }
    return "+••…"
        + Character.digit(digits[digits.length - 2], 10)
        + Character.digit(digits[digits.length - 1], 10);
  }

  /** {@code text} without the run at its end, which may have gone on. */
  static String withoutLast(String text) {
    int end = text.length();
    while (end > 0) {
      int start = text.offsetByCodePoints(end, -1);
      if (!isDigit(text, start) && !isBetween(text, start)) {
        break;
      }
      end = start;
    }
    return text.substring(0, end);
  }

  private static boolean isDigit(String text, int at) {
    return Character.isDigit(text.codePointAt(at));
  }

  /** Whether this may stand between two digits of one number. */
  private static boolean isBetween(String text, int at) {
    int character = text.codePointAt(at);
    if (Character.isLetter(character)) {
      return at > 0 && text.charAt(at - 1) == '\\' && BLANKS_OF_JSON.indexOf(character) >= 0;
    }
    return PARTING.indexOf(character) < 0;
  }
}
