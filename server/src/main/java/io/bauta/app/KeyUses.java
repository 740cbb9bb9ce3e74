package io.bauta.app;

import io.bauta.access.Keys;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the store when API keys were last used, every minute, so that no request does. */
final class KeyUses implements AutoCloseable {

  static final Duration EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

  private final TimedJob job;

  KeyUses(Keys keys) {
    this.job =
        new TimedJob(
                "key-uses",
                keys::writeUses,
                away ->
                    LOG.warn(
                        "when API keys were used is not stored; the next minute tries again", away),
                () -> LOG.warn("when API keys were used is still being stored"))
            .repeat(EVERY, EVERY);
  }

  /** Writes what there is: the store is closed after this. */
  @Override
  public void close() {
    job.closeAfterALastRun();
  }
}
