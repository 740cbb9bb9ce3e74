package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.Map;

/** What came of looking for proxy numbers for a pair. */
public sealed interface Allocation {

  /**
   * A legal assignment.
   *
   * @param first what the first participant dials
   * @param second what the second participant dials, and all others
   */
  record Lent(ProxyNumber first, ProxyNumber second) implements Allocation {}

  /**
   * No legal assignment exists.
   *
   * @param numbers how many numbers of the pool are lent at all
   * @param held how many of those each participant holds, or rests from, in their order
   * @param obstacles for each participant what stands in the way, and of how many numbers
   */
  record Exhausted(int numbers, List<Integer> held, List<Map<Obstacle, Integer>> obstacles)
      implements Allocation {

    public Exhausted {
      held = List.copyOf(held);
      obstacles = List.copyOf(obstacles);
    }
  }
}
