package io.bauta.plan;

/** Erlang's loss formula. */
final class Erlang {

  /** A term that adds less than this to the sum ends it. */
  private static final double PRECISION = 1e-17;

  /** Beyond it a loss is as good as none. */
  private static final double INVERSE_MAX = 1e30;

  private Erlang() {}

  /**
   * The chance that an arrival finds all {@code servers} taken.
   *
   * @param load how many servers would be taken on average if there were enough
   */
  static double loss(int servers, double load) {
    if (load <= 0) {
      return servers == 0 ? 1 : 0;
    }
    // The inverse is the sum of s (s - 1) … (s - k + 1) / load^k over k from 0 to s. Its terms grow
    // while s - k is above the load and shrink from there on: some tens of square roots of the load
    // are enough, where the usual recursion takes as many steps as there are servers.
    double term = 1;
    double inverse = 1;
    for (int k = 0; k < servers; k++) {
      term *= (servers - k) / load;
      inverse += term;
      if (inverse > INVERSE_MAX) {
        return 0;
      }
      if (term < inverse * PRECISION) {
        break;
      }
    }
    return 1 / inverse;
  }
}
