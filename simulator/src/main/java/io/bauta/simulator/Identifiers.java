package io.bauta.simulator;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the identifiers that carriers give to calls and events.
 *
 * @param random must be safe for the calls that run at the same time
 */
public record Identifiers(RandomGenerator random) {

  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

  /** A random UUID in its usual form. */
  public String uuid() {
    long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
    long low = (random.nextLong() & VARIANT_BITS) | Long.MIN_VALUE;
    return new UUID(high, low).toString();
  }

  /** This many random bytes in lower-case hexadecimal digits. */
  public String hex(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
