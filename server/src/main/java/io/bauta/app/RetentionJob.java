package io.bauta.app;

import io.bauta.retention.Retention;
import io.bauta.retention.Retention.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what was kept for long enough: soon after the start, then every hour, and when somebody
 * asks for it. What came of it is in the store.
 */
final class RetentionJob implements AutoCloseable {

  static final Duration FIRST_AFTER = Duration.ofMinutes(1);
  static final Duration EVERY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);

  private final TimedJob job;
  private final Retention retention;
  private final Clock clock;

  RetentionJob(Retention retention, Clock clock) {
    this.retention = retention;
    this.clock = clock;
    this.job =
        new TimedJob(
            "retention",
            this::run,
            fault -> LOG.warn("retention broke off; the next run goes on", fault),
            () -> LOG.warn("retention is still under way"));
  }

  void start() {
    job.repeat(FIRST_AFTER, EVERY);
  }

  /** Runs now, after the run that is under way; asking twice before it begins is asking once. */
  void runNow() {
    job.runNow();
  }

  private void run() {
    retention.run(clock.instant(), job::isClosing).forEach(RetentionJob::log);
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
    job.close();
  }
}
