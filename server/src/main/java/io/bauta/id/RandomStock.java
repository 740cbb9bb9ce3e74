package io.bauta.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Random numbers that nobody can guess, drawn many at once: one by one they cost a lot each. */
final class RandomStock {

  private static final int NUMBERS = 256;

  private final SecureRandom source = new SecureRandom();
  private final byte[] drawn = new byte[NUMBERS * Long.BYTES];
  private final ByteBuffer stock = ByteBuffer.wrap(drawn).position(drawn.length);

  synchronized long next() {
    if (!stock.hasRemaining()) {
      source.nextBytes(drawn);
      stock.clear();
    }
    return stock.getLong();
  }
}
