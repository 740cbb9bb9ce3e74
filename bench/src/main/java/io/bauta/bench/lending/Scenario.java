package io.bauta.bench.lending;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sessions as they come: Poisson arrivals, exponential lengths, each between somebody of one side
 * and somebody of the other, and after its end a rest of its pairs.
 *
 * @param first how many are on the first side: drivers, couriers, tradespeople
 * @param second how many are on the other
 * @param skew by which power of their place the people of the first side are sought less; 0 for all
 *     alike
 * @param perHour sessions that begin in an hour, over all
 * @param length of a session on average, in hours
 * @param rest of a pair after its session, in hours
 * @param sessions how many come in all
 */
record Scenario(
    String name,
    int first,
    int second,
    double skew,
    double perHour,
    double length,
    double rest,
    int sessions) {

  /** The scenarios of the literature's usual examples, from many short rides to few long jobs. */
  static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "2,000 drivers, 24 min, no cool-off", 2_000, 200_000, 0, 5_000, 0.4, 0, 60_000),
          new Scenario(
              "2,000 drivers, 24 min, 24 h cool-off", 2_000, 200_000, 0, 5_000, 0.4, 24, 300_000),
          new Scenario(
              "1,000 couriers, skewed, 45 min, 2 h cool-off",
              1_000,
              100_000,
              0.33,
              3_000,
              0.75,
              2,
              36_000),
          new Scenario(
              "300 tradespeople, skewed, 72 h, 7 d cool-off",
              300,
              30_000,
              0.7,
              25,
              72,
              168,
              30_000),
          new Scenario("200 × 200, degree 20 on average", 200, 200, 0, 4_000, 1, 0, 40_000));

  /**
   * One session.
   *
   * @param from when it begins, in hours
   * @param until when its pairs have rested
   */
  record Planned(int first, int second, double from, double until) {}

  /** All of them in the order of their beginnings; the same for the same seed. */
  List<Planned> planned(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] sought = new double[first];
    double sum = 0;
    for (int i = 0; i < first; i++) {
      sum += Math.pow(i + 1.0, -skew);
      sought[i] = sum;
    }
    List<Planned> planned = new ArrayList<>(sessions);
    double now = 0;
    for (int i = 0; i < sessions; i++) {
      now += exponential(random, 1 / perHour);
      int one = place(sought, random.nextDouble() * sum);
      double end = now + exponential(random, length);
      planned.add(new Planned(one, random.nextInt(second), now, end + rest));
    }
    return planned;
  }

  private static double exponential(SplittableRandom random, double mean) {
    return -Math.log(1 - random.nextDouble()) * mean;
  }

  private static int place(double[] sought, double at) {
    int found = Arrays.binarySearch(sought, at);
    return Math.min(found >= 0 ? found : -found - 1, sought.length - 1);
  }
}
