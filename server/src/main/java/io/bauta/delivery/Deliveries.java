package io.bauta.delivery;

import io.bauta.event.Audience;
import io.bauta.event.DeliveryPace;
import io.bauta.event.DeliveryStore;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.Endpoints;
import io.bauta.event.Event;
import io.bauta.event.EventStore;
import io.bauta.event.SessionEnds;
import io.bauta.session.LastCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that events reach their endpoints: gives them their places, tells of sessions that end
 * by the clock, has a courier for each endpoint, and forgets what is old.
 *
 * <p>Nothing that is owed is only in memory. What was under way when the server was killed is sent
 * again, in the same order; a receiver knows it by its id.
 */
public final class Deliveries implements AutoCloseable {

  /** Deliveries that are under way to one endpoint at a time. */
  public static final int UNDERWAY_MAX = 8;

  /** Events of what is kept nowhere that may wait to be written. */
  public static final int UNWRITTEN_MAX = 1_000;

  /** How long a delivery that was accepted is kept: so long it can be looked up and replayed. */
  public static final Duration DELIVERED_KEPT = Duration.ofDays(3);

  /** How long one that was given up is kept. */
  public static final Duration DEAD_KEPT = Duration.ofDays(30);

  /**
   * How long a delivery waits behind others or for an endpoint that is paused, before it is dead.
   */
  public static final Duration WAITING_MAX = Duration.ofDays(14);

  /** How long an event is kept that is owed to nobody: so far back a follower can resume. */
  public static final Duration EVENTS_KEPT = Duration.ofDays(3);

  /**
   * How long events are written for a follower who left, so that they miss none when they resume.
   */
  public static final Duration FOLLOWED_FOR = Duration.ofHours(1);

  /** Before a session ends by itself, so long ahead that is told. */
  public static final Duration NOTICE_DEFAULT = Duration.ofMinutes(5);

  private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
  private static final Duration ENDS_EVERY = Duration.ofSeconds(1);
  private static final Duration CLOCK_EVERY = Duration.ofSeconds(1);
  private static final Duration TIDIES_EVERY = Duration.ofMinutes(10);
  private static final int TIDIED_PIECES_MAX = 1_000;

  /** How long a stop waits for deliveries that are under way. */
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private final Endpoints endpoints;
  private final EventStore events;
  private final DeliveryStore deliveries;
  private final SessionEnds ends;
  private final LastCalls lastCalls;
  private final EventSender sender;
  private final DeliveryPace pace;
  private final Duration notice;
  private final Audience audience;
  private final Clock clock;

  private final Map<EndpointId, Courier> couriers = new ConcurrentHashMap<>();
  private final BlockingQueue<Event> unwritten = new ArrayBlockingQueue<>(UNWRITTEN_MAX);
  private final Object change = new Object();
  private final List<Thread> threads = new ArrayList<>();
  private volatile long lastPlace;
  private volatile Instant followedUntil;
  private volatile boolean isStarted;
  private volatile boolean closed;

  /** One that does nothing before {@link #start}. */
  public Deliveries(
      Endpoints endpoints,
      EventStore events,
      DeliveryStore deliveries,
      SessionEnds ends,
      LastCalls lastCalls,
      EventSender sender,
      DeliveryPace pace,
      Duration notice,
      Audience audience,
      Clock clock) {
    this.endpoints = endpoints;
    this.events = events;
    this.deliveries = deliveries;
    this.ends = ends;
    this.lastCalls = lastCalls;
    this.sender = sender;
    this.pace = pace;
    this.notice = notice;
    this.audience = audience;
    this.clock = clock;
    this.followedUntil = events.followedUntil().orElse(Instant.MIN);
    this.lastPlace = events.lastPlace();
    boolean wanted = isWanted();
    if (wanted && ends.toldUntil().isEmpty()) {
      ends.beginAt(clock.instant());
    }
    // Before the first call is answered: what happens from now on is told.
    audience.set(wanted);
    endpoints.listen(this::look);
  }

  /** Goes on where the last run stopped. */
  public void start() {
    isStarted = true;
    look();
    threads.add(run("event-places", LOOKS_EVERY, this::place));
    threads.add(run("event-session-ends", ENDS_EVERY, this::tellEnds));
    threads.add(run("event-clock", CLOCK_EVERY, this::bringBack));
    threads.add(run("event-tidying", TIDIES_EVERY, this::tidy));
  }

  private Thread run(String name, Duration every, Runnable work) {
    return Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              while (!closed) {
                try {
                  work.run();
                  Thread.sleep(every);
                } catch (InterruptedException stopped) {
                  return;
                } catch (RuntimeException away) {
                  LOG.warn("{} goes on after a fault", name, away);
                  if (isStopped(every)) {
                    return;
                  }
                }
              }
            });
  }

  private static boolean isStopped(Duration pause) {
    try {
      Thread.sleep(pause.plusSeconds(1));
      return false;
    } catch (InterruptedException stopped) {
      return true;
    }
  }

  private boolean isWanted() {
    return endpoints.areOwed() || clock.instant().isBefore(followedUntil);
  }

  /** Takes in which endpoints there are, and whether anybody wants events. */
  private synchronized void look() {
    boolean wanted = isWanted();
    if (wanted && !audience.isThere()) {
      ends.beginAt(clock.instant());
    }
    audience.set(wanted);
    if (closed || !isStarted) {
      return;
    }
    Set<EndpointId> there = endpoints.all().stream().map(Endpoint::id).collect(Collectors.toSet());
    couriers.forEach(
        (id, courier) -> {
          if (!there.contains(id)) {
            courier.stop();
          }
        });
    couriers.keySet().retainAll(there);
    there.forEach(id -> couriers.computeIfAbsent(id, this::courier));
    couriers.values().forEach(Courier::wake);
  }

  private Courier courier(EndpointId id) {
    return new Courier(id, endpoints::find, deliveries, sender, pace, this::isGone, clock);
  }

  /** What another URL answered, from before it was changed, says nothing of the one now. */
  private void isGone(Endpoint was) {
    Optional<Endpoint> _ =
        endpoints.change(
            was.id(),
            is ->
                is.url().equals(was.url()) && is.state() == was.state()
                    ? Optional.of(is.in(Endpoint.State.GONE))
                    : Optional.empty());
  }

  /** There may be something to do; for whoever changed deliveries, or the clock. */
  public void wake() {
    couriers.values().forEach(Courier::wake);
  }

  /** Whether so many deliveries to it failed in a row that one at a time is tried. */
  public boolean isCircuitOpen(EndpointId id) {
    return Optional.ofNullable(couriers.get(id)).filter(Courier::isOpen).isPresent();
  }

  /** Writes an event of what is kept nowhere, soon; dropped while too many wait for the store. */
  public void tellSoon(Event event) {
    if (audience.isThere() && !unwritten.offer(event)) {
      LOG.warn("the store is away: {} is not told", event);
    }
  }

  private void place() {
    if (isWanted() != audience.isThere()) {
      look();
    }
    write();
    boolean placed = false;
    while (!closed && events.areWaiting()) {
      long last = events.place(endpoints::all, clock.instant());
      placed = true;
      synchronized (change) {
        lastPlace = last;
        change.notifyAll();
      }
    }
    if (placed) {
      wake();
    }
  }

  private void write() {
    List<Event> some = new ArrayList<>();
    unwritten.drainTo(some);
    if (some.isEmpty()) {
      return;
    }
    try {
      events.append(some);
    } catch (RuntimeException away) {
      some.forEach(this::tellSoon);
      throw away;
    }
  }

  private void tellEnds() {
    boolean more = audience.isThere();
    while (more && !closed) {
      more = ends.tell(clock.instant(), notice, lastCalls);
    }
  }

  /** While the clock was ahead things were put off until times that are far away by now. */
  private void bringBack() {
    Instant now = clock.instant();
    for (Endpoint endpoint : endpoints.all()) {
      deliveries.bringBack(endpoint.id(), now.plus(pace.longest()), now);
    }
  }

  private void tidy() {
    Instant now = clock.instant();
    boolean more = true;
    for (int piece = 0; more && !closed && piece < TIDIED_PIECES_MAX; piece++) {
      more =
          events.tidy(
              now.minus(DELIVERED_KEPT),
              now.minus(DEAD_KEPT),
              now.minus(WAITING_MAX),
              now.minus(EVENTS_KEPT),
              now);
    }
  }

  /** Somebody follows the events from now on: they are written for a while. */
  public void followed() {
    Instant until = clock.instant().plus(FOLLOWED_FOR);
    // Not with each look of a follower.
    if (followedUntil.isBefore(until.minus(FOLLOWED_FOR.dividedBy(4)))) {
      events.follow(until);
      followedUntil = until;
      look();
    }
  }

  /** The last place that an event was given. */
  public long lastPlace() {
    return lastPlace;
  }

  /** Waits until an event has a place after {@code place}; false when that took too long. */
  public boolean awaitAfter(long place, Duration wait) throws InterruptedException {
    long giveUp = System.nanoTime() + wait.toNanos();
    synchronized (change) {
      while (lastPlace <= place && !closed) {
        long left = (giveUp - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        change.wait(left);
      }
    }
    return !closed;
  }

  /** Whether it has stopped: followers leave then. */
  public boolean isClosed() {
    return closed;
  }

  /** Sends nothing any more, and lets followers go. What is owed stays owed. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    synchronized (change) {
      change.notifyAll();
    }
    threads.forEach(Thread::interrupt);
    couriers.values().forEach(Courier::stop);
    long giveUp = System.nanoTime() + CLOSE_WAIT_MAX.toNanos();
    try {
      for (Courier courier : couriers.values()) {
        courier.awaitUntil(giveUp);
      }
      for (Thread thread : threads) {
        thread.join(CLOSE_WAIT_MAX);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
