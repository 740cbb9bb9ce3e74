package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps pools and their numbers. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface PoolStore {

  /** What came of creating a pool. */
  enum CreateOutcome {
    CREATED,
    /** Another pool has this name. */
    NAME_TAKEN
  }

  /** What came of registering a number. */
  enum AddOutcome {
    ADDED,
    /** It is in this pool already. */
    ALREADY_HERE,
    /** It is in another pool: a number may not be registered twice. */
    IN_ANOTHER_POOL
  }

  /** What came of taking a number out of a pool. */
  enum RemoveOutcome {
    REMOVED,
    /** No such number in this pool. */
    UNKNOWN,
    /** A live session holds it, or a released pair still rests on it. Drain it first. */
    LENT
  }

  CreateOutcome create(NumberPool pool);

  /** Replaces what may change of a pool. False when there is none with this id. */
  boolean update(NumberPool pool);

  /** Takes a pool and its numbers away. {@code LENT} when a number of it is held. */
  RemoveOutcome delete(PoolId pool, Instant now);

  /**
   * Registers {@code numbers} at the end of the pool; one outcome for each, in their order.
   *
   * @param ownAccount the carrier account that they are reached through; empty for the pool's
   */
  List<AddOutcome> addNumbers(PoolId pool, List<ProxyNumber> numbers, Optional<String> ownAccount);

  /** Registers numbers of the pool's own account. */
  default List<AddOutcome> addNumbers(PoolId pool, List<ProxyNumber> numbers) {
    return addNumbers(pool, numbers, Optional.empty());
  }

  /** False when the number is not in the pool. */
  boolean setState(PoolId pool, ProxyNumber number, NumberState state);

  RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now);

  /** All pools, oldest first. */
  List<NumberPool> pools();

  /** The numbers of a pool in the order of their registration; empty for an unknown pool. */
  List<PooledNumber> numbers(PoolId pool);
}
