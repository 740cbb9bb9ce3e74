package io.bauta.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation.Exhausted;
import io.bauta.pool.Allocation.Lent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Against brute force: every assignment that is legal, in every small pool. */
final class AllocatorProperties {

  private static final int NUMBERS_MAX = 5;
  private static final long FIRST_NUMBER = 919000000001L;

  @Property
  void exhaustedIfAndOnlyIfNothingIsLegal(
      @ForAll PoolMode mode,
      @ForAll("pools") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    List<Lent> legal = legal(mode, pool, heldByFirst, heldBySecond);
    Allocation allocation = Allocator.allocate(mode, pool, List.of(heldByFirst, heldBySecond));
    assertThat(allocation instanceof Exhausted).isEqualTo(legal.isEmpty());
    if (allocation instanceof Lent lent) {
      assertThat(legal).contains(lent);
    }
  }

  @Property
  void twoNumbersWheneverTwoAreLegal(
      @ForAll("pools") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    boolean twoAreLegal =
        legal(PoolMode.PAIR_TWO_NUMBERS, pool, heldByFirst, heldBySecond).stream()
            .anyMatch(lent -> !lent.first().equals(lent.second()));
    Allocation allocation =
        Allocator.allocate(PoolMode.PAIR_TWO_NUMBERS, pool, List.of(heldByFirst, heldBySecond));
    assertThat(allocation instanceof Lent(var first, var second) && !first.equals(second))
        .isEqualTo(twoAreLegal);
  }

  @Property
  void sharedNumberIsTheFirstThatIsFreeForBoth(
      @ForAll("pools") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    List<Lent> legal = legal(PoolMode.PAIR_ONE_NUMBER, pool, heldByFirst, heldBySecond);
    Allocation allocation =
        Allocator.allocate(PoolMode.PAIR_ONE_NUMBER, pool, List.of(heldByFirst, heldBySecond));
    if (!legal.isEmpty()) {
      assertThat(allocation).isEqualTo(legal.getFirst());
    }
  }

  @Property
  void theSameQuestionHasTheSameAnswer(
      @ForAll PoolMode mode,
      @ForAll("pools") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    assertThat(Allocator.allocate(mode, pool, List.of(heldByFirst, heldBySecond)))
        .isEqualTo(Allocator.allocate(mode, List.copyOf(pool), List.of(heldByFirst, heldBySecond)));
  }

  @Property
  void countsAreTrue(
      @ForAll PoolMode mode,
      @ForAll("pools") List<PooledNumber> pool,
      @ForAll("held") Set<ProxyNumber> heldByFirst,
      @ForAll("held") Set<ProxyNumber> heldBySecond) {
    if (Allocator.allocate(mode, pool, List.of(heldByFirst, heldBySecond))
        instanceof Exhausted counts) {
      Set<ProxyNumber> lent = lent(pool);
      assertThat(counts.numbers()).isEqualTo(lent.size());
      assertThat(counts.held().get(0))
          .isEqualTo(lent.stream().filter(heldByFirst::contains).count());
      assertThat(counts.held().get(1))
          .isEqualTo(lent.stream().filter(heldBySecond::contains).count());
    }
  }

  private static List<Lent> legal(
      PoolMode mode, List<PooledNumber> pool, Set<ProxyNumber> first, Set<ProxyNumber> second) {
    List<Lent> legal = new ArrayList<>();
    for (PooledNumber one : pool) {
      for (PooledNumber other : pool) {
        boolean free =
            one.state() == NumberState.ACTIVE
                && other.state() == NumberState.ACTIVE
                && !first.contains(one.number())
                && !second.contains(other.number());
        if (free && (mode == PoolMode.PAIR_TWO_NUMBERS || one.equals(other))) {
          legal.add(new Lent(one.number(), other.number()));
        }
      }
    }
    return legal;
  }

  private static Set<ProxyNumber> lent(List<PooledNumber> pool) {
    return pool.stream()
        .filter(member -> member.state() == NumberState.ACTIVE)
        .map(PooledNumber::number)
        .collect(Collectors.toSet());
  }

  @Provide
  Arbitrary<List<PooledNumber>> pools() {
    Arbitrary<NumberState> states =
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.just(NumberState.ACTIVE)),
            Tuple.of(1, Arbitraries.of(NumberState.class)));
    return numbers()
        .flatMap(number -> states.map(state -> new PooledNumber(number, state)))
        .list()
        .ofMaxSize(NUMBERS_MAX)
        .uniqueElements(PooledNumber::number);
  }

  @Provide
  Arbitrary<Set<ProxyNumber>> held() {
    return numbers().set().ofMaxSize(NUMBERS_MAX);
  }

  private static Arbitrary<ProxyNumber> numbers() {
    return Arbitraries.longs()
        .between(FIRST_NUMBER, FIRST_NUMBER + NUMBERS_MAX - 1)
        .map(ProxyNumber::new);
  }
}
