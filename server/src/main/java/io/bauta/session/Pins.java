package io.bauta.session;

import java.security.SecureRandom;

/** Makes codes that nobody can foresee. */
final class Pins {

  private static final int DIGITS = 10;

  private final SecureRandom random = new SecureRandom();

  /** A code of so many digits, each as likely as any other. */
  Pin make(int length) {
    StringBuilder digits = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      digits.append((char) ('0' + random.nextInt(DIGITS)));
    }
    return new Pin(digits.toString());
  }
}
