package io.bauta.plan;

import io.bauta.plan.Plan.DegreeNeed;
import io.bauta.plan.Plan.Held;
import io.bauta.plan.Plan.ModePlan;
import io.bauta.plan.Plan.Need;
import io.bauta.plan.Plan.Side;
import io.bauta.pool.NumberPool;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * How likely an opening is refused for want of numbers, in each mode and for each size of a pool;
 * and the other way round.
 *
 * <p>Openings come at random moments (Poisson), each for a participant and a counterpart who are
 * chosen independently, busy people more often. A session keeps its pairs for as long as it lives
 * and rests. Then:
 *
 * <ul>
 *   <li><b>pair, two numbers</b>: an opening is refused when one of its two people holds every
 *       number. What others hold does not matter, so each person is a loss system of their own, and
 *       Erlang's formula holds whatever the distribution of the sessions' length.
 *   <li><b>pair, one number</b>: refused when no number is free for both. The numbers that the two
 *       hold are taken for independent random choices. First fit makes them overlap and refuses
 *       less, so that the estimate is on the safe side by a number or two.
 *   <li><b>one party</b>: a number serves one session at a time: Erlang's formula over all.
 *   <li><b>PIN</b>: a session needs two PINs, and a number carries so many at a time: Erlang's
 *       formula over all.
 *   <li><b>group</b>: as pair, one number, where the counterpart holds what all members of the
 *       group hold together, none of it twice.
 * </ul>
 *
 * <p>Not for use by several threads at a time: it remembers what it worked out.
 */
public final class Planner {

  /** More numbers are not counted, where a number serves one session at a time, or PINs do. */
  public static final int NUMBERS_MAX = 1_000_000_000;

  public static final double REFUSAL_LOWEST = 1e-9;
  public static final double REFUSAL_HIGHEST = 0.99;

  /** Shares of refused openings for which numbers are counted when nobody says others. */
  public static final List<Double> REFUSALS_DEFAULT = List.of(0.1, 0.01, 0.001, 0.0001);

  /** Of all moments or people; the degrees of a plan are given for these. */
  private static final List<Double> SHARES = List.of(0.5, 0.9, 0.99, 0.999);

  private static final double NEGLIGIBLE = 1e-20;

  private final Demand demand;
  private final Degrees participants;
  private final Degrees counterparts;
  private final Degrees members;
  private final Map<PlanMode, Map<Integer, Double>> known = new EnumMap<>(PlanMode.class);
  private final Map<PlanMode, IntToDoubleFunction> models = new EnumMap<>(PlanMode.class);

  public Planner(Demand demand) {
    this.demand = demand;
    this.participants = Degrees.of(demand.participants(), demand.atOnce());
    this.counterparts = Degrees.of(demand.counterparts(), demand.atOnce());
    this.members = Degrees.of(demand.counterparts(), demand.atOnce() * demand.groupSize());
  }

  /**
   * The whole plan.
   *
   * @param refusals the probabilities of refusal for which numbers are counted
   * @param size how many numbers there are; empty when that is not asked
   */
  public Plan plan(Collection<PlanMode> modes, List<Double> refusals, OptionalInt size) {
    return new Plan(
        demand,
        size,
        side(participants),
        side(counterparts),
        modes.stream().map(mode -> plan(mode, refusals, size)).toList());
  }

  private ModePlan plan(PlanMode mode, List<Double> refusals, OptionalInt size) {
    return new ModePlan(
        mode,
        refusals.stream().map(refusal -> new Need(refusal, numbers(mode, refusal))).toList(),
        byDegree(mode),
        size.isPresent()
            ? OptionalDouble.of(refusal(mode, size.getAsInt()))
            : OptionalDouble.empty());
  }

  private static Side side(Degrees degrees) {
    return new Side(
        degrees.mean(),
        SHARES.stream().map(share -> new Held(share, degrees.quantile(share))).toList(),
        SHARES.stream().map(share -> new Held(share, degrees.busiest(share))).toList());
  }

  /** Numbers that refuse nobody while nobody has more sessions than the busiest person's degree. */
  private List<DegreeNeed> byDegree(PlanMode mode) {
    return switch (mode) {
      case ONE_PARTY, PIN -> List.of();
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP ->
          SHARES.stream().map(share -> new DegreeNeed(share, enough(mode, share))).toList();
    };
  }

  private int enough(PlanMode mode, double share) {
    // With it they have their last session; at least the one that is being opened.
    int first = Math.max(1, participants.busiest(share));
    int second = Math.max(1, counterparts.busiest(share));
    return switch (mode) {
      case PAIR_TWO_NUMBERS -> Math.max(first, second);
      // The others of either may all be different numbers.
      case PAIR_ONE_NUMBER -> first + second - 1;
      case GROUP -> first + demand.groupSize() * (Math.max(1, members.busiest(share)) - 1);
      case ONE_PARTY, PIN -> throw new IllegalArgumentException(mode + " knows no degrees");
    };
  }

  /** The smallest pool that refuses no more than this share of openings; empty when none does. */
  public OptionalInt numbers(PlanMode mode, double refusal) {
    int max = numbersMax(mode);
    int enough = 1;
    while (refusal(mode, enough) > refusal) {
      if (enough == max) {
        return OptionalInt.empty();
      }
      enough = (int) Math.min(max, 2L * enough);
    }
    int tooFew = enough / 2;
    while (enough - tooFew > 1) {
      int middle = tooFew + (enough - tooFew) / 2;
      if (refusal(mode, middle) > refusal) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  /** Where people hold many numbers at a time, no more than a pool can have are counted. */
  private static int numbersMax(PlanMode mode) {
    return switch (mode) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP -> NumberPool.NUMBERS_MAX;
      case ONE_PARTY, PIN -> NUMBERS_MAX;
    };
  }

  /** The share of openings that a pool of so many numbers refuses. */
  public double refusal(PlanMode mode, int numbers) {
    if (numbers <= 0) {
      return 1;
    }
    return known
        .computeIfAbsent(mode, unknown -> new HashMap<>())
        .computeIfAbsent(numbers, unknown -> model(mode).applyAsDouble(numbers));
  }

  private IntToDoubleFunction model(PlanMode mode) {
    return models.computeIfAbsent(mode, this::newModel);
  }

  private IntToDoubleFunction newModel(PlanMode mode) {
    return switch (mode) {
      case PAIR_TWO_NUMBERS -> this::oneOfTwoFull;
      case PAIR_ONE_NUMBER ->
          numbers -> noneFree(numbers, participants.found(numbers), counterparts.found(numbers));
      case ONE_PARTY -> numbers -> Erlang.loss(numbers, demand.atOnce());
      case PIN -> numbers -> Erlang.loss(demand.pins().sessionsOn(numbers), demand.atOnce());
      case GROUP ->
          numbers ->
              GroupCover.noneFree(
                  numbers, participants.found(numbers), members.found(numbers), demand.groupSize());
    };
  }

  private double oneOfTwoFull(int numbers) {
    double first = participants.full(numbers);
    double second = counterparts.full(numbers);
    return first + second - first * second;
  }

  /**
   * The chance that two random sets of numbers cover all numbers.
   *
   * @param first how likely the first has 0, 1, 2 … numbers
   * @param second the same for the second; beyond {@code numbers} it has all
   */
  private static double noneFree(int numbers, double[] first, double[] second) {
    double secondHasAll = 0;
    for (int all = second.length - 1; all > numbers; all--) {
      secondHasAll += second[all];
    }
    double none = secondHasAll;
    for (int held = 0; held < Math.min(first.length, numbers + 1); held++) {
      // The second has to hold what the first leaves.
      if (first[held] > NEGLIGIBLE && numbers - held < second.length) {
        none += first[held] * coversTheRest(numbers, held, second);
      }
    }
    return Math.min(1, none);
  }

  /** The chance that a random set of at most all numbers covers those that another leaves. */
  private static double coversTheRest(int numbers, int held, double[] second) {
    double covers = 0;
    // The second leaves some too: each of them must be among those that the first holds.
    double amongTheHeld = 1;
    for (int left = 0; left <= held && amongTheHeld > NEGLIGIBLE; left++) {
      if (numbers - left < second.length) {
        covers += second[numbers - left] * amongTheHeld;
      }
      amongTheHeld *= (held - left) / (double) (numbers - left);
    }
    return covers;
  }
}
