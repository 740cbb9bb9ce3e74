package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bauta.plan.Plan.Need;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scenarios whose sizes are known from long simulations: what a pool needed so that none of tens of
 * thousands of openings was refused.
 */
class PlannerTest {

  private static final Crowd DRIVERS = Crowd.equal(2_000);
  private static final Crowd RIDERS = Crowd.equal(200_000);

  private static Demand demand(
      double perHour, Duration duration, Duration rest, Crowd participants, Crowd counterparts) {
    return new Demand(perHour, duration, rest, participants, counterparts, 3, PinCodes.DEFAULT);
  }

  private static Demand rides(Duration rest) {
    return demand(5_000, Duration.ofMinutes(24), rest, DRIVERS, RIDERS);
  }

  private static int numbers(Demand demand, PlanMode mode, double refusal) {
    return new Planner(demand).numbers(mode, refusal).orElseThrow();
  }

  @Test
  void ridesWithoutCoolOffNeedEightNumbersForTwoThousandDrivers() {
    double oneOf60Thousand = 1 / 60_000.0;

    assertThat(numbers(rides(Duration.ZERO), PlanMode.PAIR_TWO_NUMBERS, oneOf60Thousand))
        .isEqualTo(8);
    assertThat(numbers(rides(Duration.ZERO), PlanMode.PAIR_ONE_NUMBER, oneOf60Thousand))
        .isEqualTo(8);
    assertThat(new Planner(rides(Duration.ZERO)).refusal(PlanMode.ONE_PARTY, 2_148))
        .as("2,148 were in use at the most")
        .isBetween(1e-6, 1e-3);
  }

  @Test
  void ridesWithADayOfCoolOffNeed95Numbers() {
    double oneOf300Thousand = 1 / 300_000.0;

    assertThat(numbers(rides(Duration.ofHours(24)), PlanMode.PAIR_TWO_NUMBERS, oneOf300Thousand))
        .isBetween(95, 99);
    assertThat(numbers(rides(Duration.ofHours(24)), PlanMode.PAIR_ONE_NUMBER, oneOf300Thousand))
        .isBetween(95, 99);
    // Where each number serves one session, 122,846 were in use at the most.
    assertThat(numbers(rides(Duration.ofHours(24)), PlanMode.ONE_PARTY, 0.0001))
        .isBetween(122_000, 123_400);
  }

  /** Of these two it is not known how unequal people were; exponentially, it seems. */
  @Test
  void unequalCouriersNeedAsManyNumbersAsTheBusiestHolds() {
    Demand couriers =
        demand(
            3_100,
            Duration.ofMinutes(45),
            Duration.ofHours(2),
            new Crowd.Returning(1_000, 1, 1),
            RIDERS);

    Plan plan = new Planner(couriers).plan(List.of(PlanMode.ONE_PARTY), List.of(0.01), noSize());
    assertThat(plan.participants().busiest().get(1).numbers()).isBetween(78, 86);
    assertThat(numbers(couriers, PlanMode.ONE_PARTY, 0.01)).isCloseTo(8_447, within(200));
  }

  @Test
  void unequalTradespeopleNeedAsManyNumbersAsTheBusiestHolds() {
    Demand trades =
        demand(
            25,
            Duration.ofHours(72),
            Duration.ofDays(7),
            new Crowd.Returning(300, 1, 1),
            Crowd.equal(30_000));

    Plan plan = new Planner(trades).plan(List.of(PlanMode.ONE_PARTY), List.of(0.01), noSize());
    assertThat(plan.participants().busiest().get(2).numbers()).isBetween(200, 220);
    assertThat(numbers(trades, PlanMode.ONE_PARTY, 0.01)).isCloseTo(6_092, within(100));
  }

  @Test
  void aSymmetricMarketIsRefusedAsOftenAsItWas() {
    Planner planner =
        new Planner(
            demand(4_000, Duration.ofHours(1), Duration.ZERO, Crowd.equal(200), Crowd.equal(200)));

    // Of 40,292 openings 5 were refused with two numbers; with one, 13 by first fit and 41 of those
    // that chose at random.
    assertThat(40_292 * planner.refusal(PlanMode.PAIR_TWO_NUMBERS, 38)).isBetween(2.0, 12.0);
    assertThat(40_292 * planner.refusal(PlanMode.PAIR_ONE_NUMBER, 38)).isBetween(41.0, 100.0);
    assertThat(planner.refusal(PlanMode.PAIR_ONE_NUMBER, 46)).isLessThan(1 / 40_292.0);
  }

  @Test
  void oneNumberNeedsMoreThanTwoOnlyWhereBothSidesComeAgain() {
    Demand oneSided =
        demand(100, Duration.ofHours(1), Duration.ofHours(9), Crowd.equal(50), new Crowd.Passing());
    Demand symmetric =
        demand(100, Duration.ofHours(1), Duration.ofHours(9), Crowd.equal(50), Crowd.equal(50));

    assertThat(numbers(oneSided, PlanMode.PAIR_ONE_NUMBER, 0.001))
        .isEqualTo(numbers(oneSided, PlanMode.PAIR_TWO_NUMBERS, 0.001));
    assertThat(numbers(symmetric, PlanMode.PAIR_ONE_NUMBER, 0.001))
        .isBetween(
            numbers(symmetric, PlanMode.PAIR_TWO_NUMBERS, 0.001) + 1,
            2 * numbers(symmetric, PlanMode.PAIR_TWO_NUMBERS, 0.001) - 1);
  }

  @Test
  void peersTakePartOnBothSides() {
    Crowd peers = new Crowd.Returning(100, 0, 2);
    Demand among = demand(500, Duration.ofHours(1), Duration.ZERO, peers, peers);
    Demand twice =
        demand(1_000, Duration.ofHours(1), Duration.ZERO, Crowd.equal(100), Crowd.equal(100));

    assertThat(numbers(among, PlanMode.PAIR_TWO_NUMBERS, 0.001))
        .isEqualTo(numbers(twice, PlanMode.PAIR_TWO_NUMBERS, 0.001));
  }

  @Test
  void pinsServeAsManySessionsAsMayBeInUseOnANumber() {
    // 1,000 PINs on a number, two for each session: 500 at a time.
    Demand demand =
        demand(
            10_000, Duration.ofHours(1), Duration.ZERO, new Crowd.Passing(), new Crowd.Passing());

    assertThat(numbers(demand, PlanMode.PIN, 0.001)).isEqualTo(21);
    assertThat(new Planner(demand).refusal(PlanMode.PIN, 21))
        .isEqualTo(Erlang.loss(10_500, 10_000));
  }

  @ParameterizedTest
  @EnumSource(PlanMode.class)
  void moreNumbersRefuseLessAndThePlanIsTheFirstThatDoes(PlanMode mode) {
    Planner planner =
        new Planner(
            demand(
                200,
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                new Crowd.Returning(40, 0.7, 1),
                Crowd.equal(60)));

    assertThat(IntStream.rangeClosed(0, 60).mapToObj(n -> planner.refusal(mode, n)))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    int numbers = planner.numbers(mode, 0.001).orElseThrow();
    assertThat(planner.refusal(mode, numbers)).isLessThanOrEqualTo(0.001);
    assertThat(planner.refusal(mode, numbers - 1)).isGreaterThan(0.001);
  }

  @Test
  void whatNoPoolCanHaveIsSaidSo() {
    Demand hotline =
        demand(1_000_000, Duration.ofDays(30), Duration.ZERO, Crowd.equal(1), new Crowd.Passing());
    Planner planner = new Planner(hotline);

    assertThat(planner.numbers(PlanMode.PAIR_TWO_NUMBERS, 0.01)).isEmpty();
    assertThat(planner.numbers(PlanMode.PAIR_ONE_NUMBER, 0.01)).isEmpty();
    assertThat(planner.numbers(PlanMode.GROUP, 0.01)).isEmpty();
    assertThat(planner.numbers(PlanMode.ONE_PARTY, 0.01)).isPresent();
  }

  @Test
  void aPlanSaysWhatThePresentSizeRefuses() {
    Planner planner = new Planner(rides(Duration.ofHours(24)));
    Plan plan =
        planner.plan(List.of(PlanMode.PAIR_TWO_NUMBERS), List.of(0.1, 0.001), OptionalInt.of(84));

    assertThat(plan.modes()).hasSize(1);
    assertThat(plan.modes().getFirst().needs())
        .containsExactly(new Need(0.1, OptionalInt.of(61)), new Need(0.001, OptionalInt.of(84)));
    assertThat(plan.modes().getFirst().refusedNow())
        .isEqualTo(OptionalDouble.of(planner.refusal(PlanMode.PAIR_TWO_NUMBERS, 84)));
    assertThat(plan.modes().getFirst().byDegree())
        .extracting(Plan.DegreeNeed::numbers)
        .isEqualTo(plan.participants().busiest().stream().map(Plan.Held::numbers).toList());
  }

  @Test
  void everyModeOfAPoolHasAPlan() {
    assertThat(io.bauta.pool.PoolMode.values())
        .allSatisfy(mode -> assertThat(PlanMode.of(mode).name()).isEqualTo(mode.name()));
  }

  private static OptionalInt noSize() {
    return OptionalInt.empty();
  }
}
