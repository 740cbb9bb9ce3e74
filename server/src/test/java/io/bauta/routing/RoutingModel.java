package io.bauta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore.AddOutcome;
import io.bauta.pool.PoolStore.RemoveOutcome;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.ChangeOutcome;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The domain with a naive model beside it: lists that are searched from end to end, and no index.
 * Each step is done to both, and what they say is compared.
 */
final class RoutingModel {

  /** The modes that this model knows: pairs. */
  static final List<PoolMode> MODES = List.of(PoolMode.PAIR_TWO_NUMBERS, PoolMode.PAIR_ONE_NUMBER);

  static final List<PhoneNumber> PEOPLE =
      LongStream.rangeClosed(1, 4).mapToObj(i -> new PhoneNumber(918888800000L + i)).toList();

  static final List<ProxyNumber> NUMBERS =
      LongStream.rangeClosed(1, 6).mapToObj(i -> new ProxyNumber(919000000000L + i)).toList();

  /** What one person holds in one session. */
  private record Binding(PhoneNumber person, ProxyNumber number) {}

  /** A session as the model keeps it; absent ends never come. */
  private record Kept(
      SessionId id,
      PoolMode pool,
      List<Binding> bindings,
      Optional<Instant> endsAt,
      Optional<Instant> restsUntil) {

    boolean isOpenAt(Instant now) {
      return endsAt.isEmpty() || endsAt.get().isAfter(now);
    }

    boolean isHeldAt(Instant now) {
      return restsUntil.isEmpty() || restsUntil.get().isAfter(now);
    }

    Kept endingAt(Optional<Instant> end) {
      return new Kept(id, pool, bindings, end, end.map(RoutingModel::restAfter));
    }
  }

  private record FirstUse(SessionRequest request, SessionId session) {}

  private final Switchboard switchboard = new Switchboard();
  private final Map<PoolMode, NumberPool> pools = new EnumMap<>(PoolMode.class);
  private final Map<PoolMode, Map<ProxyNumber, NumberState>> numbers =
      new EnumMap<>(PoolMode.class);
  private final Map<SessionId, Kept> sessions = new LinkedHashMap<>();
  private final Map<String, FirstUse> keys = new HashMap<>();
  private Instant now = Switchboard.NOW;

  RoutingModel() {
    for (PoolMode mode : MODES) {
      pools.put(mode, switchboard.pool(mode));
      numbers.put(mode, new LinkedHashMap<>());
    }
    take(new RoutingStep.Add(PoolMode.PAIR_TWO_NUMBERS, NUMBERS.get(0)));
    take(new RoutingStep.Add(PoolMode.PAIR_TWO_NUMBERS, NUMBERS.get(1)));
    take(new RoutingStep.Add(PoolMode.PAIR_ONE_NUMBER, NUMBERS.get(2)));
    switchboard.index.markComplete();
  }

  void take(RoutingStep step) {
    switch (step) {
      case RoutingStep.Open open -> open(open);
      case RoutingStep.Close(int index) -> pick(index).ifPresent(this::close);
      case RoutingStep.Extend(int index, var seconds) ->
          pick(index).ifPresent(session -> extend(session, seconds));
      case RoutingStep.Tick(int seconds) -> now = now.plusSeconds(seconds);
      case RoutingStep.Forget() -> switchboard.index.forgetRested(now);
      case RoutingStep.Add(PoolMode pool, ProxyNumber number) -> add(pool, number);
      case RoutingStep.SetState(PoolMode pool, int index, NumberState state) ->
          pick(List.copyOf(numbers.get(pool).keySet()), index)
              .ifPresent(number -> setState(pool, number, state));
      case RoutingStep.Remove(PoolMode pool, ProxyNumber number) -> remove(pool, number);
      case RoutingStep.Call(PhoneNumber caller, ProxyNumber dialed) -> call(caller, dialed);
    }
  }

  private Optional<Kept> pick(int index) {
    return pick(List.copyOf(sessions.values()), index);
  }

  private static <T> Optional<T> pick(List<T> all, int index) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(index % all.size()));
  }

  // Opening: idempotent, honest about exhaustion, no theft, no pair before its rest is over.

  private void open(RoutingStep.Open open) {
    SessionRequest request =
        new SessionRequest(
            pools.get(open.pool()),
            List.of(new Person("one", open.first()), new Person("other", open.second())),
            lifetime(open.seconds()),
            Optional.empty(),
            Map.of(),
            open.key());
    Optional<FirstUse> firstUse = open.key().map(keys::get);
    Map<SessionId, MaskingSession> before = stored();
    OpenOutcome outcome = switchboard.sessions.open(request, now);
    if (firstUse.isPresent()) {
      assertThat(outcome).isEqualTo(repeated(firstUse.get(), request));
    } else if (open.first().equals(open.second())) {
      assertThat(outcome).isInstanceOf(OpenOutcome.SameNumber.class);
    } else {
      opened(open, request, outcome);
    }
    Map<SessionId, MaskingSession> after = stored();
    assertThat(after).as("no theft").containsAllEntriesOf(before);
  }

  private static Lifetime lifetime(Optional<Integer> seconds) {
    return seconds
        .<Lifetime>map(length -> new Lifetime.Ttl(Duration.ofSeconds(length)))
        .orElseGet(Lifetime.UntilClosed::new);
  }

  private OpenOutcome repeated(FirstUse first, SessionRequest request) {
    return first.request().equals(request)
        ? new OpenOutcome.AlreadyOpened(switchboard.sessions.find(first.session()).orElseThrow())
        : new OpenOutcome.KeyConflict(first.session());
  }

  private void opened(RoutingStep.Open open, SessionRequest request, OpenOutcome outcome) {
    List<List<Binding>> legal = legal(open);
    if (legal.isEmpty()) {
      assertThat(outcome).isInstanceOf(OpenOutcome.PoolExhausted.class);
      return;
    }
    MaskingSession session = ((OpenOutcome.Opened) outcome).session();
    List<Binding> bindings = bindings(session);
    assertThat(legal).as("legal, and rested").contains(bindings);
    Optional<Instant> end = open.seconds().map(now::plusSeconds);
    sessions.put(
        session.id(),
        new Kept(session.id(), open.pool(), bindings, end, end.map(RoutingModel::restAfter)));
    open.key().ifPresent(key -> keys.put(key, new FirstUse(request, session.id())));
  }

  /** Every assignment that nobody could object to. */
  private List<List<Binding>> legal(RoutingStep.Open open) {
    List<List<Binding>> legal = new ArrayList<>();
    for (ProxyNumber one : lent(open.pool())) {
      for (ProxyNumber other : lent(open.pool())) {
        Binding first = new Binding(open.first(), one);
        Binding second = new Binding(open.second(), other);
        boolean fits = open.pool() == PoolMode.PAIR_TWO_NUMBERS || one.equals(other);
        if (fits && isFree(first) && isFree(second)) {
          legal.add(List.of(first, second));
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

  private boolean isFree(Binding binding) {
    return held().noneMatch(session -> session.bindings().contains(binding));
  }

  private Stream<Kept> held() {
    return sessions.values().stream().filter(session -> session.isHeldAt(now));
  }

  private static List<Binding> bindings(MaskingSession session) {
    return session.participants().stream()
        .map(participant -> new Binding(participant.realNumber(), participant.dials()))
        .toList();
  }

  private static Instant restAfter(Instant end) {
    return end.plus(Switchboard.GRACE).plus(Switchboard.COOL_OFF);
  }

  private Map<SessionId, MaskingSession> stored() {
    return sessions.keySet().stream()
        .map(id -> switchboard.sessionStore.find(id).orElseThrow())
        .collect(Collectors.toMap(MaskingSession::id, session -> session));
  }

  // Changing.

  private void close(Kept session) {
    ChangeOutcome outcome = switchboard.sessions.close(session.id(), "over", now);
    changed(session, Optional.of(now), outcome);
  }

  private void extend(Kept session, Optional<Integer> seconds) {
    ChangeOutcome outcome = switchboard.sessions.extend(session.id(), lifetime(seconds), now);
    changed(session, seconds.map(now::plusSeconds), outcome);
  }

  private void changed(Kept session, Optional<Instant> end, ChangeOutcome outcome) {
    if (session.isOpenAt(now)) {
      assertThat(outcome).isInstanceOf(ChangeOutcome.Changed.class);
      sessions.put(session.id(), session.endingAt(end));
    } else {
      assertThat(outcome).isInstanceOf(ChangeOutcome.AlreadyClosed.class);
    }
  }

  // Numbers.

  private void add(PoolMode pool, ProxyNumber number) {
    boolean anywhere = numbers.values().stream().anyMatch(own -> own.containsKey(number));
    boolean here = numbers.get(pool).containsKey(number);
    AddOutcome expected =
        here ? AddOutcome.ALREADY_HERE : anywhere ? AddOutcome.IN_ANOTHER_POOL : AddOutcome.ADDED;
    assertThat(switchboard.pools.addNumbers(pools.get(pool).id(), List.of(number)))
        .containsExactly(expected);
    if (expected == AddOutcome.ADDED) {
      numbers.get(pool).put(number, NumberState.ACTIVE);
    }
  }

  private void setState(PoolMode pool, ProxyNumber number, NumberState state) {
    numbers.get(pool).put(number, state);
    assertThat(switchboard.pools.setState(pools.get(pool).id(), number, state)).isTrue();
  }

  private void remove(PoolMode pool, ProxyNumber number) {
    boolean known = numbers.get(pool).containsKey(number);
    boolean lent =
        held()
            .flatMap(session -> session.bindings().stream())
            .anyMatch(binding -> binding.number().equals(number));
    RemoveOutcome expected =
        !known ? RemoveOutcome.UNKNOWN : lent ? RemoveOutcome.LENT : RemoveOutcome.REMOVED;
    assertThat(switchboard.pools.removeNumber(pools.get(pool).id(), number, now))
        .isEqualTo(expected);
    if (expected == RemoveOutcome.REMOVED) {
      numbers.get(pool).remove(number);
    }
  }

  // Calls.

  private void call(PhoneNumber caller, ProxyNumber dialed) {
    RoutingDecision decision = switchboard.route(caller, dialed, now);
    assertThat(switchboard.route(caller, dialed, now)).as("repeated").isEqualTo(decision);
    checkDecision(caller, dialed, decision);
  }

  private void checkDecision(PhoneNumber caller, ProxyNumber dialed, RoutingDecision decision) {
    Optional<NumberState> state =
        numbers.values().stream()
            .flatMap(own -> Optional.ofNullable(own.get(dialed)).stream())
            .findFirst();
    Optional<Kept> holder =
        held()
            .filter(session -> session.bindings().contains(new Binding(caller, dialed)))
            .findFirst();
    if (state.isEmpty()) {
      assertRefused(decision, Reason.UNKNOWN_NUMBER);
    } else if (state.get() == NumberState.RETIRED) {
      assertRefused(decision, Reason.NUMBER_RETIRED);
    } else if (holder.isEmpty()) {
      // A rest that is over is remembered for a while, and then not.
      assertRefused(decision, Reason.UNKNOWN_CALLER, Reason.SESSION_ENDED);
    } else if (!holder.get().isOpenAt(now)) {
      assertRefused(decision, Reason.SESSION_ENDED);
    } else if (!isAnswered(other(caller, holder.get()).number())) {
      // What would be shown could not be called back.
      assertRefused(decision, Reason.NUMBER_RETIRED);
    } else {
      assertConnects(decision, caller, holder.get());
    }
  }

  private static Binding other(PhoneNumber caller, Kept session) {
    int own = session.bindings().get(0).person().equals(caller) ? 0 : 1;
    return session.bindings().get(1 - own);
  }

  private static void assertRefused(RoutingDecision decision, Reason... reasons) {
    assertThat(decision)
        .isInstanceOfSatisfying(
            Refuse.class, refuse -> assertThat(refuse.reason()).isIn((Object[]) reasons));
  }

  private static void assertConnects(RoutingDecision decision, PhoneNumber caller, Kept session) {
    int own = session.bindings().get(0).person().equals(caller) ? 0 : 1;
    Binding other = session.bindings().get(1 - own);
    assertThat(decision)
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.session()).contains(session.id());
              assertThat(connect.caller()).contains(Seat.first(own));
              assertThat(connect.callee()).contains(Seat.first(1 - own));
              assertThat(connect.destination()).isEqualTo(other.person());
              assertThat(connect.callerId()).isEqualTo(other.number());
            });
  }

  // What must always hold.

  void checkInvariants() {
    checkUnambiguous();
    Router restarted = restarted();
    Router loading = loading();
    for (PhoneNumber caller : PEOPLE) {
      for (ProxyNumber dialed : NUMBERS) {
        RoutingDecision decision = switchboard.route(caller, dialed, now);
        checkDecision(caller, dialed, decision);
        checkPrivate(decision);
        checkSameRoutes(decision, restarted.route(Switchboard.call(caller, dialed), now));
        checkSameRoutes(decision, loading.route(Switchboard.call(caller, dialed), now));
      }
    }
    checkRoundTrip();
  }

  private void checkUnambiguous() {
    List<Binding> bindings = new ArrayList<>();
    switchboard.sessionStore.forEachHeld(now, session -> bindings.addAll(bindings(session)));
    assertThat(bindings).as("unambiguous").doesNotHaveDuplicates();
    assertThat(bindings)
        .containsExactlyInAnyOrderElementsOf(
            held().flatMap(session -> session.bindings().stream()).toList());
  }

  private void checkPrivate(RoutingDecision decision) {
    if (decision instanceof Connect connect) {
      assertThat(switchboard.pools.holds(new PhoneNumber(connect.callerId().digits())))
          .as("a number that we hold")
          .isTrue();
      assertThat(PEOPLE)
          .extracting(PhoneNumber::digits)
          .doesNotContain(connect.callerId().digits());
    }
    assertThat(decision.toString()).doesNotContain("9188888000");
  }

  /** Each calls, and the other calls back the number that they saw. */
  private void checkRoundTrip() {
    sessions.values().stream()
        .filter(session -> session.isOpenAt(now))
        .forEach(session -> session.bindings().forEach(this::checkCallBack));
  }

  private void checkCallBack(Binding binding) {
    if (switchboard.route(binding.person(), binding.number(), now) instanceof Connect connect) {
      assertThat(switchboard.route(connect.destination(), connect.callerId(), now))
          .isInstanceOfSatisfying(
              Connect.class,
              back -> {
                assertThat(back.destination()).isEqualTo(binding.person());
                assertThat(back.callerId()).isEqualTo(binding.number());
              });
    }
  }

  private boolean isAnswered(ProxyNumber number) {
    return numbers.values().stream()
        .anyMatch(own -> own.getOrDefault(number, NumberState.RETIRED) != NumberState.RETIRED);
  }

  /** A server that was just started again, with everything loaded. */
  private Router restarted() {
    RouteIndex index = new RouteIndex();
    switchboard.sessionStore.forEachHeld(now, index::loaded);
    index.markComplete();
    return router(index);
  }

  private Router router(RouteIndex index) {
    return new Router(
        switchboard.pools,
        switchboard.blocks,
        index,
        switchboard.source,
        switchboard.lastCallers,
        switchboard.knownPhones,
        new PinAttempts(),
        Optional.empty());
  }

  /** A server that was just started again, with nothing loaded yet. */
  private Router loading() {
    return router(new RouteIndex());
  }

  private static void checkSameRoutes(RoutingDecision before, RoutingDecision after) {
    if (before instanceof Connect) {
      assertThat(after).as("after a restart").isEqualTo(before);
    } else {
      assertThat(after).as("after a restart").isInstanceOf(Refuse.class);
    }
  }
}
