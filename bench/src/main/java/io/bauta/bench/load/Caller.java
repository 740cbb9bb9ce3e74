package io.bauta.bench.load;

/**
 * Somebody who calls: who they are, what they dial, and whom they reach, as digits without plus.
 *
 * @param reaches 0 where nobody may be rung
 */
record Caller(long realNumber, long dials, long reaches) {

  /** Redacted like any real number. */
  @Override
  public String toString() {
    return "Caller[…]";
  }
}
