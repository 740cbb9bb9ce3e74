package io.bauta.id;

import java.security.SecureRandom;

/** Digits that nobody can guess. */
public final class RandomDigits {

  private static final int DIGITS = 10;

  /** Whose order nobody can guess either. */
  public static final SecureRandom RANDOM = new SecureRandom();

  /** So many digits of 0 to 9, each as likely as any other. */
  public String next(int length) {
    StringBuilder digits = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + RANDOM.nextInt(DIGITS)));
    }
    return digits.toString();
  }
}
