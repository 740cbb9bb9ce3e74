package io.bauta.session;

import static io.bauta.session.SampleSessions.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolMode;
import io.bauta.pool.RepeatOrders;
import io.bauta.pool.Selection;
import io.bauta.routing.Switchboard;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.SessionRequest.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A naive account of orders beside the real one: lists, looked through from the beginning. */
final class OrderModel {

  private static final int NUMBERS = 6;

  private final Switchboard switchboard = new Switchboard();
  private final NumberPool pool =
      switchboard.pool(
          PoolMode.PAIR_TWO_NUMBERS,
          Selection.FIRST_FIT,
          new Lending(GeoMatch.NONE, Optional.empty(), RepeatOrders.MERGE),
          IntStream.range(0, NUMBERS)
              .mapToObj(i -> new ProxyNumber(919000000100L + i))
              .toArray(ProxyNumber[]::new));
  private final List<Ordered> orders = new ArrayList<>();
  private final List<SessionId> sessions = new ArrayList<>();

  /** Who are in each session, by position. */
  private final Map<SessionId, List<Integer>> people = new HashMap<>();

  /** Who were in each session at any time, by position. */
  private final Map<SessionId, List<Set<Integer>>> former = new HashMap<>();

  private record Asked(List<Integer> people, Optional<Integer> ttl) {}

  private final Map<String, Asked> keys = new HashMap<>();
  private final Map<String, Ordered> keyed = new HashMap<>();
  private Instant now = Switchboard.NOW;

  /** An order as it should be. */
  private static final class Ordered {
    private final SessionId session;
    private final OrderId id;
    private Optional<Instant> end;
    private boolean closed;

    Ordered(SessionId session, OrderId id, Optional<Instant> end) {
      this.session = session;
      this.id = id;
      this.end = end;
    }

    boolean isOpenAt(Instant now) {
      return !closed && (end.isEmpty() || end.get().isAfter(now));
    }
  }

  void take(OrderStep step) {
    switch (step) {
      case OrderStep.Open open when open.one() != open.other() -> open(open);
      case OrderStep.Open _ -> {
        // Nobody is masked from themselves.
      }
      case OrderStep.Close(int index) -> order(index).ifPresent(this::close);
      case OrderStep.CloseOnly(int index) -> session(index).ifPresent(this::closeOnly);
      case OrderStep.CloseAll(int index) -> session(index).ifPresent(this::closeAll);
      case OrderStep.Extend(int index, Optional<Integer> ttl) ->
          order(index).ifPresent(order -> extend(order, ttl));
      case OrderStep.Reopen(int index, Optional<Integer> ttl) ->
          session(index).ifPresent(session -> reopen(session, ttl));
      case OrderStep.Replace(int index, int of, int by) ->
          session(index).ifPresent(session -> replace(session, of % 2, by));
      case OrderStep.Tick(int seconds) -> now = now.plusSeconds(seconds);
    }
  }

  private Optional<Ordered> order(int index) {
    return orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(index % orders.size()));
  }

  private Optional<SessionId> session(int index) {
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.of(sessions.get(index % sessions.size()));
  }

  private List<Ordered> openOf(SessionId session) {
    return orders.stream()
        .filter(order -> order.session.equals(session) && order.isOpenAt(now))
        .toList();
  }

  private Optional<SessionId> openBetween(Set<Integer> two) {
    return sessions.stream()
        .filter(id -> Set.copyOf(people.get(id)).equals(two) && !openOf(id).isEmpty())
        .findFirst();
  }

  private static Lifetime lifetime(Optional<Integer> ttl) {
    return ttl.<Lifetime>map(seconds -> new Lifetime.Ttl(Duration.ofSeconds(seconds)))
        .orElseGet(Lifetime.UntilClosed::new);
  }

  private Optional<Instant> end(Optional<Integer> ttl) {
    return ttl.map(now::plusSeconds);
  }

  private void open(OrderStep.Open open) {
    SessionRequest request =
        new SessionRequest(
            pool,
            List.of(new Person("a", person(open.one())), new Person("b", person(open.other()))),
            lifetime(open.ttl()),
            Optional.empty(),
            Map.of(),
            open.key());
    Optional<SessionId> expected = openBetween(Set.of(open.one(), open.other()));
    OpenOutcome outcome = switchboard.sessions.open(request, now);
    Optional<Ordered> before = open.key().map(keyed::get);
    if (before.isPresent()) {
      repeated(open, before.get(), outcome);
      return;
    }
    switch (outcome) {
      case OpenOutcome.Opened(MaskingSession session) -> {
        assertThat(expected).isEmpty();
        sessions.add(session.id());
        people.put(session.id(), new ArrayList<>(List.of(open.one(), open.other())));
        former.put(
            session.id(),
            List.of(new HashSet<>(Set.of(open.one())), new HashSet<>(Set.of(open.other()))));
        ordered(open, new Ordered(session.id(), OrderId.firstOf(session.id()), end(open.ttl())));
      }
      case OpenOutcome.Merged(MaskingSession session, OrderId order) -> {
        assertThat(Optional.of(session.id())).isEqualTo(expected);
        ordered(open, new Ordered(session.id(), order, end(open.ttl())));
      }
      case OpenOutcome.PoolExhausted _ -> assertThat(expected).isEmpty();
      case OpenOutcome other -> throw new AssertionError(other);
    }
  }

  private void ordered(OrderStep.Open open, Ordered order) {
    orders.add(order);
    open.key()
        .ifPresent(
            key -> {
              keyed.put(key, order);
              keys.put(key, new Asked(List.of(open.one(), open.other()), open.ttl()));
            });
  }

  private void repeated(OrderStep.Open open, Ordered before, OpenOutcome outcome) {
    Asked asked = keys.get(open.key().orElseThrow());
    boolean isSameEnd = open.ttl().equals(asked.ttl());
    boolean isFirst = before.id.equals(OrderId.firstOf(before.session));
    switch (outcome) {
      // The first order goes by the names of the people too, and so by who is named first.
      case OpenOutcome.AlreadyOpened(MaskingSession session) -> {
        assertThat(session.id()).isEqualTo(before.session);
        assertThat(isFirst && isSameEnd).isTrue();
        assertThat(asked.people()).isEqualTo(List.of(open.one(), open.other()));
      }
      case OpenOutcome.Merged(MaskingSession session, OrderId order) -> {
        assertThat(session.id()).isEqualTo(before.session);
        assertThat(order).isEqualTo(before.id);
        assertThat(!isFirst && isSameEnd).isTrue();
        assertThat(were(open, former.get(before.session))).isTrue();
      }
      case OpenOutcome.KeyConflict(SessionId first) -> {
        assertThat(first).isEqualTo(before.session);
        boolean isSame =
            isFirst
                ? asked.people().equals(List.of(open.one(), open.other()))
                : were(open, former.get(before.session));
        assertThat(isSame && isSameEnd).isFalse();
      }
      case OpenOutcome other -> throw new AssertionError(other);
    }
  }

  private static boolean were(OrderStep.Open open, List<Set<Integer>> ever) {
    return (ever.get(0).contains(open.one()) && ever.get(1).contains(open.other()))
        || (ever.get(1).contains(open.one()) && ever.get(0).contains(open.other()));
  }

  private void close(Ordered order) {
    boolean wasOpen = order.isOpenAt(now);
    ChangeOutcome outcome =
        switchboard.sessions.close(order.session, new OrderChoice.One(order.id), "over", now);
    assertThat(isDone(outcome)).isEqualTo(wasOpen);
    order.closed |= wasOpen;
  }

  private static boolean isDone(ChangeOutcome outcome) {
    return outcome instanceof ChangeOutcome.Changed
        || outcome instanceof ChangeOutcome.OrdersChanged;
  }

  private void closeOnly(SessionId session) {
    List<Ordered> open = openOf(session);
    ChangeOutcome outcome = switchboard.sessions.close(session, "over", now);
    assertThat(isDone(outcome)).isEqualTo(open.size() == 1);
    assertThat(outcome instanceof ChangeOutcome.SeveralOrders).isEqualTo(open.size() > 1);
    if (open.size() == 1) {
      open.getFirst().closed = true;
    }
  }

  private void closeAll(SessionId session) {
    List<Ordered> open = openOf(session);
    ChangeOutcome outcome = switchboard.sessions.close(session, new OrderChoice.All(), "over", now);
    assertThat(isDone(outcome)).isEqualTo(!open.isEmpty());
    open.forEach(order -> order.closed = true);
  }

  private void extend(Ordered order, Optional<Integer> ttl) {
    boolean wasOpen = order.isOpenAt(now);
    ChangeOutcome outcome =
        switchboard.sessions.extend(
            order.session, new OrderChoice.One(order.id), lifetime(ttl), now);
    assertThat(isDone(outcome)).isEqualTo(wasOpen);
    if (wasOpen) {
      order.end = end(ttl);
    }
  }

  private void reopen(SessionId session, Optional<Integer> ttl) {
    boolean wasOpen = !openOf(session).isEmpty();
    Optional<SessionId> other = openBetween(Set.copyOf(people.get(session)));
    switch (switchboard.sessions.reopen(session, lifetime(ttl), now)) {
      case ChangeOutcome.OrdersChanged _ -> {
        assertThat(other).isEmpty();
        Order newest = switchboard.sessionStore.openOrders(session, now).getFirst();
        orders.add(new Ordered(session, newest.id(), end(ttl)));
      }
      case ChangeOutcome.StillOpen _ -> assertThat(wasOpen).isTrue();
      case ChangeOutcome.PairsLentAgain _ -> assertThat(wasOpen).isFalse();
      case ChangeOutcome.OtherSessionOpen(SessionId open) ->
          assertThat(Optional.of(open)).isEqualTo(other);
      case ChangeOutcome unexpected -> throw new AssertionError(unexpected);
    }
  }

  private void replace(SessionId session, int position, int by) {
    List<Integer> before = people.get(session);
    List<Integer> after = new ArrayList<>(before);
    after.set(position, by);
    boolean isOpen = !openOf(session).isEmpty();
    boolean isChange = !before.contains(by);
    Optional<SessionId> other = isChange ? openBetween(Set.copyOf(after)) : Optional.empty();
    ParticipantId participant =
        switchboard.sessions.find(session).orElseThrow().participants().get(position).id();
    switch (switchboard.sessions.replaceNumber(session, participant, person(by), now)) {
      case ChangeOutcome.Changed _ -> {
        assertThat(isOpen).isTrue();
        assertThat(other).isEmpty();
        people.put(session, after);
        former.get(session).get(position).add(by);
      }
      case ChangeOutcome.AlreadyClosed _ -> assertThat(isOpen).isFalse();
      case ChangeOutcome.SameNumber _ -> assertThat(before).contains(by);
      case ChangeOutcome.NumberHeld _ -> assertThat(isChange).isTrue();
      case ChangeOutcome.OtherSessionOpen(SessionId open) ->
          assertThat(Optional.of(open)).isEqualTo(other);
      case ChangeOutcome unexpected -> throw new AssertionError(unexpected);
    }
  }

  void checkInvariants() {
    Set<Set<Integer>> paired = new HashSet<>();
    for (SessionId id : sessions) {
      MaskingSession session = switchboard.sessions.find(id).orElseThrow();
      List<Ordered> open = openOf(id);
      assertThat(session.stateAt(now) == State.OPEN)
          .as("open exactly while an order is")
          .isEqualTo(!open.isEmpty());
      if (!open.isEmpty()) {
        assertThat(paired.add(Set.copyOf(people.get(id))))
            .as("two people have one open session")
            .isTrue();
        assertThat(session.expiresAt()).as("the latest of its orders").isEqualTo(latest(open));
        assertThat(session.restsUntil())
            .isEqualTo(latest(open).map(end -> end.plus(pool.restAfterEnd())));
      }
      List<Order> kept =
          switchboard
              .sessions
              .orders(List.of(id), now)
              .getOrDefault(id, List.of(Order.first(session)));
      assertThat(kept.stream().filter(order -> order.isOpenAt(now)).map(Order::id))
          .containsExactlyInAnyOrderElementsOf(open.stream().map(order -> order.id).toList());
    }
  }

  private static Optional<Instant> latest(List<Ordered> open) {
    Instant latest = Instant.MIN;
    for (Ordered order : open) {
      if (order.end.isEmpty()) {
        return Optional.empty();
      }
      latest = order.end.get().isAfter(latest) ? order.end.get() : latest;
    }
    return Optional.of(latest);
  }
}
