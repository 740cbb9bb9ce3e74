package io.bauta.call;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.closed;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolStore;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SampleSessions;
import io.bauta.session.Seat;
import io.bauta.session.SessionStore;
import io.bauta.session.SessionStore.InsertOutcome.Inserted;
import io.bauta.session.SessionStore.InsertOutcome.PairTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every pair of stores does with sessions whose lifetime runs from their last call. The stores
 * are empty at the beginning of each test.
 */
public interface CalledSessionContract {

  Duration TTL = Duration.ofMinutes(10);
  Duration GRACE = Duration.ofMinutes(1);
  FromLastCall MOVING = new FromLastCall(TTL, Optional.empty());

  SessionStore sessions();

  PoolStore pools();

  /** Of calls in {@link #sessions}. */
  CallStore calls();

  private MaskingSession opened(FromLastCall lifetime) {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session =
        with(lifetime, NOW, session(pool, participant(1, 0), participant(2, 1)));
    sessions().insert(session, Optional.empty(), NOW);
    return session;
  }

  /** The same session with another lifetime. */
  private static MaskingSession with(FromLastCall lifetime, Instant from, MaskingSession session) {
    Instant end = lifetime.end(from);
    return new MaskingSession(
        session.id(),
        session.pool(),
        session.reference(),
        session.metadata(),
        lifetime,
        session.openedAt(),
        Optional.of(end),
        session.closing(),
        Optional.of(end.plus(GRACE)),
        Optional.of(end.plus(GRACE).plus(REST)),
        session.mode(),
        session.participants(),
        session.rules(),
        Optional.of(lifetime));
  }

  /** The second participant calls the first, and is put through. */
  private static CallStart call(MaskingSession session, Instant at) {
    return new CallStart(
        new CallId(SampleSessions.id(at)),
        new CarrierCallId("call-at-" + at),
        at,
        new IncomingCall("acme-in", new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        new Connect(
            Why.SESSION,
            Optional.of(session.id()),
            Optional.of(Seat.first(1)),
            Optional.of(Seat.first(0)),
            List.of(person(1)),
            Ringing.IN_ORDER,
            proxy(0),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Optional.empty(),
            false,
            Optional.of(at)),
        Set.of());
  }

  private MaskingSession stored(MaskingSession session) {
    return sessions().find(session.id()).orElseThrow();
  }

  @Test
  default void whatMovesTheEndReadsBackEqual() {
    MaskingSession session = opened(new FromLastCall(TTL, Optional.of(NOW.plusSeconds(3_600))));

    assertThat(stored(session)).isEqualTo(session);
  }

  @Test
  default void aCallMovesTheEndWithGraceAndRest() {
    MaskingSession session = opened(MOVING);
    Instant at = NOW.plusSeconds(300);

    calls().append(List.of(call(session, at)), List.of());

    MaskingSession moved = stored(session);
    assertThat(moved).isEqualTo(session.calledAt(at));
    assertThat(moved.expiresAt()).contains(at.plus(TTL));
    assertThat(moved.graceUntil()).contains(at.plus(TTL).plus(GRACE));
    assertThat(moved.restsUntil()).contains(at.plus(TTL).plus(GRACE).plus(REST));
  }

  @Test
  default void thePairsRestAsLongAsTheSession() {
    MaskingSession session = opened(MOVING);
    Instant at = NOW.plusSeconds(300);
    calls().append(List.of(call(session, at)), List.of());
    Instant rested = at.plus(TTL).plus(GRACE).plus(REST);
    NumberPool pool = pools().pools().getFirst();
    Instant early = rested.minusMillis(1);

    assertThat(
            sessions()
                .insert(
                    openedAt(early, pool, participant(1, 0), participant(3, 1)),
                    Optional.empty(),
                    early))
        .isEqualTo(new PairTaken(0));
    assertThat(
            sessions()
                .insert(
                    openedAt(rested, pool, participant(1, 0), participant(3, 1)),
                    Optional.empty(),
                    rested))
        .isEqualTo(new Inserted());
  }

  @Test
  default void theLatestOfSeveralCallsCounts() {
    MaskingSession session = opened(MOVING);
    Instant last = NOW.plusSeconds(60);

    calls()
        .append(
            List.of(
                call(session, NOW.plusSeconds(30)),
                call(session, last),
                call(session, NOW.plusSeconds(45))),
            List.of());
    calls().append(List.of(call(session, NOW.plusSeconds(50))), List.of());

    assertThat(stored(session)).isEqualTo(session.calledAt(last));
  }

  @Test
  default void noCallMovesItBeyondItsLatestEnd() {
    Instant latest = NOW.plus(TTL).plusSeconds(60);
    MaskingSession session = opened(new FromLastCall(TTL, Optional.of(latest)));

    calls().append(List.of(call(session, NOW.plusSeconds(300))), List.of());

    assertThat(stored(session).expiresAt()).contains(latest);
    assertThat(stored(session).restsUntil()).contains(latest.plus(GRACE).plus(REST));
  }

  @Test
  default void whereNoCallMovesTheEndNoneDoes() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    sessions().insert(session, Optional.empty(), NOW);

    assertThat(sessions().called(session.id(), NOW.plusSeconds(1))).isFalse();
    calls().append(List.of(call(session, NOW.plusSeconds(1))), List.of());

    assertThat(stored(session)).isEqualTo(session);
  }

  @Test
  default void aCallDoesNotReviveAClosedSession() {
    MaskingSession session = opened(MOVING);
    MaskingSession closed = closedAt(session, NOW.plusSeconds(60));
    assertThat(sessions().updateEnd(closed, NOW.plusSeconds(60))).isTrue();

    calls().append(List.of(call(session, NOW.plusSeconds(59))), List.of());

    assertThat(sessions().called(session.id(), NOW.plusSeconds(59))).isFalse();
    assertThat(stored(session)).isEqualTo(closed);
  }

  private static MaskingSession closedAt(MaskingSession session, Instant at) {
    return new MaskingSession(
        session.id(),
        session.pool(),
        session.reference(),
        session.metadata(),
        session.lifetime(),
        session.openedAt(),
        session.expiresAt(),
        closed(session, at).closing(),
        Optional.of(at.plus(GRACE)),
        Optional.of(at.plus(GRACE).plus(REST)),
        session.mode(),
        session.participants(),
        session.rules(),
        session.moving());
  }

  @Test
  default void aCallDoesNotReviveASessionWhosePairsAreLentAgain() {
    MaskingSession session = opened(MOVING);
    Instant rested = session.restsUntil().orElseThrow();
    NumberPool pool = pools().pools().getFirst();
    MaskingSession next = openedAt(rested, pool, participant(1, 0), participant(3, 1));
    assertThat(sessions().insert(next, Optional.empty(), rested)).isEqualTo(new Inserted());

    calls().append(List.of(call(session, NOW.plusSeconds(1))), List.of());

    assertThat(stored(session)).isEqualTo(session);
    assertThat(stored(next)).isEqualTo(next);
  }

  /** Its record waited while somebody gave the session another end. */
  @Test
  default void aCallMovesTheNewEndOfAnExtension() {
    MaskingSession session = opened(MOVING);
    Instant at = NOW.plusSeconds(60);
    MaskingSession shorter =
        with(new FromLastCall(Duration.ofSeconds(90), Optional.empty()), NOW, session);

    assertThat(sessions().updateEnd(shorter, NOW)).isTrue();
    calls().append(List.of(call(session, at)), List.of());

    assertThat(stored(session).expiresAt()).contains(at.plusSeconds(90));
  }

  /** The end was worked out before the call, and stored after it. */
  @Test
  default void anExtensionDoesNotTakeBackWhatACallGave() {
    MaskingSession session = opened(MOVING);
    Instant at = NOW.plusSeconds(2);
    MaskingSession extended = with(MOVING, NOW.plusSeconds(1), session);

    calls().append(List.of(call(session, at)), List.of());
    assertThat(sessions().updateEnd(extended, NOW.plusSeconds(1))).isTrue();

    assertThat(stored(session)).isEqualTo(extended.calledAt(at));
  }

  @Test
  default void aNewNumberHasTheRestOfItsSession() {
    MaskingSession session = opened(MOVING);
    Instant at = NOW.plusSeconds(300);
    calls().append(List.of(call(session, at)), List.of());
    MaskingSession replaced =
        new MaskingSession(
            session.id(),
            session.pool(),
            session.reference(),
            session.metadata(),
            session.lifetime(),
            session.openedAt(),
            session.expiresAt(),
            session.closing(),
            session.graceUntil(),
            session.restsUntil(),
            session.mode(),
            List.of(
                new Participant(
                    session.participants().get(0).id(),
                    session.participants().get(0).name(),
                    person(5),
                    session.participants().get(0).dials()),
                session.participants().get(1)),
            session.rules(),
            session.moving());

    assertThat(sessions().replaceNumber(replaced, 0, at.plus(REST), at)).isTrue();

    Instant before = session.restsUntil().orElseThrow();
    NumberPool pool = pools().pools().getFirst();
    MaskingSession next = openedAt(before, pool, participant(5, 0), participant(6, 1));
    assertThat(sessions().insert(next, Optional.empty(), before)).isEqualTo(new PairTaken(0));
  }

  @Test
  default void ofCallsAndAClosingTheClosingWins() {
    MaskingSession session = opened(MOVING);
    MaskingSession closed = closedAt(session, NOW.plusSeconds(60));

    inParallel(
        session, () -> assertThat(sessions().updateEnd(closed, NOW.plusSeconds(60))).isTrue());

    assertThat(stored(session).closing()).isEqualTo(closed.closing());
    assertThat(stored(session).restsUntil()).isEqualTo(closed.restsUntil());
  }

  @Test
  default void ofCallsAndAnExtensionTheLaterEndWins() {
    MaskingSession session = opened(MOVING);
    MaskingSession extended = with(MOVING, NOW.plusSeconds(5), session);

    inParallel(
        session, () -> assertThat(sessions().updateEnd(extended, NOW.plusSeconds(5))).isTrue());

    assertThat(stored(session)).isEqualTo(extended.calledAt(NOW.plusSeconds(40)));
  }

  /** Calls at each of forty seconds, and something else meanwhile. */
  private void inParallel(MaskingSession session, Runnable other) {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 1; i <= 40; i++) {
        CallStart call = call(session, NOW.plusSeconds(i));
        all.add(threads.submit(() -> calls().append(List.of(call), List.of())));
        if (i == 20) {
          all.add(threads.submit(other));
        }
      }
    }
    all.forEach(Future::resultNow);
  }
}
