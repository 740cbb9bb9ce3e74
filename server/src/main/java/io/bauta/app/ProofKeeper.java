package io.bauta.app;

import io.bauta.proof.ProofLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the store what was seen of proofs, so that no webhook does. */
final class ProofKeeper implements AutoCloseable {

  /** What a kill loses at most. */
  static final Duration EVERY = Duration.ofSeconds(10);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ProofKeeper.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("proof-keeper").daemon().factory());
  private final ProofLog proofs;

  ProofKeeper(ProofLog proofs) {
    this.proofs = proofs;
    var _ =
        worker.scheduleWithFixedDelay(
            this::write, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      proofs.write();
    } catch (RuntimeException away) {
      LOG.warn("what was seen of proofs is not stored; it is tried again", away);
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
        LOG.warn("what was seen of proofs is still being stored");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
