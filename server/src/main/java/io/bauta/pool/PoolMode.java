package io.bauta.pool;

/** How the proxy numbers of a pool are lent to the participants of a session. */
public enum PoolMode {
  /**
   * A number for each participant: A dials M1 and sees M2 (also called AXYB). A person's own number
   * is the one that they dial.
   */
  PAIR_TWO_NUMBERS,
  /** One number for both participants, who see and dial the same one (also called AXB). */
  PAIR_ONE_NUMBER
}
