package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a call by one holder on one proxy number goes. Numbers and times are plain longs: a server
 * holds millions of these.
 *
 * @param dialed the proxy number
 * @param holder who calls, as {@link RouteKey} has it
 * @param of the session that it is of
 * @param destination the real number to ring first; 0 for whoever called last
 * @param people who calls, who is rung and what they are shown, which many routes share
 */
record Route(long dialed, long holder, RoutedSession of, long destination, RoutedPeople people) {

  static final long NO_END = RoutedSession.NO_END;
  static final long CLOSED = RoutedSession.CLOSED;

  private static final long NO_NUMBER = 0;

  /** Where there was one in a {@link RouteTable}; of no pair. */
  static final Route REMOVED =
      gone(
          new RouteKey(NO_NUMBER, NO_NUMBER),
          new SessionId(new UUID(0, 0)),
          Instant.ofEpochMilli(0));

  /**
   * That this session has not the pair any more, which then rests. No call goes by it; it only
   * keeps an older state of the session from coming back.
   */
  static Route gone(RouteKey key, SessionId session, Instant restsUntil) {
    return new Route(
        key.dialed(),
        key.caller(),
        RoutedSession.closed(session, restsUntil.toEpochMilli()),
        NO_NUMBER,
        RoutedPeople.NOBODY);
  }

  /** Whether it is the route of this pair. */
  boolean isOf(long dialedNumber, long itsHolder) {
    return dialed == dialedNumber && holder == itsHolder;
  }

  /** Whether it is a route of this number: its holder's. */
  boolean isOf(PhoneNumber number) {
    return holder == number.digits();
  }

  /** Whether it is {@link #REMOVED}. */
  boolean isRemoved() {
    return dialed == NO_NUMBER;
  }

  boolean isGone() {
    return callerId() == NO_NUMBER;
  }

  /** The proxy number to present; 0 when the pair is {@link #gone}. */
  long callerId() {
    return people.callerId();
  }

  Optional<Seat> callerSeat() {
    return people.callerSeat();
  }

  Optional<Seat> calleeSeat() {
    return people.calleeSeat();
  }

  /** Whether it rings whoever called last. */
  boolean ringsLastCaller() {
    return destination == NO_NUMBER;
  }

  /**
   * Whether all that it rings are known to be ordinary numbers; false also where it is not known.
   */
  boolean ringsOrdinary() {
    return people.ordinary();
  }

  /** How many numbers a call by it rings. */
  int ringing() {
    return 1 + people.others().length;
  }

  List<PhoneNumber> ringed() {
    if (ringsLastCaller()) {
      return List.of();
    }
    long[] others = people.others();
    if (others.length == 0) {
      return List.of(new PhoneNumber(destination));
    }
    List<PhoneNumber> numbers = new ArrayList<>(1 + others.length);
    numbers.add(new PhoneNumber(destination));
    for (long other : others) {
      numbers.add(new PhoneNumber(other));
    }
    return numbers;
  }

  boolean rings(PhoneNumber number) {
    return destination == number.digits()
        || Arrays.stream(people.others()).anyMatch(other -> other == number.digits());
  }

  SessionId session() {
    return of.id();
  }

  Terms terms() {
    return of.terms();
  }

  /** When it ends by all that is known now; {@link #NO_END}, {@link #CLOSED} as {@code end}. */
  long endsAt() {
    return of.end() + terms().movedBy(of.end());
  }

  /** When it ends once a call was put through at {@code at}; {@link #NO_END} as {@code end}. */
  long endsAfterCall(Instant at) {
    return terms().endAfterCall(endsAt(), at.toEpochMilli());
  }

  /** Until when late calls have the pool's grace policy, by all that is known now. */
  long graceUntil() {
    return of.grace() == 0 ? 0 : of.grace() + terms().movedBy(of.end());
  }

  /** Until when the pair is not lent again, by all that is known now. */
  long restsUntil() {
    return of.rest() + terms().movedBy(of.end());
  }

  boolean isOpenAt(long millis) {
    return endsAt() > millis && !terms().isOver();
  }

  /** Whether a call that is put through by it moves the end of its session. */
  boolean isMovedByCalls() {
    return terms().lastCall() != null;
  }

  /** Takes in a call that is put through. False when its session is over meanwhile. */
  boolean called(Instant at) {
    LastCall lastCall = terms().lastCall();
    return lastCall == null || lastCall.called(at.toEpochMilli());
  }

  /**
   * Whether its pair is its session's at {@code millis}; if not, no call moves the end any more.
   */
  boolean isHeldAt(long millis) {
    LastCall lastCall = terms().lastCall();
    return lastCall == null
        ? of.rest() > millis
        : !lastCall.isOver(terms(), of.end(), of.rest(), millis);
  }

  /** Whether its session was opened after that of {@code other}. */
  boolean isOpenedAfter(Route other) {
    return of.isOpenedAfter(other.of);
  }

  boolean isOf(SessionId session) {
    return of.is(session);
  }

  /** Redacted: the holder and the destinations are real numbers. */
  @Override
  public String toString() {
    return "Route[" + session() + "]";
  }
}
