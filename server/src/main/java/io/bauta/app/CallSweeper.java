package io.bauta.app;

import io.bauta.call.CallSweep;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes calls whose end was never told, every minute. How far it came is in the store, so that
 * nothing is lost when the server stops.
 */
final class CallSweeper implements AutoCloseable {

  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(CallSweeper.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("call-sweeper").daemon().factory());
  private final CallSweep sweep;
  private final BooleanSupplier flush;
  private final Clock clock;
  private volatile boolean closing;

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
    var _ =
        worker.scheduleWithFixedDelay(
            this::run, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    try {
      boolean more = flush.getAsBoolean();
      while (more && !closing) {
        more = sweep.sweep(clock.instant());
      }
    } catch (RuntimeException away) {
      LOG.warn("calls without an end were not looked for; the next minute tries again", away);
    }
  }

  /** Lets what is under way finish: the store is closed after this. */
  @Override
  public void close() {
    closing = true;
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("calls without an end are still looked for");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
