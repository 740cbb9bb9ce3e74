package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.rules.SessionRules;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a call by one holder on one proxy number goes. Numbers and times are plain longs: a server
 * holds millions of these.
 *
 * @param sessionHigh the high half of the session's id
 * @param sessionLow the low half of the session's id
 * @param destinations the real numbers to ring, in order; empty for whoever called last
 * @param callerId the proxy number to present; 0 when the pair is {@link #gone}
 * @param end the instant from which it no longer connects, in epoch milliseconds, unless calls have
 *     moved it since; {@link #NO_END} when none is known, {@link #CLOSED} when it was closed,
 *     whatever the clock says
 * @param grace until when late calls have the pool's grace policy, moved in the same way; 0 for
 *     never
 * @param rest until when the pair is not lent again, in epoch milliseconds, moved in the same way;
 *     {@link #NO_END} when none is known
 * @param caller who calls by it, as {@link #seat} has it
 * @param callee who is rung first by it, in the same way
 * @param terms what its session says about calls; of most sessions the same one that says nothing
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared; a list for each would be twice the size.
record Route(
    long sessionHigh,
    long sessionLow,
    long[] destinations,
    long callerId,
    long end,
    long grace,
    long rest,
    short caller,
    short callee,
    Terms terms) {

  static final long NO_END = Long.MAX_VALUE;
  static final long CLOSED = Long.MIN_VALUE;

  /** Nobody in particular. */
  static final short NOBODY = -1;

  private static final long NO_NUMBER = 0;
  private static final int PLACES = 16;

  /**
   * That this session has not the pair any more, which then rests. No call goes by it; it only
   * keeps an older state of the session from coming back.
   */
  static Route gone(SessionId session, Instant restsUntil) {
    return new Route(
        session.uuid().getMostSignificantBits(),
        session.uuid().getLeastSignificantBits(),
        new long[0],
        NO_NUMBER,
        CLOSED,
        0,
        restsUntil.toEpochMilli(),
        NOBODY,
        NOBODY,
        Terms.of(SessionRules.NONE));
  }

  boolean isGone() {
    return callerId == NO_NUMBER;
  }

  /** A seat in two bytes. */
  static short seat(Optional<Seat> seat) {
    return seat.isEmpty() ? NOBODY : seat(seat.get().position(), seat.get().place());
  }

  static short seat(int position, int place) {
    return (short) (position * PLACES + place);
  }

  private static Optional<Seat> seat(short seat) {
    return seat == NOBODY ? Optional.empty() : Optional.of(new Seat(seat / PLACES, seat % PLACES));
  }

  Optional<Seat> callerSeat() {
    return seat(caller);
  }

  Optional<Seat> calleeSeat() {
    return seat(callee);
  }

  /** Whether it rings whoever called last. */
  boolean ringsLastCaller() {
    return destinations.length == 0;
  }

  List<PhoneNumber> ringed() {
    if (destinations.length == 1) {
      return List.of(new PhoneNumber(destinations[0]));
    }
    List<PhoneNumber> numbers = new ArrayList<>(destinations.length);
    for (long destination : destinations) {
      numbers.add(new PhoneNumber(destination));
    }
    return numbers;
  }

  boolean rings(PhoneNumber number) {
    for (long destination : destinations) {
      if (destination == number.digits()) {
        return true;
      }
    }
    return false;
  }

  SessionId session() {
    return new SessionId(new UUID(sessionHigh, sessionLow));
  }

  /** When it ends by all that is known now; {@link #NO_END}, {@link #CLOSED} as {@code end}. */
  long endsAt() {
    return end + terms.movedBy(end);
  }

  /** When it ends once a call was put through at {@code at}; {@link #NO_END} as {@code end}. */
  long endsAfterCall(Instant at) {
    return terms.endAfterCall(endsAt(), at.toEpochMilli());
  }

  /** Until when late calls have the pool's grace policy, by all that is known now. */
  long graceUntil() {
    return grace == 0 ? 0 : grace + terms.movedBy(end);
  }

  /** Until when the pair is not lent again, by all that is known now. */
  long restsUntil() {
    return rest + terms.movedBy(end);
  }

  boolean isOpenAt(long millis) {
    return endsAt() > millis && !terms.isOver();
  }

  /** Whether a call that is put through by it moves the end of its session. */
  boolean isMovedByCalls() {
    return terms.lastCall() != null;
  }

  /** Takes in a call that is put through. False when its session is over meanwhile. */
  boolean called(Instant at) {
    LastCall lastCall = terms.lastCall();
    return lastCall == null || lastCall.called(at.toEpochMilli());
  }

  /**
   * Whether its pair is its session's at {@code millis}; if not, no call moves the end any more.
   */
  boolean isHeldAt(long millis) {
    LastCall lastCall = terms.lastCall();
    return lastCall == null ? rest > millis : !lastCall.isOver(terms, end, rest, millis);
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

  /** Redacted: the destinations are real numbers. */
  @Override
  public String toString() {
    return "Route[" + session() + "]";
  }
}
