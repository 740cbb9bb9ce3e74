package io.bauta.app;

import io.bauta.person.Erasures;
import io.bauta.person.Erasures.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases persons: at once when that is asked for, goes on at the start with what was not done, and
 * looks again for what waits. How far it is is in the store.
 */
final class ErasureJob implements AutoCloseable {

  static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ErasureJob.class);

  private final TimedJob job;
  private final Erasures erasures;
  private final BooleanSupplier isReady;
  private final BooleanSupplier flush;
  private final Clock clock;

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
    this.job =
        new TimedJob(
            "erasure",
            this::run,
            ErasureJob::warn,
            () -> LOG.warn("an erasure is still under way"));
  }

  void start() {
    job.repeat(Duration.ZERO, LOOKS_EVERY);
  }

  /** Runs now, after the run that is under way; asking twice before it begins is asking once. */
  void runNow() {
    job.runNow();
  }

  private void run() {
    if (!isReady.getAsBoolean()) {
      return;
    }
    Outcome outcome = erasures.run(clock.instant(), flush, job::isClosing);
    if (outcome.done() > 0) {
      LOG.info("{} erasures are done", outcome.done());
    }
    outcome.fault().ifPresent(ErasureJob::warn);
  }

  private static void warn(RuntimeException fault) {
    LOG.warn("an erasure could not go on; it is tried again");
    LOG.debug("cause", fault);
  }

  /** Lets the piece under way finish: the store is closed after this. */
  @Override
  public void close() {
    job.close();
  }
}
