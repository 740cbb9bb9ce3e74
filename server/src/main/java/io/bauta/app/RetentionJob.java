package io.bauta.app;

import io.bauta.retention.Retention;
import io.bauta.retention.Retention.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was kept for long enough: soon after the start, then every hour, and when somebody
 * asks for it. What came of it is in the store.
 */
final class RetentionJob implements AutoCloseable {

  static final Duration FIRST_AFTER = Duration.ofMinutes(1);
  static final Duration EVERY = Duration.ofHours(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("retention").daemon().factory());
  private final AtomicBoolean isAskedFor = new AtomicBoolean();
  private final Retention retention;
  private final Clock clock;
  private volatile boolean closing;

  RetentionJob(Retention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
  }

  void start() {
    var _ =
        worker.scheduleWithFixedDelay(
            this::run, FIRST_AFTER.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
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
    if (!closing) {
      retention.run(clock.instant(), () -> closing).forEach(RetentionJob::log);
    }
  }

  private static void log(Outcome outcome) {
    String kind = outcome.kind().name().toLowerCase(Locale.ROOT);
    if (outcome.forgotten() > 0) {
      LOG.info("retention: {} {} forgotten", outcome.forgotten(), kind);
    }
    outcome
        .fault()
        .ifPresent(
            fault -> {
              LOG.warn("retention: {} could not all be forgotten; the next run goes on", kind);
              LOG.debug("cause", fault);
            });
  }

  /** Lets the piece under way finish: the store is closed after this. */
  @Override
  public void close() {
    closing = true;
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("retention is still under way");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
