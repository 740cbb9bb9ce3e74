package io.bauta.plan;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How many numbers a demand needs.
 *
 * @param size of the pool that was asked about; empty when none was
 * @param participants what the people of the one side hold
 * @param counterparts what those of the other side hold
 */
public record Plan(
    Demand demand, OptionalInt size, Side participants, Side counterparts, List<ModePlan> modes) {

  public Plan {
    modes = List.copyOf(modes);
  }

  /**
   * How many numbers the people of a side hold, or rest from, in a pool that is large enough.
   *
   * @param mean of all people
   * @param people at any one moment, such a share of them holds at most so many
   * @param busiest at such a share of all moments, nobody holds more
   */
  public record Side(double mean, List<Held> people, List<Held> busiest) {
    public Side {
      people = List.copyOf(people);
      busiest = List.copyOf(busiest);
    }
  }

  /**
   * A quantile.
   *
   * @param share of people, or of moments
   */
  public record Held(double share, int numbers) {}

  /**
   * What one mode needs.
   *
   * @param byDegree empty for modes in which it does not matter who holds how many
   * @param refusedNow the share of openings that a pool of the plan's size refuses; empty when the
   *     plan has no size
   */
  public record ModePlan(
      PlanMode mode, List<Need> needs, List<DegreeNeed> byDegree, OptionalDouble refusedNow) {
    public ModePlan {
      needs = List.copyOf(needs);
      byDegree = List.copyOf(byDegree);
    }
  }

  /**
   * So many numbers refuse at most this share of openings.
   *
   * @param numbers empty when more would be needed than a pool can have
   */
  public record Need(double refusal, OptionalInt numbers) {}

  /**
   * So many numbers refuse nobody for as long as nobody's degree is above the one that the busiest
   * person has at most, at this share of all moments.
   */
  public record DegreeNeed(double share, int numbers) {}
}
