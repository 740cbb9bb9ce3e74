package io.bauta.session;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PooledNumber;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Hears what each opening found in its pool, on the thread that opens. Must not fail, and not wait.
 */
@FunctionalInterface
public interface OpeningListener {

  /** Hears nothing. */
  OpeningListener NONE = (pool, numbers, held, lent, now) -> {};

  /**
   * An opening is done.
   *
   * @param numbers of the pool
   * @param held what each of its people held before, or rested from
   * @param lent whether they were lent numbers; false when the pool had none for them
   */
  void found(
      NumberPool pool,
      List<PooledNumber> numbers,
      List<Set<ProxyNumber>> held,
      boolean lent,
      Instant now);
}
