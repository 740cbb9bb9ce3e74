package io.bauta.session;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.Borrower;
import io.bauta.pool.Lending;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.pool.Selection;
import io.bauta.pool.Stock;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.LoadBook.Taken;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OrderStore.AloneOutcome;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore.InsertOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
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
  private final LastCalls lastCalls;
  private final TimeOrderedIds ids;
  private final MadeCodes codes;
  private final Object[] turns = new Object[TURNS];
  private final LoadBook loads;
  private final Orders orders;

  /** Where each pool begins to try its numbers, where it lends them in turn. */
  private final Map<PoolId, AtomicInteger> starts = new ConcurrentHashMap<>();

  public Sessions(SessionStore store, Pools pools, SessionListener listener, TimeOrderedIds ids) {
    this(store, pools, listener, OpeningListener.NONE, LastCalls.NONE, ids);
  }

  /**
   * Sessions in {@code store}.
   *
   * @param lastCalls of what routes the calls; {@link LastCalls#NONE} only where nothing does
   */
  public Sessions(
      SessionStore store,
      Pools pools,
      SessionListener listener,
      OpeningListener openings,
      LastCalls lastCalls,
      TimeOrderedIds ids) {
    this.lastCalls = lastCalls;
    this.store = store;
    this.pools = pools;
    this.listener = listener;
    this.openings = openings;
    this.ids = ids;
    this.codes = new MadeCodes(store);
    this.loads = new LoadBook(store::loads);
    this.orders = new Orders(store, listener, ids, this::withEnd, this::current, this::turnOf);
    Arrays.setAll(turns, i -> new Object());
  }

  /** Lends numbers to the people and opens the session. */
  public OpenOutcome open(SessionRequest request, Instant now) {
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
        if (isGuarded(number, request.pool())) {
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
    return holdsReference(request.pool(), request.reference())
        ? openHolder(request.pool().id(), request.reference().orElseThrow(), now)
            .map(
                first ->
                    answeredBefore(request).orElseGet(() -> new OpenOutcome.ReferenceHeld(first)))
        : Optional.empty();
  }

  private static boolean holdsReference(NumberPool pool, Optional<String> reference) {
    return pool.policies().sessions().uniqueReference() && reference.isPresent();
  }

  /**
   * The open session that holds this reference. The store is told of its calls first; and when it
   * has expired, no call that is just being decided about prolongs it any more.
   */
  private Optional<SessionId> openHolder(PoolId pool, String reference, Instant now) {
    return store
        .referenceHolder(pool, reference)
        .flatMap(this::current)
        .filter(session -> lastCalls.isOpen(session, now))
        .map(MaskingSession::id);
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

  private static boolean isGuarded(PhoneNumber number, NumberPool pool) {
    return pool.policies().rules().guardsSpecialNumbers()
        && NumberingPlans.specialOf(number).isPresent();
  }

  private OpenOutcome allocateAndInsert(SessionRequest request, Instant now) {
    List<Borrower> borrowers = new ArrayList<>(Borrowers.of(store, request, now));
    boolean isCrowded = false;
    for (int attempt = 0; attempt < OPEN_ATTEMPTS_MAX; attempt++) {
      switch (choose(request.pool(), borrowers, now)) {
        case LoadBook.Choice.None(Allocation.Exhausted counts, boolean isCertain) -> {
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
    return answeredBefore(request)
        .orElseGet(() -> new OpenOutcome.TooMuchContention(OPEN_ATTEMPTS_MAX));
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
    openings.found(pool, pools.numbers(pool.id()), held, lent, now);
  }

  private InsertOutcome insert(MaskingSession session, SessionRequest request, Instant now) {
    synchronized (turnOf(session.id())) {
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
                    holdsReference(request.pool(), request.reference()),
                    now);
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

  /**
   * Changes of one session take turns, so that the listener hears of them in the order in which
   * they were stored: a session that was closed must not be heard of as open afterwards.
   */
  private Object turnOf(SessionId id) {
    return turns[Math.floorMod(id.hashCode(), TURNS)];
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
        graceFrom(expiresAt, pool),
        expiresAt.map(end -> end.plus(pool.restAfterEnd())),
        pool.mode(),
        participants,
        request.rules(),
        moving(request.lifetime()));
  }

  private static Optional<Instant> graceFrom(Optional<Instant> end, NumberPool pool) {
    return pool.grace().isZero() ? Optional.empty() : end.map(at -> at.plus(pool.grace()));
  }

  private static Optional<FromLastCall> moving(Lifetime lifetime) {
    return lifetime instanceof FromLastCall moving ? Optional.of(moving) : Optional.empty();
  }

  public Optional<MaskingSession> find(SessionId id) {
    return store.find(id).map(this::withLastCall);
  }

  /** Sessions that match, newest first. */
  public List<MaskingSession> list(SessionQuery query, Instant now) {
    return store.list(query, now).stream().map(this::withLastCall).toList();
  }

  /** As it is by the calls that the store does not know of yet, too. */
  private MaskingSession withLastCall(MaskingSession session) {
    return session.moving().flatMap(calls -> lastCalls.of(session.id())).stream()
        .map(session::calledAt)
        .findFirst()
        .orElse(session);
  }

  /**
   * The session as it is. Whoever changes it changes what the store has, so a call of which the
   * store does not know yet is told it first.
   */
  private Optional<MaskingSession> current(SessionId id) {
    Optional<MaskingSession> stored = store.find(id);
    if (stored.isEmpty() || withLastCall(stored.get()).equals(stored.get())) {
      return stored;
    }
    store.called(id, lastCalls.of(id).orElseThrow());
    return store.find(id);
  }

  /** The open orders of sessions that stand for several, or did, and the latest that ended. */
  public Map<SessionId, List<Order>> orders(Collection<SessionId> ids, Instant now) {
    return ids.isEmpty() ? Map.of() : store.orders(ids, now);
  }

  /** Gives an open session a new end: later, earlier, or none until it is closed. */
  public ChangeOutcome extend(SessionId id, Lifetime lifetime, Instant now) {
    return extend(id, new OrderChoice.Only(), lifetime, now);
  }

  /** Gives one of its open orders a new end; it ends with the last of them. */
  public ChangeOutcome extend(SessionId id, OrderChoice choice, Lifetime lifetime, Instant now) {
    Optional<Instant> end = lifetime.endFrom(now);
    if (end.filter(instant -> !instant.isAfter(now)).isPresent()) {
      return new ChangeOutcome.EndsInThePast();
    }
    if (lifetime instanceof FromLastCall && isInMergingPool(id)) {
      return new ChangeOutcome.NotFromLastCall();
    }
    return change(
        id,
        choice,
        now,
        session -> withEnd(session, moving(lifetime), end, Optional.empty()),
        () -> orders.extend(id, choice, lifetime, now));
  }

  private boolean isInMergingPool(SessionId id) {
    return store
        .find(id)
        .flatMap(session -> pools.find(session.pool()))
        .filter(NumberPool::mergesOrders)
        .isPresent();
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
      Optional<MaskingSession> before = current(id);
      if (before.isEmpty()) {
        return new ChangeOutcome.Unknown();
      }
      if (before.get().stateAt(now) == State.OPEN) {
        return new ChangeOutcome.StillOpen(before.get());
      }
      if (!hasItsNumbers(before.get())) {
        return new ChangeOutcome.PairsLentAgain();
      }
      return reopenEnded(before.get(), lifetime, now);
    }
  }

  private ChangeOutcome reopenEnded(MaskingSession before, Lifetime lifetime, Instant now) {
    NumberPool pool = pools.find(before.pool()).orElseThrow();
    boolean isOfOrders = pool.mergesOrders() || !store.orders(List.of(before.id()), now).isEmpty();
    if (isOfOrders && lifetime instanceof FromLastCall) {
      return new ChangeOutcome.NotFromLastCall();
    }
    boolean holds = holdsReference(pool, before.reference());
    Optional<ChangeOutcome> held = referenceHeld(before, holds, now);
    if (held.isPresent()) {
      return held.get();
    }
    ChangeOutcome outcome =
        isOfOrders
            ? orders.reopen(before, pool, lifetime, holds, now)
            : reopenAlone(before, lifetime, holds, now);
    // Perhaps another one has it since it was looked for.
    return outcome instanceof ChangeOutcome.PairsLentAgain
        ? referenceHeld(before, holds, now).orElse(outcome)
        : outcome;
  }

  private ChangeOutcome reopenAlone(
      MaskingSession before, Lifetime lifetime, boolean holds, Instant now) {
    MaskingSession after =
        withEnd(before, moving(lifetime), lifetime.endFrom(now), Optional.empty());
    return stored(after, () -> store.reopen(after, holds, now))
        ? heard(after)
        : new ChangeOutcome.PairsLentAgain();
  }

  private Optional<ChangeOutcome> referenceHeld(
      MaskingSession session, boolean holds, Instant now) {
    return holds
        ? openHolder(session.pool(), session.reference().orElseThrow(), now)
            .map(ChangeOutcome.ReferenceHeld::new)
        : Optional.empty();
  }

  /** Whether its numbers are in its pool, of one account, and calls on them answered. */
  private boolean hasItsNumbers(MaskingSession session) {
    Set<String> accounts = new HashSet<>();
    for (Participant participant : session.participants()) {
      Optional<Line> line =
          pools
              .line(participant.dials())
              .filter(l -> l.pool().id().equals(session.pool()) && l.state().isAnswered());
      if (line.isEmpty()) {
        return false;
      }
      accounts.add(line.get().carrierAccount());
    }
    return accounts.size() == 1;
  }

  private ChangeOutcome heard(MaskingSession after) {
    listener.changed(after);
    return new ChangeOutcome.Changed(withLastCall(after));
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
      Optional<MaskingSession> found = current(id);
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
    NumberPool pool = pools.find(before.pool()).orElseThrow();
    Instant rest = now.plus(pool.restAfterEnd());
    AloneOutcome replaced;
    try {
      replaced =
          pool.mergesOrders()
              ? store.replaceNumberAlone(after, position, rest, now)
              : store.replaceNumber(after, position, rest, now)
                  ? new AloneOutcome.Done()
                  : new AloneOutcome.NotDone();
    } catch (RuntimeException unknownOutcome) {
      listener.doubtful(before);
      listener.doubtful(after);
      throw unknownOutcome;
    }
    return switch (replaced) {
      case AloneOutcome.Done() -> {
        listener.replaced(before, after, rest);
        yield new ChangeOutcome.Changed(withLastCall(after));
      }
      case AloneOutcome.NotDone() -> new ChangeOutcome.NumberHeld();
      case AloneOutcome.Together(MaskingSession other) ->
          new ChangeOutcome.OtherSessionOpen(other.id());
    };
  }

  /** Ends a session now. Its pairs rest, and calls on them are refused. */
  public ChangeOutcome close(SessionId id, String reason, Instant now) {
    return close(id, new OrderChoice.Only(), reason, now);
  }

  /** Ends orders of a session now, and the session with the last one that is open. */
  public ChangeOutcome close(SessionId id, OrderChoice choice, String reason, Instant now) {
    Closing closing = new Closing(now, reason);
    return change(
        id,
        choice,
        now,
        session -> withEnd(session, session.moving(), session.expiresAt(), Optional.of(closing)),
        () -> orders.close(id, choice, reason, now));
  }

  /**
   * Most sessions have one order, and changing that is changing them.
   *
   * @param ofSeveral what is to be done where that is not so
   */
  private ChangeOutcome change(
      SessionId id,
      OrderChoice choice,
      Instant now,
      UnaryOperator<MaskingSession> edit,
      Supplier<ChangeOutcome> ofSeveral) {
    boolean namesAnother =
        choice instanceof OrderChoice.One(OrderId order) && !order.equals(OrderId.firstOf(id));
    synchronized (turnOf(id)) {
      return namesAnother ? ofSeveral.get() : changeInTurn(id, now, edit, ofSeveral);
    }
  }

  private ChangeOutcome changeInTurn(
      SessionId id,
      Instant now,
      UnaryOperator<MaskingSession> edit,
      Supplier<ChangeOutcome> ofSeveral) {
    Optional<MaskingSession> before = current(id);
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
    if (!updated && !store.orders(List.of(id), now).isEmpty()) {
      return ofSeveral.get();
    }
    if (!updated) {
      // Somebody else closed it in between, or its pairs are lent again.
      return alreadyClosed(store.find(id).orElse(before.get()));
    }
    return heard(after);
  }

  /** Whoever closes a second time may never have heard that the first time was enough. */
  private ChangeOutcome alreadyClosed(MaskingSession session) {
    listener.changed(session);
    return new ChangeOutcome.AlreadyClosed(session);
  }

  /** One whose end no call moves. */
  private MaskingSession withEnd(
      MaskingSession session, Optional<Instant> expiresAt, Optional<Closing> closing) {
    return withEnd(session, Optional.empty(), expiresAt, closing);
  }

  private MaskingSession withEnd(
      MaskingSession session,
      Optional<FromLastCall> moving,
      Optional<Instant> expiresAt,
      Optional<Closing> closing) {
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
        session.rules(),
        moving);
  }
}
