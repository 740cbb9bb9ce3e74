package io.bauta.pool;

/** Which of several free numbers is lent. */
public enum Selection {
  /** The first that is free, in the order of registration: uses the fewest numbers. */
  FIRST_FIT
}
