package io.bauta.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.event.Endpoint.State;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of events, deliveries and endpoints does. Empty before each test. */
public interface EventStoreContract {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  TimeOrderedIds IDS = new TimeOrderedIds();
  UUID ONE = new UUID(1, 1);
  UUID OTHER = new UUID(2, 2);

  EventStore events();

  DeliveryStore deliveries();

  EndpointStore endpoints();

  static Endpoint endpoint(String... names) {
    return new Endpoint(
        new EndpointId(IDS.next(NOW)),
        "https://platform.example/events?token=t",
        new EventFilter(List.of(names)),
        Optional.of("the billing"),
        State.ACTIVE,
        List.of(
            new SigningSecret("whsec_new", Optional.empty()),
            new SigningSecret("whsec_old", Optional.of(NOW.plusSeconds(60)))),
        NOW);
  }

  static Event event(EventType type, UUID subject, Instant at) {
    return new Event(
        new EventId(IDS.next(at)),
        type,
        subject,
        Optional.of(new SessionId(subject)),
        Optional.of(poolOf(subject)),
        at,
        "{\"id\":\"" + subject + "\"}");
  }

  /** Each subject has a pool of its own. */
  static PoolId poolOf(UUID subject) {
    return new PoolId(new UUID(subject.getMostSignificantBits(), 7));
  }

  static Event event(UUID subject) {
    return event(EventType.CALL_ENDED, subject, NOW);
  }

  /** Stores them, gives them places, and owes them. */
  private List<Event> told(Endpoint endpoint, Event... some) {
    if (endpoints().endpoints().stream().noneMatch(one -> one.id().equals(endpoint.id()))) {
      endpoints().add(endpoint);
    }
    events().append(List.of(some));
    events().place(() -> List.of(endpoint), NOW);
    return List.of(some);
  }

  private List<Event> due(Endpoint endpoint, Instant now) {
    return deliveries().due(endpoint.id(), now, 100).stream().map(Delivery::event).toList();
  }

  private Delivery firstDue(Endpoint endpoint, Instant now) {
    return deliveries().due(endpoint.id(), now, 1).getFirst();
  }

  static Attempt attempt(Delivery delivery, Optional<Integer> status, String cause) {
    return new Attempt(delivery.attempts() + 1, NOW, Duration.ofMillis(7), status, cause);
  }

  private void accept(Delivery delivery) {
    deliveries()
        .settle(
            Settlement.delivered(delivery, attempt(delivery, Optional.of(204), "accepted")), NOW);
  }

  private void fail(Delivery delivery, Optional<Instant> again) {
    deliveries()
        .settle(
            Settlement.failed(delivery, attempt(delivery, Optional.empty(), "late"), again), NOW);
  }

  @Test
  default void endpointsReadBackEqual() {
    Endpoint first = endpoint("call.*", "session.closed");
    Endpoint second = endpoint("*");
    endpoints().add(first);
    endpoints().add(second);
    assertThat(endpoints().endpoints()).containsExactly(first, second);

    Endpoint paused = first.in(State.PAUSED);
    assertThat(endpoints().update(paused)).isTrue();
    assertThat(endpoints().endpoints()).containsExactly(paused, second);

    assertThat(endpoints().remove(first.id())).isTrue();
    assertThat(endpoints().remove(first.id())).isFalse();
    assertThat(endpoints().update(paused)).isFalse();
    assertThat(endpoints().endpoints()).containsExactly(second);
  }

  @Test
  default void eventsGetTheirPlacesInTheOrderOfWriting() {
    Endpoint endpoint = endpoint("*");
    Event first = event(ONE);
    Event second = event(OTHER);
    assertThat(events().areWaiting()).isFalse();
    events().append(List.of(first, second));
    assertThat(events().areWaiting()).isTrue();
    assertThat(events().after(0)).isEmpty();

    long last = events().place(() -> List.of(endpoint), NOW);
    assertThat(events().areWaiting()).isFalse();
    assertThat(events().lastPlace()).isEqualTo(last);
    List<PlacedEvent> placed = events().after(0);
    assertThat(placed).extracting(PlacedEvent::event).containsExactly(first, second);
    assertThat(placed.getLast().place()).isEqualTo(last);
    assertThat(events().after(placed.getFirst().place())).containsExactly(placed.getLast());
    assertThat(events().placeOf(second.id())).hasValue(last);
    assertThat(events().placeOf(new EventId(new UUID(9, 9)))).isEmpty();
  }

  @Test
  default void aPlaceIsNeverGivenTwice() {
    told(endpoint("*"), event(ONE));
    long before = events().lastPlace();
    Instant later = NOW.plus(Duration.ofDays(9));
    Endpoint nobody = endpoint("pool.*");
    endpoints().remove(endpoint("*").id());
    events().tidy(later, later, NOW.minusSeconds(9), later, later);
    events().tidy(later, later, later, later, later);
    events().tidy(later.plusSeconds(1), later.plusSeconds(1), later, later, later);
    events().tidy(later.plusSeconds(1), later.plusSeconds(1), later, later, later);
    assertThat(events().after(0)).isEmpty();

    told(nobody, event(ONE));
    assertThat(events().after(before)).hasSize(1);
  }

  @Test
  default void onlyWhatIsWantedIsOwed() {
    Endpoint calls = endpoint("call.*");
    Endpoint gone = endpoint("*").in(State.GONE);
    Endpoint paused = endpoint("*").in(State.PAUSED);
    Event call = event(ONE);
    Event session = event(EventType.SESSION_CLOSED, OTHER, NOW);
    events().append(List.of(call, session));
    events().place(() -> List.of(calls, gone, paused), NOW);

    assertThat(due(calls, NOW)).containsExactly(call);
    assertThat(due(gone, NOW)).isEmpty();
    assertThat(due(paused, NOW)).containsExactly(call, session);
  }

  @Test
  default void ofOneSubjectOneAtATimeIsDue() {
    Endpoint endpoint = endpoint("*");
    List<Event> some = told(endpoint, event(ONE), event(ONE), event(OTHER));
    assertThat(due(endpoint, NOW)).containsExactly(some.get(0), some.get(2));

    accept(firstDue(endpoint, NOW));
    assertThat(due(endpoint, NOW)).containsExactlyInAnyOrder(some.get(1), some.get(2));
  }

  @Test
  default void whatFailedIsBehindItsPauseAndKeepsItsSubjectWaiting() {
    Endpoint endpoint = endpoint("*");
    List<Event> some = told(endpoint, event(ONE), event(ONE));
    Instant again = NOW.plusSeconds(5);
    fail(firstDue(endpoint, NOW), Optional.of(again));

    assertThat(due(endpoint, NOW)).isEmpty();
    assertThat(due(endpoint, again)).containsExactly(some.getFirst());
    Delivery delivery = firstDue(endpoint, again);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.tries()).isEqualTo(1);
    assertThat(delivery.firstTriedAt()).contains(NOW);
    assertThat(deliveries().attempts(delivery.id()))
        .containsExactly(new Attempt(1, NOW, Duration.ofMillis(7), Optional.empty(), "late"));
  }

  @Test
  default void whatIsGivenUpLetsTheNextPass() {
    Endpoint endpoint = endpoint("*");
    List<Event> some = told(endpoint, event(ONE), event(ONE));
    Delivery first = firstDue(endpoint, NOW);
    fail(first, Optional.empty());

    assertThat(due(endpoint, NOW)).containsExactly(some.getLast());
    Delivery dead = deliveries().findDelivery(first.id()).orElseThrow();
    assertThat(dead.state()).isEqualTo(Delivery.State.DEAD);
    assertThat(dead.settledAt()).contains(NOW);
    assertThat(deliveries().backlog(endpoint.id())).isEqualTo(new DeliveryStore.Backlog(1, 1));
  }

  @Test
  default void anEventThatComesWhileOneOfItsSubjectWaitsIsBehindIt() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE));
    fail(firstDue(endpoint, NOW), Optional.of(NOW.plusSeconds(60)));
    told(endpoint, event(ONE));
    assertThat(due(endpoint, NOW.plusSeconds(59))).isEmpty();
  }

  @Test
  default void anEventThatComesAfterAllWereAcceptedIsDueAtOnce() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE));
    accept(firstDue(endpoint, NOW));
    List<Event> later = told(endpoint, event(ONE));
    assertThat(due(endpoint, NOW)).isEqualTo(later);
  }

  @Test
  default void aSettledDeliveryIsNotSettledAgain() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE));
    Delivery delivery = firstDue(endpoint, NOW);
    accept(delivery);
    fail(delivery, Optional.of(NOW));
    assertThat(due(endpoint, NOW)).isEmpty();
    assertThat(deliveries().findDelivery(delivery.id()).orElseThrow().state())
        .isEqualTo(Delivery.State.DELIVERED);
  }

  @Test
  default void anEndpointThatIsBackHasAllThatWaitsForAnotherTryDueAtOnce() {
    Endpoint endpoint = endpoint("*");
    Endpoint down = endpoint("*");
    told(endpoint, event(ONE));
    told(down, event(OTHER));
    fail(firstDue(endpoint, NOW), Optional.of(NOW.plusSeconds(3_600)));
    fail(firstDue(down, NOW), Optional.of(NOW.plusSeconds(3_600)));
    deliveries().hasten(endpoint.id(), NOW.plusSeconds(1));
    assertThat(due(endpoint, NOW.plusSeconds(1))).hasSize(1);
    assertThat(due(down, NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  default void aReplayIsDueAgainWithTheSameEventAndItsLog() {
    Endpoint endpoint = endpoint("*");
    List<Event> some = told(endpoint, event(ONE), event(ONE));
    Delivery first = firstDue(endpoint, NOW);
    assertThat(deliveries().replay(first.id(), NOW)).isFalse();
    accept(first);
    accept(firstDue(endpoint, NOW));

    assertThat(deliveries().replay(first.id(), NOW.plusSeconds(9))).isTrue();
    assertThat(due(endpoint, NOW.plusSeconds(9))).containsExactly(some.getFirst());
    Delivery again = firstDue(endpoint, NOW.plusSeconds(9));
    assertThat(again.tries()).isZero();
    accept(again);
    assertThat(deliveries().attempts(first.id())).extracting(Attempt::number).containsExactly(1, 2);
  }

  @Test
  default void manyAreReplayedInTheirOrder() {
    Endpoint endpoint = endpoint("*");
    Event old = event(EventType.CALL_ENDED, ONE, NOW.minusSeconds(100));
    told(endpoint, old);
    List<Event> some = told(endpoint, event(ONE), event(ONE), event(OTHER));
    for (int i = 0; i < 4; i++) {
      fail(firstDue(endpoint, NOW), Optional.empty());
    }
    assertThat(
            deliveries()
                .replay(
                    endpoint.id(),
                    Delivery.State.DEAD,
                    NOW.minusSeconds(1),
                    NOW.plusSeconds(1),
                    NOW))
        .isEqualTo(3);
    assertThat(due(endpoint, NOW)).containsExactly(some.get(0), some.get(2));
    accept(firstDue(endpoint, NOW));
    assertThat(due(endpoint, NOW)).containsExactlyInAnyOrder(some.get(1), some.get(2));
  }

  @Test
  default void deliveriesAreListedNewestFirstAndByPage() {
    Endpoint endpoint = endpoint("*");
    Endpoint other = endpoint("*");
    told(endpoint, event(ONE), event(OTHER));
    told(other, event(ONE));
    fail(firstDue(endpoint, NOW), Optional.empty());

    List<Delivery> all = deliveries().deliveries(query(Optional.empty(), Optional.empty()));
    assertThat(all).hasSize(3);
    assertThat(all.getFirst().endpoint()).isEqualTo(other.id());
    assertThat(deliveries().deliveries(query(Optional.of(endpoint.id()), Optional.empty())))
        .hasSize(2);
    assertThat(
            deliveries()
                .deliveries(query(Optional.of(endpoint.id()), Optional.of(Delivery.State.DEAD))))
        .extracting(Delivery::state)
        .containsExactly(Delivery.State.DEAD);
    assertThat(
            deliveries()
                .deliveries(
                    new DeliveryQuery(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(all.getFirst().id()),
                        1)))
        .containsExactly(all.get(1));
  }

  private static DeliveryQuery query(
      Optional<EndpointId> endpoint, Optional<Delivery.State> state) {
    return new DeliveryQuery(endpoint, state, Optional.empty(), Optional.empty(), 100);
  }

  @Test
  default void theLatestEventsAreChosen() {
    Endpoint nobody = endpoint("pool.*");
    Event call = event(ONE);
    Event closed = event(EventType.SESSION_CLOSED, ONE, NOW);
    Event refused = event(EventType.CALL_REFUSED, OTHER, NOW);
    told(nobody, call, closed, refused);

    assertThat(latest(Optional.empty(), EventFilter.ALL)).containsExactly(refused, closed, call);
    assertThat(latest(Optional.empty(), new EventFilter(List.of("call.*"))))
        .containsExactly(refused, call);
    assertThat(latest(Optional.of(new SessionId(ONE)), new EventFilter(List.of("call.ended"))))
        .containsExactly(call);
    long place = events().placeOf(refused.id()).orElseThrow();
    assertThat(
            events()
                .latest(Optional.of(place), Optional.empty(), EventFilter.ALL, PoolScope.all(), 1))
        .extracting(PlacedEvent::event)
        .containsExactly(closed);
  }

  private List<Event> latest(Optional<SessionId> session, EventFilter filter) {
    return events().latest(Optional.empty(), session, filter, PoolScope.all(), 10).stream()
        .map(PlacedEvent::event)
        .toList();
  }

  @Test
  default void whoeverIsLimitedToPoolsSeesEventsOfThoseOnly() {
    Endpoint endpoint = endpoint("*");
    Event one = event(ONE);
    Event other = event(OTHER);
    Event later = event(ONE);
    Event nobodys =
        new Event(
            new EventId(IDS.next(NOW)),
            EventType.CALL_REFUSED,
            new UUID(3, 3),
            Optional.empty(),
            Optional.empty(),
            NOW,
            "{}");
    told(endpoint, one, other, later, nobodys);
    PoolScope ofOne = new PoolScope.Only(Set.of(poolOf(ONE)));

    List<PlacedEvent> first =
        events().latest(Optional.empty(), Optional.empty(), EventFilter.ALL, ofOne, 1);
    assertThat(first).extracting(PlacedEvent::event).containsExactly(later);
    Optional<Long> place = Optional.of(first.getFirst().place());
    assertThat(events().latest(place, Optional.empty(), EventFilter.ALL, ofOne, 10))
        .extracting(PlacedEvent::event)
        .containsExactly(one);
    Optional<SessionId> otherSession = Optional.of(new SessionId(OTHER));
    assertThat(events().latest(Optional.empty(), otherSession, EventFilter.ALL, ofOne, 10))
        .isEmpty();
    assertThat(
            events()
                .latest(
                    Optional.empty(),
                    Optional.empty(),
                    EventFilter.ALL,
                    new PoolScope.Only(Set.of()),
                    10))
        .isEmpty();

    DeliveryQuery query =
        new DeliveryQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 10, ofOne);
    assertThat(deliveries().deliveries(query))
        .extracting(Delivery::event)
        .containsExactly(later, one);
    PoolScope both = new PoolScope.Only(Set.of(poolOf(ONE), poolOf(OTHER), poolOf(new UUID(8, 8))));
    assertThat(events().latest(Optional.empty(), Optional.empty(), EventFilter.ALL, both, 10))
        .extracting(PlacedEvent::event)
        .containsExactly(later, other, one);
  }

  /** Else the next tidying would give up what somebody has just asked for. */
  @Test
  default void whatIsReplayedWaitsAnew() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE));
    Delivery delivery = firstDue(endpoint, NOW);
    accept(delivery);
    Instant later = NOW.plus(Duration.ofDays(20));
    assertThat(deliveries().replay(delivery.id(), later)).isTrue();

    Instant limit = later.minusSeconds(1);
    events().tidy(limit, limit, limit, NOW, later);
    assertThat(deliveries().findDelivery(delivery.id()).orElseThrow().state())
        .isEqualTo(Delivery.State.WAITING);
    events().tidy(limit, limit, later.plusSeconds(1), NOW, later);
    assertThat(deliveries().findDelivery(delivery.id()).orElseThrow().state())
        .isEqualTo(Delivery.State.DEAD);
  }

  /** As when the answer to the first is lost. */
  @Test
  default void anEventThatIsAppendedTwiceHoldsNothingUp() {
    Endpoint endpoint = endpoint("*");
    Event event = event(ONE);
    told(endpoint, event, event, event(OTHER));
    assertThat(events().after(0)).hasSize(3);
    assertThat(due(endpoint, NOW)).contains(event);
  }

  @Test
  default void whatIsOldIsForgottenAndNothingElse() {
    Endpoint endpoint = endpoint("*");
    List<Event> some = told(endpoint, event(ONE), event(OTHER), event(new UUID(3, 3)));
    List<Delivery> due = deliveries().due(endpoint.id(), NOW, 10);
    accept(due.get(0));
    fail(due.get(1), Optional.empty());

    Instant later = NOW.plusSeconds(1);
    events().tidy(NOW, NOW, NOW, later, later);
    assertThat(events().after(0)).hasSize(3);
    events().tidy(later, NOW, NOW, later, later);
    assertThat(events().after(0))
        .extracting(PlacedEvent::event)
        .containsExactly(some.get(1), some.get(2));
    assertThat(deliveries().findDelivery(due.get(0).id())).isEmpty();
    assertThat(deliveries().attempts(due.get(0).id())).isEmpty();

    events().tidy(later, NOW, later, later, later);
    assertThat(deliveries().findDelivery(due.get(2).id()).orElseThrow().state())
        .isEqualTo(Delivery.State.DEAD);
  }

  @Test
  default void whoIsTakenAwayIsOwedNothing() {
    Endpoint endpoint = endpoint("*");
    endpoints().add(endpoint);
    told(endpoint, event(ONE));
    assertThat(endpoints().remove(endpoint.id())).isTrue();
    while (endpoints().forgetOwed(endpoint.id())) {
      assertThat(due(endpoint, NOW)).isNotEmpty();
    }
    assertThat(due(endpoint, NOW)).isEmpty();
    assertThat(deliveries().deliveries(query(Optional.empty(), Optional.empty()))).isEmpty();
  }

  /** A stop between the pieces leaves some: whoever tidies takes them, and nobody else's. */
  @Test
  default void whatIsOwedToNobodyAnyMoreIsTidied() {
    Endpoint gone = endpoint("*");
    Endpoint there = endpoint("*");
    Event event = event(ONE);
    told(gone, event, event(OTHER));
    accept(firstDue(gone, NOW));
    told(there, event(ONE));
    assertThat(endpoints().remove(gone.id())).isTrue();
    assertThat(deliveries().deliveries(query(Optional.empty(), Optional.empty()))).hasSize(3);

    while (events().tidy(NOW, NOW, NOW, NOW, NOW)) {
      assertThat(endpoints().endpoints()).containsExactly(there);
    }
    assertThat(deliveries().deliveries(query(Optional.empty(), Optional.empty())))
        .extracting(Delivery::endpoint)
        .containsExactly(there.id());
  }

  @Test
  default void whatAClockThatWasAheadPutOffIsBroughtBack() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE), event(OTHER));
    Instant ahead = NOW.plus(Duration.ofDays(365));
    fail(firstDue(endpoint, NOW), Optional.of(ahead));
    fail(firstDue(endpoint, NOW), Optional.of(NOW.plusSeconds(60)));

    Instant latest = NOW.plus(Duration.ofHours(12));
    deliveries().bringBack(new EndpointId(new UUID(1, 1)), latest, NOW);
    assertThat(due(endpoint, NOW)).isEmpty();
    deliveries().bringBack(endpoint.id(), latest, NOW);
    assertThat(due(endpoint, NOW)).hasSize(1);
    assertThat(due(endpoint, NOW.plusSeconds(60))).as("a pause is kept").hasSize(2);
    fail(firstDue(endpoint, NOW), Optional.of(ahead));
    assertThat(due(endpoint, NOW.plusSeconds(60))).hasSize(1);
  }

  @Test
  default void ofManyAttemptsTheNewestAreKept() {
    Endpoint endpoint = endpoint("*");
    told(endpoint, event(ONE));
    IntStream.range(0, Attempt.KEPT_MAX + 3)
        .forEach(i -> fail(firstDue(endpoint, NOW), Optional.of(NOW)));
    assertThat(deliveries().attempts(firstDue(endpoint, NOW).id()))
        .hasSize(Attempt.KEPT_MAX)
        .first()
        .extracting(Attempt::number)
        .isEqualTo(4);
  }

  @Test
  default void moreThanOnePieceIsPlacedPieceByPiece() {
    Endpoint endpoint = endpoint("*");
    List<Event> many =
        IntStream.range(0, EventStore.PLACED_AT_ONCE_MAX + 2).mapToObj(i -> event(ONE)).toList();
    events().append(many);
    events().place(() -> List.of(endpoint), NOW);
    assertThat(events().areWaiting()).isTrue();
    events().place(() -> List.of(endpoint), NOW);
    assertThat(events().areWaiting()).isFalse();
    assertThat(events().lastPlace()).isEqualTo(many.size());
    assertThat(deliveries().backlog(endpoint.id()).waiting()).isEqualTo(many.size());
    assertThat(due(endpoint, NOW)).containsExactly(many.getFirst());
  }

  @Test
  default void untilWhenSomebodyMayComeBackIsKept() {
    assertThat(events().followedUntil()).isEmpty();
    events().follow(NOW);
    events().follow(NOW.plusSeconds(1));
    assertThat(events().followedUntil()).contains(NOW.plusSeconds(1));
  }
}
