package io.bauta.session;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.closed;
import static io.bauta.session.SampleSessions.endless;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.pool;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static io.bauta.session.SampleSessions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.SessionStore.InsertOutcome;
import io.bauta.session.SessionStore.InsertOutcome.Inserted;
import io.bauta.session.SessionStore.InsertOutcome.KeyUsed;
import io.bauta.session.SessionStore.InsertOutcome.NumberGone;
import io.bauta.session.SessionStore.InsertOutcome.PairTaken;
import io.bauta.session.SessionStore.KnownPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link SessionStore} does. The stores are empty at the beginning of each test. */
public interface SessionStoreContract {

  SessionStore sessions();

  /** The pools whose numbers the sessions draw on. */
  PoolStore pools();

  private InsertOutcome insert(MaskingSession session) {
    return sessions().insert(session, Optional.empty(), session.openedAt());
  }

  private static PhoneNumber dialed(int proxy) {
    return new PhoneNumber(proxy(proxy).digits());
  }

  @Test
  default void aSessionReadsBackEqual() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));

    assertThat(insert(session)).isEqualTo(new Inserted());

    assertThat(sessions().find(session.id())).contains(session);
  }

  @Test
  default void everyLifetimeReadsBackEqual() {
    NumberPool pool = storedPool(pools(), 2);
    List<Lifetime> lifetimes =
        List.of(
            new Lifetime.Ttl(Duration.ofMillis(90_061_001)),
            new Lifetime.Until(Instant.parse("2027-06-01T00:00:00.250Z")),
            new Lifetime.FromLastCall(Duration.ofMillis(90_001), Optional.empty()),
            new Lifetime.FromLastCall(Duration.ofSeconds(9), Optional.of(NOW.plusMillis(8_001))),
            new Lifetime.UntilClosed());

    for (int i = 0; i < lifetimes.size(); i++) {
      MaskingSession session =
          lasting(
              lifetimes.get(i), session(pool, participant(2 * i, 0), participant(2 * i + 1, 1)));
      insert(session);
      assertThat(sessions().find(session.id())).contains(session);
    }
  }

  private static MaskingSession lasting(Lifetime lifetime, MaskingSession session) {
    Optional<Instant> end = lifetime.endFrom(session.openedAt());
    return new MaskingSession(
        session.id(),
        session.pool(),
        Optional.of("ref \"1\""),
        Map.of("π", "\\ \n 'x'"),
        lifetime,
        session.openedAt(),
        end,
        Optional.empty(),
        end.map(instant -> instant.plus(REST)),
        session.participants());
  }

  /** PostgreSQL has no NUL in its texts; the API lets none through. */
  @Test
  default void aSessionWithANulIsStoredWholeOrNotAtAll() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession odd = noted("a\0b", session(pool, participant(1, 0), participant(2, 1)));
    MaskingSession next = session(pool, participant(3, 0), participant(4, 1));

    Throwable refused = catchThrowable(() -> insert(odd));

    assertThat(sessions().find(odd.id()))
        .isEqualTo(Optional.of(odd).filter(stored -> refused == null));
    assertThat(insert(next)).isEqualTo(new Inserted());
    assertThat(sessions().find(next.id())).contains(next);
  }

  private static MaskingSession noted(String text, MaskingSession session) {
    return new MaskingSession(
        session.id(),
        session.pool(),
        Optional.of(text),
        Map.of(text, text),
        session.lifetime(),
        session.openedAt(),
        session.expiresAt(),
        session.closing(),
        session.restsUntil(),
        session.participants());
  }

  @Test
  default void anUnknownSessionIsNotFound() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));

    assertThat(sessions().find(session.id())).isEmpty();
    assertThat(sessions().findByIdempotencyKey("key")).isEmpty();
    assertThat(sessions().updateEnd(session, NOW)).isFalse();
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).isEmpty();
  }

  @Test
  default void aPairIsHeldByOneSession() {
    NumberPool pool = storedPool(pools(), 3);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    MaskingSession first = session(pool, participant(1, 0), participant(3, 1));
    MaskingSession second = session(pool, participant(3, 0), participant(2, 1));

    assertThat(insert(first)).isEqualTo(new PairTaken(0));
    assertThat(insert(second)).isEqualTo(new PairTaken(1));

    assertThat(sessions().find(first.id())).isEmpty();
    assertThat(sessions().heldBy(new Holder.Phone(person(3)), pool.id(), NOW)).isEmpty();
  }

  @Test
  default void oneNumberServesManyPeople() {
    NumberPool pool = storedPool(pools(), 1);

    assertThat(insert(session(pool, participant(1, 0), participant(2, 0))))
        .isEqualTo(new Inserted());
    assertThat(insert(session(pool, participant(3, 0), participant(4, 0))))
        .isEqualTo(new Inserted());
  }

  @Test
  default void aPairRestsUntilItsInstant() {
    NumberPool pool = storedPool(pools(), 2);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(insert(openedAt(rested.minusMillis(1), pool, participant(1, 0), participant(3, 0))))
        .isEqualTo(new PairTaken(0));
    assertThat(insert(openedAt(rested, pool, participant(1, 0), participant(3, 0))))
        .isEqualTo(new Inserted());
  }

  @Test
  default void aRestedPairGoesToItsNewSession() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession old = session(pool, participant(1, 0), participant(2, 1));
    insert(old);
    Instant later = NOW.plus(TTL).plus(REST);
    MaskingSession next = openedAt(later, pool, participant(1, 0), participant(3, 1));
    insert(next);

    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(next);
    assertThat(sessions().find(old.id())).contains(old);
    assertThat(insert(openedAt(later, pool, participant(1, 0), participant(4, 1))))
        .isEqualTo(new PairTaken(0));
  }

  @Test
  default void aRefusedInsertReleasesNothing() {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession old = session(pool, participant(1, 0), participant(2, 1));
    insert(old);
    Instant later = NOW.plus(TTL).plus(REST);
    insert(openedAt(later, pool, participant(3, 1), participant(4, 2)));

    assertThat(insert(openedAt(later, pool, participant(1, 0), participant(3, 1))))
        .isEqualTo(new PairTaken(1));
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(old);
  }

  @Test
  default void anEndlessSessionHoldsItsPairsForGood() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession endless = endless(session(pool, participant(1, 0), participant(2, 1)));
    insert(endless);
    Instant muchLater = NOW.plus(Duration.ofDays(3650));

    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(endless);
    assertThat(insert(openedAt(muchLater, pool, participant(1, 0), participant(3, 1))))
        .isEqualTo(new PairTaken(0));
  }

  @Test
  default void heldNumbersAreThoseOfThePersonInThePool() {
    NumberPool pool = storedPool(pools(), 3);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    insert(session(pool, participant(1, 2), participant(3, 0)));
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), NOW))
        .containsExactlyInAnyOrder(proxy(0), proxy(2));
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), rested.minusMillis(1)))
        .hasSize(2);
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), rested)).isEmpty();
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool("other").id(), NOW)).isEmpty();
    assertThat(sessions().heldBy(new Holder.Phone(person(9)), pool.id(), NOW)).isEmpty();
  }

  @Test
  default void aParticipantIsOneUntilTheirRestIsOver() {
    NumberPool pool = storedPool(pools(), 2);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(sessions().isParticipant(person(2), NOW)).isTrue();
    assertThat(sessions().isParticipant(person(2), rested.minusMillis(1))).isTrue();
    assertThat(sessions().isParticipant(person(2), rested)).isFalse();
    assertThat(sessions().isParticipant(person(9), NOW)).isFalse();
  }

  @Test
  default void aLoadCountsThePairsThatAreHeldOrRest() {
    NumberPool pool = storedPool(pools(), 3);
    insert(session(pool, participant(1, 0), participant(2, 1)));
    insert(session(pool, participant(3, 0), participant(4, 2)));

    assertThat(sessions().loads(pool.id(), NOW))
        .isEqualTo(Map.of(proxy(0), 2, proxy(1), 1, proxy(2), 1));
    assertThat(sessions().loads(pool("other").id(), NOW)).isEmpty();
  }

  @Test
  default void aNumberThatLeftThePoolIsGone() {
    NumberPool pool = storedPool(pools(), 2);
    pools().removeNumber(pool.id(), proxy(1), NOW);

    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));

    assertThat(insert(session)).isEqualTo(new NumberGone(1));
    assertThat(sessions().find(session.id())).isEmpty();
    assertThat(insert(session(pool, participant(1, 5), participant(2, 0))))
        .isEqualTo(new NumberGone(0));
  }

  @Test
  default void aNumberOfAnotherPoolIsGone() {
    storedPool(pools(), 2);
    NumberPool other = pool("other");
    pools().create(other);

    assertThat(insert(session(other, participant(1, 0), participant(2, 1))))
        .isEqualTo(new NumberGone(0));
  }

  @Test
  default void anIdempotencyKeyGivesItsFirstSession() {
    NumberPool pool = storedPool(pools(), 4);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    sessions().insert(first, Optional.of("key-1"), NOW);
    MaskingSession again = session(pool, participant(1, 0), participant(2, 1));

    assertThat(sessions().insert(again, Optional.of("key-1"), NOW)).isEqualTo(new KeyUsed(first));
    assertThat(sessions().find(again.id())).isEmpty();
    assertThat(sessions().findByIdempotencyKey("key-1")).contains(first);
    assertThat(sessions().findByIdempotencyKey("key-2")).isEmpty();
  }

  @Test
  default void anEndIsReplacedWhileTheSessionIsOpen() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    Instant end = NOW.plus(Duration.ofDays(3));
    MaskingSession extended =
        with(session, Optional.of(end), Optional.empty(), Optional.of(end.plus(REST)));

    assertThat(sessions().updateEnd(extended, NOW)).isTrue();

    assertThat(sessions().find(session.id())).contains(extended);
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(extended);
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), end)).hasSize(1);
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), end.plus(REST))).isEmpty();
  }

  @Test
  default void aClosedSessionRestsFromItsClosing() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = endless(session(pool, participant(1, 0), participant(2, 1)));
    insert(session);
    Instant closedAt = NOW.plusSeconds(60);
    MaskingSession closed = closed(session, closedAt);

    assertThat(sessions().updateEnd(closed, closedAt)).isTrue();

    assertThat(sessions().find(session.id())).contains(closed);
    assertThat(insert(openedAt(closedAt, pool, participant(1, 0), participant(3, 1))))
        .isEqualTo(new PairTaken(0));
    assertThat(insert(openedAt(closedAt.plus(REST), pool, participant(1, 0), participant(3, 1))))
        .isEqualTo(new Inserted());
  }

  @Test
  default void aClosedSessionStaysAsItIs() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    MaskingSession closed = closed(session, NOW);
    sessions().updateEnd(closed, NOW);

    assertThat(sessions().updateEnd(session, NOW)).isFalse();
    assertThat(sessions().find(session.id())).contains(closed);
  }

  @Test
  default void anExpiredSessionStaysAsItIs() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    Instant end = NOW.plus(TTL);

    assertThat(sessions().updateEnd(closed(session, end), end)).isFalse();
    assertThat(sessions().find(session.id())).contains(session);
    assertThat(sessions().updateEnd(closed(session, end.minusMillis(1)), end.minusMillis(1)))
        .isTrue();
  }

  @Test
  default void oneOfManyClosingsWins() throws Exception {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    List<Future<Boolean>> closings = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        closings.add(threads.submit(() -> sessions().updateEnd(closed(session, NOW), NOW)));
      }
    }

    assertThat(closings.stream().filter(Future::resultNow)).hasSize(1);
  }

  @Test
  default void oneOfManyOpeningsOfAPairWins() {
    NumberPool pool = storedPool(pools(), 2);
    List<Future<InsertOutcome>> openings = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        MaskingSession session = session(pool, participant(1, 0), participant(10 + i, 1));
        openings.add(threads.submit(() -> insert(session)));
      }
    }

    assertThat(openings)
        .extracting(Future::resultNow)
        .containsOnlyOnce(new Inserted())
        .containsOnly(new Inserted(), new PairTaken(0));
  }

  @Test
  default void oneOfManyOpeningsWithAKeyWins() {
    NumberPool pool = storedPool(pools(), 16);
    List<Future<InsertOutcome>> openings = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        MaskingSession session =
            session(pool, participant(i, 2 * i), participant(10 + i, 2 * i + 1));
        openings.add(threads.submit(() -> sessions().insert(session, Optional.of("key"), NOW)));
      }
    }
    MaskingSession winner = sessions().findByIdempotencyKey("key").orElseThrow();

    assertThat(openings)
        .extracting(Future::resultNow)
        .containsOnlyOnce(new Inserted())
        .containsOnly(new Inserted(), new KeyUsed(winner));
  }

  @Test
  default void aHolderIsKnownOnEveryNumberThatTheyEverHad() {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession over = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession endless = endless(session(pool, participant(1, 2), participant(3, 1)));
    insert(over);
    insert(endless);
    NumberPool other = pool("other");
    pools().create(other);
    pools().addNumbers(other.id(), List.of(proxy(8), proxy(9)));
    insert(session(other, participant(1, 8), participant(2, 9)));

    assertThat(sessions().knownPairs(new Holder.Phone(person(1)), pool.id()))
        .containsExactlyInAnyOrder(
            new KnownPair(proxy(0), over.restsUntil()), new KnownPair(proxy(2), Optional.empty()));
    assertThat(sessions().knownPairs(new Holder.Phone(person(4)), pool.id())).isEmpty();
  }

  @Test
  default void aNumberLentAgainIsKnownByItsLastSession() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession again =
        openedAt(NOW.plus(TTL).plus(REST), pool, participant(1, 0), participant(3, 1));
    insert(first);
    insert(again);

    assertThat(sessions().knownPairs(new Holder.Phone(person(1)), pool.id()))
        .containsExactly(new KnownPair(proxy(0), again.restsUntil()));
  }

  @Test
  default void theLastSessionBetweenTwoIsFoundWhicheverComesFirst() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession older = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession newer =
        openedAt(NOW.plus(TTL).plus(REST), pool, participant(2, 0), participant(1, 1));
    insert(older);
    insert(newer);
    insert(session(pool, participant(3, 0), participant(4, 1)));

    assertThat(sessions().lastBetween(person(1), person(2), pool.id())).contains(newer);
    assertThat(sessions().lastBetween(person(2), person(1), pool.id())).contains(newer);
    assertThat(sessions().lastBetween(person(1), person(3), pool.id())).isEmpty();
    assertThat(sessions().lastBetween(person(1), person(1), pool.id())).contains(newer);
    assertThat(sessions().lastBetween(person(1), person(2), pool("x").id())).isEmpty();
  }

  /** Both their numbers are other people's by now, and still they had them together. */
  @Test
  default void theLastSessionBetweenTwoIsFoundWhenItsPairsAreLentAgain() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession together = session(pool, participant(1, 0), participant(2, 1));
    Instant rested = NOW.plus(TTL).plus(REST);
    insert(together);
    insert(openedAt(rested, pool, participant(1, 0), participant(3, 1)));
    insert(openedAt(rested, pool, participant(4, 0), participant(2, 1)));

    assertThat(sessions().lastBetween(person(1), person(2), pool.id())).contains(together);
  }

  @Test
  default void sessionsAreListedNewestFirstPageByPage() {
    NumberPool pool = storedPool(pools(), 2);
    List<MaskingSession> oldestFirst =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    openedAt(
                        NOW.plusMillis(i), pool, participant(2 * i, 0), participant(2 * i + 1, 1)))
            .toList();
    oldestFirst.forEach(this::insert);
    List<MaskingSession> newestFirst = oldestFirst.reversed();
    SessionQuery first = query(Optional.empty(), Optional.empty(), Optional.empty());
    SessionQuery second =
        query(Optional.empty(), Optional.empty(), Optional.of(newestFirst.get(2)));

    assertThat(sessions().list(first, NOW)).containsExactlyElementsOf(newestFirst.subList(0, 3));
    assertThat(sessions().list(second, NOW)).containsExactlyElementsOf(newestFirst.subList(3, 5));
  }

  private static SessionQuery query(
      Optional<PoolId> pool, Optional<State> state, Optional<MaskingSession> before) {
    return new SessionQuery(pool, state, Optional.empty(), before.map(MaskingSession::id), 3);
  }

  @Test
  default void sessionsAreListedByPool() {
    NumberPool pool = storedPool(pools(), 2);
    NumberPool other = pool("other");
    pools().create(other);
    pools().addNumbers(other.id(), List.of(proxy(8), proxy(9)));
    insert(session(pool, participant(1, 0), participant(2, 1)));
    MaskingSession wanted = session(other, participant(1, 8), participant(2, 9));
    insert(wanted);

    assertThat(
            sessions()
                .list(query(Optional.of(other.id()), Optional.empty(), Optional.empty()), NOW))
        .containsExactly(wanted);
  }

  @Test
  default void sessionsAreListedByReference() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession wanted = session(pool, participant(1, 0), participant(2, 1));
    insert(wanted);
    insert(endless(session(pool, participant(3, 0), participant(4, 1))));

    assertThat(
            sessions()
                .list(
                    new SessionQuery(
                        Optional.empty(),
                        Optional.of(State.OPEN),
                        Optional.of("booking-1"),
                        Optional.empty(),
                        3),
                    NOW))
        .containsExactly(wanted);
  }

  @Test
  default void sessionsAreListedByTheirStateAtTheInstant() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession expiring = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession endless = endless(session(pool, participant(3, 0), participant(4, 1)));
    MaskingSession closing = session(pool, participant(5, 0), participant(6, 1));
    insert(expiring);
    insert(endless);
    insert(closing);
    MaskingSession closed = closed(closing, NOW.plusSeconds(1));
    sessions().updateEnd(closed, NOW);
    Instant end = NOW.plus(TTL);

    assertThat(listed(State.OPEN, NOW)).containsExactlyInAnyOrder(expiring, endless);
    assertThat(listed(State.CLOSED, NOW))
        .as("closed is closed, also for a clock that was set back")
        .containsExactly(closed);
    assertThat(listed(State.OPEN, end.minusMillis(1))).containsExactlyInAnyOrder(expiring, endless);
    assertThat(listed(State.OPEN, end)).containsExactly(endless);
    assertThat(listed(State.CLOSED, end)).containsExactlyInAnyOrder(expiring, closed);
  }

  @Test
  default void aSessionWhosePairsAreLentAgainIsNotExtended() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession ended = session(pool, participant(1, 0), participant(2, 1));
    insert(ended);
    Instant rested = NOW.plus(TTL).plus(REST);
    MaskingSession next = openedAt(rested, pool, participant(1, 0), participant(3, 1));
    assertThat(insert(next)).isEqualTo(new Inserted());

    // By a clock that was read before the session ended.
    assertThat(sessions().updateEnd(ended, NOW)).isFalse();
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(next);
  }

  private List<MaskingSession> listed(State state, Instant at) {
    return sessions().list(query(Optional.empty(), Optional.of(state), Optional.empty()), at);
  }

  @Test
  default void everyOpenOrRestingSessionIsHeld() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession expiring = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession endless = endless(session(pool, participant(3, 0), participant(4, 1)));
    insert(expiring);
    insert(endless);
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(held(NOW)).containsExactlyInAnyOrder(expiring, endless);
    assertThat(held(rested.minusMillis(1))).containsExactlyInAnyOrder(expiring, endless);
    assertThat(held(rested)).containsExactly(endless);
  }

  private List<MaskingSession> held(Instant at) {
    List<MaskingSession> held = new ArrayList<>();
    sessions().forEachHeld(at, held::add);
    return held;
  }

  @Test
  default void theHolderOfAPairIsFoundUntilItIsLentAgain() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(session);
    assertThat(sessions().findHolder(dialed(1), new Holder.Phone(person(2)))).contains(session);
    assertThat(sessions().findHolder(dialed(1), new Holder.Phone(person(1)))).isEmpty();

    MaskingSession next = openedAt(rested, pool, participant(1, 0), participant(3, 1));
    assertThat(sessions().insert(next, Optional.empty(), rested)).isEqualTo(new Inserted());
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(next);
    assertThat(sessions().findHolder(dialed(1), new Holder.Phone(person(2)))).contains(session);
  }

  /** Whatever a session of any mode says reads back, and each of its holders holds. */
  @ParameterizedTest
  @EnumSource(PoolMode.class)
  default void aSessionOfEachModeReadsBackEqual(PoolMode mode) {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession session = ofMode(mode, pool);
    insert(session);

    assertThat(sessions().find(session.id())).contains(session);
    assertThat(sessions().list(all(10), NOW)).containsExactly(session);
    List<MaskingSession> held = new ArrayList<>();
    sessions().forEachHeld(NOW, held::add);
    assertThat(held).containsExactly(session);
    for (Binding binding : session.bindings()) {
      PhoneNumber dialed = new PhoneNumber(binding.number().digits());
      assertThat(sessions().findHolder(dialed, binding.holder())).contains(session);
      assertThat(sessions().heldBy(binding.holder(), pool.id(), NOW))
          .containsExactly(binding.number());
    }
    MaskingSession closed = closed(session, NOW.plusSeconds(1));
    assertThat(sessions().updateEnd(closed, NOW.plusSeconds(1))).isTrue();
    assertThat(sessions().find(session.id())).contains(closed);
  }

  @Test
  default void codesAreHeldOnTheirNumberUntilTheyHaveRested() {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession session = ofMode(PoolMode.PIN, pool);
    insert(session);
    ProxyNumber number = session.bindings().getFirst().number();
    Pin held = ((Holder.Code) session.bindings().getFirst().holder()).pin();
    Pin free = new Pin("7777");
    List<Pin> both = List.of(free, held);

    assertThat(sessions().heldCodes(number, both, NOW)).containsExactly(held);
    assertThat(sessions().heldCodes(number, List.of(free), NOW)).isEmpty();
    ProxyNumber other = new ProxyNumber(number.digits() + 77);
    assertThat(sessions().heldCodes(other, both, NOW)).isEmpty();

    Instant end = NOW.plusSeconds(1);
    MaskingSession closed = closed(session, end);
    sessions().updateEnd(closed, end);
    Instant rested = closed.restsUntil().orElseThrow();
    assertThat(sessions().heldCodes(number, both, rested.minusMillis(1))).containsExactly(held);
    assertThat(sessions().heldCodes(number, both, rested)).isEmpty();
  }

  /** The rows of one session are never cut by the end of a page, nor mixed with another's. */
  @Test
  default void sessionsOfManyPeopleAreListedPageByPage() {
    NumberPool pool = storedPool(pools(), 5);
    List<MaskingSession> oldestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      oldestFirst.add(group(pool, i, 2 + i, NOW.plusMillis(i)));
    }
    oldestFirst.forEach(this::insert);
    List<MaskingSession> newestFirst = oldestFirst.reversed();

    List<MaskingSession> listed = new ArrayList<>();
    Optional<MaskingSession> last = Optional.empty();
    for (int page = 0; page < 3; page++) {
      List<MaskingSession> next =
          sessions()
              .list(
                  new SessionQuery(
                      Optional.of(pool.id()),
                      Optional.of(State.OPEN),
                      Optional.empty(),
                      last.map(MaskingSession::id),
                      2),
                  NOW);
      assertThat(next).hasSize(page == 2 ? 1 : 2);
      listed.addAll(next);
      last = Optional.of(next.getLast());
    }
    assertThat(listed).containsExactlyElementsOf(newestFirst);
    assertThat(held(NOW)).containsExactlyInAnyOrderElementsOf(oldestFirst);
  }

  @Test
  default void moreSessionsOfManyPeopleThanAreReadAtOnceAreAllHeld() {
    NumberPool pool = storedPool(pools(), 1);
    List<MaskingSession> stored = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      stored.add(group(pool, 0, 100 * i, 2 + i % 3, NOW.plusMillis(i)));
    }
    stored.forEach(this::insert);

    assertThat(held(NOW)).containsExactlyInAnyOrderElementsOf(stored);
  }

  private static MaskingSession group(NumberPool pool, int proxy, int count, Instant at) {
    return group(pool, proxy, 0, count, at);
  }

  private static MaskingSession group(
      NumberPool pool, int proxy, int firstPerson, int count, Instant at) {
    List<Participant> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(
          new Participant(
              new ParticipantId(SampleSessions.id(at)),
              "p" + i,
              person(firstPerson + i),
              List.of(person(firstPerson + 20 + i)),
              proxy(proxy),
              Optional.of(new Pin("%06d".formatted(firstPerson + i)))));
    }
    return new MaskingSession(
        new SessionId(SampleSessions.id(at)),
        pool.id(),
        Optional.empty(),
        Map.of(),
        new Lifetime.UntilClosed(),
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        PoolMode.GROUP,
        people);
  }

  /** No holder of a session may be another one's on the same number. */
  @ParameterizedTest
  @EnumSource(PoolMode.class)
  default void aHolderIsTakenOnce(PoolMode mode) {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession first = ofMode(mode, pool);
    insert(first);

    InsertOutcome second = sessions().insert(ofMode(mode, pool), Optional.empty(), NOW);

    assertThat(second).isInstanceOf(InsertOutcome.PairTaken.class);
    assertThat(sessions().list(all(10), NOW)).containsExactly(first);
  }

  @Test
  default void aSessionThatEndedIsOpenedAgainUntilItsPairsAreLentAgain() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    MaskingSession again = endingAt(session, NOW.plus(Duration.ofDays(9)));

    assertThat(sessions().reopen(again, NOW)).as("it is open").isFalse();
    assertThat(sessions().reopen(again, NOW.plus(TTL))).as("expired").isTrue();
    assertThat(sessions().find(session.id())).contains(again);
    assertThat(sessions().updateEnd(closed(again, NOW.plus(TTL)), NOW.plus(TTL))).isTrue();
    Instant rested = NOW.plus(TTL).plus(REST);
    assertThat(sessions().reopen(again, rested)).as("closed, and free by now").isTrue();
    assertThat(sessions().updateEnd(closed(again, rested), rested)).isTrue();

    Instant later = rested.plus(REST);
    MaskingSession next = openedAt(later, pool, participant(1, 0), participant(3, 1));
    assertThat(sessions().insert(next, Optional.empty(), later)).isEqualTo(new Inserted());
    assertThat(sessions().reopen(again, later)).as("lent again").isFalse();
    assertThat(sessions().find(session.id())).contains(closed(again, rested));
    assertThat(sessions().heldBy(new Holder.Phone(person(2)), pool.id(), later)).isEmpty();
  }

  private static MaskingSession endingAt(MaskingSession session, Instant end) {
    return with(session, Optional.of(end), Optional.empty(), Optional.of(end.plus(REST)));
  }

  @Test
  default void ofThoseThatHoldItOneOpenSessionHasAReference() {
    NumberPool pool = storedPool(pools(), 4);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(3, 2), participant(4, 3));
    String reference = first.reference().orElseThrow();

    assertThat(holding(first, NOW)).isEqualTo(new Inserted());

    assertThat(holding(other, NOW)).isEqualTo(new InsertOutcome.ReferenceHeld(first.id()));
    assertThat(sessions().find(other.id())).isEmpty();
    assertThat(sessions().referenceHolder(pool.id(), reference)).contains(first.id());
    assertThat(insert(other)).as("one that does not hold it").isEqualTo(new Inserted());
    NumberPool elsewhere = pool("other");
    pools().create(elsewhere);
    pools().addNumbers(elsewhere.id(), List.of(proxy(10), proxy(11)));
    assertThat(holding(session(elsewhere, participant(5, 10), participant(6, 11)), NOW))
        .as("in another pool")
        .isEqualTo(new Inserted());
  }

  @Test
  default void aReferenceIsFreeFromTheInstantOfTheEndOn() {
    NumberPool pool = storedPool(pools(), 4);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(3, 2), participant(4, 3));
    holding(first, NOW);
    Instant end = first.expiresAt().orElseThrow();

    assertThat(holding(other, end.minusMillis(1)))
        .isEqualTo(new InsertOutcome.ReferenceHeld(first.id()));
    assertThat(holding(other, end)).isEqualTo(new Inserted());

    assertThat(sessions().referenceHolder(pool.id(), first.reference().orElseThrow()))
        .contains(other.id());
  }

  @Test
  default void aReferenceIsFreeWhenItsSessionIsClosed() {
    NumberPool pool = storedPool(pools(), 4);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(3, 2), participant(4, 3));
    holding(first, NOW);
    MaskingSession extended = endingAt(first, NOW.plus(TTL).plusSeconds(1));
    assertThat(sessions().updateEnd(extended, NOW)).isTrue();
    assertThat(holding(other, NOW.plus(TTL)))
        .isEqualTo(new InsertOutcome.ReferenceHeld(first.id()));

    assertThat(sessions().updateEnd(closed(extended, NOW), NOW)).isTrue();

    assertThat(holding(other, NOW)).isEqualTo(new Inserted());
    Instant later = NOW.plusSeconds(9);
    MaskingSession again = endingAt(first, later.plus(TTL));
    assertThat(sessions().reopen(again, true, later)).as("another holds it").isFalse();
    assertThat(sessions().updateEnd(closed(other, later), later)).isTrue();
    assertThat(sessions().reopen(again, true, later)).isTrue();
    assertThat(sessions().referenceHolder(pool.id(), first.reference().orElseThrow()))
        .contains(first.id());
  }

  @Test
  default void theSameKeyComesBeforeTheSameReference() {
    NumberPool pool = storedPool(pools(), 4);
    MaskingSession first = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(3, 2), participant(4, 3));
    sessions().insert(first, Optional.of("key"), true, NOW);

    assertThat(sessions().insert(other, Optional.of("key"), true, NOW))
        .isEqualTo(new KeyUsed(first));
  }

  /** Round after round, also against one that has expired and still holds it. */
  @Test
  default void oneOfManyOpeningsOfAReferenceWins() {
    NumberPool pool = storedPool(pools(), 16);
    Instant now = NOW;
    for (int round = 0; round < 5; round++) {
      Instant at = now;
      List<Future<InsertOutcome>> openings = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 8; i++) {
          int person = 100 * round + 2 * i;
          MaskingSession session =
              openedAt(at, pool, participant(person, 2 * i), participant(person + 1, 2 * i + 1));
          openings.add(threads.submit(() -> holding(session, at)));
        }
      }
      List<InsertOutcome> outcomes = openings.stream().map(Future::resultNow).toList();
      assertThat(outcomes.stream().filter(new Inserted()::equals)).hasSize(1);
      assertThat(outcomes.stream().filter(InsertOutcome.ReferenceHeld.class::isInstance))
          .hasSize(7);
      now = now.plus(TTL);
    }
  }

  private InsertOutcome holding(MaskingSession session, Instant now) {
    return sessions().insert(session, Optional.empty(), true, now);
  }

  @Test
  default void whatAParticipantsNumberWasAtTheOpeningIsKept() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    sessions().insert(session, Optional.of("key"), NOW);
    MaskingSession once = session.withNumber(0, person(5));
    MaskingSession twice = once.withNumber(0, person(6));

    assertThat(sessions().replaceNumber(once, 0, NOW.plus(REST), NOW)).isTrue();
    assertThat(sessions().replaceNumber(twice, 0, NOW.plus(REST), NOW)).isTrue();

    assertThat(sessions().findByIdempotencyKey("key")).contains(twice);
    assertThat(twice.participants().getFirst().openedWith()).contains(person(1));
    MaskingSession back = twice.withNumber(0, person(1));
    assertThat(sessions().replaceNumber(back, 0, NOW.plus(REST), NOW)).isTrue();
    assertThat(sessions().find(session.id())).contains(session);
  }

  @Test
  default void aParticipantGetsAnotherNumberAndTheOldPairRests() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    MaskingSession replaced = session.withNumber(0, person(5));
    Instant rest = NOW.plus(REST);

    assertThat(sessions().replaceNumber(replaced, 0, rest, NOW)).isTrue();

    assertThat(sessions().find(session.id())).contains(replaced);
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(5)))).contains(replaced);
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), rest.minusMillis(1)))
        .containsExactly(proxy(0));
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), rest)).isEmpty();
    MaskingSession end = closed(replaced, NOW.plusSeconds(9));
    assertThat(sessions().updateEnd(end, NOW.plusSeconds(9))).isTrue();
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), rest)).isEmpty();
    assertThat(sessions().heldBy(new Holder.Phone(person(5)), pool.id(), rest)).hasSize(1);
  }

  @Test
  default void aNumberIsNotReplacedByOneThatAnotherSessionHolds() {
    NumberPool pool = storedPool(pools(), 3);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    MaskingSession other = session(pool, participant(5, 0), participant(6, 1));
    insert(session);
    insert(other);
    MaskingSession replaced = session.withNumber(0, person(5));

    assertThat(sessions().replaceNumber(replaced, 0, NOW.plus(REST), NOW)).isFalse();
    assertThat(sessions().find(session.id())).contains(session);

    Instant rested = NOW.plus(TTL).plus(REST);
    assertThat(sessions().replaceNumber(replaced, 0, rested, rested)).as("not open").isFalse();
  }

  /** Whoever is first has the pair; the other is told so, and nothing fails. */
  @Test
  default void ofAnOpeningAndAReplacementOneWins() {
    NumberPool pool = storedPool(pools(), 3);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 30; i++) {
        MaskingSession session = session(pool, participant(3 * i, 0), participant(3 * i + 1, 1));
        insert(session);
        MaskingSession opening =
            session(pool, participant(3 * i + 2, 0), participant(1_000 + i, 1));
        MaskingSession replaced = session.withNumber(0, person(3 * i + 2));
        CyclicBarrier together = new CyclicBarrier(2);
        Future<InsertOutcome> opened =
            threads.submit(
                () -> {
                  together.await();
                  return insert(opening);
                });
        Future<Boolean> changed =
            threads.submit(
                () -> {
                  together.await();
                  return sessions().replaceNumber(replaced, 0, NOW.plus(REST), NOW);
                });
        boolean isOpened = outcome(opened).equals(new Inserted());
        assertThat(outcome(changed)).isEqualTo(!isOpened);
        assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(3 * i + 2))))
            .contains(isOpened ? opening : replaced);
      }
    }
  }

  private static <T> T outcome(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  default void aNumberComesBackWhereItWas() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    insert(session);
    MaskingSession replaced = session.withNumber(0, person(5));
    sessions().replaceNumber(replaced, 0, NOW.plus(REST), NOW);

    assertThat(sessions().replaceNumber(session, 0, NOW.plus(REST), NOW)).isTrue();

    assertThat(sessions().find(session.id())).contains(session);
    assertThat(sessions().findHolder(dialed(0), new Holder.Phone(person(1)))).contains(session);
    assertThat(sessions().updateEnd(closed(session, NOW), NOW)).isTrue();
  }

  private static SessionQuery all(int limit) {
    return new SessionQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  private static MaskingSession ofMode(PoolMode mode, NumberPool pool) {
    List<Participant> people = new ArrayList<>();
    int count = Math.min(3, mode.participantsMax());
    for (int i = 0; i < count; i++) {
      people.add(
          new Participant(
              new ParticipantId(SampleSessions.id(NOW)),
              "p" + i,
              person(i),
              i == 0 ? List.of() : List.of(person(10 + i), person(20 + i)),
              proxy(mode.sharesOneNumber() ? 0 : i),
              mode == PoolMode.PIN ? Optional.of(new Pin("000" + i)) : Optional.empty()));
    }
    return new MaskingSession(
        new SessionId(SampleSessions.id(NOW)),
        pool.id(),
        Optional.empty(),
        Map.of(),
        new Lifetime.Ttl(TTL),
        NOW,
        Optional.of(NOW.plus(TTL)),
        Optional.empty(),
        Optional.of(NOW.plus(TTL).plusSeconds(60)),
        Optional.of(NOW.plus(TTL).plus(REST)),
        mode,
        people);
  }
}
