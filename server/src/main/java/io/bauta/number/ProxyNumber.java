package io.bauta.number;

/**
 * A number that the platform holds: shown and dialled instead of a real one. Not a secret, so it
 * prints whole. A caller ID is always a {@code ProxyNumber}: the type is what keeps a real number
 * from being presented.
 *
 * @param digits the digits without {@code +}
 */
public record ProxyNumber(long digits) {

  public ProxyNumber {
    // Same shape as any number; the check lives there. Nobody is shown or dials what was erased.
    if (new PhoneNumber(digits).isErased()) {
      throw new IllegalArgumentException("an erased number is none that the platform holds");
    }
  }

  /** Claims that {@code number} is one that we hold. Only for numbers registered in a pool. */
  public static ProxyNumber of(PhoneNumber number) {
    return new ProxyNumber(number.digits());
  }

  /** The number in E.164 form. */
  public String e164() {
    return "+" + digits;
  }

  @Override
  public String toString() {
    return e164();
  }
}
