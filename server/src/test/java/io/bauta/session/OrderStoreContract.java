package io.bauta.session;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.PoolStore;
import io.bauta.pool.Pools;
import io.bauta.pool.RepeatOrders;
import io.bauta.pool.Selection;
import io.bauta.pool.SessionPolicy;
import io.bauta.routing.Switchboard;
import io.bauta.session.MaskingSession.State;
import io.bauta.session.OpenOutcome.AlreadyOpened;
import io.bauta.session.OpenOutcome.KeyConflict;
import io.bauta.session.OpenOutcome.Merged;
import io.bauta.session.OpenOutcome.Opened;
import io.bauta.session.OpenOutcome.OtherwiseOpen;
import io.bauta.session.SessionRequest.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OrderStore} does beneath {@link Sessions}. The stores are empty at the
 * beginning of each test.
 */
public interface OrderStoreContract {

  Duration HOUR = Duration.ofHours(1);

  /** Of all servers that a test makes, so that orders are in the order of their openings. */
  TimeOrderedIds IDS = new TimeOrderedIds();

  SessionStore sessions();

  PoolStore pools();

  private Sessions open() {
    return new Sessions(sessions(), new Pools(pools()), session -> {}, IDS);
  }

  private NumberPool merging(int numbers) {
    return pool("loyal", RepeatOrders.MERGE, 0, numbers);
  }

  private NumberPool pool(String name, RepeatOrders repeat, int first, int numbers) {
    return pool(with(repeat, name, SampleSessions.id(NOW)), first, numbers);
  }

  private NumberPool pool(NumberPool pool, int first, int numbers) {
    pools().create(pool);
    pools()
        .addNumbers(
            pool.id(),
            IntStream.range(first, first + numbers).mapToObj(SampleSessions::proxy).toList());
    return pool;
  }

  private static NumberPool with(RepeatOrders repeat, String name, UUID id) {
    return with(repeat, name, id, false);
  }

  private static NumberPool with(
      RepeatOrders repeat, String name, UUID id, boolean uniqueReference) {
    Lending lending = new Lending(Lending.DEFAULT.geoMatch(), Lending.DEFAULT.loadMax(), repeat);
    return new NumberPool(
        new PoolId(id),
        name,
        "acme-in",
        PoolMode.PAIR_TWO_NUMBERS,
        Selection.FIRST_FIT,
        CallPolicy.DEFAULT,
        REST,
        Duration.ZERO,
        NOW,
        withSessions(
            Switchboard.withLending(PoolPolicies.DEFAULT, lending),
            new SessionPolicy(uniqueReference, false)));
  }

  private static PoolPolicies withSessions(PoolPolicies policies, SessionPolicy sessions) {
    return new PoolPolicies(
        policies.grace(),
        policies.endedAnnouncement(),
        policies.unknownCaller(),
        policies.asking(),
        policies.forwardTo(),
        policies.pins(),
        policies.ringing(),
        policies.lending(),
        policies.rules(),
        sessions);
  }

  private static SessionRequest request(NumberPool pool, int one, int other, Duration ttl) {
    return request(pool, one, other, ttl, "order", Optional.empty());
  }

  private static SessionRequest request(
      NumberPool pool, int one, int other, Duration ttl, String reference, Optional<String> key) {
    return new SessionRequest(
        pool,
        List.of(new Person("a", person(one)), new Person("b", person(other))),
        ttl.isZero() ? new Lifetime.UntilClosed() : new Lifetime.Ttl(ttl),
        Optional.of(reference),
        Map.of("of", reference),
        key);
  }

  private static MaskingSession opened(OpenOutcome outcome) {
    assertThat(outcome).isInstanceOf(Opened.class);
    return ((Opened) outcome).session();
  }

  private static Merged merged(OpenOutcome outcome) {
    assertThat(outcome).isInstanceOf(Merged.class);
    return (Merged) outcome;
  }

  private List<Order> kept(SessionId id, Instant now) {
    return sessions().orders(List.of(id), now).getOrDefault(id, List.of());
  }

  private MaskingSession stored(SessionId id) {
    return sessions().find(id).orElseThrow();
  }

  @Test
  default void aRepeatOrderJoinsTheSessionOfItsPeopleInWhicheverOrder() {
    NumberPool pool = merging(2);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    assertThat(kept(first.id(), NOW)).as("one order is the session").isEmpty();

    Instant later = NOW.plusSeconds(60);
    Merged second =
        merged(open().open(request(pool, 2, 1, HOUR, "second", Optional.empty()), later));

    assertThat(second.session().id()).isEqualTo(first.id());
    assertThat(second.session().participants()).isEqualTo(first.participants());
    assertThat(second.session().expiresAt()).contains(later.plus(HOUR));
    assertThat(second.session().restsUntil()).contains(later.plus(HOUR).plus(REST));
    assertThat(stored(first.id())).isEqualTo(second.session());
    assertThat(kept(first.id(), later))
        .extracting(Order::id)
        .containsExactly(OrderId.firstOf(first.id()), second.order());
    assertThat(sessions().findOrder(first.id(), second.order()))
        .contains(
            new Order(
                second.order(),
                Optional.of("second"),
                Map.of("of", "second"),
                new Lifetime.Ttl(HOUR),
                later,
                Optional.of(later.plus(HOUR)),
                Optional.empty()));
    assertThat(sessions().heldBy(new Holder.Phone(person(1)), pool.id(), later)).hasSize(1);
  }

  @Test
  default void aShorterOrderDoesNotShortenAndOneWithoutAnEndTakesTheEndAway() {
    NumberPool pool = merging(2);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));

    Merged shorter = merged(open().open(request(pool, 1, 2, HOUR.dividedBy(2)), NOW));
    assertThat(shorter.session().expiresAt()).contains(NOW.plus(HOUR));

    Merged endless = merged(open().open(request(pool, 1, 2, Duration.ZERO), NOW));
    assertThat(endless.session().expiresAt()).isEmpty();
    assertThat(endless.session().restsUntil()).isEmpty();

    Instant expired = NOW.plus(HOUR);
    assertThat(sessions().openOrders(first.id(), expired))
        .extracting(Order::id)
        .containsExactly(endless.order());
    open().close(first.id(), new OrderChoice.One(endless.order()), "done", NOW);
    assertThat(stored(first.id()).expiresAt()).contains(NOW.plus(HOUR));
    assertThat(stored(first.id()).restsUntil()).contains(NOW.plus(HOUR).plus(REST));
  }

  @Test
  default void otherPeopleHaveASessionOfTheirOwn() {
    NumberPool pool = merging(4);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    opened(open().open(request(pool, 1, 3, HOUR), NOW));
    SessionRequest withAnotherTelephone =
        new SessionRequest(
            pool,
            List.of(
                new Person("a", person(1), List.of(person(9)), Optional.empty()),
                new Person("b", person(2))),
            new Lifetime.Ttl(HOUR),
            Optional.empty(),
            Map.of(),
            Optional.empty());
    MaskingSession theirs = opened(open().open(withAnotherTelephone, NOW));
    assertThat(merged(open().open(withAnotherTelephone, NOW)).session().id())
        .isEqualTo(theirs.id());
    assertThat(merged(open().open(request(pool, 2, 1, HOUR), NOW)).session().id())
        .isEqualTo(first.id());
  }

  @Test
  default void theSamePeopleInAnotherPoolAndInOneThatDoesNotMergeAreApart() {
    NumberPool pool = merging(2);
    NumberPool other = pool("other", RepeatOrders.MERGE, 10, 2);
    NumberPool separate = pool("separate", RepeatOrders.SEPARATE, 20, 4);
    opened(open().open(request(pool, 1, 2, HOUR), NOW));
    opened(open().open(request(other, 1, 2, HOUR), NOW));
    opened(open().open(request(separate, 1, 2, HOUR), NOW));
    opened(open().open(request(separate, 1, 2, HOUR), NOW));
  }

  @Test
  default void anOrderIsNeverAddedToASessionThatEnded() {
    NumberPool pool = merging(4);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    Instant end = NOW.plus(HOUR);
    assertThat(open().open(request(pool, 1, 2, HOUR), end.minusMillis(1)))
        .isInstanceOf(Merged.class);
    Instant later = end.minusMillis(1).plus(HOUR);

    MaskingSession second = opened(open().open(request(pool, 1, 2, HOUR), later));

    assertThat(second.id()).isNotEqualTo(first.id());
    open().close(second.id(), "over", later);
    assertThat(
            sessions()
                .changeOrders(
                    second.id(),
                    Optional.empty(),
                    later,
                    standing -> {
                      assertThat(standing.open()).isEmpty();
                      return Optional.empty();
                    }))
        .isEqualTo(new OrderStore.OrderOutcome.NothingDone());
    assertThat(opened(open().open(request(pool, 1, 2, HOUR), later)).id())
        .isNotEqualTo(second.id());
  }

  /** Its clock was read before the end, and its pairs are another session's by now. */
  @Test
  default void anOrderIsNotAddedWhenThePairsWereLentAgainMeanwhile() {
    NumberPool pool = merging(2);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    Instant rested = NOW.plus(HOUR).plus(REST);
    MaskingSession next = opened(open().open(request(pool, 1, 2, HOUR), rested));

    assertThat(sessions().openBetween(People.of(first), pool.id(), NOW.plusSeconds(1)))
        .contains(next);
    assertThat(
            sessions()
                .changeOrders(
                    first.id(),
                    Optional.empty(),
                    NOW.plusSeconds(1),
                    standing ->
                        Optional.of(
                            new OrderStore.OrderChange(standing.session(), standing.open()))))
        .isEqualTo(new OrderStore.OrderOutcome.NothingDone());
    assertThat(kept(first.id(), NOW)).isEmpty();
  }

  @Test
  default void theSessionEndsWithItsLastOrder() {
    NumberPool pool = merging(2);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    OrderId second = merged(open().open(request(pool, 1, 2, HOUR.multipliedBy(2)), NOW)).order();
    OrderId third = merged(open().open(request(pool, 1, 2, HOUR.multipliedBy(3)), NOW)).order();

    assertThat(open().close(id, "which?", NOW))
        .isInstanceOfSatisfying(
            ChangeOutcome.SeveralOrders.class,
            several ->
                assertThat(several.open())
                    .extracting(Order::id)
                    .containsExactly(OrderId.firstOf(id), second, third));
    assertThat(open().close(id, new OrderChoice.One(third), "third", NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
    assertThat(stored(id).expiresAt()).contains(NOW.plus(HOUR.multipliedBy(2)));
    open().close(id, new OrderChoice.One(OrderId.firstOf(id)), "first", NOW);
    assertThat(stored(id).stateAt(NOW)).isEqualTo(State.OPEN);
    assertThat(open().close(id, new OrderChoice.One(third), "again", NOW))
        .isInstanceOf(ChangeOutcome.OrderEnded.class);
    Instant later = NOW.plusSeconds(9);
    assertThat(open().close(id, "the last", later)).isInstanceOf(ChangeOutcome.OrdersChanged.class);

    assertThat(stored(id).closedReasonAt(later)).contains("the last");
    assertThat(stored(id).restsUntil()).contains(later.plus(REST));
    assertThat(open().close(id, "again", later)).isInstanceOf(ChangeOutcome.AlreadyClosed.class);
    assertThat(open().close(id, new OrderChoice.One(second), "again", later))
        .isInstanceOf(ChangeOutcome.OrderEnded.class);
    assertThat(open().close(id, new OrderChoice.One(orderId()), "unknown", later))
        .isEqualTo(new ChangeOutcome.UnknownOrder());
  }

  private static OrderId orderId() {
    return new OrderId(SampleSessions.id(NOW));
  }

  @Test
  default void allOrdersAreClosedAtOnce() {
    NumberPool pool = merging(2);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    open().open(request(pool, 1, 2, Duration.ZERO), NOW);

    open().close(id, new OrderChoice.All(), "all over", NOW);

    assertThat(stored(id).closedReasonAt(NOW)).contains("all over");
    assertThat(kept(id, NOW))
        .hasSize(2)
        .allMatch(order -> order.closedReasonAt(NOW).equals(Optional.of("all over")));
  }

  @Test
  default void anOrderIsExtendedForItself() {
    NumberPool pool = merging(2);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    OrderId second = merged(open().open(request(pool, 1, 2, HOUR), NOW)).order();
    Lifetime longer = new Lifetime.Ttl(HOUR.multipliedBy(5));

    assertThat(open().extend(id, longer, NOW)).isInstanceOf(ChangeOutcome.SeveralOrders.class);
    assertThat(open().extend(id, new OrderChoice.One(second), longer, NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);

    assertThat(stored(id).expiresAt()).contains(NOW.plus(HOUR.multipliedBy(5)));
    assertThat(sessions().findOrder(id, OrderId.firstOf(id)).orElseThrow().expiresAt())
        .contains(NOW.plus(HOUR));
    Instant later = NOW.plus(HOUR);
    assertThat(open().extend(id, new OrderChoice.One(OrderId.firstOf(id)), longer, later))
        .isInstanceOf(ChangeOutcome.OrderEnded.class);
    assertThat(open().extend(id, new Lifetime.Ttl(HOUR), later))
        .as("the only one that is open")
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
    assertThat(stored(id).expiresAt()).contains(later.plus(HOUR));
  }

  /** Whoever ends the whole session without knowing of its orders ends nothing. */
  @Test
  default void aSessionWhoseOrdersAreKeptIsNotEndedBesideThem() {
    NumberPool pool = merging(2);
    MaskingSession first = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    open().open(request(pool, 1, 2, HOUR.multipliedBy(2)), NOW);

    assertThat(sessions().updateEnd(SampleSessions.closed(first, NOW), NOW)).isFalse();
    assertThat(stored(first.id()).stateAt(NOW)).isEqualTo(State.OPEN);
  }

  @Test
  default void aSessionIsOpenedAgainForOneNewOrder() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    open().close(id, "over", NOW);

    assertThat(open().reopen(id, new Lifetime.Ttl(HOUR), NOW.plusSeconds(1)))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);

    assertThat(stored(id).stateAt(NOW.plusSeconds(1))).isEqualTo(State.OPEN);
    List<Order> orders = kept(id, NOW.plusSeconds(1));
    assertThat(orders).hasSize(2);
    assertThat(orders.get(0).closedReasonAt(NOW)).contains("over");
    assertThat(orders.get(1).isOpenAt(NOW.plusSeconds(1))).isTrue();
    assertThat(orders.get(1).reference()).isEqualTo(stored(id).reference());
  }

  @Test
  default void aSessionIsNotOpenedAgainBesideAnotherOfItsPeople() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    open().close(id, "over", NOW);
    SessionId next = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();

    assertThat(open().reopen(id, new Lifetime.Ttl(HOUR), NOW))
        .isEqualTo(new ChangeOutcome.OtherSessionOpen(next));
    assertThat(stored(id).stateAt(NOW)).isEqualTo(State.CLOSED);
    open().close(next, "over", NOW);
    assertThat(open().reopen(id, new Lifetime.Ttl(HOUR), NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
  }

  @Test
  default void nobodysNumberIsReplacedSoThatTheirsAreTwo() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    MaskingSession other = opened(open().open(request(pool, 1, 3, HOUR), NOW));
    ParticipantId third = other.participants().get(1).id();

    assertThat(open().replaceNumber(other.id(), third, person(2), NOW))
        .isEqualTo(new ChangeOutcome.OtherSessionOpen(id));
    assertThat(stored(other.id())).isEqualTo(other);

    assertThat(open().replaceNumber(other.id(), third, person(4), NOW))
        .isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(merged(open().open(request(pool, 4, 1, HOUR), NOW)).session().id())
        .isEqualTo(other.id());
    opened(open().open(request(pool, 1, 3, HOUR), NOW));
  }

  @Test
  default void theKeyOfAnOrderGivesTheSameOrderAlsoAfterItsEnd() {
    NumberPool pool = merging(4);
    SessionRequest first = request(pool, 1, 2, HOUR, "one", Optional.of("key-1"));
    SessionRequest second = request(pool, 2, 1, HOUR, "two", Optional.of("key-2"));
    MaskingSession session = opened(open().open(first, NOW));
    OrderId order = merged(open().open(second, NOW)).order();

    assertThat(open().open(first, NOW)).isInstanceOf(AlreadyOpened.class);
    assertThat(merged(open().open(second, NOW)).order()).isEqualTo(order);
    assertThat(kept(session.id(), NOW)).hasSize(2);
    open().close(session.id(), new OrderChoice.One(order), "over", NOW);
    assertThat(merged(open().open(second, NOW)).order()).isEqualTo(order);
    open().close(session.id(), "over", NOW);
    assertThat(merged(open().open(second, NOW)).order()).isEqualTo(order);
    assertThat(stored(session.id()).stateAt(NOW)).isEqualTo(State.CLOSED);
  }

  @Test
  default void theKeyOfAnOrderIsNoOtherRequests() {
    NumberPool pool = merging(4);
    NumberPool separate = pool("separate", RepeatOrders.SEPARATE, 20, 2);
    SessionId id =
        opened(open().open(request(pool, 1, 2, HOUR, "one", Optional.of("key-1")), NOW)).id();
    open().open(request(pool, 1, 2, HOUR, "two", Optional.of("key-2")), NOW);
    KeyConflict conflict = new KeyConflict(id);

    for (SessionRequest other :
        List.of(
            request(pool, 1, 2, HOUR, "one", Optional.of("key-2")),
            request(pool, 1, 2, HOUR, "two", Optional.of("key-1")),
            request(pool, 1, 2, HOUR.multipliedBy(2), "two", Optional.of("key-2")),
            request(pool, 1, 3, HOUR, "two", Optional.of("key-2")),
            request(separate, 1, 2, HOUR, "two", Optional.of("key-2")))) {
      assertThat(open().open(other, NOW)).isEqualTo(conflict);
    }
    assertThat(sessions().insertAlone(stored(id), Optional.of("key-2"), NOW))
        .isEqualTo(new SessionStore.InsertOutcome.KeyUsed(stored(id)));
    assertThat(sessions().changeOrders(id, Optional.of("key-1"), NOW, s -> Optional.empty()))
        .isEqualTo(new OrderStore.OrderOutcome.KeyUsed());
    assertThat(kept(id, NOW)).hasSize(2);
  }

  @Test
  default void whatTheSessionHasOtherwiseIsSaid() {
    NumberPool pool = merging(4);
    MaskingSession session = opened(open().open(request(pool, 1, 2, HOUR), NOW));
    SessionRequest demanding =
        new SessionRequest(
            pool,
            List.of(
                new Person("b", person(2)),
                new Person("a", person(1), List.of(), Optional.empty(), Optional.of(proxy(3)))),
            new Lifetime.Ttl(HOUR),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    assertThat(open().open(demanding, NOW))
        .isEqualTo(new OtherwiseOpen(session.id(), "participants[1].dials"));
    assertThat(kept(session.id(), NOW)).isEmpty();
  }

  @Test
  default void aSessionIsListedByTheReferenceOfEachOfItsOrders() {
    NumberPool pool = merging(4);
    SessionId id =
        opened(open().open(request(pool, 1, 2, HOUR, "one", Optional.empty()), NOW)).id();
    open().open(request(pool, 1, 2, HOUR, "two", Optional.empty()), NOW);
    open().open(request(pool, 1, 3, HOUR, "three", Optional.empty()), NOW);

    assertThat(ofReference("one")).containsExactly(id);
    assertThat(ofReference("two")).containsExactly(id);
    assertThat(ofReference("three")).hasSize(1).doesNotContain(id);
    assertThat(ofReference("four")).isEmpty();
  }

  private List<SessionId> ofReference(String reference) {
    return sessions()
        .list(
            new SessionQuery(
                Optional.empty(),
                Optional.of(State.OPEN),
                Optional.of(reference),
                Optional.empty(),
                10),
            NOW)
        .stream()
        .map(MaskingSession::id)
        .toList();
  }

  @Test
  default void ordersOfManySessionsAreToldWithTheLatestThatEnded() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, Duration.ZERO), NOW)).id();
    SessionId other = opened(open().open(request(pool, 1, 3, HOUR), NOW)).id();
    open().open(request(pool, 1, 3, HOUR), NOW);
    SessionId single = opened(open().open(request(pool, 2, 3, HOUR), NOW)).id();
    List<OrderId> ended = new ArrayList<>();
    for (int i = 0; i < OrderStore.ENDED_TOLD_MAX + 5; i++) {
      ended.add(merged(open().open(request(pool, 1, 2, Duration.ofSeconds(i + 1)), NOW)).order());
    }
    Instant later = NOW.plusSeconds(40);

    Map<SessionId, List<Order>> told = sessions().orders(List.of(id, other, single), later);

    assertThat(told).containsOnlyKeys(id, other);
    assertThat(told.get(other)).hasSize(2);
    List<OrderId> expected = new ArrayList<>(List.of(OrderId.firstOf(id)));
    expected.addAll(ended.subList(5, ended.size()));
    assertThat(told.get(id)).extracting(Order::id).containsExactlyElementsOf(expected);
  }

  @Test
  default void ordersThatAreOpenAtOnceHaveABound() {
    NumberPool pool = merging(2);
    Sessions sessions = open();
    SessionId id = opened(sessions.open(request(pool, 1, 2, HOUR), NOW)).id();
    for (int i = 1; i < Order.OPEN_MAX; i++) {
      merged(sessions.open(request(pool, 1, 2, HOUR), NOW));
    }

    assertThat(sessions.open(request(pool, 1, 2, HOUR), NOW))
        .isEqualTo(new OpenOutcome.TooManyOrders(id, Order.OPEN_MAX));
    assertThat(kept(id, NOW)).hasSize(Order.OPEN_MAX);
  }

  @Test
  default void ofOpeningsOfTheSamePeopleAtOnceOneOpensASessionAndTheOthersJoinIt() {
    NumberPool pool = merging(8);
    Sessions first = open();
    // Not known to each other: what is stored alone decides.
    Sessions second = open();
    for (int i = 0; i < 20; i++) {
      int one = 2 * i;
      List<Callable<OpenOutcome>> openings = new ArrayList<>();
      for (int n = 0; n < 6; n++) {
        Sessions through = n % 2 == 0 ? first : second;
        SessionRequest request =
            n % 3 == 0 ? request(pool, one, one + 1, HOUR) : request(pool, one + 1, one, HOUR);
        openings.add(() -> through.open(request, NOW));
      }
      List<OpenOutcome> outcomes = together(openings);
      assertThat(outcomes).filteredOn(Opened.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Merged.class::isInstance).hasSize(5);
      Set<SessionId> ids = new HashSet<>();
      outcomes.forEach(outcome -> ids.add(sessionOf(outcome)));
      assertThat(ids).hasSize(1);
      assertThat(kept(ids.iterator().next(), NOW)).hasSize(6);
    }
  }

  private static SessionId sessionOf(OpenOutcome outcome) {
    return switch (outcome) {
      case Opened(MaskingSession session) -> session.id();
      case Merged(MaskingSession session, OrderId _) -> session.id();
      case OpenOutcome other -> throw new AssertionError(other);
    };
  }

  /** Of an order and the end of the only one before it, whichever comes first. */
  @Test
  default void anOpeningAgainstTheCloseJoinsBeforeItOrOpensAfterIt() {
    NumberPool pool = merging(8);
    Sessions opening = open();
    Sessions closing = open();
    for (int i = 0; i < 40; i++) {
      int one = 2 * i;
      SessionId id = opened(opening.open(request(pool, one, one + 1, HOUR), NOW)).id();
      List<Object> outcomes =
          together(
              List.of(
                  () -> opening.open(request(pool, one, one + 1, HOUR), NOW),
                  () -> closing.close(id, new OrderChoice.One(OrderId.firstOf(id)), "over", NOW)));
      OpenOutcome opened = (OpenOutcome) outcomes.get(0);
      boolean isJoined = opened instanceof Merged;
      assertThat(stored(id).stateAt(NOW)).isEqualTo(isJoined ? State.OPEN : State.CLOSED);
      assertThat(stored(sessionOf(opened)).stateAt(NOW)).isEqualTo(State.OPEN);
      assertThat(sessionOf(opened).equals(id)).isEqualTo(isJoined);
    }
  }

  @Test
  default void ofSeveralClosingsAtOnceTheLastEndsTheSession() {
    NumberPool pool = merging(8);
    Sessions one = open();
    Sessions other = open();
    for (int i = 0; i < 20; i++) {
      SessionId id = opened(one.open(request(pool, 2 * i, 2 * i + 1, HOUR), NOW)).id();
      OrderId second = merged(one.open(request(pool, 2 * i, 2 * i + 1, HOUR), NOW)).order();
      OrderId third = merged(one.open(request(pool, 2 * i, 2 * i + 1, HOUR), NOW)).order();
      together(
          List.of(
              () -> one.close(id, new OrderChoice.One(second), "second", NOW),
              () -> other.close(id, new OrderChoice.One(third), "third", NOW),
              () -> one.close(id, new OrderChoice.One(OrderId.firstOf(id)), "first", NOW)));
      assertThat(sessions().openOrders(id, NOW)).isEmpty();
      assertThat(stored(id).stateAt(NOW)).isEqualTo(State.CLOSED);
    }
  }

  private static <T> List<T> together(List<? extends Callable<? extends T>> actions) {
    CyclicBarrier barrier = new CyclicBarrier(actions.size());
    try (ExecutorService threads = Executors.newFixedThreadPool(actions.size())) {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<? extends T> action : actions) {
        futures.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return action.call();
                }));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  /** What was opened by one policy goes on by it when the pool has the other. */
  @Test
  default void aPoolThatDoesNotMergeAnyMoreKeepsTheOrdersThatItHas() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    OrderId second =
        merged(open().open(request(pool, 1, 2, HOUR, "two", Optional.of("key-2")), NOW)).order();
    NumberPool separate = with(RepeatOrders.SEPARATE, pool.name(), pool.id().uuid());
    pools().update(separate);

    opened(open().open(request(separate, 1, 2, HOUR), NOW));
    assertThat(
            merged(open().open(request(separate, 1, 2, HOUR, "two", Optional.of("key-2")), NOW))
                .order())
        .isEqualTo(second);
    assertThat(open().close(id, "which?", NOW)).isInstanceOf(ChangeOutcome.SeveralOrders.class);
    open().close(id, new OrderChoice.All(), "over", NOW);
    assertThat(open().reopen(id, new Lifetime.Ttl(HOUR), NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
    assertThat(kept(id, NOW)).hasSize(3);
  }

  @Test
  default void sessionsFromBeforeThePoolMergedAreJoined() {
    NumberPool separate = pool("loyal", RepeatOrders.SEPARATE, 0, 4);
    opened(open().open(request(separate, 1, 2, HOUR), NOW));
    SessionId newest = opened(open().open(request(separate, 2, 1, HOUR), NOW.plusMillis(1))).id();
    NumberPool pool = with(RepeatOrders.MERGE, separate.name(), separate.id().uuid());
    pools().update(pool);

    assertThat(merged(open().open(request(pool, 1, 2, HOUR), NOW.plusSeconds(1))).session().id())
        .isEqualTo(newest);
  }

  /** Whoever repeats an opening knows nothing of the numbers that came after. */
  @Test
  default void aRepeatedOpeningIsKnownAfterNumbersWereReplaced() {
    NumberPool pool = merging(4);
    SessionRequest first = request(pool, 1, 2, HOUR, "one", Optional.of("key-1"));
    MaskingSession session = opened(open().open(first, NOW));
    ParticipantId one = session.participants().getFirst().id();
    open().replaceNumber(session.id(), one, person(3), NOW);
    SessionRequest second = request(pool, 2, 3, HOUR, "two", Optional.of("key-2"));
    OrderId order = merged(open().open(second, NOW)).order();
    open().replaceNumber(session.id(), one, person(4), NOW);

    assertThat(open().open(first, NOW)).isEqualTo(new AlreadyOpened(stored(session.id())));
    assertThat(open().open(second, NOW)).isEqualTo(new Merged(stored(session.id()), order));
    assertThat(open().open(request(pool, 2, 5, HOUR, "two", Optional.of("key-2")), NOW))
        .isEqualTo(new KeyConflict(session.id()));
    assertThat(kept(session.id(), NOW)).hasSize(2);
  }

  Lifetime.FromLastCall FROM_LAST_CALL = new Lifetime.FromLastCall(HOUR, Optional.empty());

  private static SessionRequest fromLastCall(NumberPool pool) {
    return new SessionRequest(
        pool,
        List.of(new Person("a", person(1)), new Person("b", person(2))),
        FROM_LAST_CALL,
        Optional.of("order"),
        Map.of("of", "order"),
        Optional.empty());
  }

  @Test
  default void noCallMovesTheEndOfASessionWhereOrdersAreMerged() {
    NumberPool pool = merging(4);
    assertThat(open().open(fromLastCall(pool), NOW)).isEqualTo(new OpenOutcome.NotFromLastCall());
    MaskingSession session = opened(open().open(request(pool, 1, 2, HOUR), NOW));

    assertThat(open().extend(session.id(), FROM_LAST_CALL, NOW))
        .isEqualTo(new ChangeOutcome.NotFromLastCall());
    assertThat(stored(session.id())).isEqualTo(session);
    open().close(session.id(), "over", NOW);
    assertThat(open().reopen(session.id(), FROM_LAST_CALL, NOW))
        .isEqualTo(new ChangeOutcome.NotFromLastCall());
    assertThat(stored(session.id()).stateAt(NOW)).isEqualTo(State.CLOSED);
  }

  @Test
  default void noCallMovesTheEndOfASessionWhoseOrdersAreKept() {
    NumberPool pool = merging(4);
    SessionId id = opened(open().open(request(pool, 1, 2, HOUR), NOW)).id();
    OrderId second = merged(open().open(request(pool, 1, 2, HOUR), NOW)).order();
    pools().update(with(RepeatOrders.SEPARATE, pool.name(), pool.id().uuid()));
    MaskingSession before = stored(id);

    assertThat(open().extend(id, new OrderChoice.One(second), FROM_LAST_CALL, NOW))
        .isEqualTo(new ChangeOutcome.NotFromLastCall());
    open().close(id, new OrderChoice.One(second), "over", NOW);
    assertThat(open().extend(id, FROM_LAST_CALL, NOW))
        .isEqualTo(new ChangeOutcome.NotFromLastCall());
    assertThat(stored(id)).isEqualTo(before);
    open().close(id, "over", NOW);
    assertThat(open().reopen(id, FROM_LAST_CALL, NOW))
        .isEqualTo(new ChangeOutcome.NotFromLastCall());
  }

  @Test
  default void aSessionWhoseEndCallsMoveTakesNoOrders() {
    NumberPool separate = pool("loyal", RepeatOrders.SEPARATE, 0, 4);
    MaskingSession session = opened(open().open(fromLastCall(separate), NOW));
    NumberPool pool = with(RepeatOrders.MERGE, separate.name(), separate.id().uuid());
    pools().update(pool);

    assertThat(open().open(request(pool, 1, 2, HOUR), NOW))
        .isEqualTo(new OpenOutcome.EndMoves(session.id()));
    assertThat(stored(session.id())).isEqualTo(session);
    assertThat(kept(session.id(), NOW)).isEmpty();

    open().extend(session.id(), new Lifetime.Ttl(HOUR), NOW);
    assertThat(merged(open().open(request(pool, 2, 1, HOUR), NOW)).session().id())
        .isEqualTo(session.id());
  }

  /** It was opened before its pool merged orders, and ends with them from now on. */
  @Test
  default void aSessionWhoseEndCallsMovedIsOpenedAgainForAnOrder() {
    NumberPool separate = pool("loyal", RepeatOrders.SEPARATE, 0, 4);
    SessionId id = opened(open().open(fromLastCall(separate), NOW)).id();
    open().close(id, "over", NOW);
    pools().update(with(RepeatOrders.MERGE, separate.name(), separate.id().uuid()));

    assertThat(open().reopen(id, new Lifetime.Ttl(HOUR), NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
    assertThat(stored(id).moving()).isEmpty();
    assertThat(sessions().called(id, NOW.plusSeconds(1))).isFalse();
    assertThat(stored(id).expiresAt()).contains(NOW.plus(HOUR));
  }

  /** The pool was another one when the session got its orders. */
  @Test
  default void aSessionOfOrdersHoldsItsReferenceWhileItIsOpen() {
    NumberPool unique =
        pool(with(RepeatOrders.SEPARATE, "loyal", SampleSessions.id(NOW), true), 0, 6);
    MaskingSession session = opened(open().open(request(unique, 1, 2, HOUR), NOW));
    NumberPool merging = with(RepeatOrders.MERGE, unique.name(), unique.id().uuid());
    pools().update(merging);
    merged(open().open(request(merging, 1, 2, HOUR), NOW));
    pools().update(unique);
    SessionRequest others = request(unique, 3, 4, HOUR);

    assertThat(open().open(others, NOW)).isEqualTo(new OpenOutcome.ReferenceHeld(session.id()));
    open().close(session.id(), new OrderChoice.All(), "over", NOW);
    SessionId next = opened(open().open(others, NOW)).id();
    assertThat(open().reopen(session.id(), new Lifetime.Ttl(HOUR), NOW))
        .isEqualTo(new ChangeOutcome.ReferenceHeld(next));
    open().close(next, "over", NOW);
    assertThat(open().reopen(session.id(), new Lifetime.Ttl(HOUR), NOW))
        .isInstanceOf(ChangeOutcome.OrdersChanged.class);
    assertThat(open().open(others, NOW)).isEqualTo(new OpenOutcome.ReferenceHeld(session.id()));
    // The clock does not let go of it: whoever wants it does.
    Instant end = NOW.plus(HOUR);
    assertThat(open().reopen(next, new Lifetime.Ttl(HOUR), end))
        .isInstanceOf(ChangeOutcome.Changed.class);
    assertThat(open().reopen(session.id(), new Lifetime.Ttl(HOUR), end))
        .isEqualTo(new ChangeOutcome.ReferenceHeld(next));
  }
}
