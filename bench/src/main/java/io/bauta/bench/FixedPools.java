package io.bauta.bench;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** One pool of two-number pairs that never changes, for benchmarks without a database. */
public final class FixedPools implements PoolStore {

  /** The carrier account that its numbers are reached through. */
  public static final String ACCOUNT = "vobiz";

  public static final PoolId ID = new PoolId(new UUID(1, 1));

  private final List<PooledNumber> numbers;

  private FixedPools(int size) {
    this.numbers =
        IntStream.range(0, size)
            .mapToObj(place -> new PooledNumber(Numbers.proxy(place), NumberState.ACTIVE))
            .toList();
  }

  /** Pools that hold the first {@code size} proxy numbers. */
  public static Pools of(int size) {
    return new Pools(new FixedPools(size));
  }

  @Override
  public List<NumberPool> pools() {
    return List.of(
        new NumberPool(
            ID,
            "bench",
            ACCOUNT,
            PoolMode.PAIR_TWO_NUMBERS,
            Selection.FIRST_FIT,
            CallPolicy.DEFAULT,
            NumberPool.COOL_OFF_DEFAULT,
            Duration.ZERO,
            Instant.EPOCH));
  }

  @Override
  public List<PooledNumber> numbers(PoolId pool) {
    return numbers;
  }

  @Override
  public CreateOutcome create(NumberPool pool) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean update(NumberPool pool) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RemoveOutcome delete(PoolId pool, Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<AddOutcome> addNumbers(
      PoolId pool, List<ProxyNumber> added, Optional<String> ownAccount) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean setState(PoolId pool, ProxyNumber number, NumberState state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now) {
    throw new UnsupportedOperationException();
  }
}
