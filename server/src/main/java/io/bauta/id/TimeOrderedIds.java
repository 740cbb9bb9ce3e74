package io.bauta.id;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7): the millisecond first, then a counter, the rest
 * random, so that new rows land at the end of an index and a page of results is in order of time.
 *
 * <p>Each id is greater than the one before it, also within a millisecond, and also when the clock
 * was set back a little: then the ids go on from the latest time that they have seen. A clock that
 * was far ahead is not followed: ids of tomorrow would stand before those of today for good.
 */
public final class TimeOrderedIds {

  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;
  private static final Duration SET_BACK_MAX = Duration.ofSeconds(10);

  private final RandomStock random = new RandomStock();

  /** The last millisecond used, and the counter within it. */
  private final AtomicLong last = new AtomicLong();

  /** A new identifier for something that came to be at {@code now}. */
  public UUID next(Instant now) {
    long earliest = now.toEpochMilli() << COUNTER_BITS;
    long tick =
        last.updateAndGet(
            before -> isFarAhead(before, now) ? earliest : Math.max(before + 1, earliest));
    long millisecond = tick >>> COUNTER_BITS;
    long high = (millisecond << 16) | VERSION | (tick & COUNTER_MASK);
    long low = (random.next() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT;
    return new UUID(high, low);
  }

  /** Not an id, but before all ids made at {@code time} or later. */
  public static UUID first(Instant time) {
    return new UUID(time.toEpochMilli() << 16, 0);
  }

  /** When {@code id} was made, to the millisecond; a time of no meaning for any other UUID. */
  public static Instant time(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  private static boolean isFarAhead(long tick, Instant now) {
    return (tick >>> COUNTER_BITS) - now.toEpochMilli() > SET_BACK_MAX.toMillis();
  }
}
