package io.bauta.delivery;

import io.bauta.delivery.EventSender.Verdict;
import io.bauta.event.Attempt;
import io.bauta.event.Circuit;
import io.bauta.event.Delivery;
import io.bauta.event.DeliveryId;
import io.bauta.event.DeliveryPace;
import io.bauta.event.DeliveryStore;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what is due to one endpoint. It has threads of its own, so that an endpoint that is slow
 * or down keeps nobody waiting but itself.
 */
final class Courier {

  /** How long it sleeps at most: what is due by the clock is found then. */
  static final Duration LOOKS_EVERY = Duration.ofMillis(500);

  private static final Duration STORES_AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final EndpointId id;
  private final Function<EndpointId, Optional<Endpoint>> endpoints;
  private final DeliveryStore store;
  private final EventSender sender;
  private final DeliveryPace pace;
  private final Consumer<Endpoint> gone;
  private final Clock clock;
  private final Semaphore places = new Semaphore(Deliveries.UNDERWAY_MAX);
  private final Set<DeliveryId> underway = ConcurrentHashMap.newKeySet();
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private Circuit circuit = Circuit.CLOSED;

  /** Whether things that wait for a later try are to be sent when it accepts something. */
  private boolean owesHaste = true;

  private volatile boolean closed;

  /**
   * One that has begun to work.
   *
   * @param endpoints says what the endpoint is now
   * @param gone hears when it says that it is, and what it was when that was sent
   */
  Courier(
      EndpointId id,
      Function<EndpointId, Optional<Endpoint>> endpoints,
      DeliveryStore store,
      EventSender sender,
      DeliveryPace pace,
      Consumer<Endpoint> gone,
      Clock clock) {
    this.id = id;
    this.endpoints = endpoints;
    this.store = store;
    this.sender = sender;
    this.pace = pace;
    this.gone = gone;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("courier").start(this::work);
  }

  /** There may be something to do. */
  void wake() {
    bell.release();
  }

  synchronized boolean isOpen() {
    return circuit.isOpen();
  }

  private void work() {
    while (!closed) {
      try {
        boolean found = sendDue();
        if (!found && bell.tryAcquire(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          bell.drainPermits();
        }
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException away) {
        LOG.warn("{}: what is due cannot be read", id, away);
        sleep();
      }
    }
  }

  private void sleep() {
    try {
      Thread.sleep(LOOKS_EVERY);
    } catch (InterruptedException stopped) {
      closed = true;
    }
  }

  /** Whether something was due that went out. */
  private boolean sendDue() {
    Optional<Endpoint> endpoint =
        endpoints.apply(id).filter(one -> one.state() == Endpoint.State.ACTIVE);
    int count = endpoint.isEmpty() ? 0 : allowed();
    if (count == 0) {
      return false;
    }
    // Looked at before what is due is read: what was settled in between is still among that.
    Set<DeliveryId> before = Set.copyOf(underway);
    List<Delivery> fresh =
        store.due(id, clock.instant(), count + before.size()).stream()
            .filter(delivery -> !before.contains(delivery.id()))
            .limit(count)
            .toList();
    for (Delivery delivery : fresh) {
      underway.add(delivery.id());
      places.acquireUninterruptibly();
      Thread.ofVirtual().name("delivery").start(() -> deliver(delivery));
    }
    return !fresh.isEmpty();
  }

  private synchronized int allowed() {
    return circuit.allowed(places.availablePermits(), underway.size(), clock.instant());
  }

  private void deliver(Delivery delivery) {
    try {
      Optional<Endpoint> endpoint = endpoints.apply(id);
      if (endpoint.isPresent() && !closed) {
        deliver(delivery, endpoint.get());
      }
    } catch (InterruptedException stopped) {
      LOG.debug("{} is left to the next start", delivery.id());
    } catch (RuntimeException fault) {
      // It stays due: it is sent again, which the receiver knows by its id.
      LOG.error("{}: nobody knows what came of {}", id, delivery.id(), fault);
      sleep();
    } finally {
      underway.remove(delivery.id());
      places.release();
      wake();
    }
  }

  private void deliver(Delivery delivery, Endpoint endpoint) throws InterruptedException {
    Instant at = clock.instant();
    long begun = System.nanoTime();
    Verdict verdict = send(endpoint, delivery);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Instant now = clock.instant();
    switch (verdict) {
      case Verdict.Accepted(int status) -> {
        Attempt attempt = attempt(delivery, at, took, Optional.of(status), "accepted");
        settle(Settlement.delivered(delivery, attempt), now);
        succeeded(now);
      }
      case Verdict.Failed(
              Optional<Integer> status,
              String cause,
              Optional<Duration> retryAfter) -> {
        failed(now);
        settleFailed(delivery, attempt(delivery, at, took, status, cause), retryAfter, now);
      }
      case Verdict.Gone(int status) -> {
        LOG.warn("{} answers that it is gone: it is sent nothing any more", id);
        settleFailed(
            delivery,
            attempt(delivery, at, took, Optional.of(status), "gone"),
            Optional.empty(),
            now);
        gone.accept(endpoint);
      }
    }
  }

  /** A fault of ours is a failed try like others: it is tried again later, and is in the log. */
  private Verdict send(Endpoint endpoint, Delivery delivery) throws InterruptedException {
    try {
      return sender.send(endpoint, delivery.event());
    } catch (RuntimeException fault) {
      // Its message could quote the endpoint's URL.
      LOG.error("{}: {} cannot be sent: {}", id, delivery.id(), fault.getClass().getName());
      return new Verdict.Failed(Optional.empty(), "a fault of the server", Optional.empty());
    }
  }

  private static Attempt attempt(
      Delivery delivery, Instant at, Duration took, Optional<Integer> status, String cause) {
    return new Attempt(delivery.attempts() + 1, at, took, status, cause);
  }

  private void settleFailed(
      Delivery delivery, Attempt attempt, Optional<Duration> retryAfter, Instant now)
      throws InterruptedException {
    Optional<Instant> again =
        pace.next(
            delivery.tries() + 1, delivery.firstTriedAt().orElse(attempt.at()), retryAfter, now);
    if (again.isEmpty()) {
      LOG.error("{}: {} is given up: {}", id, delivery.id(), attempt.cause());
    }
    settle(Settlement.failed(delivery, attempt, again), now);
  }

  /** While the store is away it is not sent again, only written down later. */
  private void settle(Settlement settlement, Instant now) throws InterruptedException {
    while (true) {
      try {
        store.settle(settlement, now);
        return;
      } catch (RuntimeException away) {
        if (closed) {
          throw away;
        }
        LOG.warn("{}: what came of {} is not stored yet", id, settlement.delivery().id(), away);
        Thread.sleep(STORES_AGAIN_AFTER);
      }
    }
  }

  private void succeeded(Instant now) {
    boolean wasOpen;
    boolean hastens;
    synchronized (this) {
      wasOpen = circuit.isOpen();
      circuit = Circuit.CLOSED;
      hastens = owesHaste;
    }
    if (wasOpen) {
      LOG.info("{} takes events again", id);
    }
    if (hastens) {
      store.hasten(id, now);
      synchronized (this) {
        owesHaste = false;
      }
    }
  }

  private synchronized void failed(Instant now) {
    boolean wasOpen = circuit.isOpen();
    circuit = circuit.failed(now);
    owesHaste |= circuit.isOpen();
    if (!wasOpen && circuit.isOpen()) {
      LOG.warn("{} failed {} times in a row: one event at a time is tried", id, circuit.failures());
    }
  }

  /** Waits for what is under way, until then. */
  void awaitUntil(long nanoTime) throws InterruptedException {
    while (!underway.isEmpty() && System.nanoTime() < nanoTime) {
      Thread.sleep(10);
    }
  }

  /** Sends nothing any more. */
  void stop() {
    closed = true;
    thread.interrupt();
  }
}
