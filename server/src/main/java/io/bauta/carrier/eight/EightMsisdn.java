package io.bauta.carrier.eight;

import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import java.util.Optional;

/**
 * Reads numbers as 8x8 writes them: whole international ones, of the format MSISDN. They come with
 * a plus; without one an MSISDN is the same number, and never a national one, so no home region is
 * asked what it could be.
 */
final class EightMsisdn {

  /** The only format of numbers in Number Masking. */
  static final String FORMAT = "MSISDN";

  private EightMsisdn() {}

  /** The number, or empty when {@code text} is none. */
  static Optional<PhoneNumber> number(String text, HomeRegion home) {
    return home.parse(international(text));
  }

  /** The caller, or empty when they are withheld or cannot be told. */
  static Optional<PhoneNumber> caller(String text, HomeRegion home) {
    return home.parseCaller(international(text));
  }

  private static String international(String text) {
    return text.startsWith("+") ? text : "+" + text;
  }
}
