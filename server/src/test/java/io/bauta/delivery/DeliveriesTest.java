package io.bauta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.delivery.EventSender.Verdict;
import io.bauta.event.Attempt;
import io.bauta.event.Audience;
import io.bauta.event.Circuit;
import io.bauta.event.Delivery;
import io.bauta.event.DeliveryPace;
import io.bauta.event.DeliveryQuery;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.Endpoints;
import io.bauta.event.Event;
import io.bauta.event.EventFilter;
import io.bauta.event.EventId;
import io.bauta.event.EventType;
import io.bauta.event.MemoryEventStore;
import io.bauta.event.SessionEnds;
import io.bauta.event.SigningSecret;
import io.bauta.id.TimeOrderedIds;
import io.bauta.session.LastCalls;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries over a store in memory, with a clock that is moved by hand. */
@Timeout(60)
final class DeliveriesTest {

  private static final Verdict ACCEPTED = new Verdict.Accepted(204);
  private static final Verdict REFUSED = failed(500, Optional.empty());

  private final HandClock clock = new HandClock();
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final MemoryEventStore store = new MemoryEventStore();
  private final Audience audience = new Audience();
  private final PretendEndpoints platform = new PretendEndpoints();
  private Endpoints endpoints;
  private Deliveries deliveries = deliveries();

  private static Verdict failed(int status, Optional<Duration> retryAfter) {
    return new Verdict.Failed(Optional.of(status), "answered with status " + status, retryAfter);
  }

  /** Endpoints that answer as they are told, and remember what came. */
  private static final class PretendEndpoints implements EventSender {

    private final Map<EndpointId, Function<Event, Verdict>> answers = new ConcurrentHashMap<>();
    private final Map<EndpointId, List<Event>> came = new ConcurrentHashMap<>();
    private final Map<EndpointId, List<Event>> accepted = new ConcurrentHashMap<>();

    @Override
    public Verdict send(Endpoint endpoint, Event event) {
      came.computeIfAbsent(endpoint.id(), id -> new CopyOnWriteArrayList<>()).add(event);
      Verdict verdict = answers.getOrDefault(endpoint.id(), any -> ACCEPTED).apply(event);
      if (verdict instanceof Verdict.Accepted) {
        accepted.computeIfAbsent(endpoint.id(), id -> new CopyOnWriteArrayList<>()).add(event);
      }
      return verdict;
    }

    void answers(Endpoint endpoint, Function<Event, Verdict> how) {
      answers.put(endpoint.id(), how);
    }

    List<Event> came(Endpoint endpoint) {
      return came.getOrDefault(endpoint.id(), List.of());
    }

    List<Event> accepted(Endpoint endpoint) {
      return accepted.getOrDefault(endpoint.id(), List.of());
    }
  }

  /** Where no session ends. */
  private static final class NoEnds implements SessionEnds {
    private Optional<Instant> until = Optional.empty();

    @Override
    public Optional<Instant> toldUntil() {
      return until;
    }

    @Override
    public void beginAt(Instant now) {
      until = Optional.of(now);
    }

    @Override
    public boolean tell(Instant now, Duration notice, LastCalls lastCalls) {
      return false;
    }
  }

  private Deliveries deliveries() {
    endpoints = new Endpoints(store);
    return new Deliveries(
        endpoints,
        store,
        store,
        new NoEnds(),
        LastCalls.NONE,
        platform,
        DeliveryPace.USUAL,
        Deliveries.NOTICE_DEFAULT,
        audience,
        clock);
  }

  @AfterEach
  void stop() {
    deliveries.close();
  }

  private Endpoint endpoint() {
    Endpoint endpoint =
        new Endpoint(
            new EndpointId(ids.next(clock.instant())),
            "https://platform.example",
            EventFilter.ALL,
            Optional.empty(),
            Endpoint.State.ACTIVE,
            List.of(new SigningSecret("whsec_x", Optional.empty())),
            clock.instant());
    assertThat(endpoints.add(endpoint)).isTrue();
    return endpoint;
  }

  private List<Event> happens(UUID subject, int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          new Event(
              new EventId(ids.next(clock.instant())),
              EventType.CALL_ENDED,
              subject,
              Optional.of(new SessionId(subject)),
              Optional.empty(),
              clock.instant(),
              "{}"));
    }
    store.append(events);
    return events;
  }

  private static UUID session(int n) {
    return new UUID(7, n);
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      deliveries.wake();
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** The clock goes on by {@code time}, a step at a time, and what is due then is tried. */
  private void passes(Duration time, Duration step) throws InterruptedException {
    for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; gone = gone.plus(step)) {
      clock.forward(step);
      deliveries.wake();
      Thread.sleep(3);
    }
  }

  private static Map<UUID, List<Event>> bySession(List<Event> events) {
    Map<UUID, List<Event>> sessions = new ConcurrentHashMap<>();
    events.forEach(
        event -> sessions.computeIfAbsent(event.subject(), s -> new ArrayList<>()).add(event));
    return sessions;
  }

  @Test
  void eventsOfASessionComeInOrderAndThoseOfOthersBesideThem() throws Exception {
    Endpoint endpoint = endpoint();
    CountDownLatch first = new CountDownLatch(1);
    platform.answers(
        endpoint,
        event -> {
          awaitLatch(event.subject().equals(session(1)) ? first : new CountDownLatch(0));
          return ACCEPTED;
        });
    deliveries.start();
    List<Event> slow = happens(session(1), 3);
    List<Event> others = happens(session(2), 5);
    await(() -> platform.accepted(endpoint).containsAll(others));
    assertThat(platform.came(endpoint)).doesNotContain(slow.get(1), slow.get(2));

    first.countDown();
    await(() -> platform.accepted(endpoint).containsAll(slow));
    assertThat(bySession(platform.came(endpoint)).get(session(1))).isEqualTo(slow);
    assertThat(bySession(platform.came(endpoint)).get(session(2))).isEqualTo(others);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anEndpointThatIsDownForADayGetsEverythingInOrderAndNobodyElseWaits() throws Exception {
    Endpoint down = endpoint();
    Endpoint well = endpoint();
    platform.answers(down, event -> REFUSED);
    deliveries.start();
    List<Event> all = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      all.addAll(happens(session(hour % 5), 4));
      int so = all.size();
      await(() -> platform.accepted(well).size() == so);
      passes(Duration.ofHours(1), Duration.ofMinutes(5));
    }
    assertThat(platform.accepted(down)).isEmpty();
    assertThat(platform.came(down)).hasSizeLessThan(24 * 12 + 20);
    assertThat(deliveries.isCircuitOpen(down.id())).isTrue();
    assertThat(states(down)).containsOnly(Delivery.State.WAITING);

    platform.answers(down, event -> ACCEPTED);
    // The next probe is no more than this away; after it nothing needs the clock.
    clock.forward(Duration.ofHours(12));
    await(() -> platform.accepted(down).size() == all.size());
    assertThat(new HashSet<>(platform.accepted(down))).isEqualTo(new HashSet<>(all));
    assertThat(bySession(platform.accepted(down))).isEqualTo(bySession(all));
    assertThat(bySession(platform.accepted(well))).isEqualTo(bySession(all));
    assertThat(deliveries.isCircuitOpen(down.id())).isFalse();
  }

  private List<Delivery.State> states(Endpoint endpoint) {
    return store
        .deliveries(
            new DeliveryQuery(
                Optional.of(endpoint.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                10_000))
        .stream()
        .map(Delivery::state)
        .toList();
  }

  @Test
  void anEndpointThatIsBackIsFoundByAProbeWithinFiveMinutes() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(endpoint, event -> REFUSED);
    deliveries.start();
    happens(session(1), 1);
    happens(session(2), 1);
    happens(session(3), 1);
    passes(Duration.ofHours(2), Duration.ofSeconds(30));
    assertThat(deliveries.isCircuitOpen(endpoint.id())).isTrue();

    platform.answers(endpoint, event -> ACCEPTED);
    List<Event> fresh = happens(session(4), 1);
    passes(Duration.ofMinutes(5), Duration.ofSeconds(30));
    await(() -> platform.accepted(endpoint).containsAll(fresh));
    // Those whose own pause was hours long.
    await(() -> platform.accepted(endpoint).size() == 4);
  }

  @Test
  void whatWasPutOffByAClockThatWasAheadIsSentWhenItIsSetBack() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(endpoint, event -> REFUSED);
    clock.forward(Duration.ofDays(365));
    deliveries.start();
    List<Event> some = new ArrayList<>();
    for (int n = 0; n < Circuit.FAILURES_MAX; n++) {
      some.addAll(happens(session(n), 1));
    }
    await(() -> deliveries.isCircuitOpen(endpoint.id()));
    clock.forward(Duration.ofDays(-365));
    platform.answers(endpoint, event -> ACCEPTED);
    await(() -> platform.accepted(endpoint).size() == some.size());
    assertThat(deliveries.isCircuitOpen(endpoint.id())).isFalse();
  }

  @Test
  void anEndpointThatNeverAnswersKeepsNobodyElseWaiting() throws Exception {
    Endpoint hangs = endpoint();
    Endpoint well = endpoint();
    CountDownLatch never = new CountDownLatch(1);
    platform.answers(
        hangs,
        event -> {
          awaitLatch(never);
          return REFUSED;
        });
    deliveries.start();
    List<Event> all = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      all.addAll(happens(session(n), 2));
    }
    await(() -> platform.accepted(well).size() == all.size());
    assertThat(platform.came(hangs)).hasSizeLessThanOrEqualTo(Deliveries.UNDERWAY_MAX);
    never.countDown();
  }

  @Test
  void anEventThatIsNeverTakenIsGivenUpAndTheNextOfItsSessionIsSent() throws Exception {
    Endpoint endpoint = endpoint();
    List<Event> some = new ArrayList<>();
    platform.answers(endpoint, event -> some.indexOf(event) == 0 ? REFUSED : ACCEPTED);
    some.addAll(happens(session(1), 2));
    deliveries.start();
    for (int day = 0; day < 5; day++) {
      passes(Duration.ofDays(1), Duration.ofHours(1));
    }
    await(() -> platform.accepted(endpoint).equals(List.of(some.get(1))));
    assertThat(states(endpoint))
        .containsExactlyInAnyOrder(Delivery.State.DEAD, Delivery.State.DELIVERED);
    Delivery dead =
        store
            .deliveries(
                new DeliveryQuery(
                    Optional.empty(),
                    Optional.of(Delivery.State.DEAD),
                    Optional.empty(),
                    Optional.empty(),
                    1))
            .getFirst();
    List<Attempt> log = store.attempts(dead.id());
    assertThat(log).hasSizeBetween(10, 25);
    assertThat(log.getLast().at()).isAfter(log.getFirst().at().plus(Duration.ofDays(3)));
    assertThat(log).extracting(Attempt::cause).containsOnly("answered with status 500");

    platform.answers(endpoint, event -> ACCEPTED);
    assertThat(store.replay(dead.id(), clock.instant())).isTrue();
    await(() -> platform.accepted(endpoint).contains(some.getFirst()));
  }

  @Test
  void whoAsksForAPauseGetsIt() throws Exception {
    Endpoint endpoint = endpoint();
    AtomicInteger tries = new AtomicInteger();
    platform.answers(
        endpoint,
        event ->
            tries.incrementAndGet() == 1
                ? failed(503, Optional.of(Duration.ofMinutes(7)))
                : ACCEPTED);
    deliveries.start();
    happens(session(1), 1);
    await(() -> tries.get() == 1);
    passes(Duration.ofMinutes(6), Duration.ofSeconds(20));
    assertThat(tries.get()).isEqualTo(1);
    passes(Duration.ofMinutes(2), Duration.ofSeconds(20));
    await(() -> platform.accepted(endpoint).size() == 1);
  }

  @Test
  void anEndpointThatIsGoneIsSentNothingMoreUntilItIsThereAgain() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(endpoint, event -> new Verdict.Gone(410));
    deliveries.start();
    List<Event> first = happens(session(1), 1);
    await(() -> state(endpoint) == Endpoint.State.GONE);
    happens(session(2), 3);
    passes(Duration.ofHours(1), Duration.ofMinutes(1));
    assertThat(platform.came(endpoint)).isEqualTo(first);
    assertThat(audience.isThere()).isFalse();

    platform.answers(endpoint, event -> ACCEPTED);
    assertThat(endpoints.change(endpoint.id(), one -> Optional.of(one.in(Endpoint.State.ACTIVE))))
        .isPresent();
    await(() -> platform.accepted(endpoint).containsAll(first));
  }

  /** It was sent to where the endpoint was before. */
  @Test
  void whatTheOldUrlAnswersSaysNothingOfTheNewOne() throws Exception {
    Endpoint endpoint = endpoint();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch moved = new CountDownLatch(1);
    platform.answers(
        endpoint,
        event -> {
          asked.countDown();
          awaitLatch(moved);
          return new Verdict.Gone(410);
        });
    deliveries.start();
    List<Event> some = happens(session(1), 1);
    awaitLatch(asked);
    assertThat(
            endpoints.change(
                endpoint.id(),
                one ->
                    Optional.of(
                        new Endpoint(
                            one.id(),
                            "https://platform.example/new",
                            one.filter(),
                            one.description(),
                            one.state(),
                            one.secrets(),
                            one.createdAt()))))
        .isPresent();
    platform.answers(endpoint, event -> ACCEPTED);
    moved.countDown();
    await(() -> store.backlog(endpoint.id()).waiting() == 1);
    passes(Duration.ofMinutes(1), Duration.ofSeconds(10));
    await(() -> platform.accepted(endpoint).equals(some));
    assertThat(state(endpoint)).isEqualTo(Endpoint.State.ACTIVE);
  }

  @Test
  void aFaultOfTheSenderIsAFailedTry() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(
        endpoint,
        event -> {
          throw new IllegalArgumentException("https://platform.example:99999");
        });
    deliveries.start();
    List<Event> some = happens(session(1), 1);
    await(() -> !platform.came(endpoint).isEmpty());
    await(() -> store.due(endpoint.id(), clock.instant(), 1).isEmpty());
    assertThat(platform.came(endpoint)).hasSize(1);

    platform.answers(endpoint, event -> ACCEPTED);
    passes(Duration.ofMinutes(1), Duration.ofSeconds(10));
    await(() -> platform.accepted(endpoint).equals(some));
  }

  /** After a restart nobody remembers that it was down. */
  @Test
  void whatWaitsForHoursIsSentWhenTheFirstTryAfterARestartIsTaken() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(endpoint, event -> REFUSED);
    deliveries.start();
    List<Event> some = happens(session(1), 1);
    passes(Duration.ofHours(9), Duration.ofMinutes(5));
    deliveries.close();

    platform.answers(endpoint, event -> ACCEPTED);
    deliveries = deliveries();
    deliveries.start();
    List<Event> fresh = happens(session(2), 1);
    await(() -> platform.accepted(endpoint).containsAll(fresh));
    await(() -> platform.accepted(endpoint).containsAll(some));
  }

  private Endpoint.State state(Endpoint endpoint) {
    return endpoints.find(endpoint.id()).orElseThrow().state();
  }

  @Test
  void anEndpointThatIsPausedGetsEverythingWhenItGoesOn() throws Exception {
    Endpoint endpoint = endpoint();
    deliveries.start();
    set(endpoint, Endpoint.State.PAUSED);
    List<Event> some = happens(session(1), 3);
    await(() -> store.backlog(endpoint.id()).waiting() == 3);
    assertThat(platform.came(endpoint)).isEmpty();
    set(endpoint, Endpoint.State.ACTIVE);
    await(() -> platform.accepted(endpoint).equals(some));
  }

  private void set(Endpoint endpoint, Endpoint.State state) {
    assertThat(endpoints.change(endpoint.id(), one -> Optional.of(one.in(state)))).isPresent();
  }

  @Test
  void whatIsOwedAtAStopIsSentAfterTheNextStart() throws Exception {
    Endpoint endpoint = endpoint();
    platform.answers(endpoint, event -> REFUSED);
    deliveries.start();
    List<Event> some = happens(session(1), 2);
    await(() -> !platform.came(endpoint).isEmpty());
    deliveries.close();
    List<Event> meanwhile = happens(session(1), 1);

    platform.answers(endpoint, event -> ACCEPTED);
    clock.forward(Duration.ofMinutes(1));
    deliveries = deliveries();
    deliveries.start();
    await(() -> platform.accepted(endpoint).size() == 3);
    assertThat(platform.accepted(endpoint))
        .containsExactly(some.get(0), some.get(1), meanwhile.getFirst());
  }

  @Test
  void nobodyIsTheAudienceUntilThereIsAnEndpointOrAFollower() throws Exception {
    assertThat(audience.isThere()).isFalse();
    deliveries.start();
    Endpoint endpoint = endpoint();
    assertThat(audience.isThere()).isTrue();
    assertThat(endpoints.remove(endpoint.id())).isTrue();
    assertThat(audience.isThere()).isFalse();

    deliveries.followed();
    assertThat(audience.isThere()).isTrue();
    clock.forward(Deliveries.FOLLOWED_FOR);
    await(() -> !audience.isThere());
  }

  @Test
  void anAudienceOutlivesARestart() {
    deliveries.followed();
    audience.set(false);
    deliveries = deliveries();
    assertThat(audience.isThere()).isTrue();
  }

  @Test
  void whoFollowsIsWokenByWhatComes() throws Exception {
    deliveries.followed();
    deliveries.start();
    long before = deliveries.lastPlace();
    assertThat(deliveries.awaitAfter(before, Duration.ofMillis(20))).isFalse();
    Thread follower = Thread.ofVirtual().start(() -> awaitPlace(before));
    happens(session(1), 1);
    assertThat(follower.join(Duration.ofSeconds(10))).isTrue();
    assertThat(store.after(before)).hasSize(1);
  }

  private void awaitPlace(long place) {
    try {
      deliveries.awaitAfter(place, Duration.ofSeconds(20));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsKeptNowhereIsToldSoonAndOnlyToAnAudience() throws Exception {
    deliveries.start();
    Event unheard = happening();
    deliveries.tellSoon(unheard);
    Endpoint endpoint = endpoint();
    Event heard = happening();
    deliveries.tellSoon(heard);
    await(() -> platform.accepted(endpoint).contains(heard));
    Set<Event> all = Set.copyOf(platform.came(endpoint));
    assertThat(all).doesNotContain(unheard);
  }

  private Event happening() {
    return new Event(
        new EventId(ids.next(clock.instant())),
        EventType.POOL_NEARLY_EXHAUSTED,
        session(9),
        Optional.empty(),
        Optional.empty(),
        clock.instant(),
        "{}");
  }
}
