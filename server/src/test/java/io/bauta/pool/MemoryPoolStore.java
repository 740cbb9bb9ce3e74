package io.bauta.pool;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.bauta.number.ProxyNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Pools in memory. Passes {@link PoolStoreContract}. */
public final class MemoryPoolStore implements PoolStore {

  private final Map<PoolId, NumberPool> pools = new LinkedHashMap<>();
  private final Map<PoolId, Map<ProxyNumber, PooledNumber>> numbers = new LinkedHashMap<>();
  private BiPredicate<ProxyNumber, Instant> lent = (number, now) -> false;

  /** Says how to find out whether a binding holds a number at an instant. */
  public synchronized void lentWhen(BiPredicate<ProxyNumber, Instant> held) {
    this.lent = held;
  }

  /** Whether {@code number} is in {@code pool}, in any state. */
  public synchronized boolean isIn(PoolId pool, ProxyNumber number) {
    return numbers.getOrDefault(pool, Map.of()).containsKey(number);
  }

  /** The numbers of {@code pool} that a new session may get. */
  public synchronized Set<ProxyNumber> lent(PoolId pool) {
    return numbers(pool).stream()
        .filter(member -> member.state().isLent())
        .map(PooledNumber::number)
        .collect(toUnmodifiableSet());
  }

  @Override
  public synchronized CreateOutcome create(NumberPool pool) {
    if (pools.values().stream().anyMatch(other -> other.name().equals(pool.name()))) {
      return CreateOutcome.NAME_TAKEN;
    }
    pools.put(pool.id(), pool);
    numbers.put(pool.id(), new LinkedHashMap<>());
    return CreateOutcome.CREATED;
  }

  @Override
  public synchronized boolean update(NumberPool pool) {
    return pools.replace(pool.id(), pool) != null;
  }

  @Override
  public synchronized RemoveOutcome delete(PoolId pool, Instant now) {
    if (!pools.containsKey(pool)) {
      return RemoveOutcome.UNKNOWN;
    }
    if (numbers.get(pool).keySet().stream().anyMatch(number -> lent.test(number, now))) {
      return RemoveOutcome.LENT;
    }
    pools.remove(pool);
    numbers.remove(pool);
    return RemoveOutcome.REMOVED;
  }

  @Override
  public synchronized List<AddOutcome> addNumbers(
      PoolId pool, List<ProxyNumber> added, Optional<String> ownAccount) {
    if (!pools.containsKey(pool)) {
      throw new IllegalArgumentException("no pool " + pool);
    }
    List<AddOutcome> outcomes = new ArrayList<>();
    for (ProxyNumber number : added) {
      outcomes.add(add(pool, number, ownAccount));
    }
    return outcomes;
  }

  private AddOutcome add(PoolId pool, ProxyNumber number, Optional<String> ownAccount) {
    Optional<PoolId> owner =
        numbers.entrySet().stream()
            .filter(entry -> entry.getValue().containsKey(number))
            .map(Map.Entry::getKey)
            .findFirst();
    if (owner.isPresent()) {
      return owner.get().equals(pool) ? AddOutcome.ALREADY_HERE : AddOutcome.IN_ANOTHER_POOL;
    }
    numbers.get(pool).put(number, new PooledNumber(number, NumberState.ACTIVE, ownAccount));
    return AddOutcome.ADDED;
  }

  @Override
  public synchronized boolean setState(PoolId pool, ProxyNumber number, NumberState state) {
    return isIn(pool, number)
        && numbers
                .get(pool)
                .computeIfPresent(
                    number, (same, was) -> new PooledNumber(number, state, was.ownAccount()))
            != null;
  }

  @Override
  public synchronized RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now) {
    if (!isIn(pool, number)) {
      return RemoveOutcome.UNKNOWN;
    }
    if (lent.test(number, now)) {
      return RemoveOutcome.LENT;
    }
    numbers.get(pool).remove(number);
    return RemoveOutcome.REMOVED;
  }

  @Override
  public synchronized List<NumberPool> pools() {
    return pools.values().stream().sorted(Comparator.comparing(NumberPool::createdAt)).toList();
  }

  @Override
  public synchronized List<PooledNumber> numbers(PoolId pool) {
    return List.copyOf(numbers.getOrDefault(pool, Map.of()).values());
  }
}
