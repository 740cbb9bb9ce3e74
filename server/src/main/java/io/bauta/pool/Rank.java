package io.bauta.pool;

import java.time.Instant;

/**
 * How well a number suits those whom it is lent to: first what they had together, then how near it
 * is, then how long ago they had it.
 *
 * @param against for how many of them stickiness speaks against it
 * @param distance how far off it is for them, {@link GeoMatch#distance} together
 * @param had since when it is free again for the one of them who had it last; {@link #NEVER} when
 *     none of them had it
 */
record Rank(int against, int distance, Instant had) {

  static final Instant NEVER = Instant.MIN;

  /** Nothing is better. */
  static final Rank IDEAL = new Rank(0, 0, NEVER);

  boolean isBetterThan(Rank other) {
    if (against != other.against) {
      return against < other.against;
    }
    return distance == other.distance ? had.isBefore(other.had) : distance < other.distance;
  }

  boolean isIdeal() {
    return against == 0 && distance == 0 && had.equals(NEVER);
  }

  Rank plus(Rank other) {
    if (isIdeal()) {
      return other;
    }
    return other.isIdeal()
        ? this
        : new Rank(
            against + other.against,
            distance + other.distance,
            had.isBefore(other.had) ? other.had : had);
  }
}
