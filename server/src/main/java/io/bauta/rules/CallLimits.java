package io.bauta.rules;

import java.util.Optional;

/**
 * How many calls there may be. Calls that were refused do not count.
 *
 * @param inSession in all the time of a session
 * @param byCallerInHour from one caller within an hour, on all numbers of the pool
 * @param atOnceInSession at the same time in one session
 * @param atOnceInPool at the same time in the whole pool
 */
public record CallLimits(
    Optional<Integer> inSession,
    Optional<Integer> byCallerInHour,
    Optional<Integer> atOnceInSession,
    Optional<Integer> atOnceInPool) {

  public static final int MIN = 1;
  public static final int MAX = 100_000;

  public static final CallLimits NONE =
      new CallLimits(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public CallLimits {
    requireWithin(inSession);
    requireWithin(byCallerInHour);
    requireWithin(atOnceInSession);
    requireWithin(atOnceInPool);
  }

  private static void requireWithin(Optional<Integer> limit) {
    if (limit.filter(calls -> calls < MIN || calls > MAX).isPresent()) {
      throw new IllegalArgumentException("a limit is from %d to %d calls".formatted(MIN, MAX));
    }
  }

  /** Whether nothing need be counted. */
  public boolean isNone() {
    return inSession.isEmpty()
        && byCallerInHour.isEmpty()
        && atOnceInSession.isEmpty()
        && atOnceInPool.isEmpty();
  }

  /** Those of them that hold for a call of no session. */
  public CallLimits outsideSessions() {
    return new CallLimits(Optional.empty(), byCallerInHour, Optional.empty(), atOnceInPool);
  }

  /** These where {@code other} says nothing. */
  CallLimits with(CallLimits other) {
    return new CallLimits(
        other.inSession.or(this::inSession),
        other.byCallerInHour.or(this::byCallerInHour),
        other.atOnceInSession.or(this::atOnceInSession),
        other.atOnceInPool.or(this::atOnceInPool));
  }

  /** The first limit that leaves no room for one more call than {@code soFar}. */
  public Optional<CallLimit> reachedBy(CallCounts soFar) {
    if (isReached(inSession, soFar.inSession())) {
      return Optional.of(CallLimit.IN_SESSION);
    }
    if (isReached(byCallerInHour, soFar.byCallerInHour())) {
      return Optional.of(CallLimit.BY_CALLER_IN_HOUR);
    }
    if (isReached(atOnceInSession, soFar.atOnceInSession())) {
      return Optional.of(CallLimit.AT_ONCE_IN_SESSION);
    }
    return isReached(atOnceInPool, soFar.atOnceInPool())
        ? Optional.of(CallLimit.AT_ONCE_IN_POOL)
        : Optional.empty();
  }

  private static boolean isReached(Optional<Integer> limit, int soFar) {
    return limit.filter(calls -> soFar >= calls).isPresent();
  }
}
