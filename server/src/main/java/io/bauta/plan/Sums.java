package io.bauta.plan;

import java.util.Arrays;

/** What several people hold together, when nothing is known of how their numbers overlap. */
final class Sums {

  /** Longer distributions are rounded up to steps, so that adding them stays quick. */
  private static final int STEPS_MAX = 2_048;

  private Sums() {}

  /** How likely {@code times} people have 0, 1, 2 … together of what one has so likely. */
  static double[] of(double[] one, int times) {
    double[] trimmed = Arrays.copyOf(one, Math.max(1, lengthThatMatters(one)));
    int step = 1 + (trimmed.length * times - 1) / STEPS_MAX;
    double[] stepped = roundedUp(trimmed, step);
    double[] sum = {1};
    for (int i = 0; i < times; i++) {
      sum = added(sum, stepped);
    }
    return step == 1 ? sum : spread(sum, step);
  }

  private static int lengthThatMatters(double[] likely) {
    int length = likely.length;
    while (length > 0 && likely[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** On the safe side: nobody is taken to hold less than they do. */
  private static double[] roundedUp(double[] likely, int step) {
    double[] stepped = new double[(likely.length + step - 2) / step + 1];
    for (int held = 0; held < likely.length; held++) {
      stepped[(held + step - 1) / step] += likely[held];
    }
    return stepped;
  }

  private static double[] added(double[] one, double[] other) {
    double[] sum = new double[one.length + other.length - 1];
    for (int i = 0; i < one.length; i++) {
      for (int j = 0; j < other.length; j++) {
        sum[i + j] += one[i] * other[j];
      }
    }
    return sum;
  }

  private static double[] spread(double[] stepped, int step) {
    double[] spread = new double[(stepped.length - 1) * step + 1];
    for (int i = 0; i < stepped.length; i++) {
      spread[i * step] = stepped[i];
    }
    return spread;
  }
}
