package io.bauta.session;

import io.bauta.id.RandomDigits;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.InsertOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

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
  private final RandomDigits digits = new RandomDigits();
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

  /** Lends numbers to the people and opens the session. */
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
    PoolMode mode = request.pool().mode();
    if (people.size() < mode.participantsMin() || people.size() > mode.participantsMax()) {
      return Optional.of(new OpenOutcome.WrongParticipants(mode, people.size()));
    }
    Set<PhoneNumber> numbers = new HashSet<>();
    Set<Pin> pins = new HashSet<>();
    for (int position = 0; position < people.size(); position++) {
      Person person = people.get(position);
      for (PhoneNumber number : person.numbers()) {
        if (!numbers.add(number)) {
          return Optional.of(new OpenOutcome.SameNumber(position));
        }
        if (pools.holds(number)) {
          return Optional.of(new OpenOutcome.OwnProxyNumber(position));
        }
        if (isGuarded(number, request.pool())) {
          return Optional.of(new OpenOutcome.NotRung(position));
        }
      }
      if (person.pin().isPresent()
          && (!request.pool().usesPins() || !pins.add(person.pin().get()))) {
        return Optional.of(new OpenOutcome.UnusableCode(position));
      }
    }
    boolean past = request.lifetime().endFrom(now).filter(end -> !end.isAfter(now)).isPresent();
    return past ? Optional.of(new OpenOutcome.EndsInThePast()) : Optional.empty();
  }

  private static boolean isGuarded(PhoneNumber number, NumberPool pool) {
    return pool.policies().rules().guardsSpecialNumbers()
        && NumberingPlans.specialOf(number).isPresent();
  }

  private OpenOutcome allocateAndInsert(SessionRequest request, Instant now) {
    NumberPool pool = request.pool();
    List<Set<ProxyNumber>> held = held(request, now);
    for (int attempt = 0; attempt < OPEN_ATTEMPTS_MAX; attempt++) {
      switch (Allocator.allocate(pool.mode(), pools.numbers(pool.id()), held)) {
        case Allocation.Exhausted counts -> {
          // What is held may be this very request's, opened by a repetition of it a moment ago.
          return answeredBefore(request).orElseGet(() -> exhausted(pool, counts, held, now));
        }
        case Allocation.Lent lent -> {
          MaskingSession session = session(request, lent, now);
          switch (insert(session, request, now)) {
            case InsertOutcome.Inserted() -> {
              tellFound(pool, held, true, now);
              return new OpenOutcome.Opened(session);
            }
            case InsertOutcome.KeyUsed(MaskingSession first) -> {
              return repeated(request, first);
            }
            case InsertOutcome.PairTaken(int place) -> {
              if (!isMadeCode(session.bindings().get(place), request)) {
                exclude(session.bindings().get(place).number(), session, held);
              }
            }
            case InsertOutcome.NumberGone(int place) ->
                exclude(session.bindings().get(place).number(), session, held);
          }
        }
      }
    }
    return answeredBefore(request)
        .orElseGet(() -> new OpenOutcome.TooMuchContention(OPEN_ATTEMPTS_MAX));
  }

  /**
   * What each participant's holders hold, or rest from, on whatever number the participant dials.
   */
  private List<Set<ProxyNumber>> held(SessionRequest request, Instant now) {
    NumberPool pool = request.pool();
    List<Person> people = request.people();
    List<Set<ProxyNumber>> held = new ArrayList<>();
    people.forEach(person -> held.add(new HashSet<>()));
    for (int position = 0; position < people.size(); position++) {
      Person person = people.get(position);
      if (holdsByPhone(pool.mode(), position)) {
        for (PhoneNumber number : person.numbers()) {
          held.get(position).addAll(store.heldBy(new Holder.Phone(number), pool.id(), now));
        }
      }
      // A code is entered on the number that somebody else dials.
      int dialler = pool.mode() == PoolMode.PAIR_TWO_NUMBERS ? 1 - position : position;
      person
          .pin()
          .ifPresent(
              pin -> held.get(dialler).addAll(store.heldBy(new Holder.Code(pin), pool.id(), now)));
    }
    if (pool.mode() == PoolMode.ONE_PARTY) {
      held.getFirst().addAll(store.heldBy(new Holder.Anyone(), pool.id(), now));
    }
    return held;
  }

  private static boolean holdsByPhone(PoolMode mode, int position) {
    return switch (mode) {
      case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP -> true;
      case ONE_PARTY -> position == 0;
      case PIN -> false;
    };
  }

  /** The next try makes another one. */
  private static boolean isMadeCode(Binding taken, SessionRequest request) {
    return taken.holder() instanceof Holder.Code
        && request.people().get(taken.position()).pin().isEmpty();
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
      ProxyNumber lost, MaskingSession session, List<Set<ProxyNumber>> held) {
    for (int position = 0; position < held.size(); position++) {
      if (session.participants().get(position).dials().equals(lost)) {
        held.get(position).add(lost);
      }
    }
  }

  private MaskingSession session(SessionRequest request, Allocation.Lent lent, Instant now) {
    NumberPool pool = request.pool();
    Optional<Instant> expiresAt = request.lifetime().endFrom(now);
    List<Participant> participants = new ArrayList<>();
    List<Pin> taken = new ArrayList<>();
    request.people().forEach(person -> person.pin().ifPresent(taken::add));
    for (Person person : request.people()) {
      participants.add(
          new Participant(
              new ParticipantId(ids.next(now)),
              person.name(),
              person.realNumber(),
              person.moreNumbers(),
              participants.isEmpty() ? lent.first() : lent.second(),
              pool.usesPins() ? Optional.of(pin(person, pool, taken)) : Optional.empty()));
    }
    return new MaskingSession(
        new SessionId(ids.next(now)),
        pool.id(),
        request.reference(),
        request.metadata(),
        request.lifetime(),
        now,
        expiresAt,
        Optional.empty(),
        graceFrom(expiresAt, pool),
        expiresAt.map(end -> end.plus(pool.restAfterEnd())),
        pool.mode(),
        participants,
        request.rules());
  }

  private Pin pin(Person person, NumberPool pool, List<Pin> taken) {
    if (person.pin().isPresent()) {
      return person.pin().get();
    }
    int length = pool.policies().pins().length();
    Pin pin = new Pin(digits.next(length));
    while (taken.contains(pin)) {
      pin = new Pin(digits.next(length));
    }
    taken.add(pin);
    return pin;
  }

  private static Optional<Instant> graceFrom(Optional<Instant> end, NumberPool pool) {
    return pool.grace().isZero() ? Optional.empty() : end.map(at -> at.plus(pool.grace()));
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

  /**
   * Opens a session again that has ended, when its pairs are not lent again: with the numbers that
   * its people had.
   */
  public ChangeOutcome reopen(SessionId id, Lifetime lifetime, Instant now) {
    Optional<Instant> end = lifetime.endFrom(now);
    if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
      return new ChangeOutcome.EndsInThePast();
    }
    synchronized (turnOf(id)) {
      Optional<MaskingSession> before = store.find(id);
      if (before.isEmpty()) {
        return new ChangeOutcome.Unknown();
      }
      if (before.get().stateAt(now) == State.OPEN) {
        return new ChangeOutcome.StillOpen(before.get());
      }
      if (!hasItsNumbers(before.get())) {
        return new ChangeOutcome.PairsLentAgain();
      }
      MaskingSession after = withEnd(before.get(), end, Optional.empty());
      return stored(after, () -> store.reopen(after, now))
          ? heard(after)
          : new ChangeOutcome.PairsLentAgain();
    }
  }

  /** Whether its numbers are in its pool, and calls on them answered. */
  private boolean hasItsNumbers(MaskingSession session) {
    return session.participants().stream()
        .map(participant -> pools.line(new PhoneNumber(participant.dials().digits())))
        .allMatch(
            line ->
                line.filter(l -> l.pool().id().equals(session.pool()) && l.state().isAnswered())
                    .isPresent());
  }

  private ChangeOutcome heard(MaskingSession after) {
    listener.changed(after);
    return new ChangeOutcome.Changed(after);
  }

  private boolean stored(MaskingSession after, BooleanSupplier storing) {
    try {
      return storing.getAsBoolean();
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(after);
      throw unknownOutcome;
    }
  }

  /** Gives a participant another number in place of their first: a new driver, a new SIM. */
  public ChangeOutcome replaceNumber(
      SessionId id, ParticipantId participant, PhoneNumber number, Instant now) {
    synchronized (turnOf(id)) {
      Optional<MaskingSession> found = store.find(id);
      if (found.isEmpty()) {
        return new ChangeOutcome.Unknown();
      }
      MaskingSession before = found.get();
      if (before.stateAt(now) == State.CLOSED) {
        return alreadyClosed(before);
      }
      OptionalInt position =
          IntStream.range(0, before.participants().size())
              .filter(i -> before.participants().get(i).id().equals(participant))
              .findFirst();
      if (position.isEmpty()) {
        return new ChangeOutcome.UnknownParticipant();
      }
      if (before.participants().get(position.getAsInt()).realNumber().equals(number)) {
        return heard(before);
      }
      if (before.participants().stream().anyMatch(p -> p.numbers().contains(number))) {
        return new ChangeOutcome.SameNumber();
      }
      if (pools.holds(number)) {
        return new ChangeOutcome.OwnProxyNumber();
      }
      if (isGuarded(number, pools.find(before.pool()).orElseThrow())) {
        return new ChangeOutcome.NotRung();
      }
      return replace(before, position.getAsInt(), number, now);
    }
  }

  private ChangeOutcome replace(
      MaskingSession before, int position, PhoneNumber number, Instant now) {
    MaskingSession after = before.withNumber(position, number);
    Instant rest = now.plus(pools.find(before.pool()).orElseThrow().restAfterEnd());
    boolean replaced;
    try {
      replaced = store.replaceNumber(after, position, rest, now);
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(before);
      listener.doubtful(after);
      throw unknownOutcome;
    }
    if (!replaced) {
      return new ChangeOutcome.NumberHeld();
    }
    listener.replaced(before, after, rest);
    return new ChangeOutcome.Changed(after);
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
        graceFrom(end, pool),
        end.map(instant -> instant.plus(pool.restAfterEnd())),
        session.mode(),
        session.participants(),
        session.rules());
  }
}
