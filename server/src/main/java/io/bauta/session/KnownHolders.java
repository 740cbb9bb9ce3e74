package io.bauta.session;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.PooledNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is in memory of who holds which numbers. The store has the last word: what is free by this
 * may be lost there, and what is held by this may be free.
 */
@FunctionalInterface
public interface KnownHolders {

  /** Knows nothing. */
  KnownHolders NONE = (holder, numbers, now) -> Optional.empty();

  /**
   * Which of {@code numbers} have this holder at {@code now}, or rest from it; empty when that is
   * to be asked of the store.
   */
  Optional<Set<ProxyNumber>> heldBy(Holder holder, List<PooledNumber> numbers, Instant now);
}
