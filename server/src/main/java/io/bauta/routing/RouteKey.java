package io.bauta.routing;

/**
 * The pair that tells a call: the proxy number that was dialled, and who dialled it.
 *
 * <p>Mixes its own hash: numbers are bought in blocks, and the default of a record would make
 * neighbours in both parts collide.
 */
record RouteKey(long dialed, long caller) {

  @Override
  public int hashCode() {
    long mixed = (dialed * 0x9E37_79B9_7F4A_7C15L) ^ (caller * 0xC2B2_AE3D_27D4_EB4FL);
    return (int) (mixed ^ (mixed >>> 32));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteKey(long otherDialed, long otherCaller)
        && dialed == otherDialed
        && caller == otherCaller;
  }

  /** Redacted: the caller is a real number. */
  @Override
  public String toString() {
    return "RouteKey[…]";
  }
}
