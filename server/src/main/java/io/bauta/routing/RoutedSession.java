package io.bauta.routing;

import io.bauta.session.SessionId;
import java.util.UUID;

/**
 * What all routes of a session have in common, once for all of them.
 *
 * @param high the high half of its id
 * @param low the low half of its id
 * @param end the instant from which it no longer connects, in epoch milliseconds, unless calls have
 *     moved it since; {@link Route#NO_END} when none is known, {@link Route#CLOSED} when it was
 *     closed, whatever the clock says
 * @param grace until when late calls have the pool's grace policy, moved in the same way; 0 for
 *     never
 * @param rest until when its pairs are not lent again, in epoch milliseconds, moved in the same
 *     way; {@link Route#NO_END} when none is known
 * @param terms what it says about calls; of most sessions the same one that says nothing
 */
record RoutedSession(long high, long low, long end, long grace, long rest, Terms terms) {

  RoutedSession(SessionId id, long end, long grace, long rest, Terms terms) {
    this(
        id.uuid().getMostSignificantBits(),
        id.uuid().getLeastSignificantBits(),
        end,
        grace,
        rest,
        terms);
  }

  SessionId id() {
    return new SessionId(new UUID(high, low));
  }

  boolean is(SessionId session) {
    return session.uuid().getMostSignificantBits() == high
        && session.uuid().getLeastSignificantBits() == low;
  }

  /** Ids are ordered by time. */
  boolean isOpenedAfter(RoutedSession other) {
    int order = Long.compareUnsigned(high, other.high);
    return order > 0 || (order == 0 && Long.compareUnsigned(low, other.low) > 0);
  }

  /** Redacted, as its routes are. */
  @Override
  public String toString() {
    return "RoutedSession[" + id() + "]";
  }
}
