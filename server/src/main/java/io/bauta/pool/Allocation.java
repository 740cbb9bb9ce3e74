package io.bauta.pool;

import io.bauta.number.ProxyNumber;
import java.util.List;

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
   */
  record Exhausted(int numbers, List<Integer> held) implements Allocation {
    public Exhausted {
      held = List.copyOf(held);
    }

    /** For two participants. */
    public Exhausted(int numbers, int heldByFirst, int heldBySecond) {
      this(numbers, List.of(heldByFirst, heldBySecond));
    }
  }
}
