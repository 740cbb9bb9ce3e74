package io.bauta.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts over the last hour, to the minute. */
final class LastHour {

  private static final int MINUTES = 60;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Bits of a bucket for the count; the minute that it is of is above them. */
  private static final int COUNT_BITS = 24;

  private static final long COUNT_MAX = (1L << COUNT_BITS) - 1;

  private final AtomicLongArray buckets = new AtomicLongArray(MINUTES);

  void add(Instant at) {
    long minute = Math.floorDiv(at.toEpochMilli(), MINUTE);
    int place = Math.floorMod(minute, MINUTES);
    while (true) {
      long before = buckets.get(place);
      long count = before >> COUNT_BITS == minute ? before & COUNT_MAX : 0;
      long after = minute << COUNT_BITS | Math.min(count + 1, COUNT_MAX);
      if (buckets.compareAndSet(place, before, after)) {
        return;
      }
    }
  }

  long sum(Instant now) {
    long minute = Math.floorDiv(now.toEpochMilli(), MINUTE);
    long sum = 0;
    for (int i = 0; i < MINUTES; i++) {
      long bucket = buckets.get(i);
      long age = minute - (bucket >> COUNT_BITS);
      if (age >= 0 && age < MINUTES) {
        sum += bucket & COUNT_MAX;
      }
    }
    return sum;
  }
}
