package io.bauta.app;

import io.bauta.person.Erasures;
import io.bauta.person.Erasures.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases persons: at once when that is asked for, goes on at the start with what was not done, and
 * looks again for what waits. How far it is is in the store.
 */
final class ErasureJob implements AutoCloseable {

  static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ErasureJob.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("erasure").daemon().factory());
  private final AtomicBoolean isAskedFor = new AtomicBoolean();
  private final Erasures erasures;
  private final BooleanSupplier isReady;
  private final BooleanSupplier flush;
  private final Clock clock;
  private volatile boolean closing;

  /**
   * A job that has not begun.
   *
   * @param isReady whether all routes are loaded: what is read of sessions while they are erased
   *     would come back otherwise
   * @param flush stores what is queued of calls; false when it is not all stored
   */
  ErasureJob(Erasures erasures, BooleanSupplier isReady, BooleanSupplier flush, Clock clock) {
    this.erasures = erasures;
    this.isReady = isReady;
    this.flush = flush;
    this.clock = clock;
  }

  void start() {
    var _ =
        worker.scheduleWithFixedDelay(this::run, 0, LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Runs now, after the run that is under way; asking twice before it begins is asking once. */
  void runNow() {
    if (!closing && isAskedFor.compareAndSet(false, true)) {
      worker.execute(
          () -> {
            isAskedFor.set(false);
            run();
          });
    }
  }

  private void run() {
    if (closing || !isReady.getAsBoolean()) {
      return;
    }
    try {
      Outcome outcome = erasures.run(clock.instant(), flush, () -> closing);
      if (outcome.done() > 0) {
        LOG.info("{} erasures are done", outcome.done());
      }
      outcome.fault().ifPresent(ErasureJob::warn);
    } catch (RuntimeException away) {
      warn(away);
    }
  }

  private static void warn(RuntimeException fault) {
    LOG.warn("an erasure could not go on; it is tried again");
    LOG.debug("cause", fault);
  }

  /** Lets the piece under way finish: the store is closed after this. */
  @Override
  public void close() {
    closing = true;
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("an erasure is still under way");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
