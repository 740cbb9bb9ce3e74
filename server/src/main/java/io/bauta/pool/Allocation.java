package io.bauta.pool;

import io.bauta.number.ProxyNumber;

/** What came of looking for proxy numbers for a pair. */
public sealed interface Allocation {

  /**
   * A legal assignment.
   *
   * @param first what the first participant dials
   * @param second what the second participant dials
   */
  record Lent(ProxyNumber first, ProxyNumber second) implements Allocation {}

  /**
   * No legal assignment exists.
   *
   * @param numbers how many numbers of the pool are lent at all
   * @param heldByFirst how many of those the first participant holds, or rests from
   * @param heldBySecond the same for the second participant
   */
  record Exhausted(int numbers, int heldByFirst, int heldBySecond) implements Allocation {}
}
