package io.bauta.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.pool.PoolMode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model against openings that the server's own allocator serves or refuses. */
class PlannerSimulationTest {

  private static final int OPENINGS = 60_000;

  private static Planner planner(double atOnce, Crowd participants, Crowd counterparts) {
    return new Planner(
        new Demand(
            atOnce,
            Duration.ofMinutes(30),
            Duration.ofMinutes(30),
            participants,
            counterparts,
            3,
            PinCodes.DEFAULT));
  }

  /** What the simulation can tell apart: refusals of one person come in clusters. */
  private static double noise(double share) {
    return 6 * Math.sqrt(share / OPENINGS) + 3.0 / OPENINGS;
  }

  @ParameterizedTest
  @CsvSource({
    "50, 10, 500, 14",
    "50, 10, 500, 17",
    "50, 10, 500, 20",
    "100, 6, 100, 12",
    "100, 6, 100, 14",
    "200, 20, 200, 34",
    "200, 20, 200, 38"
  })
  void twoNumbersRefuseAsTheModelSays(
      int participants, double each, int counterparts, int numbers) {
    double atOnce = participants * each;
    double model =
        planner(atOnce, Crowd.equal(participants), Crowd.equal(counterparts))
            .refusal(PlanMode.PAIR_TWO_NUMBERS, numbers);

    double refused =
        new SimulatedPool(numbers, 1)
            .refused(
                PoolMode.PAIR_TWO_NUMBERS,
                atOnce,
                SimulatedPool.equal(participants),
                SimulatedPool.equal(counterparts),
                OPENINGS);

    // Where many are refused, those of one side relieve the other a little.
    assertThat(refused).isBetween(0.85 * model - noise(model), model + noise(model));
  }

  @ParameterizedTest
  @CsvSource({"200, 4, 12", "200, 4, 20", "200, 4, 28", "400, 8, 40"})
  void unequalPeopleAreRefusedAsTheModelSays(int participants, double each, int numbers) {
    double atOnce = participants * each;
    double[] activity = SimulatedPool.unequal(participants, 7);
    Crowd crowd = new Crowd.Returning(participants, SimulatedPool.skew(activity), 1);
    double model =
        planner(atOnce, crowd, Crowd.equal(5_000)).refusal(PlanMode.PAIR_TWO_NUMBERS, numbers);

    double refused =
        new SimulatedPool(numbers, 2)
            .refused(
                PoolMode.PAIR_TWO_NUMBERS, atOnce, activity, SimulatedPool.equal(5_000), OPENINGS);

    // The few who are the busiest among these differ from the average of all such crowds.
    assertThat(refused).isBetween(model / 1.6 - noise(model), 1.6 * model + noise(model));
  }

  @ParameterizedTest
  @CsvSource({
    "50, 10, 500, 14",
    "50, 10, 500, 20",
    "100, 6, 100, 12",
    "100, 6, 100, 15",
    "200, 20, 200, 34",
    "200, 20, 200, 38"
  })
  void oneNumberRefusesLessThanTheModelSaysAndAsMuchAsItDoesForTwoMore(
      int participants, double each, int counterparts, int numbers) {
    double atOnce = participants * each;
    Planner planner = planner(atOnce, Crowd.equal(participants), Crowd.equal(counterparts));
    double model = planner.refusal(PlanMode.PAIR_ONE_NUMBER, numbers);
    double withTwoMore = planner.refusal(PlanMode.PAIR_ONE_NUMBER, numbers + 2);

    double refused =
        new SimulatedPool(numbers, 3)
            .refused(
                PoolMode.PAIR_ONE_NUMBER,
                atOnce,
                SimulatedPool.equal(participants),
                SimulatedPool.equal(counterparts),
                OPENINGS);

    assertThat(refused).isBetween(withTwoMore - noise(withTwoMore), model + noise(model));
  }

  @ParameterizedTest
  @CsvSource({"50, 10, 1500, 14", "50, 10, 1500, 20", "100, 8, 300, 18", "100, 8, 300, 24"})
  void groupsAreRefusedLessThanTheModelSays(
      int participants, double each, int counterparts, int numbers) {
    double atOnce = participants * each;
    Planner planner = planner(atOnce, Crowd.equal(participants), Crowd.equal(counterparts));
    double model = planner.refusal(PlanMode.GROUP, numbers);
    double withMore = planner.refusal(PlanMode.GROUP, numbers + numbers / 5);

    double refused =
        new SimulatedPool(numbers, 4)
            .refusedGroups(
                atOnce,
                SimulatedPool.equal(participants),
                SimulatedPool.equal(counterparts),
                3,
                OPENINGS);

    assertThat(refused).isBetween(withMore - noise(withMore), model + noise(model));
  }

  /** A pool of the planned size refuses no more than was planned for. */
  @ParameterizedTest
  @CsvSource({
    "PAIR_TWO_NUMBERS, 0.01",
    "PAIR_TWO_NUMBERS, 0.001",
    "PAIR_ONE_NUMBER, 0.01",
    "PAIR_ONE_NUMBER, 0.001"
  })
  void aPoolOfThePlannedSizeRefusesNoMoreThanPlanned(PoolMode mode, double refusal) {
    Planner planner = planner(800, Crowd.equal(80), Crowd.equal(160));
    int numbers = planner.numbers(PlanMode.of(mode), refusal).orElseThrow();

    double refused =
        new SimulatedPool(numbers, 5)
            .refused(mode, 800, SimulatedPool.equal(80), SimulatedPool.equal(160), OPENINGS);

    assertThat(refused).isLessThan(refusal + noise(refusal));
  }
}
