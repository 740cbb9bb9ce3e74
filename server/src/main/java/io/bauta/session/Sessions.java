package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.InsertOutcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Opens, extends and closes masking sessions.
 *
 * <p>A session is answered only when it is durable and its routes are known: a call that comes a
 * moment after the answer is connected.
 */
public final class Sessions {

  /** How often an opening chooses again after losing a pair to another one. */
  public static final int OPEN_ATTEMPTS_MAX = 20;

  private static final int TURNS = 64;

  private final SessionStore store;
  private final Pools pools;
  private final SessionListener listener;
  private final OpeningListener openings;
  private final TimeOrderedIds ids;
  private final Object[] turns = new Object[TURNS];

  public Sessions(SessionStore store, Pools pools, SessionListener listener, TimeOrderedIds ids) {
    this(store, pools, listener, OpeningListener.NONE, ids);
  }

  public Sessions(
      SessionStore store,
      Pools pools,
      SessionListener listener,
      OpeningListener openings,
      TimeOrderedIds ids) {
    this.store = store;
    this.pools = pools;
    this.listener = listener;
    this.openings = openings;
    this.ids = ids;
    Arrays.setAll(turns, i -> new Object());
  }

  /** Lends numbers to the two people and opens the session. */
  public OpenOutcome open(SessionRequest request, Instant now) {
    Optional<OpenOutcome> answered = answeredBefore(request).or(() -> refusal(request, now));
    return answered.orElseGet(() -> allocateAndInsert(request, now));
  }

  private Optional<OpenOutcome> answeredBefore(SessionRequest request) {
    return request
        .idempotencyKey()
        .flatMap(store::findByIdempotencyKey)
        .map(session -> repeated(request, session));
  }

  /**
   * The session that an earlier request with the key opened. Whoever repeats a request may never
   * have heard of its outcome, so the listener hears of it again.
   */
  private OpenOutcome repeated(SessionRequest request, MaskingSession session) {
    if (!request.asksFor(session)) {
      return new OpenOutcome.KeyConflict(session.id());
    }
    synchronized (turnOf(session.id())) {
      MaskingSession now = store.find(session.id()).orElse(session);
      listener.changed(now);
      return new OpenOutcome.AlreadyOpened(now);
    }
  }

  private Optional<OpenOutcome> refusal(SessionRequest request, Instant now) {
    List<Person> people = request.people();
    if (people.get(0).realNumber().equals(people.get(1).realNumber())) {
      return Optional.of(new OpenOutcome.SameNumber());
    }
    for (int position = 0; position < people.size(); position++) {
      if (pools.holds(people.get(position).realNumber())) {
        return Optional.of(new OpenOutcome.OwnProxyNumber(position));
      }
    }
    boolean past = request.lifetime().endFrom(now).filter(end -> !end.isAfter(now)).isPresent();
    return past ? Optional.of(new OpenOutcome.EndsInThePast()) : Optional.empty();
  }

  private OpenOutcome allocateAndInsert(SessionRequest request, Instant now) {
    NumberPool pool = request.pool();
    List<PhoneNumber> numbers = request.people().stream().map(Person::realNumber).toList();
    Set<ProxyNumber> heldByFirst = new HashSet<>(store.heldBy(numbers.get(0), pool.id(), now));
    Set<ProxyNumber> heldBySecond = new HashSet<>(store.heldBy(numbers.get(1), pool.id(), now));
    for (int attempt = 0; attempt < OPEN_ATTEMPTS_MAX; attempt++) {
      Allocation allocation =
          Allocator.allocate(pool.mode(), pools.numbers(pool.id()), heldByFirst, heldBySecond);
      switch (allocation) {
        case Allocation.Exhausted counts -> {
          // What is held may be this very request's, opened by a repetition of it a moment ago.
          return answeredBefore(request)
              .orElseGet(() -> exhausted(pool, counts, List.of(heldByFirst, heldBySecond), now));
        }
        case Allocation.Lent lent -> {
          MaskingSession session = session(request, lent, now);
          switch (insert(session, request, now)) {
            case InsertOutcome.Inserted() -> {
              tellFound(pool, List.of(heldByFirst, heldBySecond), true, now);
              return new OpenOutcome.Opened(session);
            }
            case InsertOutcome.KeyUsed(MaskingSession first) -> {
              return repeated(request, first);
            }
            case InsertOutcome.PairTaken(int position) ->
                exclude(position, lent, heldByFirst, heldBySecond);
            case InsertOutcome.NumberGone(int position) ->
                exclude(position, lent, heldByFirst, heldBySecond);
          }
        }
      }
    }
    return answeredBefore(request)
        .orElseGet(() -> new OpenOutcome.TooMuchContention(OPEN_ATTEMPTS_MAX));
  }

  private OpenOutcome exhausted(
      NumberPool pool, Allocation.Exhausted counts, List<Set<ProxyNumber>> held, Instant now) {
    tellFound(pool, held, false, now);
    return new OpenOutcome.PoolExhausted(counts);
  }

  private void tellFound(NumberPool pool, List<Set<ProxyNumber>> held, boolean lent, Instant now) {
    openings.found(pool, pools.numbers(pool.id()), held, lent, now);
  }

  private InsertOutcome insert(MaskingSession session, SessionRequest request, Instant now) {
    synchronized (turnOf(session.id())) {
      InsertOutcome outcome;
      try {
        outcome = store.insert(session, request.idempotencyKey(), now);
      } catch (RuntimeException unknownOutcome) {
        listener.doubtful(session);
        throw unknownOutcome;
      }
      if (outcome instanceof InsertOutcome.Inserted) {
        listener.stored(session);
      }
      return outcome;
    }
  }

  /**
   * Changes of one session take turns, so that the listener hears of them in the order in which
   * they were stored: a session that was closed must not be heard of as open afterwards.
   */
  private Object turnOf(SessionId id) {
    return turns[Math.floorMod(id.hashCode(), TURNS)];
  }

  /** The pair was lost to another opening: choose again without it. */
  private static void exclude(
      int position,
      Allocation.Lent lent,
      Set<ProxyNumber> heldByFirst,
      Set<ProxyNumber> heldBySecond) {
    if (position == 0) {
      heldByFirst.add(lent.first());
    } else {
      heldBySecond.add(lent.second());
    }
  }

  private MaskingSession session(SessionRequest request, Allocation.Lent lent, Instant now) {
    Optional<Instant> expiresAt = request.lifetime().endFrom(now);
    return new MaskingSession(
        new SessionId(ids.next(now)),
        request.pool().id(),
        request.reference(),
        request.metadata(),
        request.lifetime(),
        now,
        expiresAt,
        Optional.empty(),
        expiresAt.map(end -> end.plus(request.pool().restAfterEnd())),
        List.of(
            participant(request.people().get(0), lent.first(), now),
            participant(request.people().get(1), lent.second(), now)));
  }

  private Participant participant(Person person, ProxyNumber dials, Instant now) {
    return new Participant(
        new ParticipantId(ids.next(now)), person.name(), person.realNumber(), dials);
  }

  public Optional<MaskingSession> find(SessionId id) {
    return store.find(id);
  }

  /** Sessions that match, newest first. */
  public List<MaskingSession> list(SessionQuery query, Instant now) {
    return store.list(query, now);
  }

  /** Gives an open session a new end: later, earlier, or none until it is closed. */
  public ChangeOutcome extend(SessionId id, Lifetime lifetime, Instant now) {
    Optional<Instant> end = lifetime.endFrom(now);
    if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
      return new ChangeOutcome.EndsInThePast();
    }
    return change(id, now, session -> withEnd(session, end, Optional.empty()));
  }

  /** Ends a session now. Its pairs rest, and calls on them are refused. */
  public ChangeOutcome close(SessionId id, String reason, Instant now) {
    Closing closing = new Closing(now, reason);
    return change(id, now, session -> withEnd(session, session.expiresAt(), Optional.of(closing)));
  }

  private ChangeOutcome change(SessionId id, Instant now, UnaryOperator<MaskingSession> edit) {
    synchronized (turnOf(id)) {
      return changeInTurn(id, now, edit);
    }
  }

  private ChangeOutcome changeInTurn(
      SessionId id, Instant now, UnaryOperator<MaskingSession> edit) {
    Optional<MaskingSession> before = store.find(id);
    if (before.isEmpty()) {
      return new ChangeOutcome.Unknown();
    }
    if (before.get().stateAt(now) == State.CLOSED) {
      return alreadyClosed(before.get());
    }
    MaskingSession after = edit.apply(before.get());
    boolean updated;
    try {
      updated = store.updateEnd(after, now);
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(after);
      throw unknownOutcome;
    }
    if (!updated) {
      // Somebody else closed it in between, or its pairs are lent again.
      return alreadyClosed(store.find(id).orElse(before.get()));
    }
    listener.changed(after);
    return new ChangeOutcome.Changed(after);
  }

  /** Whoever closes a second time may never have heard that the first time was enough. */
  private ChangeOutcome alreadyClosed(MaskingSession session) {
    listener.changed(session);
    return new ChangeOutcome.AlreadyClosed(session);
  }

  private MaskingSession withEnd(
      MaskingSession session, Optional<Instant> expiresAt, Optional<Closing> closing) {
    Optional<Instant> end = closing.map(Closing::at).or(() -> expiresAt);
    NumberPool pool = pools.find(session.pool()).orElseThrow();
    return new MaskingSession(
        session.id(),
        session.pool(),
        session.reference(),
        session.metadata(),
        session.lifetime(),
        session.openedAt(),
        expiresAt,
        closing,
        end.map(instant -> instant.plus(pool.restAfterEnd())),
        session.participants());
  }
}
