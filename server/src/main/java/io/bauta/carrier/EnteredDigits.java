package io.bauta.carrier;

import java.util.regex.Pattern;

/** What a caller entered when asked for digits, as carriers tell it. */
public final class EnteredDigits {

  /** More than any carrier collects. */
  public static final int DIGITS_MAX = 128;

  private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{0,%d}".formatted(DIGITS_MAX));
  private static final Pattern ENDING = Pattern.compile("#+$");

  private EnteredDigits() {}

  /**
   * The digits in {@code text}, without a hash that only ended them; none when it is blank.
   *
   * @param name the field that holds them, for the message
   * @throws MalformedWebhookException when it holds anything that no keypad has
   */
  public static String of(String name, String text) throws MalformedWebhookException {
    String keys = text.strip();
    if (!KEYS.matcher(keys).matches()) {
      throw new MalformedWebhookException(
          "%s is not what can be entered on a telephone: expected at most %d keys"
              .formatted(name, DIGITS_MAX));
    }
    return ENDING.matcher(keys).replaceAll("");
  }
}
