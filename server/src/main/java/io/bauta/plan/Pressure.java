package io.bauta.plan;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.PooledNumber;
import java.util.List;
import java.util.Set;

/**
 * How near a pool is to its end: a pool ends for each person by themselves, when they hold all of
 * its numbers.
 *
 * @param numbers how many of the pool's numbers are lent to new sessions
 * @param mostHeld how many of those one participant holds, or rests from: the most of all that
 *     openings were for
 * @param refused how many openings found no number
 */
public record Pressure(int numbers, int mostHeld, int refused) {

  /** From this share of the numbers in one person's hands on, a pool is nearly exhausted. */
  public static final double NEARLY_EXHAUSTED = 0.9;

  /**
   * What one opening found.
   *
   * @param held what each of its people held before
   * @param lent whether they were lent one more
   */
  static Pressure found(List<PooledNumber> numbers, List<Set<ProxyNumber>> held, boolean lent) {
    int inUse = 0;
    for (PooledNumber number : numbers) {
      inUse += number.state().isLent() ? 1 : 0;
    }
    int most = 0;
    for (Set<ProxyNumber> own : held) {
      most = Math.max(most, inUse == numbers.size() ? own.size() : ofTheLent(numbers, own));
    }
    int withThisOne = Math.min(inUse, most + (lent ? 1 : 0));
    return new Pressure(inUse, withThisOne, lent ? 0 : 1);
  }

  /** Where some of the pool's numbers are not lent any more, what people hold may be of those. */
  private static int ofTheLent(List<PooledNumber> numbers, Set<ProxyNumber> own) {
    int held = 0;
    for (PooledNumber number : numbers) {
      held += number.state().isLent() && own.contains(number.number()) ? 1 : 0;
    }
    return held;
  }

  /** The share of the numbers that one participant holds; 1 when there are none. */
  public double share() {
    return numbers == 0 ? 1 : (double) mostHeld / numbers;
  }

  /** Whether an opening was refused, or the next ones for somebody soon will be. */
  public boolean isNearlyExhausted() {
    return refused > 0 || share() >= NEARLY_EXHAUSTED;
  }

  /** The higher of two, with the refusals of both; of as many numbers as there were later. */
  Pressure and(Pressure later) {
    int most = share() > later.share() ? mostHeld : later.mostHeld;
    return new Pressure(later.numbers, Math.min(later.numbers, most), refused + later.refused);
  }
}
