package io.bauta.pool;

/** How several numbers are rung of which one is to answer. */
public enum Ringing {
  /** One after the other, each for the ring timeout, until one answers. */
  IN_ORDER,
  /** All at once; the first to answer has the call. */
  TOGETHER
}
