package io.bauta.plan;

import java.time.Duration;

/**
 * What is asked of a pool in its busiest time.
 *
 * @param sessionsPerHour how many sessions are opened, on average over a stretch as long as a
 *     session lives and rests
 * @param duration how long a session lives, on average
 * @param rest how long its pairs rest afterwards: grace and cool-off together
 * @param participants one side of the sessions; in a one-sided market the few who serve
 * @param counterparts the other side; in a group session, the members
 * @param groupSize how many counterparts a group session has
 */
public record Demand(
    double sessionsPerHour,
    Duration duration,
    Duration rest,
    Crowd participants,
    Crowd counterparts,
    int groupSize,
    PinCodes pins) {

  public static final double SESSIONS_PER_HOUR_MIN = 0.0001;
  public static final int SESSIONS_PER_HOUR_MAX = 1_000_000;
  public static final Duration DURATION_MIN = Duration.ofSeconds(1);
  public static final Duration DURATION_MAX = Duration.ofDays(3660);
  public static final Duration REST_MAX = Duration.ofDays(732);
  public static final int GROUP_SIZE_DEFAULT = 3;
  public static final int GROUP_SIZE_MIN = 2;
  public static final int GROUP_SIZE_MAX = 100;

  private static final double SECONDS_PER_HOUR = 3600;

  public Demand {
    if (!(sessionsPerHour >= SESSIONS_PER_HOUR_MIN && sessionsPerHour <= SESSIONS_PER_HOUR_MAX)) {
      throw new IllegalArgumentException(
          "%s sessions an hour: expected %s to %d"
              .formatted(sessionsPerHour, SESSIONS_PER_HOUR_MIN, SESSIONS_PER_HOUR_MAX));
    }
    requireWithin("a session's life", duration, DURATION_MIN, DURATION_MAX);
    requireWithin("a pair's rest", rest, Duration.ZERO, REST_MAX);
    if (groupSize < GROUP_SIZE_MIN || groupSize > GROUP_SIZE_MAX) {
      throw new IllegalArgumentException(
          "a group of %d: expected %d to %d".formatted(groupSize, GROUP_SIZE_MIN, GROUP_SIZE_MAX));
    }
  }

  private static void requireWithin(String what, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s of %d s: expected %d to %d s"
              .formatted(what, value.toSeconds(), min.toSeconds(), max.toSeconds()));
    }
  }

  /** How long a session keeps its pairs: while it lives, and while they rest. */
  public Duration hold() {
    return duration.plus(rest);
  }

  /** How many sessions live or rest at a time, on average (Little's law). */
  public double atOnce() {
    return sessionsPerHour * hold().toMillis() / 1000.0 / SECONDS_PER_HOUR;
  }
}
