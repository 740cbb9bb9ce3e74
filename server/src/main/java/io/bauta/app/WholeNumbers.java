package io.bauta.app;

/** Whole numbers in a configuration. */
final class WholeNumbers {

  private WholeNumbers() {}

  /**
   * The number that {@code text} is.
   *
   * @throws ConfigException which says what was expected of {@code key}
   */
  static int read(String text, int min, int max, String key, String expected) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, for every wrong value alike.
    }
    throw ConfigException.of(key, expected, Integer.toString(Math.clamp(100, min, max)));
  }
}
