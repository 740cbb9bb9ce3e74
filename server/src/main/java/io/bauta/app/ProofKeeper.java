package io.bauta.app;

import io.bauta.proof.ProofLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the store what was seen of proofs, so that no webhook does. */
final class ProofKeeper implements AutoCloseable {

  /** What a kill loses at most. */
  static final Duration EVERY = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(ProofKeeper.class);

  private final TimedJob job;

  ProofKeeper(ProofLog proofs) {
    this.job =
        new TimedJob(
                "proof-keeper",
                proofs::write,
                away -> LOG.warn("what was seen of proofs is not stored; it is tried again", away),
                () -> LOG.warn("what was seen of proofs is still being stored"))
            .repeat(EVERY, EVERY);
  }

  /** Writes what there is: the store is closed after this. */
  @Override
  public void close() {
    job.closeAfterALastRun();
  }
}
