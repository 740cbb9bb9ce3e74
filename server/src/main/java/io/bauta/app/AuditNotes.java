package io.bauta.app;

import io.bauta.audit.AuditLog;
import io.bauta.audit.ChainMark;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the end of the audit log's chain to the log, at the start and each day. Whoever keeps logs
 * elsewhere can tell by them that the newest entries were cut off, which the chain alone cannot.
 */
final class AuditNotes implements AutoCloseable {

  static final Duration EVERY = Duration.ofDays(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(AuditNotes.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("audit-notes").daemon().factory());
  private final AuditLog log;

  AuditNotes(AuditLog log) {
    this.log = log;
    var _ = worker.scheduleWithFixedDelay(this::note, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void note() {
    try {
      ChainMark last = log.last();
      LOG.info("audit log: {} entries in all, last hash {}", last.sequence(), last.hash());
    } catch (RuntimeException away) {
      LOG.warn("the end of the audit log could not be read; the next day tries again", away);
    }
  }

  /** Lets the reading under way finish: the store is closed after this. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the end of the audit log is still being read");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
