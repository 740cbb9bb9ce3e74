package io.bauta.routing;

import io.bauta.rules.SessionRules;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.UUID;

/**
 * What all routes of a session have in common, once for all of them.
 *
 * @param high the high half of its id
 * @param low the low half of its id
 * @param last the instant at which it was closed or, while it was not, from which it no longer
 *     connects unless calls have moved it since, in epoch milliseconds; {@link #NO_END} when none
 *     is known
 * @param after what comes after that instant, of most sessions of a pool the same one
 * @param terms what it says about calls; of most sessions the same one that says nothing
 */
record RoutedSession(long high, long low, long last, Aftermath after, Terms terms) {

  static final long NO_END = Aftermath.NO_END;
  static final long CLOSED = Long.MIN_VALUE;

  static RoutedSession of(MaskingSession session, Terms terms) {
    boolean closed = session.closing().isPresent();
    long last = session.endsAt().map(Instant::toEpochMilli).orElse(NO_END);
    Aftermath after =
        Aftermath.of(
            closed,
            session.graceUntil().map(until -> until.toEpochMilli() - last).orElse(0L),
            session.restsUntil().map(until -> until.toEpochMilli() - last).orElse(NO_END));
    return new RoutedSession(
        session.id().uuid().getMostSignificantBits(),
        session.id().uuid().getLeastSignificantBits(),
        last,
        after,
        terms);
  }

  /** One that is over, without grace, whose pairs rest until {@code restsUntil}. */
  static RoutedSession closed(SessionId id, long restsUntil) {
    return new RoutedSession(
        id.uuid().getMostSignificantBits(),
        id.uuid().getLeastSignificantBits(),
        restsUntil,
        Aftermath.of(true, 0, 0),
        Terms.of(SessionRules.NONE));
  }

  /**
   * The instant from which it no longer connects, in epoch milliseconds, unless calls have moved it
   * since; {@link #NO_END} when none is known, {@link #CLOSED} when it was closed, whatever the
   * clock says.
   */
  long end() {
    return after.closed() ? CLOSED : last;
  }

  /** Until when late calls have the pool's grace policy, moved in the same way; 0 for never. */
  long grace() {
    return after.graceFor() == 0 ? 0 : last + after.graceFor();
  }

  /**
   * Until when its pairs are not lent again, moved in the same way; {@link #NO_END} when none is
   * known.
   */
  long rest() {
    return after.restFor() == NO_END ? NO_END : last + after.restFor();
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
