package io.bauta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.pool.Ringing;
import io.bauta.pool.Selection;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.ModesServer.StoreFails;
import io.bauta.routing.ModesStep.Asked;
import io.bauta.routing.ModesStep.Entered;
import io.bauta.routing.ModesStep.Fault;
import io.bauta.routing.ModesStep.Policies;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.ChangeOutcome;
import io.bauta.session.Lifetime;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Participant;
import io.bauta.session.Pin;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A server with a pool of each mode, and a naive model of it beside it: a list of sessions that is
 * searched from end to end, in which what a session lays claim to is written as text, {@code
 * number/caller}. Each step is done to both, and what they say is compared.
 */
final class ModesModel {

  static final List<PhoneNumber> PHONES =
      LongStream.rangeClosed(1, 8).mapToObj(i -> new PhoneNumber(918888800000L + i)).toList();

  static final List<ProxyNumber> NUMBERS =
      LongStream.rangeClosed(1, 8).mapToObj(i -> new ProxyNumber(919000000000L + i)).toList();

  static final PhoneNumber SUPPORT = new PhoneNumber(911140000001L);

  /** Codes that are given; made ones are read from the sessions. */
  static final List<String> CODES = List.of("1111", "2222", "33333");

  private static final PinPolicy PINS =
      new PinPolicy(4, 2, Duration.ofMinutes(1), "Please enter the code.", "Once more, please.");

  private static final Optional<String> REFUSED = CallPolicy.DEFAULT.announcement();
  private static final Optional<String> ENDED = Optional.of("It is over.");
  private static final String ANYONE = "anyone";

  /** A session as the model keeps it. */
  private record Kept(
      SessionId id,
      PoolMode mode,
      List<List<PhoneNumber>> people,
      List<ProxyNumber> dials,
      List<Optional<String>> pins,
      Optional<FromLastCall> moving,
      Optional<Instant> endsAt) {

    boolean isOpenAt(Instant now) {
      return endsAt.isEmpty() || endsAt.get().isAfter(now);
    }

    boolean isInGraceAt(Instant now) {
      return endsAt.isPresent() && endsAt.get().plus(Switchboard.GRACE).isAfter(now);
    }

    boolean isHeldAt(Instant now) {
      return endsAt.isEmpty()
          || endsAt.get().plus(Switchboard.GRACE).plus(Switchboard.COOL_OFF).isAfter(now);
    }

    Kept closedAt(Instant end) {
      return new Kept(id, mode, people, dials, pins, Optional.empty(), Optional.of(end));
    }

    Kept lasting(Lifetime lifetime, Instant from) {
      return new Kept(
          id,
          mode,
          people,
          dials,
          pins,
          lifetime instanceof FromLastCall calls ? Optional.of(calls) : Optional.empty(),
          lifetime.endFrom(from));
    }

    Kept calledAt(Instant at) {
      Instant end = endsAt.orElseThrow();
      Instant moved = at.plus(moving.orElseThrow().length());
      Instant latest = moving.get().latest().orElse(moved);
      Instant capped = moved.isAfter(latest) ? latest : moved;
      return new Kept(
          id, mode, people, dials, pins, moving, Optional.of(capped.isAfter(end) ? capped : end));
    }

    Kept endingAt(Optional<Instant> end) {
      return new Kept(id, mode, people, dials, pins, moving, end);
    }

    Kept withNumber(int position, PhoneNumber number) {
      List<List<PhoneNumber>> changed = new ArrayList<>(people);
      List<PhoneNumber> own = new ArrayList<>(people.get(position));
      own.set(0, number);
      changed.set(position, own);
      return new Kept(id, mode, changed, dials, pins, moving, endsAt);
    }

    Set<String> claims() {
      return claimed(mode, people, dials, pins);
    }
  }

  /** How a caller came to a session. */
  private record Way(Kept session, Optional<Seat> caller, List<Integer> callees, Why ifOpen) {}

  private record FirstUse(SessionRequest request, SessionId session) {}

  private final Map<SessionId, PhoneNumber> lastCallers = new HashMap<>();
  private final ModesServer server =
      new ModesServer(
          session ->
              Optional.ofNullable(lastCallers.get(session))
                  .<LastCallers.Found>map(LastCallers.Found.Caller::new)
                  .orElseGet(LastCallers.Found.Nobody::new));
  private final Map<PoolMode, NumberPool> pools = new EnumMap<>(PoolMode.class);
  private final Map<PoolMode, Map<ProxyNumber, NumberState>> numbers =
      new EnumMap<>(PoolMode.class);
  private final Map<SessionId, Kept> sessions = new LinkedHashMap<>();

  /** Which session laid claim last. */
  private final Map<String, SessionId> claimants = new HashMap<>();

  /** Until when claims rest that a session has not any more, though nobody else has them. */
  private final Map<String, Instant> givenUp = new HashMap<>();

  /** When sessions were called that the store does not know of yet. */
  private final Map<SessionId, Instant> unstored = new LinkedHashMap<>();

  private final Map<String, FirstUse> keys = new HashMap<>();
  private final Map<String, List<Instant>> wrongCodes = new HashMap<>();
  private Instant now = Switchboard.NOW;

  ModesModel(Map<PoolMode, Policies> policies) {
    for (PoolMode mode : PoolMode.values()) {
      NumberPool pool = pool(mode, policies.get(mode));
      server.pools.create(pool);
      pools.put(mode, pool);
      numbers.put(mode, new LinkedHashMap<>());
      add(mode, NUMBERS.get(mode.ordinal()));
    }
    add(PoolMode.PAIR_TWO_NUMBERS, NUMBERS.get(PoolMode.values().length));
  }

  private static NumberPool pool(PoolMode mode, Policies policies) {
    return new NumberPool(
        new PoolId(new UUID(7, mode.ordinal())),
        mode.name(),
        Switchboard.ACCOUNT,
        mode,
        Selection.FIRST_FIT,
        CallPolicy.DEFAULT,
        Switchboard.COOL_OFF,
        Switchboard.GRACE,
        Switchboard.NOW,
        new PoolPolicies(
            policies.grace(),
            ENDED,
            policies.unknownCaller(),
            Optional.of(SUPPORT),
            PINS,
            policies.ringing()));
  }

  void take(ModesStep step) {
    switch (step) {
      case ModesStep.Open open -> open(open);
      case ModesStep.Race(var first, var second) -> race(first, second);
      case ModesStep.Close(int index, Fault fault) ->
          pick(index).ifPresent(session -> close(session, fault));
      case ModesStep.Extend(int index, var lasts, Fault fault) ->
          pick(index).ifPresent(session -> extend(session, lifetime(lasts), fault));
      case ModesStep.Reopen(int index, var lasts, Fault fault) ->
          pick(index).ifPresent(session -> reopen(session, lifetime(lasts), fault));
      case ModesStep.Replace(int index, int participant, PhoneNumber number, Fault fault) ->
          pick(index).ifPresent(session -> replace(session, participant, number, fault));
      case ModesStep.Tick(int seconds) -> now = now.plusSeconds(seconds);
      case ModesStep.Forget() -> server.forget(now);
      case ModesStep.StoreCalls() -> storeCalls();
      case ModesStep.Restart() -> {
        loseCalls();
        server.restart(now);
        wrongCodes.clear();
      }
      case ModesStep.LoadOne(int index) -> server.loadOne(index);
      case ModesStep.LoadAll() -> server.loadAll();
      case ModesStep.Add(PoolMode pool, ProxyNumber number) -> add(pool, number);
      case ModesStep.SetState(PoolMode pool, int index, NumberState state) ->
          pick(List.copyOf(numbers.get(pool).keySet()), index)
              .ifPresent(number -> setState(pool, number, state));
      case ModesStep.Remove(PoolMode pool, ProxyNumber number) -> remove(pool, number);
      case ModesStep.Call(var caller, ProxyNumber dialed, var entered) ->
          call(incoming(caller, dialed, entered));
      case ModesStep.Again(int index) ->
          pick(List.copyOf(keys.values()), index).ifPresent(this::again);
      case ModesStep.CallBy(int index, int participant, int place) ->
          pick(index).ifPresent(session -> callBy(session, participant, place));
      case ModesStep.CallFor(var caller, int index, int participant, Entered entered) ->
          pick(index).ifPresent(session -> callFor(caller, session, participant, entered));
    }
  }

  private void storeCalls() {
    unstored.forEach(server.sessionStore::called);
    unstored.clear();
  }

  /** What the store has is what holds, then. */
  private void loseCalls() {
    unstored
        .keySet()
        .forEach(
            id ->
                server
                    .sessionStore
                    .find(id)
                    .filter(session -> session.closing().isEmpty())
                    .ifPresent(
                        session ->
                            sessions.put(id, sessions.get(id).endingAt(session.expiresAt()))));
    unstored.clear();
  }

  private Optional<Kept> pick(int index) {
    return pick(List.copyOf(sessions.values()), index);
  }

  private static <T> Optional<T> pick(List<T> all, int index) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(index % all.size()));
  }

  private Stream<Kept> held() {
    return sessions.values().stream().filter(session -> session.isHeldAt(now));
  }

  // What a session lays claim to.

  private static String claim(ProxyNumber dialed, Object who) {
    return dialed.digits() + "/" + (who instanceof PhoneNumber phone ? phone.digits() : who);
  }

  private static Set<String> claimed(
      PoolMode mode,
      List<List<PhoneNumber>> people,
      List<ProxyNumber> dials,
      List<Optional<String>> pins) {
    Set<String> claims = new HashSet<>();
    for (int i = 0; i < people.size(); i++) {
      ProxyNumber own = dials.get(i);
      boolean byPhone =
          switch (mode) {
            case PAIR_TWO_NUMBERS, PAIR_ONE_NUMBER, GROUP -> true;
            case ONE_PARTY -> i == 0;
            case PIN -> false;
          };
      if (byPhone) {
        people.get(i).forEach(phone -> claims.add(claim(own, phone)));
      }
      // Who wants this participant dials as any of the others does.
      ProxyNumber others = dials.get(i == 0 ? dials.size() - 1 : 0);
      pins.get(i).ifPresent(pin -> claims.add(claim(others, "code " + pin)));
    }
    if (mode == PoolMode.ONE_PARTY) {
      claims.add(claim(dials.getFirst(), ANYONE));
    }
    return claims;
  }

  /** The session that laid claim to it last, also when its rest is over. */
  private Optional<Kept> last(ProxyNumber dialed, Object who) {
    String claim = claim(dialed, who);
    return Optional.ofNullable(claimants.get(claim))
        .map(sessions::get)
        .filter(session -> session.claims().contains(claim));
  }

  private boolean isFree(String claim) {
    if (givenUp.containsKey(claim)) {
      return !givenUp.get(claim).isAfter(now);
    }
    return !claimants.containsKey(claim) || !sessions.get(claimants.get(claim)).isHeldAt(now);
  }

  private boolean isFree(Set<String> claims) {
    return claims.stream().allMatch(this::isFree);
  }

  private void claim(Kept session) {
    sessions.put(session.id(), session);
    session
        .claims()
        .forEach(
            claim -> {
              claimants.put(claim, session.id());
              givenUp.remove(claim);
            });
  }

  // Opening: idempotent, honest about exhaustion, no theft, no pair before its rest is over.

  private void race(ModesStep.Open first, ModesStep.Open second) {
    server.meanwhile(() -> open(first));
    open(second);
    if (server.isMeanwhileLeft()) {
      open(first);
    }
  }

  private void open(ModesStep.Open open) {
    SessionRequest request = request(open);
    Map<SessionId, MaskingSession> before = stored();
    Optional<OpenOutcome> outcome =
        unlessItFails(open.fault(), () -> server.sessions().open(request, now));
    Map<SessionId, MaskingSession> after = stored();
    assertThat(after).as("no theft").containsAllEntriesOf(before);
    if (outcome.isPresent()) {
      checkOutcome(open, request, outcome.get());
    } else {
      // Nobody was told what came of it: it was refused, or lost its number, or is there now.
      after.values().stream()
          .filter(session -> !sessions.containsKey(session.id()))
          .forEach(session -> opened(open, request, session));
    }
  }

  private SessionRequest request(ModesStep.Open open) {
    List<Person> people = new ArrayList<>();
    for (Asked asked : open.people()) {
      people.add(
          new Person(
              "somebody",
              asked.numbers().getFirst(),
              asked.numbers().subList(1, asked.numbers().size()),
              asked.pin().map(Pin::new)));
    }
    return new SessionRequest(
        pools.get(open.pool()),
        people,
        lifetime(open.lasts()),
        Optional.empty(),
        Map.of(),
        open.key());
  }

  private void again(FirstUse first) {
    assertThat(server.sessions().open(first.request(), now))
        .isEqualTo(repeated(first, first.request()));
  }

  private Lifetime lifetime(ModesStep.Lasts lasts) {
    if (lasts.seconds().isEmpty()) {
      return new Lifetime.UntilClosed();
    }
    Duration length = Duration.ofSeconds(lasts.seconds().get());
    return lasts.fromLastCall()
        ? new FromLastCall(length, lasts.most().map(now::plusSeconds))
        : new Lifetime.Ttl(length);
  }

  private <T> Optional<T> unlessItFails(Fault fault, Supplier<T> step) {
    server.failNext(fault);
    try {
      return Optional.of(step.get());
    } catch (StoreFails expected) {
      return Optional.empty();
    } finally {
      server.failNext(Fault.NONE);
    }
  }

  private void checkOutcome(ModesStep.Open open, SessionRequest request, OpenOutcome outcome) {
    Optional<FirstUse> firstUse = open.key().map(keys::get);
    List<Class<? extends OpenOutcome>> objections = objections(open);
    if (firstUse.isPresent()) {
      assertThat(outcome).isEqualTo(repeated(firstUse.get(), request));
    } else if (!objections.isEmpty()) {
      assertThat(outcome.getClass()).isIn(objections);
    } else if (legal(open).isEmpty()) {
      assertThat(outcome).isInstanceOf(OpenOutcome.PoolExhausted.class);
    } else {
      assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
      opened(open, request, ((OpenOutcome.Opened) outcome).session());
    }
  }

  private OpenOutcome repeated(FirstUse first, SessionRequest request) {
    return first.request().equals(request)
        ? new OpenOutcome.AlreadyOpened(server.sessionStore.find(first.session()).orElseThrow())
        : new OpenOutcome.KeyConflict(first.session());
  }

  /** All that is wrong with a request, whatever the numbers; one of it is answered. */
  private List<Class<? extends OpenOutcome>> objections(ModesStep.Open open) {
    List<Class<? extends OpenOutcome>> wrong = new ArrayList<>();
    int count = open.people().size();
    if (count < open.pool().participantsMin() || count > open.pool().participantsMax()) {
      wrong.add(OpenOutcome.WrongParticipants.class);
    }
    List<PhoneNumber> phones =
        open.people().stream().flatMap(asked -> asked.numbers().stream()).toList();
    if (new HashSet<>(phones).size() < phones.size()) {
      wrong.add(OpenOutcome.SameNumber.class);
    }
    List<String> pins = open.people().stream().flatMap(asked -> asked.pin().stream()).toList();
    boolean useless = !pins.isEmpty() && !asksForCodes(open.pool());
    if (useless || new HashSet<>(pins).size() < pins.size()) {
      wrong.add(OpenOutcome.UnusableCode.class);
    }
    return wrong;
  }

  private boolean asksForCodes(PoolMode mode) {
    UnknownCaller policy = pools.get(mode).policies().unknownCaller();
    return mode == PoolMode.PIN || policy == UnknownCaller.CHALLENGE || policy == UnknownCaller.ASK;
  }

  /** Where nobody sits at the desk, nobody says that a code is to be asked for. */
  private boolean isAskedAbout(IncomingCall call, PoolMode mode) {
    return mode != PoolMode.PIN
        && pools.get(mode).policies().unknownCaller() == UnknownCaller.ASK
        && call.entered().isEmpty();
  }

  /** Every way to lend numbers that nobody could object to; codes that are made fit anywhere. */
  private Set<List<ProxyNumber>> legal(ModesStep.Open open) {
    List<List<PhoneNumber>> people = open.people().stream().map(Asked::numbers).toList();
    List<Optional<String>> pins = open.people().stream().map(Asked::pin).toList();
    Set<List<ProxyNumber>> legal = new HashSet<>();
    for (ProxyNumber one : lent(open.pool())) {
      for (ProxyNumber other : lent(open.pool())) {
        List<ProxyNumber> dials =
            IntStream.range(0, people.size()).mapToObj(i -> i == 0 ? one : other).toList();
        boolean fits = open.pool() == PoolMode.PAIR_TWO_NUMBERS || one.equals(other);
        if (fits && isFree(claimed(open.pool(), people, dials, pins))) {
          legal.add(dials);
        }
      }
    }
    return legal;
  }

  private List<ProxyNumber> lent(PoolMode pool) {
    return numbers.get(pool).entrySet().stream()
        .filter(number -> number.getValue() == NumberState.ACTIVE)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void opened(ModesStep.Open open, SessionRequest request, MaskingSession session) {
    Kept kept = kept(session, Optional.empty()).lasting(request.lifetime(), now);
    assertThat(kept.people()).isEqualTo(open.people().stream().map(Asked::numbers).toList());
    assertThat(legal(open)).as("legal, and rested").contains(kept.dials());
    assertThat(isFree(kept.claims())).as("also its codes").isTrue();
    for (int i = 0; i < kept.pins().size(); i++) {
      Optional<String> given = open.people().get(i).pin();
      assertThat(kept.pins().get(i).isPresent()).isEqualTo(asksForCodes(open.pool()));
      assertThat(given.isEmpty() || given.equals(kept.pins().get(i))).isTrue();
    }
    claim(kept);
    open.key().ifPresent(key -> keys.put(key, new FirstUse(request, session.id())));
  }

  private static Kept kept(MaskingSession session, Optional<Instant> endsAt) {
    return new Kept(
        session.id(),
        session.mode(),
        session.participants().stream().map(Participant::numbers).toList(),
        session.participants().stream().map(Participant::dials).toList(),
        session.participants().stream().map(person -> person.pin().map(Pin::digits)).toList(),
        session.moving(),
        endsAt);
  }

  private Map<SessionId, MaskingSession> stored() {
    SessionQuery all =
        new SessionQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 1_000);
    return server.sessionStore.list(all, now).stream()
        .collect(Collectors.toMap(MaskingSession::id, session -> session));
  }

  // Changing.

  private void close(Kept session, Fault fault) {
    change(
        session,
        session.closedAt(now),
        fault,
        () -> server.sessions().close(session.id(), "over", now));
  }

  private void extend(Kept session, Lifetime lifetime, Fault fault) {
    change(
        session,
        session.lasting(lifetime, now),
        fault,
        () -> server.sessions().extend(session.id(), lifetime, now));
  }

  private void change(Kept session, Kept changed, Fault fault, Supplier<ChangeOutcome> change) {
    Optional<ChangeOutcome> outcome = unlessItFails(fault, change);
    if (!session.isOpenAt(now)) {
      assertThat(outcome.orElseThrow()).isInstanceOf(ChangeOutcome.AlreadyClosed.class);
      return;
    }
    assertThat(outcome.isPresent()).isEqualTo(fault == Fault.NONE);
    outcome.ifPresent(done -> assertThat(done).isInstanceOf(ChangeOutcome.Changed.class));
    if (fault != Fault.BEFORE) {
      sessions.put(session.id(), changed);
    }
  }

  private void reopen(Kept session, Lifetime lifetime, Fault fault) {
    boolean wasOpen = session.isOpenAt(now);
    boolean hasItsNumbers =
        session.dials().stream()
            .allMatch(n -> poolOf(n).equals(Optional.of(session.mode())) && isAnswered(n));
    boolean hasItsPairs =
        session.claims().stream().allMatch(claim -> session.id().equals(claimants.get(claim)));
    Optional<ChangeOutcome> outcome =
        unlessItFails(fault, () -> server.sessions().reopen(session.id(), lifetime, now));
    if (wasOpen) {
      assertThat(outcome.orElseThrow()).isInstanceOf(ChangeOutcome.StillOpen.class);
    } else if (!hasItsNumbers || !hasItsPairs) {
      outcome.ifPresent(done -> assertThat(done).isInstanceOf(ChangeOutcome.PairsLentAgain.class));
    } else {
      outcome.ifPresent(done -> assertThat(done).isInstanceOf(ChangeOutcome.Changed.class));
      assertThat(outcome.isPresent()).isEqualTo(fault == Fault.NONE);
      if (fault != Fault.BEFORE) {
        sessions.put(session.id(), session.lasting(lifetime, now));
      }
    }
  }

  private void replace(Kept session, int participant, PhoneNumber number, Fault fault) {
    int position = participant % session.people().size();
    MaskingSession stored = server.sessionStore.find(session.id()).orElseThrow();
    Optional<ChangeOutcome> outcome =
        unlessItFails(
            fault,
            () ->
                server
                    .sessions()
                    .replaceNumber(
                        session.id(), stored.participants().get(position).id(), number, now));
    Kept after = session.withNumber(position, number);
    Set<String> added = new HashSet<>(after.claims());
    added.removeAll(session.claims());
    boolean isHeld =
        added.stream()
            .anyMatch(claim -> !isFree(claim) && !session.id().equals(claimants.get(claim)));
    if (!session.isOpenAt(now)) {
      assertThat(outcome.orElseThrow()).isInstanceOf(ChangeOutcome.AlreadyClosed.class);
    } else if (session.people().get(position).getFirst().equals(number)) {
      assertThat(outcome.orElseThrow())
          .isEqualTo(
              new ChangeOutcome.Changed(server.sessionStore.find(session.id()).orElseThrow()));
    } else if (session.people().stream().anyMatch(own -> own.contains(number))) {
      assertThat(outcome.orElseThrow()).isInstanceOf(ChangeOutcome.SameNumber.class);
    } else if (isHeld) {
      outcome.ifPresent(done -> assertThat(done).isInstanceOf(ChangeOutcome.NumberHeld.class));
    } else {
      outcome.ifPresent(done -> assertThat(done).isInstanceOf(ChangeOutcome.Changed.class));
      assertThat(outcome.isPresent()).isEqualTo(fault == Fault.NONE);
      if (fault != Fault.BEFORE) {
        replaced(session, after);
      }
    }
  }

  private void replaced(Kept before, Kept after) {
    Set<String> left = new HashSet<>(before.claims());
    left.removeAll(after.claims());
    Instant rest = now.plus(Switchboard.GRACE).plus(Switchboard.COOL_OFF);
    claim(after);
    left.forEach(claim -> givenUp.put(claim, rest));
  }

  // Numbers.

  private void add(PoolMode pool, ProxyNumber number) {
    boolean anywhere = numbers.values().stream().anyMatch(own -> own.containsKey(number));
    boolean here = numbers.get(pool).containsKey(number);
    AddOutcome expected =
        here ? AddOutcome.ALREADY_HERE : anywhere ? AddOutcome.IN_ANOTHER_POOL : AddOutcome.ADDED;
    assertThat(server.pools.addNumbers(pools.get(pool).id(), List.of(number)))
        .containsExactly(expected);
    if (expected == AddOutcome.ADDED) {
      numbers.get(pool).put(number, NumberState.ACTIVE);
    }
  }

  private void setState(PoolMode pool, ProxyNumber number, NumberState state) {
    numbers.get(pool).put(number, state);
    assertThat(server.pools.setState(pools.get(pool).id(), number, state)).isTrue();
  }

  private void remove(PoolMode pool, ProxyNumber number) {
    // Whether a number is lent only the store is asked.
    storeCalls();
    boolean known = numbers.get(pool).containsKey(number);
    String claims = claim(number, "");
    boolean lent = claimants.keySet().stream().anyMatch(c -> c.startsWith(claims) && !isFree(c));
    RemoveOutcome expected =
        !known ? RemoveOutcome.UNKNOWN : lent ? RemoveOutcome.LENT : RemoveOutcome.REMOVED;
    assertThat(server.pools.removeNumber(pools.get(pool).id(), number, now)).isEqualTo(expected);
    if (expected == RemoveOutcome.REMOVED) {
      numbers.get(pool).remove(number);
    }
  }

  // Calls that are made: they count as tries, and are the last ones.

  private static IncomingCall incoming(
      Optional<PhoneNumber> caller, ProxyNumber dialed, Optional<String> entered) {
    return new IncomingCall(Switchboard.ACCOUNT, new PhoneNumber(dialed.digits()), caller, entered);
  }

  private void callBy(Kept session, int participant, int place) {
    int position = participant % session.people().size();
    pick(session.people().get(position), place)
        .map(Optional::of)
        .map(caller -> incoming(caller, session.dials().get(position), Optional.empty()))
        .ifPresent(this::call);
  }

  private void callFor(
      Optional<PhoneNumber> caller, Kept session, int participant, Entered entered) {
    int position = participant % session.people().size();
    ProxyNumber dialed = session.dials().get(position == 0 ? session.dials().size() - 1 : 0);
    Optional<String> digits =
        switch (entered) {
          case NOTHING_YET -> Optional.empty();
          case THE_CODE -> session.pins().get(position);
          case ANOTHER_CODE -> Optional.of("987654");
          case TOO_FEW -> Optional.of("12");
        };
    call(incoming(caller, dialed, digits));
  }

  private void call(IncomingCall call) {
    RoutingDecision expected = prolonging(expected(call));
    assertThat(server.router().route(call, now)).isEqualTo(expected);
    count(call, expected);
    if (call.entered().isEmpty()) {
      assertThat(server.router().route(call, now)).as("asked again").isEqualTo(expected);
    }
  }

  /** What is decided where the call is counted. */
  private RoutingDecision prolonging(RoutingDecision decision) {
    if (!(decision instanceof Connect connect)
        || connect.why() == Why.GRACE
        || connect.why() == Why.SUPPORT
        || connect.why() == Why.PLATFORM
        || sessions.get(connect.session().orElseThrow()).moving().isEmpty()) {
      return decision;
    }
    return new Connect(
        connect.why(),
        connect.session(),
        connect.caller(),
        connect.callee(),
        connect.destinations(),
        connect.ringing(),
        connect.callerId(),
        connect.ringTimeout(),
        connect.talkLimit(),
        connect.notice(),
        connect.recorded(),
        Optional.of(now));
  }

  private void count(IncomingCall call, RoutingDecision decision) {
    if (call.entered().isPresent() && isByCode(call)) {
      String telephone = telephone(call);
      boolean right = wrongCodesOf(call) < PINS.attempts() && codeIsOf(call).isPresent();
      if (right) {
        wrongCodes.remove(telephone);
      } else {
        wrongCodes.computeIfAbsent(telephone, none -> new ArrayList<>()).add(now);
      }
    }
    if (decision instanceof Connect connect
        && connect.caller().isEmpty()
        && connect.session().isPresent()
        && (connect.why() == Why.ANYONE || connect.why() == Why.GRACE)) {
      call.caller().ifPresent(caller -> lastCallers.put(connect.session().get(), caller));
    }
    if (decision instanceof Connect connect && connect.prolongs().isPresent()) {
      SessionId session = connect.session().orElseThrow();
      sessions.compute(session, (id, kept) -> kept.calledAt(now));
      unstored.put(session, now);
    }
  }

  private static String telephone(IncomingCall call) {
    return call.dialed().digits() + " " + call.caller().map(PhoneNumber::digits);
  }

  /** How many in a row, each within the lockout of the one before. */
  private int wrongCodesOf(IncomingCall call) {
    Instant later = now;
    int count = 0;
    for (Instant at : wrongCodes.getOrDefault(telephone(call), List.of()).reversed()) {
      if (!at.plus(PINS.lockout()).isAfter(later)) {
        break;
      }
      later = at;
      count++;
    }
    return count;
  }

  // What should come of a call.

  private static ProxyNumber dialed(IncomingCall call) {
    return new ProxyNumber(call.dialed().digits());
  }

  private Optional<PoolMode> poolOf(ProxyNumber number) {
    return numbers.entrySet().stream()
        .filter(pool -> pool.getValue().containsKey(number))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean isAnswered(ProxyNumber number) {
    return poolOf(number)
        .map(pool -> numbers.get(pool).get(number))
        .filter(state -> state != NumberState.RETIRED && state != NumberState.INACTIVE)
        .isPresent();
  }

  private RoutingDecision expected(IncomingCall call) {
    Optional<PoolMode> mode = poolOf(dialed(call));
    if (mode.isEmpty()) {
      return new Refuse(
          Reason.UNKNOWN_NUMBER,
          Optional.empty(),
          Optional.of(Words.of(ModesServer.UNKNOWN_NUMBER)));
    }
    if (!isAnswered(dialed(call))) {
      return refuse(Reason.NUMBER_RETIRED);
    }
    PoolPolicies policies = pools.get(mode.get()).policies();
    Optional<Way> way = way(call, mode.get());
    if (way.isPresent()) {
      return along(way.get(), call, policies);
    }
    if (isByCode(call)) {
      return byCode(call, policies);
    }
    Optional<Kept> longOver = call.caller().flatMap(caller -> last(dialed(call), caller));
    if (longOver.isPresent()) {
      return new Refuse(Reason.SESSION_ENDED, longOver.map(Kept::id), ENDED.map(Words::of));
    }
    return policies.unknownCaller() == UnknownCaller.FORWARD
        ? support(Optional.empty(), call)
        : refuse(call.caller().isEmpty() ? Reason.CALLER_WITHHELD : Reason.UNKNOWN_CALLER);
  }

  private static Refuse refuse(Reason reason) {
    return new Refuse(reason, Optional.empty(), REFUSED.map(Words::of));
  }

  /** By who calls, not by what they enter. */
  private Optional<Way> way(IncomingCall call, PoolMode mode) {
    if (mode == PoolMode.PIN) {
      return Optional.empty();
    }
    Optional<Way> own =
        call.caller()
            .flatMap(caller -> heldWay(call, caller).map(session -> byPhone(session, caller)));
    Optional<Way> anyone =
        mode == PoolMode.ONE_PARTY
            ? heldWay(call, ANYONE)
                .map(session -> new Way(session, Optional.empty(), List.of(0), Why.ANYONE))
            : Optional.empty();
    return own.or(() -> anyone);
  }

  private Optional<Kept> heldWay(IncomingCall call, Object who) {
    return last(dialed(call), who).filter(session -> session.isHeldAt(now));
  }

  private static Way byPhone(Kept session, PhoneNumber caller) {
    int own =
        IntStream.range(0, session.people().size())
            .filter(i -> session.people().get(i).contains(caller))
            .findFirst()
            .orElseThrow();
    List<Integer> others =
        IntStream.range(0, session.people().size()).filter(i -> i != own).boxed().toList();
    return new Way(
        session,
        Optional.of(new Seat(own, session.people().get(own).indexOf(caller))),
        session.mode() == PoolMode.GROUP && own > 0 ? List.of(0) : others,
        Why.SESSION);
  }

  private RoutingDecision along(Way way, IncomingCall call, PoolPolicies policies) {
    if (way.session().isOpenAt(now)) {
      return ring(way, way.ifOpen(), call, policies);
    }
    boolean first = way.caller().filter(seat -> seat.position() == 0).isPresent();
    GracePolicy grace = way.session().isInGraceAt(now) ? policies.grace() : GracePolicy.NOTICE;
    boolean rings = grace == GracePolicy.CONNECT || (grace == GracePolicy.ONE_WAY && first);
    if (rings) {
      return ring(way, Why.GRACE, call, policies);
    }
    return grace == GracePolicy.FORWARD
        ? support(Optional.of(way.session().id()), call)
        : new Refuse(Reason.SESSION_ENDED, Optional.of(way.session().id()), ENDED.map(Words::of));
  }

  private RoutingDecision ring(Way way, Why why, IncomingCall call, PoolPolicies policies) {
    Optional<SessionId> session = Optional.of(way.session().id());
    List<PhoneNumber> wanted = new ArrayList<>();
    way.callees().forEach(callee -> wanted.addAll(way.session().people().get(callee)));
    if (way.callees().isEmpty()) {
      if (!lastCallers.containsKey(way.session().id())) {
        return new Refuse(Reason.NOBODY_TO_CALL_BACK, session, REFUSED.map(Words::of));
      }
      wanted.add(lastCallers.get(way.session().id()));
    }
    List<PhoneNumber> rung =
        wanted.stream().filter(phone -> !call.caller().equals(Optional.of(phone))).toList();
    if (rung.isEmpty()) {
      return new Refuse(Reason.LOOP, session, REFUSED.map(Words::of));
    }
    ProxyNumber shown =
        way.callees().isEmpty()
            ? dialed(call)
            : way.session().dials().get(way.callees().getFirst());
    if (!isAnswered(shown)) {
      return new Refuse(Reason.NUMBER_RETIRED, session, REFUSED.map(Words::of));
    }
    boolean known = !way.callees().isEmpty() && rung.getFirst().equals(wanted.getFirst());
    return new Connect(
        why,
        session,
        way.caller(),
        known ? Optional.of(Seat.first(way.callees().getFirst())) : Optional.empty(),
        rung,
        policies.ringing(),
        shown,
        CallPolicy.DEFAULT.ringTimeout(),
        CallPolicy.DEFAULT.talkLimit());
  }

  private static RoutingDecision support(Optional<SessionId> session, IncomingCall call) {
    return call.caller().equals(Optional.of(SUPPORT))
        ? new Refuse(Reason.LOOP, session, REFUSED.map(Words::of))
        : new Connect(
            Why.SUPPORT,
            session,
            Optional.empty(),
            Optional.empty(),
            List.of(SUPPORT),
            Ringing.IN_ORDER,
            dialed(call),
            CallPolicy.DEFAULT.ringTimeout(),
            CallPolicy.DEFAULT.talkLimit());
  }

  /** Whether what counts is what is entered, and not who calls. */
  private boolean isByCode(IncomingCall call) {
    Optional<PoolMode> mode = poolOf(dialed(call)).filter(pool -> isAnswered(dialed(call)));
    if (mode.isEmpty() || way(call, mode.get()).isPresent()) {
      return false;
    }
    boolean isStranger = call.caller().flatMap(caller -> last(dialed(call), caller)).isEmpty();
    return mode.get() == PoolMode.PIN
        || (asksForCodes(mode.get()) && isStranger && !isAskedAbout(call, mode.get()));
  }

  private Optional<Way> codeIsOf(IncomingCall call) {
    String pin = call.entered().orElseThrow();
    return heldWay(call, "code " + pin)
        .map(
            session ->
                new Way(
                    session,
                    Optional.empty(),
                    List.of(session.pins().indexOf(Optional.of(pin))),
                    Why.PIN));
  }

  private RoutingDecision byCode(IncomingCall call, PoolPolicies policies) {
    int wrong = wrongCodesOf(call);
    if (wrong >= PINS.attempts()) {
      return refuse(Reason.PIN_LOCKED);
    }
    if (call.entered().isEmpty()) {
      return challenge(PINS.prompt(), false);
    }
    return codeIsOf(call)
        .map(way -> along(way, call, policies))
        .orElseGet(
            () ->
                wrong + 1 >= PINS.attempts()
                    ? refuse(Reason.PIN_LOCKED)
                    : challenge(PINS.promptAgain(), true));
  }

  private static Challenge challenge(String prompt, boolean again) {
    return new Challenge(
        Words.of(prompt), PinPolicy.LENGTH_MAX, PinPolicy.TIMEOUT, again, REFUSED.map(Words::of));
  }

  // What must always hold.

  void checkInvariants() {
    checkUnambiguous();
    // A restart loses what is not stored.
    List<Router> restarted = unstored.isEmpty() ? server.restarted(now) : List.of();
    for (ProxyNumber dialed : NUMBERS) {
      for (IncomingCall call : calls(dialed)) {
        RoutingDecision decision = explained(server.router(), call);
        check("as the model says", decision, expected(call));
        checkPrivate(decision);
        restarted.forEach(router -> check("after a restart", explained(router, call), decision));
      }
    }
    checkRoundTrip();
  }

  /** By everybody, and with each code that is anybody's by a stranger and a withheld one. */
  private static List<IncomingCall> calls(ProxyNumber dialed) {
    List<IncomingCall> calls = new ArrayList<>();
    PHONES.forEach(caller -> calls.add(incoming(Optional.of(caller), dialed, Optional.empty())));
    calls.add(incoming(Optional.of(SUPPORT), dialed, Optional.empty()));
    calls.add(incoming(Optional.empty(), dialed, Optional.empty()));
    CODES.forEach(
        code -> {
          calls.add(incoming(Optional.of(PHONES.getFirst()), dialed, Optional.of(code)));
          calls.add(incoming(Optional.of(SUPPORT), dialed, Optional.of(code)));
          calls.add(incoming(Optional.empty(), dialed, Optional.of(code)));
        });
    return calls;
  }

  /** Cheaper than an assertion, of which there would be a million. */
  private static void check(String what, RoutingDecision actual, RoutingDecision expected) {
    if (!actual.equals(expected)) {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  private RoutingDecision explained(Router router, IncomingCall call) {
    Trace.Recorded trace = Trace.recording();
    RoutingDecision decision = router.route(call, now, trace);
    boolean isLastPassed = trace.steps().getLast().passed();
    if (isLastPassed != decision instanceof Connect) {
      assertThat(isLastPassed).as("%s for %s", trace.steps(), decision).isEqualTo(!isLastPassed);
    }
    if (trace.toString().contains("9188888000")) {
      assertThat(trace.toString()).as("an explanation").doesNotContain("9188888000");
    }
    return decision;
  }

  private void checkUnambiguous() {
    List<String> claims = new ArrayList<>();
    List<SessionId> held = new ArrayList<>();
    server.sessionStore.forEachHeld(
        now,
        session -> {
          held.add(session.id());
          claims.addAll(kept(session, Optional.empty()).claims());
        });
    assertThat(claims).as("unambiguous").doesNotHaveDuplicates();
    if (unstored.isEmpty()) {
      assertThat(held).containsExactlyInAnyOrderElementsOf(held().map(Kept::id).toList());
    }
  }

  private void checkPrivate(RoutingDecision decision) {
    if (decision instanceof Connect connect && !isAnswered(connect.callerId())) {
      assertThat(connect.callerId()).as("a number that we hold").isIn(NUMBERS);
      assertThat(isAnswered(connect.callerId())).as("a number that we answer").isTrue();
    }
    if (decision.toString().contains("9188888000")) {
      assertThat(decision.toString()).doesNotContain("9188888000");
    }
  }

  /** Whoever is rung in an open session calls back the number that they saw, and reaches whom. */
  private void checkRoundTrip() {
    sessions.values().stream()
        .filter(session -> session.isOpenAt(now))
        .forEach(this::checkRoundTrip);
  }

  private void checkRoundTrip(Kept session) {
    for (int i = 0; i < session.people().size(); i++) {
      for (PhoneNumber phone : session.people().get(i)) {
        IncomingCall call = incoming(Optional.of(phone), session.dials().get(i), Optional.empty());
        if (session.claims().contains(claim(session.dials().get(i), phone))
            && server.router().route(call, now, Trace.NONE) instanceof Connect connect) {
          assertThat(connect.session()).contains(session.id());
          checkCallBack(session, i, connect);
        }
      }
    }
  }

  private void checkCallBack(Kept session, int caller, Connect connect) {
    if (session.mode() == PoolMode.ONE_PARTY) {
      // Whom the protected party calls reaches them as anyone does.
      assertThat(connect.callerId()).isEqualTo(session.dials().getFirst());
    }
    for (PhoneNumber rung : connect.destinations()) {
      IncomingCall back = incoming(Optional.of(rung), connect.callerId(), Optional.empty());
      RoutingDecision decision = server.router().route(back, now, Trace.NONE);
      assertThat(decision).isInstanceOf(Connect.class);
      Connect other = (Connect) decision;
      assertThat(other.callerId()).isEqualTo(session.dials().get(caller));
      assertThat(other.session()).contains(session.id());
      assertThat(other.destinations()).containsAll(session.people().get(caller));
    }
  }
}
