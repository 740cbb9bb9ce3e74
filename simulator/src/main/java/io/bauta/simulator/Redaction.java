package io.bauta.simulator;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Hides telephone numbers for display: {@code +91••••••0001}. Proxy numbers are shown whole, since
 * everyone may know them.
 */
public final class Redaction {

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{Alnum}\\-])\\+?[0-9]{7,15}(?![\\p{Alnum}\\-])");
  private static final int FIRST_SHOWN = 3;
  private static final int LAST_SHOWN = 4;

  private final Predicate<String> isProxy;
  private final UnaryOperator<String> canonical;

  /**
   * @param isProxy whether a number, in the form that {@code canonical} gives, may be shown
   * @param canonical reads a number however written
   */
  public Redaction(Predicate<String> isProxy, UnaryOperator<String> canonical) {
    this.isProxy = isProxy;
    this.canonical = canonical;
  }

  /** One number for display; text that is no number comes back as it is. */
  public String number(String written) {
    String number = canonical.apply(written);
    boolean hasNothingToHide = !number.startsWith("+") || isProxy.test(number);
    return hasNothingToHide ? number : hidden(number);
  }

  /** Free text with every number in it redacted, each in the form in which it was written. */
  public String text(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            match -> {
              String written = match.group();
              return isProxy.test(canonical.apply(written)) ? written : number(written);
            });
  }

  private static String hidden(String number) {
    int shown = FIRST_SHOWN + LAST_SHOWN;
    if (number.length() <= shown) {
      return "•".repeat(number.length());
    }
    return number.substring(0, FIRST_SHOWN)
        + "•".repeat(number.length() - shown)
        + number.substring(number.length() - LAST_SHOWN);
  }
}
