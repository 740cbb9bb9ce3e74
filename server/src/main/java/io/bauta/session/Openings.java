package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.Borrower;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.pool.Stock;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.LoadBook.Taken;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.InsertOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Opens sessions: looks whether the request can be met, lends numbers to its people, and tries
 * again where another opening was quicker.
 */
final class Openings {

  /** How often an opening chooses again after losing a pair to another one. */
  static final int ATTEMPTS_MAX = 20;

  private final SessionStore store;
  private final Pools pools;
  private final SessionListener sessions;
  private final OpeningListener listener;
  private final LastCalls lastCalls;
  private final KnownHolders known;
  private final CurrentSessions current;
  private final Orders orders;
  private final Turns turns;
  private final TimeOrderedIds ids;
  private final MadeCodes codes;
  private final LoadBook loads;

  /** Where each pool begins to try its numbers, where it lends them in turn. */
  private final Map<PoolId, AtomicInteger> starts = new ConcurrentHashMap<>();

  Openings(
      SessionStore store,
      Pools pools,
      SessionListener sessions,
      OpeningListener listener,
      LastCalls lastCalls,
      KnownHolders known,
      CurrentSessions current,
      Orders orders,
      Turns turns,
      TimeOrderedIds ids) {
    this.store = store;
    this.pools = pools;
    this.sessions = sessions;
    this.listener = listener;
    this.lastCalls = lastCalls;
    this.known = known;
    this.current = current;
    this.orders = orders;
    this.turns = turns;
    this.ids = ids;
    this.codes = new MadeCodes(store);
    this.loads = new LoadBook(store::loads);
  }

  /** Lends numbers to the people and opens the session. */
  OpenOutcome open(SessionRequest request, Instant now) {
    Optional<OpenOutcome> answered =
        answeredBefore(request)
            .or(() -> refusal(request, now))
            .or(() -> referenceHeld(request, now))
            .or(() -> orders.join(request, now));
    return answered.orElseGet(() -> allocateAndInsert(request, now));
  }

  private Optional<OpenOutcome> answeredBefore(SessionRequest request) {
    return request
        .idempotencyKey()
        .flatMap(store::findByIdempotencyKey)
        .map(session -> orders.repeated(request, session));
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
        if (request.pool().guards(number)) {
          return Optional.of(new OpenOutcome.NotRung(position));
        }
      }
      if (person.pin().isPresent()
          && (!request.pool().usesPins() || !pins.add(person.pin().get()))) {
        return Optional.of(new OpenOutcome.UnusableCode(position));
      }
    }
    if (request.pool().mergesOrders() && request.lifetime() instanceof FromLastCall) {
      return Optional.of(new OpenOutcome.NotFromLastCall());
    }
    boolean past = request.lifetime().endFrom(now).filter(end -> !end.isAfter(now)).isPresent();
    return past ? Optional.of(new OpenOutcome.EndsInThePast()) : impossibleDemand(request);
  }

  /** Also by the session that a repetition of this very request opened a moment ago. */
  private Optional<OpenOutcome> referenceHeld(SessionRequest request, Instant now) {
    return CurrentSessions.holdsReference(request.pool(), request.reference())
        ? current
            .openHolder(request.pool().id(), request.reference().orElseThrow(), now)
            .map(
                first ->
                    answeredBefore(request).orElseGet(() -> new OpenOutcome.ReferenceHeld(first)))
        : Optional.empty();
  }

  private Optional<OpenOutcome> impossibleDemand(SessionRequest request) {
    NumberPool pool = request.pool();
    Optional<ProxyNumber> first = Optional.empty();
    for (int position = 0; position < request.people().size(); position++) {
      Optional<ProxyNumber> demanded = request.people().get(position).dials();
      if (demanded.isPresent()) {
        if (pools
            .line(demanded.get())
            .filter(line -> line.pool().id().equals(pool.id()))
            .isEmpty()) {
          return Optional.of(new OpenOutcome.NotInPool(position));
        }
        if (pool.mode().sharesOneNumber() && first.isPresent() && !first.equals(demanded)) {
          return Optional.of(new OpenOutcome.OtherDemanded(position));
        }
        first = demanded;
      }
    }
    return Optional.empty();
  }

  private OpenOutcome allocateAndInsert(SessionRequest request, Instant now) {
    List<Borrower> borrowers = new ArrayList<>();
    boolean isByMemory =
        Borrowers.known(store, known, pools.numbers(request.pool().id()), request, now)
            .map(borrowers::addAll)
            .isPresent();
    if (!isByMemory) {
      borrowers.addAll(Borrowers.of(store, request, now));
    }
    boolean isCrowded = false;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      switch (choose(request.pool(), borrowers, now)) {
        case LoadBook.Choice.None(Allocation.Exhausted counts, boolean isCertain) -> {
          if (isByMemory) {
            // Only the store knows that nothing is free.
            isByMemory = false;
            askAgain(borrowers, request, now);
            continue;
          }
          // What is held may be this very request's, opened by a repetition of it a moment ago.
          Optional<OpenOutcome> answered =
              answeredBefore(request).or(() -> orders.join(request, now));
          if (answered.isPresent() || isCertain) {
            return answered.orElseGet(() -> nothingFree(request.pool(), borrowers, counts, now));
          }
        }
        case LoadBook.Choice.Chosen(Allocation.Lent lent, List<Taken> taken) -> {
          Optional<MaskingSession> chosen = session(request, lent, isCrowded, now);
          if (chosen.isEmpty()) {
            exclude(lent.first(), borrowers);
            continue;
          }
          MaskingSession session = chosen.get();
          switch (insert(session, taken, request, now)) {
            case InsertOutcome.Inserted() -> {
              tellFound(request.pool(), borrowers, true, now);
              return new OpenOutcome.Opened(session);
            }
            case InsertOutcome.KeyUsed(MaskingSession first) -> {
              return orders.repeated(request, first);
            }
            case InsertOutcome.Together(MaskingSession other) -> {
              Optional<OpenOutcome> joined = orders.join(other, request, now);
              if (joined.isPresent()) {
                return joined.get();
              }
            }
            case InsertOutcome.ReferenceHeld(SessionId first) -> {
              return new OpenOutcome.ReferenceHeld(first);
            }
            case InsertOutcome.PairTaken(int place) -> {
              if (isByMemory) {
                // More may be held than is known here.
                isByMemory = false;
                askAgain(borrowers, request, now);
              }
              if (isMadeCode(session.bindings().get(place), request)) {
                isCrowded = true;
              } else {
                exclude(session.bindings().get(place).number(), session, borrowers);
              }
            }
            case InsertOutcome.NumberGone(int place) ->
                exclude(session.bindings().get(place).number(), session, borrowers);
          }
        }
      }
    }
    return answeredBefore(request).orElseGet(() -> new OpenOutcome.TooMuchContention(ATTEMPTS_MAX));
  }

  private void askAgain(List<Borrower> borrowers, SessionRequest request, Instant now) {
    borrowers.clear();
    borrowers.addAll(Borrowers.of(store, request, now));
  }

  private LoadBook.Choice choose(NumberPool pool, List<Borrower> borrowers, Instant now) {
    Lending lending = pool.policies().lending();
    int start = start(pool, borrowers.size());
    Function<ToIntFunction<ProxyNumber>, Allocation> allocation =
        room ->
            Allocator.allocate(
                pool.mode(),
                pool.selection(),
                lending.geoMatch(),
                new Stock(pools.groups(pool.id()), start, room, pools::place),
                borrowers);
    if (lending.loadMax().isPresent()) {
      List<Integer> pairs = borrowers.stream().map(Borrower::pairs).toList();
      return loads.choose(pool.id(), lending.loadMax().get(), pairs, now, allocation);
    }
    loads.forget(pool.id());
    return switch (allocation.apply(number -> Integer.MAX_VALUE)) {
      case Allocation.Lent lent -> new LoadBook.Choice.Chosen(lent, List.of());
      case Allocation.Exhausted counts -> new LoadBook.Choice.None(counts, true);
    };
  }

  /** In turn, each opening goes on after the numbers that the one before it will have taken. */
  private int start(NumberPool pool, int borrowers) {
    if (pool.selection() != Selection.LEAST_RECENTLY_USED) {
      return 0;
    }
    int step = pool.mode().sharesOneNumber() ? 1 : borrowers;
    return starts.computeIfAbsent(pool.id(), id -> new AtomicInteger()).getAndAdd(step);
  }

  /** Where a number was demanded and is itself in the way, that is the answer. */
  private OpenOutcome nothingFree(
      NumberPool pool, List<Borrower> borrowers, Allocation.Exhausted counts, Instant now) {
    for (int position = 0; position < borrowers.size(); position++) {
      Map<Obstacle, Integer> obstacles = counts.obstacles().get(position);
      if (borrowers.get(position).demanded().isPresent()) {
        Optional<Obstacle> ofTheOne =
            obstacles.keySet().stream()
                .filter(o -> o != Obstacle.NOT_DEMANDED && o != Obstacle.NO_COUNTERPART)
                .findFirst();
        if (ofTheOne.isPresent()) {
          return new OpenOutcome.NotFree(position, ofTheOne.get());
        }
      }
    }
    tellFound(pool, borrowers, false, now);
    return new OpenOutcome.PoolExhausted(counts);
  }

  /** The next try makes another one. */
  private static boolean isMadeCode(Binding taken, SessionRequest request) {
    return taken.holder() instanceof Holder.Code
        && request.people().get(taken.position()).pin().isEmpty();
  }

  private InsertOutcome insert(
      MaskingSession session, List<Taken> taken, SessionRequest request, Instant now) {
    // Until the store has said no, it may have stored it.
    boolean mayBeStored = true;
    try {
      InsertOutcome outcome = insert(session, request, now);
      mayBeStored = outcome instanceof InsertOutcome.Inserted;
      return outcome;
    } finally {
      loads.settle(session.pool(), taken, mayBeStored);
    }
  }

  private void tellFound(NumberPool pool, List<Borrower> borrowers, boolean lent, Instant now) {
    List<Set<ProxyNumber>> held = borrowers.stream().map(Borrower::held).toList();
    listener.found(pool, pools.numbers(pool.id()), held, lent, now);
  }

  private InsertOutcome insert(MaskingSession session, SessionRequest request, Instant now) {
    synchronized (turns.of(session.id())) {
      InsertOutcome outcome;
      Optional<InsertOutcome> held = heldByCalls(session, now);
      if (held.isPresent()) {
        return held.get();
      }
      try {
        outcome =
            request.pool().mergesOrders()
                ? store.insertAlone(session, request.idempotencyKey(), now)
                : store.insert(
                    session,
                    request.idempotencyKey(),
                    CurrentSessions.holdsReference(request.pool(), request.reference()),
                    now);
      } catch (RuntimeException unknownOutcome) {
        sessions.doubtful(session);
        throw unknownOutcome;
      }
      if (outcome instanceof InsertOutcome.Inserted) {
        sessions.stored(session);
      }
      return outcome;
    }
  }

  /** A pair that the store would let go of, not knowing yet of a call that moved its rest. */
  private Optional<InsertOutcome> heldByCalls(MaskingSession session, Instant now) {
    List<Binding> bindings = session.bindings();
    for (int place = 0; place < bindings.size(); place++) {
      if (lastCalls.isHeld(bindings.get(place), now)) {
        return Optional.of(new InsertOutcome.PairTaken(place));
      }
    }
    return Optional.empty();
  }

  /** The number has no code left: choose again without it. */
  private static void exclude(ProxyNumber full, List<Borrower> borrowers) {
    borrowers.replaceAll(borrower -> borrower.without(full));
  }

  /** The pair was lost to another opening: choose again without it. */
  private static void exclude(ProxyNumber lost, MaskingSession session, List<Borrower> borrowers) {
    for (int position = 0; position < borrowers.size(); position++) {
      if (session.participants().get(position).dials().equals(lost)) {
        borrowers.set(position, borrowers.get(position).without(lost));
      }
    }
  }

  /**
   * The session as it is to be stored.
   *
   * @param isCrowded whether a code that was made for it was lost to somebody before
   * @return empty where the number has no code that is free
   */
  private Optional<MaskingSession> session(
      SessionRequest request, Allocation.Lent lent, boolean isCrowded, Instant now) {
    if (!request.pool().usesPins()) {
      return Optional.of(session(request, lent, List.of(), now));
    }
    List<Pin> given = request.people().stream().flatMap(one -> one.pin().stream()).toList();
    int missing = request.people().size() - given.size();
    int length = request.pool().policies().pins().length();
    List<Pin> made =
        isCrowded
            ? codes.free(missing, lent.first(), length, given, now)
            : codes.any(missing, length, given);
    if (made.size() < missing) {
      return Optional.empty();
    }
    Iterator<Pin> next = made.iterator();
    List<Pin> pins = request.people().stream().map(one -> one.pin().orElseGet(next::next)).toList();
    return Optional.of(session(request, lent, pins, now));
  }

  private MaskingSession session(
      SessionRequest request, Allocation.Lent lent, List<Pin> pins, Instant now) {
    NumberPool pool = request.pool();
    Optional<Instant> expiresAt = request.lifetime().endFrom(now);
    List<Participant> participants = new ArrayList<>();
    for (Person person : request.people()) {
      participants.add(
          new Participant(
              new ParticipantId(ids.next(now)),
              person.name(),
              person.realNumber(),
              person.moreNumbers(),
              participants.isEmpty() ? lent.first() : lent.second(),
              pins.isEmpty() ? Optional.empty() : Optional.of(pins.get(participants.size()))));
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
        Ends.graceFrom(expiresAt, pool),
        expiresAt.map(end -> end.plus(pool.restAfterEnd())),
        pool.mode(),
        participants,
        request.rules(),
        Ends.moving(request.lifetime()));
  }
}
