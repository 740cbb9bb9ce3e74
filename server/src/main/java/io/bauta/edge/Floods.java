package io.bauta.edge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Counts what a flood brought, and says it once a minute: a line for each would be a flood too. */
final class Floods {

  private static final long SAID_EVERY = Duration.ofMinutes(1).toNanos() / 1_000;

  private final LongAdder all = new LongAdder();
  private final LongAdder unsaid = new LongAdder();
  private final AtomicLong saidAt = new AtomicLong();
  private final LongSupplier micros;
  private final Logger log;
  private final String what;

  /**
   * None yet.
   *
   * @param what what came, for the log, after their number
   */
  Floods(LongSupplier micros, Logger log, String what) {
    this.micros = micros;
    this.log = log;
    this.what = what;
  }

  void one() {
    all.increment();
    unsaid.increment();
    long now = micros.getAsLong();
    long before = saidAt.get();
    boolean isDue = before == 0 || now - before >= SAID_EVERY;
    if (isDue && saidAt.compareAndSet(before, now)) {
      log.warn("{} {}", unsaid.sumThenReset(), what);
    }
  }

  long sum() {
    return all.sum();
  }
}
