package io.bauta.routing;

import io.bauta.session.SessionId;
import java.util.UUID;

/**
 * Where a call by one person on one proxy number goes. Numbers and times are plain longs: a server
 * holds millions of these.
 *
 * @param sessionHigh the high half of the session's id
 * @param sessionLow the low half of the session's id
 * @param destination the real number to ring
 * @param callerId the proxy number to present
 * @param endsAt the instant from which it no longer connects, in epoch milliseconds; {@link
 *     #NO_END} when none is known, {@link #CLOSED} when it was closed, whatever the clock says
 * @param restsUntil until when the pair is not lent again, in epoch milliseconds; {@link #NO_END}
 *     when none is known
 * @param callerPosition the caller's place among the session's participants
 * @param destinationPosition the destination's place among them
 */
record Route(
    long sessionHigh,
    long sessionLow,
    long destination,
    long callerId,
    long endsAt,
    long restsUntil,
    byte callerPosition,
    byte destinationPosition) {

  static final long NO_END = Long.MAX_VALUE;
  static final long CLOSED = Long.MIN_VALUE;

  SessionId session() {
    return new SessionId(new UUID(sessionHigh, sessionLow));
  }

  /** Whether its session was opened after that of {@code other}; ids are ordered by time. */
  boolean isOpenedAfter(Route other) {
    int high = Long.compareUnsigned(sessionHigh, other.sessionHigh);
    return high > 0 || (high == 0 && Long.compareUnsigned(sessionLow, other.sessionLow) > 0);
  }

  boolean isOf(SessionId session) {
    return session.uuid().getMostSignificantBits() == sessionHigh
        && session.uuid().getLeastSignificantBits() == sessionLow;
  }

  /** Redacted: the destination is a real number. */
  @Override
  public String toString() {
    return "Route[" + session() + "]";
  }
}
