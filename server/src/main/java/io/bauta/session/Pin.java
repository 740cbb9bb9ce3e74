package io.bauta.session;

import io.bauta.pool.PinPolicy;

/**
 * The digits by which whoever enters them reaches a participant. Prints redacted: knowing it is
 * enough to call somebody.
 *
 * @param digits {@value PinPolicy#LENGTH_MIN} to {@value PinPolicy#LENGTH_MAX} of 0 to 9
 */
public record Pin(String digits) {

  public Pin {
    if (!isPin(digits)) {
      throw new IllegalArgumentException(
          "a code has %d to %d digits".formatted(PinPolicy.LENGTH_MIN, PinPolicy.LENGTH_MAX));
    }
  }

  /** Whether {@code text} can be one. */
  public static boolean isPin(String text) {
    return text.length() >= PinPolicy.LENGTH_MIN
        && text.length() <= PinPolicy.LENGTH_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return "Pin[…]";
  }
}
