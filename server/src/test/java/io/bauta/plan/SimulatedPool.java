package io.bauta.plan;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PooledNumber;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pool in which sessions are opened at random and end after a while, with the allocator that the
 * server has. Time is in units of a session's mean hold.
 */
final class SimulatedPool {

  /** What is on its way is not counted. */
  private static final double WARM_UP = 4;

  private final Random random;
  private final List<PooledNumber> numbers;
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparing(End::at));

  private record End(double at, Runnable release) {}

  SimulatedPool(int numbers, long seed) {
    this.random = new Random(seed);
    this.numbers =
        IntStream.range(0, numbers)
            .mapToObj(i -> new PooledNumber(new ProxyNumber(12065550100L + i), NumberState.ACTIVE))
            .toList();
  }

  /** How the people of a side are drawn. */
  private final class Side {
    private final double[] cumulated;
    private final List<Set<ProxyNumber>> held;

    Side(double[] weights) {
      cumulated = weights.clone();
      Arrays.parallelPrefix(cumulated, Double::sum);
      held =
          Stream.generate(() -> (Set<ProxyNumber>) new HashSet<ProxyNumber>())
              .limit(weights.length)
              .toList();
    }

    Set<ProxyNumber> drawn() {
      int place =
          Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
      return held.get(place < 0 ? -place - 1 : place);
    }
  }

  /**
   * The share of openings that were refused.
   *
   * @param atOnce how many sessions there are at a time
   * @param first the activity of each person on the one side
   */
  double refused(PoolMode mode, double atOnce, double[] first, double[] second, int openings) {
    Side firsts = new Side(first);
    Side seconds = new Side(second);
    return refused(atOnce, openings, now -> pair(mode, firsts.drawn(), seconds.drawn(), now));
  }

  private int pair(PoolMode mode, Set<ProxyNumber> one, Set<ProxyNumber> other, double now) {
    return switch (Allocator.allocate(mode, numbers, List.of(one, other))) {
      case Allocation.Lent(ProxyNumber dials, ProxyNumber otherDials) -> {
        one.add(dials);
        other.add(otherDials);
        end(
            now,
            () -> {
              one.remove(dials);
              other.remove(otherDials);
            });
        yield 0;
      }
      case Allocation.Exhausted _ -> 1;
    };
  }

  /** The same for a person and a group, for whom the first number is taken that is free for all. */
  double refusedGroups(double atOnce, double[] first, double[] second, int members, int openings) {
    Side firsts = new Side(first);
    Side seconds = new Side(second);
    return refused(
        atOnce,
        openings,
        now -> {
          Set<Set<ProxyNumber>> all =
              java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
          all.add(firsts.drawn());
          while (all.size() <= members) {
            all.add(seconds.drawn());
          }
          return group(List.copyOf(all), now);
        });
  }

  private int group(List<Set<ProxyNumber>> people, double now) {
    return numbers.stream()
        .map(PooledNumber::number)
        .filter(number -> people.stream().noneMatch(held -> held.contains(number)))
        .findFirst()
        .map(
            number -> {
              people.forEach(held -> held.add(number));
              end(now, () -> people.forEach(held -> held.remove(number)));
              return 0;
            })
        .orElse(1);
  }

  private void end(double now, Runnable release) {
    // Half of it fixed, as a cool-off is, and half exponential, as talks are.
    ends.add(new End(now + 0.5 - 0.5 * Math.log1p(-random.nextDouble()), release));
  }

  private double refused(double atOnce, int openings, ToIntFunction<Double> open) {
    double now = 0;
    int counted = 0;
    int refused = 0;
    while (counted < openings) {
      now -= Math.log1p(-random.nextDouble()) / atOnce;
      while (!ends.isEmpty() && ends.peek().at() <= now) {
        ends.remove().release().run();
      }
      int refusal = open.applyAsInt(now);
      if (now > WARM_UP) {
        counted++;
        refused += refusal;
      }
    }
    return (double) refused / openings;
  }

  /** Equally active people. */
  static double[] equal(int people) {
    double[] weights = new double[people];
    Arrays.fill(weights, 1);
    return weights;
  }

  /** People whose activity is exponentially distributed: a skew of about 1. */
  static double[] unequal(int people, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, people).mapToDouble(i -> -Math.log1p(-random.nextDouble())).toArray();
  }

  /** What the skew of these people is. */
  static double skew(double[] weights) {
    double mean = Arrays.stream(weights).average().orElseThrow();
    double variance =
        Arrays.stream(weights).map(w -> (w - mean) * (w - mean)).average().orElseThrow();
    return Math.sqrt(variance) / mean;
  }
}
