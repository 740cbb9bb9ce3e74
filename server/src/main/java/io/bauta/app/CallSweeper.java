package io.bauta.app;

import io.bauta.call.CallSweep;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes calls whose end was never told, every minute. How far it came is in the store, so that
 * nothing is lost when the server stops.
 */
final class CallSweeper implements AutoCloseable {

  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(CallSweeper.class);

  private final TimedJob job;
  private final CallSweep sweep;
  private final BooleanSupplier flush;
  private final Clock clock;

  /**
   * Begins to sweep.
   *
   * @param flush brings what the call log still queues into the store, and says whether it did: a
   *     call that comes in late would be passed over for good
   */
  CallSweeper(CallSweep sweep, BooleanSupplier flush, Clock clock) {
    this(sweep, flush, clock, EVERY);
  }

  CallSweeper(CallSweep sweep, BooleanSupplier flush, Clock clock, Duration every) {
    this.sweep = sweep;
    this.flush = flush;
    this.clock = clock;
    this.job =
        new TimedJob(
            "call-sweeper",
            this::run,
            away ->
                LOG.warn(
                    "calls without an end were not looked for; the next minute tries again", away),
            () -> LOG.warn("calls without an end are still looked for"));
    job.repeat(every, every);
  }

  private void run() {
    boolean more = flush.getAsBoolean();
    while (more && !job.isClosing()) {
      more = sweep.sweep(clock.instant());
    }
  }

  /** Lets what is under way finish: the store is closed after this. */
  @Override
  public void close() {
    job.close();
  }
}
