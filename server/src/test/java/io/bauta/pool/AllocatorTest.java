package io.bauta.pool;

import static io.bauta.pool.NumberState.ACTIVE;
import static io.bauta.pool.NumberState.DRAINING;
import static io.bauta.pool.NumberState.RETIRED;
import static io.bauta.pool.NumberState.UNHEALTHY;
import static io.bauta.pool.PoolMode.PAIR_ONE_NUMBER;
import static io.bauta.pool.PoolMode.PAIR_TWO_NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation.Exhausted;
import io.bauta.pool.Allocation.Lent;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AllocatorTest {

  private static final ProxyNumber M1 = new ProxyNumber(919000000001L);
  private static final ProxyNumber M2 = new ProxyNumber(919000000002L);
  private static final ProxyNumber M3 = new ProxyNumber(919000000003L);
  private static final Set<ProxyNumber> NONE = Set.of();

  @Test
  void aPairGetsTheFirstTwoNumbersInTheOrderOfRegistration() {
    assertThat(two(NONE, NONE, M3, M1, M2)).isEqualTo(new Lent(M3, M1));
  }

  @Test
  void eachPersonGetsTheFirstNumberThatIsFreeForThem() {
    assertThat(two(Set.of(M1, M2), NONE, M1, M2, M3)).isEqualTo(new Lent(M3, M1));
    assertThat(two(NONE, Set.of(M1, M2), M1, M2, M3)).isEqualTo(new Lent(M1, M3));
  }

  @Test
  void whatOnePersonHoldsIsFreeForTheOther() {
    assertThat(two(Set.of(M1), Set.of(M2), M1, M2)).isEqualTo(new Lent(M2, M1));
  }

  @Test
  void thePairTakesTwoNumbersWhereverTwoAreFree() {
    assertThat(two(Set.of(M2, M3), NONE, M1, M2, M3)).isEqualTo(new Lent(M1, M2));
    assertThat(two(NONE, Set.of(M2, M3), M1, M2, M3)).isEqualTo(new Lent(M2, M1));
  }

  @Test
  void thePairSharesANumberWhenNothingElseIsLegal() {
    assertThat(two(NONE, NONE, M1)).isEqualTo(new Lent(M1, M1));
    assertThat(two(Set.of(M2), Set.of(M2), M1, M2)).isEqualTo(new Lent(M1, M1));
  }

  @Test
  void oneNumberIsFreeForBothOrNotAtAll() {
    assertThat(one(NONE, NONE, M1, M2)).isEqualTo(new Lent(M1, M1));
    assertThat(one(Set.of(M1), NONE, M1, M2)).isEqualTo(new Lent(M2, M2));
    assertThat(one(NONE, Set.of(M1), M1, M2)).isEqualTo(new Lent(M2, M2));
    assertThat(one(Set.of(M1), Set.of(M2), M1, M2)).satisfies(none(2, 1, 1));
  }

  @Test
  void exhaustionComesWithCounts() {
    assertThat(two(Set.of(M1, M2), Set.of(M2), M1, M2)).satisfies(none(2, 2, 1));
    assertThat(two(NONE, Set.of(M1), M1)).satisfies(none(1, 0, 1));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyPoolIsExhausted(PoolMode mode) {
    assertThat(Allocator.allocate(mode, List.of(), List.of(NONE, NONE))).satisfies(none(0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource
  void onlyActiveNumbersAreLent(PoolMode mode) {
    List<PooledNumber> numbers =
        List.of(
            new PooledNumber(M1, DRAINING),
            new PooledNumber(M2, UNHEALTHY),
            new PooledNumber(M3, RETIRED));
    assertThat(Allocator.allocate(mode, numbers, List.of(NONE, NONE))).satisfies(none(0, 0, 0));
  }

  @Test
  void numbersThatAreNotLentAreSkipped() {
    List<PooledNumber> numbers =
        List.of(
            new PooledNumber(M1, DRAINING),
            new PooledNumber(M2, ACTIVE),
            new PooledNumber(M3, ACTIVE));
    assertThat(Allocator.allocate(PAIR_TWO_NUMBERS, numbers, List.of(NONE, NONE)))
        .isEqualTo(new Lent(M2, M3));
    assertThat(Allocator.allocate(PAIR_ONE_NUMBER, numbers, List.of(NONE, NONE)))
        .isEqualTo(new Lent(M2, M2));
  }

  @Test
  void countsLeaveOutWhatIsNotLentAndWhatIsNotInThePool() {
    List<PooledNumber> numbers =
        List.of(new PooledNumber(M1, ACTIVE), new PooledNumber(M2, DRAINING));
    assertThat(
            Allocator.allocate(PAIR_TWO_NUMBERS, numbers, List.of(Set.of(M1, M2, M3), Set.of(M3))))
        .satisfies(none(1, 1, 0));
  }

  private static Consumer<Allocation> none(int numbers, int heldByFirst, int heldBySecond) {
    return allocation ->
        assertThat(allocation)
            .isInstanceOfSatisfying(
                Exhausted.class,
                counts -> {
                  assertThat(counts.numbers()).isEqualTo(numbers);
                  assertThat(counts.held()).containsExactly(heldByFirst, heldBySecond);
                });
  }

  private static Allocation two(
      Set<ProxyNumber> heldByFirst, Set<ProxyNumber> heldBySecond, ProxyNumber... numbers) {
    return Allocator.allocate(
        PAIR_TWO_NUMBERS, active(numbers), List.of(heldByFirst, heldBySecond));
  }

  private static Allocation one(
      Set<ProxyNumber> heldByFirst, Set<ProxyNumber> heldBySecond, ProxyNumber... numbers) {
    return Allocator.allocate(PAIR_ONE_NUMBER, active(numbers), List.of(heldByFirst, heldBySecond));
  }

  private static List<PooledNumber> active(ProxyNumber... numbers) {
    return List.of(numbers).stream().map(number -> new PooledNumber(number, ACTIVE)).toList();
  }
}
