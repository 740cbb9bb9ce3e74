package io.bauta.app;

import io.bauta.audit.AuditLog;
import io.bauta.audit.ChainMark;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of the audit log's chain to the log, at the start and each day. Whoever keeps logs
 * elsewhere can tell by them that the newest entries were cut off, which the chain alone cannot.
 */
final class AuditNotes implements AutoCloseable {

  static final Duration EVERY = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(AuditNotes.class);

  private final TimedJob job;

  AuditNotes(AuditLog log) {
    this.job =
        new TimedJob(
                "audit-notes",
                () -> note(log.last()),
                away ->
                    LOG.warn(
                        "the end of the audit log could not be read; the next day tries again",
                        away),
                () -> LOG.warn("the end of the audit log is still being read"))
            .repeat(Duration.ZERO, EVERY);
  }

  private static void note(ChainMark last) {
    LOG.info("audit log: {} entries in all, last hash {}", last.sequence(), last.hash());
  }

  /** Lets the reading under way finish: the store is closed after this. */
  @Override
  public void close() {
    job.close();
  }
}
