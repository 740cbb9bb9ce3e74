package io.bauta.id;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7): the millisecond first, the rest random, so that
 * new rows land at the end of an index and a page of results is in order of time.
 */
public final class TimeOrderedIds {

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecureRandom random = new SecureRandom();

  /** A new identifier for something that came to be at {@code now}. */
  public UUID next(Instant now) {
    long high = (now.toEpochMilli() << 16) | VERSION | (random.nextInt() & 0x0FFF);
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
    return new UUID(high, low);
  }
}
