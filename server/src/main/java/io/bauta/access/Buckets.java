package io.bauta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bucket of tokens for each key and person: a request takes one, and they come back at a rate.
 */
final class Buckets {

  /** How long a key may save up what it did not ask. */
  static final Duration BURST = Duration.ofSeconds(2);

  private static final double MILLIS = 1_000.0;
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  /** What came of a request for a token. */
  record Taken(boolean allowed, Duration pause, Quota quota) {}

  Taken take(Identity who, int perSecond, Instant now) {
    if (buckets.size() > Keys.COUNT_MAX + Logins.COUNT_MAX) {
      // Some are of keys and logins that are not kept any more. The others are full again, once.
      buckets.clear();
    }
    return buckets.computeIfAbsent(who.id(), _ -> new Bucket(perSecond, now)).take(perSecond, now);
  }

  private static int most(int perSecond) {
    return Math.toIntExact(perSecond * BURST.toSeconds());
  }

  private static final class Bucket {
    private double tokens;
    private Instant filledAt;

    Bucket(int perSecond, Instant now) {
      this.tokens = most(perSecond);
      this.filledAt = now;
    }

    synchronized Taken take(int perSecond, Instant now) {
      int most = most(perSecond);
      tokens = Math.min(most, tokens + passedUntil(now).toNanos() * perSecond / NANOS);
      boolean allowed = tokens >= 1;
      if (allowed) {
        tokens--;
      }
      Duration pause = allowed ? Duration.ZERO : time(1 - tokens, perSecond);
      return new Taken(
          allowed, pause, new Quota(most, BURST, (int) tokens, time(most - tokens, perSecond)));
    }

    /**
     * How much time there is to fill it for, each moment once. A request that was overtaken by a
     * later one brings none, or requests at once would fill it over and over; a clock that was set
     * back takes nothing away.
     */
    private Duration passedUntil(Instant now) {
      Duration passed = Duration.between(filledAt, now);
      boolean isOvertaken = passed.isNegative() && passed.negated().compareTo(BURST) < 0;
      if (!isOvertaken) {
        filledAt = now;
      }
      if (passed.isNegative()) {
        return Duration.ZERO;
      }
      return passed.compareTo(BURST) < 0 ? passed : BURST;
    }

    /** In whole milliseconds: it is told to people. */
    private static Duration time(double missing, int perSecond) {
      return Duration.ofMillis((long) Math.ceil(missing * MILLIS / perSecond));
    }
  }
}
