package io.bauta.app;

import io.bauta.access.Keys;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the store when API keys were last used, every minute, so that no request does. */
final class KeyUses implements AutoCloseable {

  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("key-uses").daemon().factory());
  private final Keys keys;

  KeyUses(Keys keys) {
    this.keys = keys;
    var _ =
        worker.scheduleWithFixedDelay(
            this::write, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      keys.writeUses();
    } catch (RuntimeException away) {
      LOG.warn("when API keys were used is not stored; the next minute tries again", away);
    }
  }

  /** Writes what there is: the store is closed after this. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (worker.awaitTermination(CLOSE_WAIT_MAX.toSeconds(), TimeUnit.SECONDS)) {
        write();
      } else {
        LOG.warn("when API keys were used is still being stored");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
