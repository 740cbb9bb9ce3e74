package io.bauta.plan;

/**
 * How likely no number is free for a person and a whole group.
 *
 * <p>The numbers that each of them holds are taken for independent random choices. A number is then
 * free for all members with the product of their free shares, and the logarithms of these add up:
 * how they are distributed for the group is that of one member, added to itself.
 */
final class GroupCover {

  /** Steps of the logarithm. What lies between two steps is split so that the mean stays. */
  private static final int STEPS = 512;

  /** A free share so much smaller than one number counts as none. */
  private static final double SMALLEST = 20;

  private static final double NEGLIGIBLE = 1e-20;

  private final int numbers;
  private final double step;

  private GroupCover(int numbers) {
    this.numbers = numbers;
    this.step = (Math.log(numbers) + SMALLEST) / STEPS;
  }

  /**
   * The chance that none of {@code numbers} is free.
   *
   * @param person how likely the person holds 0, 1, 2 … numbers
   * @param member the same for each member
   */
  static double noneFree(int numbers, double[] person, double[] member, int members) {
    GroupCover cover = new GroupCover(numbers);
    return cover.noneFree(person, cover.times(cover.logarithms(member), members));
  }

  /** How likely the free share has such a logarithm, from 0 down; the last is that none is free. */
  private double[] logarithms(double[] member) {
    double[] likely = new double[STEPS + 1];
    for (int held = 0; held < member.length; held++) {
      double place = held >= numbers ? STEPS : -Math.log1p(-(double) held / numbers) / step;
      int before = (int) Math.min(STEPS, place);
      double beyond = before == STEPS ? 0 : place - before;
      likely[before] += member[held] * (1 - beyond);
      if (beyond > 0) {
        likely[before + 1] += member[held] * beyond;
      }
    }
    return likely;
  }

  private double[] times(double[] one, int times) {
    if (times == 1) {
      return one;
    }
    double[] half = times(one, times / 2);
    double[] even = added(half, half);
    return times % 2 == 0 ? even : added(even, one);
  }

  private static double[] added(double[] one, double[] other) {
    double[] sum = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      for (int j = 0; j <= STEPS && one[i] > NEGLIGIBLE; j++) {
        sum[Math.min(STEPS, i + j)] += one[i] * other[j];
      }
    }
    return sum;
  }

  private double noneFree(double[] person, double[] group) {
    double none = 0;
    for (int i = 0; i <= STEPS; i++) {
      if (group[i] > NEGLIGIBLE) {
        double taken = i == STEPS ? 1 : -Math.expm1(-i * step);
        none += group[i] * allTaken(person, taken);
      }
    }
    return Math.min(1, none);
  }

  /** The chance that all numbers that are free for the person are taken, each with this chance. */
  private double allTaken(double[] person, double taken) {
    int held = Math.min(person.length - 1, numbers);
    double allOfTheFree = Math.pow(taken, numbers - held);
    double all = 0;
    for (; held >= 0 && allOfTheFree > NEGLIGIBLE; held--) {
      all += person[held] * allOfTheFree;
      allOfTheFree *= taken;
    }
    return all;
  }
}
