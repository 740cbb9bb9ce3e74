package io.bauta.id;

import java.security.SecureRandom;

/** Digits that nobody can guess. */
public final class RandomDigits {

  private static final int DIGITS = 10;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** A number of 0 to {@code bound - 1}, each as likely as any other. */
  public static int below(int bound) {
    return RANDOM.nextInt(bound);
  }

  /** So many digits of 0 to 9, each as likely as any other. */
  public String next(int length) {
    StringBuilder digits = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + below(DIGITS)));
    }
    return digits.toString();
  }
}
