package io.bauta.plan;

import io.bauta.pool.NumberPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many numbers the people of a crowd hold, or rest from: their <em>degrees</em>.
 *
 * <p>A person's sessions are opened at random moments, so that the number of those that live or
 * rest has Poisson's distribution around the person's load, whatever the distribution of their
 * length. Loads differ by {@link Crowd.Returning#skew}: the shares of the sessions that people have
 * follow a symmetric Dirichlet distribution. An opening is for a busy person more often than for a
 * quiet one, so that it finds other degrees than a person picked at random has.
 */
final class Degrees {

  /** Degrees above it are counted as one more than it: no pool has so many numbers. */
  static final int DEGREE_MAX = NumberPool.NUMBERS_MAX;

  /** How much less likely than the likeliest is as good as impossible, as a logarithm. */
  private static final double NEGLIGIBLE = 46;

  private static final double LEAST_LIKELY = Math.exp(-NEGLIGIBLE);

  private static final double STEP_MAX = 0.1;
  private static final int SORTS_MAX = 1_500;

  private final int people;
  private final List<Sort> sorts;
  private final double[] held;

  /**
   * People with the same load.
   *
   * @param ofPeople the share of all people that they are
   * @param ofOpenings the share of all openings that are for them
   */
  private record Sort(double load, double ofPeople, double ofOpenings) {}

  private Degrees(int people, List<Sort> sorts) {
    this.people = people;
    this.sorts = sorts;
    this.held = new double[length(DEGREE_MAX + 1)];
    for (Sort sort : sorts) {
      addPoisson(sort.load(), sort.ofPeople(), DEGREE_MAX + 1, held);
    }
  }

  /** The degrees of {@code crowd} when {@code atOnce} sessions live or rest on average. */
  static Degrees of(Crowd crowd, double atOnce) {
    return switch (crowd) {
      case Crowd.Passing() -> new Degrees(1, List.of(new Sort(0, 1, 1)));
      case Crowd.Returning(int people, double skew, double parts) ->
          new Degrees(people, sorts(people, skew, parts * atOnce));
    };
  }

  private static List<Sort> sorts(int people, double skew, double all) {
    if (skew == 0) {
      return List.of(new Sort(all / people, 1, 1));
    }
    // The share of one person is Beta(shape, others): that of an opening's person, to whom it is
    // the likelier the greater it is, Beta(shape + 1, others).
    double shape = ((people - 1) / (skew * skew) - 1) / people;
    double others = (people - 1) * shape;
    double own = shape + 1;
    // Summed over ln(share / (1 - share)), where the density falls off fast on both sides, so that
    // the trapezoidal rule is exact but for the step of the function that is averaged.
    double middle = Math.log(own / others);
    double meanLoad = all * own / (own + others);
    double width = Math.sqrt(1 / own + 1 / others);
    double range = NEGLIGIBLE * (1 / own + 1 / others) + 2 * Math.sqrt(NEGLIGIBLE) * width;
    double step = Math.min(STEP_MAX, Math.min(width / 6, 0.5 / Math.sqrt(1 + meanLoad)));
    step = Math.max(step, range / SORTS_MAX);
    double peak = logDensity(middle, own, others);
    List<Double> points = new ArrayList<>();
    for (double y = middle; logDensity(y, own, others) > peak - NEGLIGIBLE; y += step) {
      points.add(y);
    }
    for (double y = middle - step; logDensity(y, own, others) > peak - NEGLIGIBLE; y -= step) {
      points.add(y);
    }
    double total =
        points.stream().mapToDouble(y -> Math.exp(logDensity(y, own, others) - peak)).sum();
    List<Sort> sorts = new ArrayList<>();
    double ofPeople = 0;
    for (double y : points) {
      double share = 1 / (1 + Math.exp(-y));
      double ofOpenings = Math.exp(logDensity(y, own, others) - peak) / total;
      // Whoever has twice the average share is an opening's person twice as often.
      Sort sort = new Sort(all * share, ofOpenings / (share * people), ofOpenings);
      ofPeople += sort.ofPeople();
      sorts.add(sort);
    }
    // Those with hardly a session have no place in the sum: they hold nothing.
    sorts.add(new Sort(0, Math.max(0, 1 - ofPeople), 0));
    return sorts;
  }

  /** Of Beta(own, others) in y = ln(share / (1 - share)), but for a constant. */
  private static double logDensity(double y, double own, double others) {
    return -own * Math.log1p(Math.exp(-y)) - others * Math.log1p(Math.exp(y));
  }

  /** How many numbers a person holds, on average. */
  double mean() {
    return sorts.stream().mapToDouble(sort -> sort.load() * sort.ofPeople()).sum();
  }

  /**
   * The chance that the person of an opening holds all of {@code numbers} numbers. Of one person,
   * openings that find them all held are lost, and so it is Erlang's formula for each.
   */
  double full(int numbers) {
    double full = 0;
    for (Sort sort : sorts) {
      if (sort.ofOpenings() > 0) {
        full += sort.ofOpenings() * Erlang.loss(numbers, sort.load());
      }
    }
    return full;
  }

  /**
   * How likely the person of an opening holds 0, 1, 2 … numbers, in a pool of {@code numbers}; what
   * is beyond the end is as good as impossible.
   */
  double[] found(int numbers) {
    double[] found = new double[length(numbers)];
    for (Sort sort : sorts) {
      if (sort.ofOpenings() > 0) {
        addPoisson(sort.load(), sort.ofOpenings(), numbers, found);
      }
    }
    return found;
  }

  /** The smallest degree that is not exceeded by this share of the people, at any one moment. */
  int quantile(double share) {
    return smallest(-Math.expm1(Math.log(share)));
  }

  /** The smallest degree that nobody at all exceeds, at this share of all moments. */
  int busiest(double share) {
    return smallest(-Math.expm1(Math.log(share) / people));
  }

  /** The smallest degree that a person exceeds with at most this chance. */
  private int smallest(double chance) {
    double above = 0;
    int degree = held.length - 1;
    while (degree > 0 && above + held[degree] <= chance) {
      above += held[degree];
      degree--;
    }
    return degree;
  }

  private int length(int degreeMax) {
    double load = sorts.stream().mapToDouble(Sort::load).max().orElse(0);
    return 1 + (int) Math.min(degreeMax, load + reach(load));
  }

  /** So far from the load, a degree is as good as impossible. */
  private static double reach(double load) {
    return 10 * Math.sqrt(load) + 30;
  }

  /**
   * Adds {@code weight} times Poisson's distribution, cut off at {@code max} and made whole again:
   * what a loss system of that size has.
   */
  private static void addPoisson(double load, double weight, int max, double[] to) {
    if (load <= 0) {
      to[0] += weight;
      return;
    }
    int mode = (int) Math.min(Math.min(max, load), to.length - 1);
    double[] up = outward(load, mode, Math.min(max, to.length - 1));
    double[] down = outward(load, mode, 0);
    double whole = Arrays.stream(up).sum() + Arrays.stream(down).sum() - 1;
    for (int i = 0; i < up.length; i++) {
      to[mode + i] += weight * up[i] / whole;
    }
    for (int i = 1; i < down.length; i++) {
      to[mode - i] += weight * down[i] / whole;
    }
  }

  /** How likely the degrees from {@code from} towards {@code to} are, of which the first is 1. */
  private static double[] outward(double load, int from, int to) {
    int length = 1 + (int) Math.min(Math.abs(to - from), reach(load));
    double[] likely = new double[length];
    likely[0] = 1;
    for (int i = 1; i < length && likely[i - 1] > LEAST_LIKELY; i++) {
      double ratio = to > from ? load / (from + i) : (from - i + 1) / load;
      likely[i] = likely[i - 1] * ratio;
    }
    return likely;
  }
}
