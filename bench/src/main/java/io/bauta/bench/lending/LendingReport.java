package io.bauta.bench.lending;

import io.bauta.bench.lending.Scenario.Planned;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Selection;
import java.util.ArrayList;
import java.util.List;

/** How many numbers each scenario takes, and how many refusals a tight pool gives. */
public final class LendingReport {

  private static final long SEED = 20_260_101;

  private static final double RESERVE = 1.2;

  private LendingReport() {}

  /** Runs all scenarios; the same figures on every machine. */
  public static List<String> lines() {
    List<String> sizes =
        new ArrayList<>(
            List.of(
                "| smallest pool that refuses nobody | bound | two numbers | one number | one ÷ bound |",
                "| --- | --: | --: | --: | --: |"));
    List<String> refusals =
        new ArrayList<>(
            List.of(
                "| refused of | sessions | pool | two, first fit | two, least recent |"
                    + " one, first fit | one, least recent |",
                "| --- | --: | --: | --: | --: | --: | --: |"));
    for (Scenario scenario : Scenario.ALL) {
      List<Planned> sessions = scenario.planned(SEED);
      int bound = Simulation.degree(sessions);
      int two = smallest(sessions, PoolMode.PAIR_TWO_NUMBERS, bound);
      int one = smallest(sessions, PoolMode.PAIR_ONE_NUMBER, bound);
      sizes.add(
          "| %s | %d | %d | %d | %.2f |"
              .formatted(scenario.name(), bound, two, one, (double) one / bound));
      refusals.add(refused(scenario, sessions, bound, "at the bound"));
      refusals.add(refused(scenario, sessions, (int) Math.ceil(bound * RESERVE), "at 1.2 of it"));
    }
    sizes.add("");
    sizes.addAll(refusals);
    return sizes;
  }

  /** None is smaller than the bound. */
  private static int smallest(List<Planned> sessions, PoolMode mode, int bound) {
    int numbers = bound;
    while (refused(sessions, mode, Selection.FIRST_FIT, numbers) > 0) {
      numbers++;
    }
    return numbers;
  }

  private static String refused(
      Scenario scenario, List<Planned> sessions, int numbers, String what) {
    return "| %s, %s | %,d | %d | %d | %d | %d | %d |"
        .formatted(
            scenario.name(),
            what,
            sessions.size(),
            numbers,
            refused(sessions, PoolMode.PAIR_TWO_NUMBERS, Selection.FIRST_FIT, numbers),
            refused(sessions, PoolMode.PAIR_TWO_NUMBERS, Selection.LEAST_RECENTLY_USED, numbers),
            refused(sessions, PoolMode.PAIR_ONE_NUMBER, Selection.FIRST_FIT, numbers),
            refused(sessions, PoolMode.PAIR_ONE_NUMBER, Selection.LEAST_RECENTLY_USED, numbers));
  }

  private static int refused(
      List<Planned> sessions, PoolMode mode, Selection selection, int numbers) {
    return Simulation.refused(sessions, mode, selection, numbers);
  }
}
