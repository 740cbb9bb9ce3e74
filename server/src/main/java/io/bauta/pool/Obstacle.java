package io.bauta.pool;

/** Why a number of a pool cannot be lent to somebody. The first that holds is meant. */
public enum Obstacle {
  DRAINING,
  UNHEALTHY,
  EXPIRING,
  INACTIVE,
  RETIRED,
  /** Another one was demanded. */
  NOT_DEMANDED,
  /** It is not where the pool requires it to be. */
  ELSEWHERE,
  /** They hold it already, or rest from it. */
  HELD,
  /** With them more people would hold it, or rest from it, than may. */
  FULL,
  /** Nothing is in the way for them; but the others of the session have none to go with it. */
  NO_COUNTERPART;

  /** What stands in the way of lending a number that is in a state in which none is lent. */
  static Obstacle of(NumberState state) {
    return switch (state) {
      case ACTIVE -> throw new IllegalArgumentException("an active number is lent");
      case DRAINING -> DRAINING;
      case UNHEALTHY -> UNHEALTHY;
      case EXPIRING -> EXPIRING;
      case INACTIVE -> INACTIVE;
      case RETIRED -> RETIRED;
    };
  }
}
