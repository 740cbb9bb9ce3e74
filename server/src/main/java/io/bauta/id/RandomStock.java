package io.bauta.id;

import java.security.SecureRandom;

/** Random numbers that nobody can guess, drawn many at once: one by one they cost a lot each. */
final class RandomStock {

  private static final int NUMBERS = 256;

  private final SecureRandom source = new SecureRandom();
  private final byte[] drawn = new byte[NUMBERS * Long.BYTES];
  private int used = drawn.length;

  synchronized long next() {
    if (used == drawn.length) {
      source.nextBytes(drawn);
      used = 0;
    }
    long number = 0;
    for (int end = used + Long.BYTES; used < end; used++) {
      number = (number << Byte.SIZE) | (drawn[used] & 0xFF);
    }
    return number;
  }
}
