package io.bauta.plan;

/**
 * How many PINs a number may carry at a time.
 *
 * @param digits of a PIN
 * @param guess the chance that somebody who enters digits at random reaches anybody: at most this
 *     share of all PINs is in use on a number
 */
public record PinCodes(int digits, double guess) {

  public static final int DIGITS_MIN = 3;
  public static final int DIGITS_MAX = 9;
  public static final double GUESS_LOWEST = 1e-6;
  public static final double GUESS_HIGHEST = 0.5;

  /** A PIN for each of the two participants of a session, by which the other reaches them. */
  private static final int PER_SESSION = 2;

  /** Six digits, of which one guess in a thousand hits. */
  public static final PinCodes DEFAULT = new PinCodes(6, 0.001);

  public PinCodes {
    if (digits < DIGITS_MIN || digits > DIGITS_MAX) {
      throw new IllegalArgumentException(
          "a PIN of %d digits: expected %d to %d".formatted(digits, DIGITS_MIN, DIGITS_MAX));
    }
    if (!(guess >= GUESS_LOWEST && guess <= GUESS_HIGHEST)) {
      throw new IllegalArgumentException(
          "a guess that hits at %s: expected %s to %s"
              .formatted(guess, GUESS_LOWEST, GUESS_HIGHEST));
    }
  }

  /** How many PINs are in use on one number at most; 0 when not even one may be. */
  public int perNumber() {
    return (int) Math.floor(Math.pow(10, digits) * guess + 1e-9);
  }

  /** How many sessions at a time have PINs on so many numbers. */
  int sessionsOn(int numbers) {
    return (int) Math.min(Integer.MAX_VALUE, (long) numbers * perNumber() / PER_SESSION);
  }
}
