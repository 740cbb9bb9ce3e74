package io.bauta.bench.load;

/** A person of an open session: who they are and what they dial, as digits without plus. */
record Caller(long realNumber, long dials) {

  /** Redacted like any real number. */
  @Override
  public String toString() {
    return "Caller[…]";
  }
}
