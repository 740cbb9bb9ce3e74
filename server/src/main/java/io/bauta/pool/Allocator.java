package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses which proxy number each participant of a pair dials.
 *
 * <p>A number is free for a person when that person neither holds it in a live session nor rests
 * from it after one; what other people do with it does not matter, because a call is told by caller
 * and number together. {@link Allocation.Exhausted} is answered if and only if no legal assignment
 * exists.
 */
public final class Allocator {

  private Allocator() {}

  /**
   * Lends numbers by first fit.
   *
   * @param numbers the pool's numbers in the order in which they are to be tried
   * @param held the numbers that are not free for each participant, one set for each
   */
  public static Allocation allocate(
      PoolMode mode, List<PooledNumber> numbers, List<Set<ProxyNumber>> held) {
    return mode.sharesOneNumber()
        ? oneNumber(numbers, held)
        : twoNumbers(numbers, held.get(0), held.get(1));
  }

  /**
   * Two different numbers where that is possible. Where the only number free for both is the same
   * one, they share it: still unambiguous, and it keeps a pool as small as its busiest participant.
   */
  private static Allocation twoNumbers(
      List<PooledNumber> numbers, Set<ProxyNumber> heldByFirst, Set<ProxyNumber> heldBySecond) {
    Optional<ProxyNumber> first = firstFree(numbers, heldByFirst, Set.of());
    Optional<ProxyNumber> second = firstFree(numbers, heldBySecond, Set.of());
    if (first.isEmpty() || second.isEmpty()) {
      return exhausted(numbers, List.of(heldByFirst, heldBySecond));
    }
    if (!first.equals(second)) {
      return new Allocation.Lent(first.get(), second.get());
    }
    ProxyNumber shared = first.get();
    return firstFree(numbers, heldBySecond, Set.of(shared))
        .map(other -> new Allocation.Lent(shared, other))
        .or(
            () ->
                firstFree(numbers, heldByFirst, Set.of(shared))
                    .map(other -> new Allocation.Lent(other, shared)))
        .orElseGet(() -> new Allocation.Lent(shared, shared));
  }

  private static Allocation oneNumber(List<PooledNumber> numbers, List<Set<ProxyNumber>> held) {
    Set<ProxyNumber> heldByAny = new HashSet<>();
    held.forEach(heldByAny::addAll);
    return firstFree(numbers, heldByAny, Set.of())
        .<Allocation>map(shared -> new Allocation.Lent(shared, shared))
        .orElseGet(() -> exhausted(numbers, held));
  }

  private static Optional<ProxyNumber> firstFree(
      List<PooledNumber> numbers, Set<ProxyNumber> held, Set<ProxyNumber> alsoHeld) {
    for (PooledNumber candidate : numbers) {
      if (candidate.state().isLent()
          && !held.contains(candidate.number())
          && !alsoHeld.contains(candidate.number())) {
        return Optional.of(candidate.number());
      }
    }
    return Optional.empty();
  }

  private static Allocation exhausted(List<PooledNumber> numbers, List<Set<ProxyNumber>> held) {
    List<ProxyNumber> lent =
        numbers.stream().filter(n -> n.state().isLent()).map(PooledNumber::number).toList();
    return new Allocation.Exhausted(
        lent.size(),
        held.stream().map(own -> (int) lent.stream().filter(own::contains).count()).toList());
  }
}
