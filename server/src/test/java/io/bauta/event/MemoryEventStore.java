package io.bauta.event;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** Events, deliveries and endpoints in memory, for tests of what uses them. */
public final class MemoryEventStore implements EventStore, DeliveryStore, EndpointStore {

  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final Map<EndpointId, Endpoint> endpoints = new LinkedHashMap<>();
  private final List<Event> waiting = new ArrayList<>();
  private final List<PlacedEvent> events = new ArrayList<>();
  private final Map<DeliveryId, Delivery> deliveries = new LinkedHashMap<>();
  private final Map<DeliveryId, Instant> waitsSince = new HashMap<>();
  private final Map<DeliveryId, List<Attempt>> attempts = new LinkedHashMap<>();
  private long last;
  private Optional<Instant> followedUntil = Optional.empty();

  @Override
  public synchronized List<Endpoint> endpoints() {
    return List.copyOf(endpoints.values());
  }

  @Override
  public synchronized void add(Endpoint endpoint) {
    endpoints.put(endpoint.id(), endpoint);
  }

  @Override
  public synchronized boolean update(Endpoint endpoint) {
    return endpoints.replace(endpoint.id(), endpoint) != null;
  }

  @Override
  public synchronized boolean remove(EndpointId id) {
    return endpoints.remove(id) != null;
  }

  @Override
  public synchronized boolean forgetOwed(EndpointId id) {
    deliveries.values().removeIf(delivery -> delivery.endpoint().equals(id));
    return false;
  }

  @Override
  public synchronized void append(List<Event> more) {
    waiting.addAll(more);
  }

  @Override
  public synchronized boolean areWaiting() {
    return !waiting.isEmpty();
  }

  @Override
  public synchronized long place(Supplier<List<Endpoint>> endpoints, Instant now) {
    List<Endpoint> owed = endpoints.get();
    List<Event> some =
        List.copyOf(waiting.subList(0, Math.min(PLACED_AT_ONCE_MAX, waiting.size())));
    waiting.subList(0, some.size()).clear();
    for (Event event : some) {
      last++;
      PlacedEvent placed = new PlacedEvent(last, event);
      events.add(placed);
      for (Endpoint endpoint : owed) {
        if (endpoint.isOwed(event.type())) {
          Delivery delivery =
              new Delivery(
                  new DeliveryId(ids.next(now)),
                  endpoint.id(),
                  placed,
                  Delivery.State.WAITING,
                  0,
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  now,
                  Optional.empty());
          deliveries.put(delivery.id(), delivery);
          waitsSince.put(delivery.id(), now);
          makeNextDue(endpoint.id(), event.subject(), now);
        }
      }
    }
    return last;
  }

  private void makeNextDue(EndpointId endpoint, UUID subject, Instant now) {
    List<Delivery> ofSubject =
        deliveries.values().stream()
            .filter(one -> one.endpoint().equals(endpoint))
            .filter(one -> one.event().subject().equals(subject))
            .filter(one -> one.state() == Delivery.State.WAITING)
            .sorted(Comparator.comparing(one -> one.placed().place()))
            .toList();
    if (ofSubject.stream().allMatch(one -> one.dueAt().isEmpty()) && !ofSubject.isEmpty()) {
      put(ofSubject.getFirst(), Optional.of(now));
    }
  }

  private void put(Delivery one, Optional<Instant> dueAt) {
    deliveries.put(
        one.id(),
        new Delivery(
            one.id(),
            one.endpoint(),
            one.placed(),
            one.state(),
            one.attempts(),
            one.tries(),
            one.firstTriedAt(),
            dueAt,
            one.createdAt(),
            one.settledAt()));
  }

  @Override
  public synchronized List<PlacedEvent> after(long place) {
    return events.stream().filter(event -> event.place() > place).limit(READ_AT_ONCE_MAX).toList();
  }

  @Override
  public synchronized long lastPlace() {
    return last;
  }

  @Override
  public synchronized OptionalLong placeOf(EventId id) {
    return events.stream()
        .filter(event -> event.event().id().equals(id))
        .mapToLong(PlacedEvent::place)
        .findFirst();
  }

  @Override
  public synchronized List<PlacedEvent> latest(
      Optional<Long> before,
      Optional<SessionId> session,
      EventFilter filter,
      PoolScope scope,
      int limit) {
    return events.reversed().stream()
        .filter(event -> before.filter(place -> event.place() >= place).isEmpty())
        .filter(event -> session.isEmpty() || session.equals(event.event().session()))
        .filter(event -> filter.wants(event.event().type()))
        .filter(event -> scope.includes(event.event().pool()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Instant> followedUntil() {
    return followedUntil;
  }

  @Override
  public synchronized void follow(Instant until) {
    followedUntil = Optional.of(until);
  }

  @Override
  public synchronized boolean tidy(
      Instant delivered, Instant dead, Instant waitingSince, Instant old, Instant now) {
    deliveries.values().removeIf(delivery -> !endpoints.containsKey(delivery.endpoint()));
    List<Delivery> tooOld =
        deliveries.values().stream()
            .filter(one -> one.state() == Delivery.State.WAITING)
            .filter(one -> waitsSince.get(one.id()).isBefore(waitingSince))
            .toList();
    for (Delivery one : tooOld) {
      settled(one, Delivery.State.DEAD, now);
      makeNextDue(one.endpoint(), one.event().subject(), now);
    }
    deliveries
        .values()
        .removeIf(
            one ->
                one.settledAt()
                    .filter(
                        at ->
                            at.isBefore(one.state() == Delivery.State.DELIVERED ? delivered : dead))
                    .isPresent());
    attempts.keySet().retainAll(deliveries.keySet());
    waitsSince.keySet().retainAll(deliveries.keySet());
    events.removeIf(
        event ->
            event.event().at().isBefore(old)
                && deliveries.values().stream().noneMatch(one -> one.placed().equals(event)));
    return false;
  }

  private void settled(Delivery one, Delivery.State state, Instant now) {
    deliveries.put(
        one.id(),
        new Delivery(
            one.id(),
            one.endpoint(),
            one.placed(),
            state,
            one.attempts(),
            one.tries(),
            one.firstTriedAt(),
            Optional.empty(),
            one.createdAt(),
            Optional.of(now)));
  }

  @Override
  public synchronized List<Delivery> due(EndpointId endpoint, Instant now, int limit) {
    return deliveries.values().stream()
        .filter(one -> one.endpoint().equals(endpoint))
        .filter(one -> one.dueAt().filter(due -> !due.isAfter(now)).isPresent())
        .sorted(
            Comparator.comparing((Delivery one) -> one.dueAt().orElseThrow())
                .thenComparing(one -> one.placed().place()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void settle(Settlement settlement, Instant now) {
    Delivery known = deliveries.get(settlement.delivery().id());
    if (known == null || known.state() != Delivery.State.WAITING) {
      return;
    }
    boolean over = settlement.state() != Delivery.State.WAITING;
    deliveries.put(
        known.id(),
        new Delivery(
            known.id(),
            known.endpoint(),
            known.placed(),
            settlement.state(),
            settlement.attempt().number(),
            known.tries() + 1,
            Optional.of(known.firstTriedAt().orElse(settlement.attempt().at())),
            settlement.again(),
            known.createdAt(),
            over ? Optional.of(now) : Optional.empty()));
    List<Attempt> log = attempts.computeIfAbsent(known.id(), id -> new ArrayList<>());
    log.add(settlement.attempt());
    if (log.size() > Attempt.KEPT_MAX) {
      log.removeFirst();
    }
    if (over) {
      makeNextDue(known.endpoint(), known.event().subject(), now);
    }
  }

  @Override
  public synchronized void hasten(EndpointId endpoint, Instant now) {
    List<Delivery> later =
        deliveries.values().stream()
            .filter(one -> one.endpoint().equals(endpoint))
            .filter(one -> one.dueAt().filter(due -> due.isAfter(now)).isPresent())
            .toList();
    later.forEach(one -> put(one, Optional.of(now)));
  }

  @Override
  public synchronized void bringBack(EndpointId endpoint, Instant latest, Instant now) {
    List<Delivery> far =
        deliveries.values().stream()
            .filter(one -> one.endpoint().equals(endpoint))
            .filter(one -> one.dueAt().filter(due -> due.isAfter(latest)).isPresent())
            .toList();
    for (Delivery one : far) {
      waitsSince.computeIfPresent(one.id(), (_, since) -> since.isAfter(now) ? now : since);
      deliveries.put(
          one.id(),
          new Delivery(
              one.id(),
              one.endpoint(),
              one.placed(),
              one.state(),
              one.attempts(),
              one.tries(),
              one.firstTriedAt().map(first -> first.isAfter(now) ? now : first),
              Optional.of(now),
              one.createdAt(),
              one.settledAt()));
    }
  }

  @Override
  public synchronized Optional<Delivery> findDelivery(DeliveryId id) {
    return Optional.ofNullable(deliveries.get(id));
  }

  @Override
  public synchronized List<Attempt> attempts(DeliveryId id) {
    return List.copyOf(attempts.getOrDefault(id, List.of()));
  }

  @Override
  public synchronized List<Delivery> deliveries(DeliveryQuery query) {
    return deliveries.values().stream()
        .filter(one -> query.endpoint().filter(id -> !id.equals(one.endpoint())).isEmpty())
        .filter(one -> query.state().filter(state -> state != one.state()).isEmpty())
        .filter(one -> query.scope().includes(one.event().pool()))
        .filter(one -> query.since().filter(at -> one.event().at().isBefore(at)).isEmpty())
        .filter(
            one ->
                query
                    .before()
                    .filter(id -> id.toString().compareTo(one.id().toString()) <= 0)
                    .isEmpty())
        .sorted(Comparator.comparing((Delivery one) -> one.id().toString()).reversed())
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean replay(DeliveryId id, Instant now) {
    Delivery one = deliveries.get(id);
    if (one == null || one.state() == Delivery.State.WAITING) {
      return false;
    }
    waitsAgain(one, now);
    makeNextDue(one.endpoint(), one.event().subject(), now);
    return true;
  }

  private void waitsAgain(Delivery one, Instant now) {
    waitsSince.put(one.id(), now);
    deliveries.put(
        one.id(),
        new Delivery(
            one.id(),
            one.endpoint(),
            one.placed(),
            Delivery.State.WAITING,
            one.attempts(),
            0,
            Optional.empty(),
            Optional.empty(),
            one.createdAt(),
            Optional.empty()));
  }

  @Override
  public synchronized int replay(
      EndpointId endpoint, Delivery.State state, Instant since, Instant until, Instant now) {
    List<Delivery> some =
        deliveries.values().stream()
            .filter(one -> one.endpoint().equals(endpoint) && one.state() == state)
            .filter(one -> !one.event().at().isBefore(since) && one.event().at().isBefore(until))
            .sorted(Comparator.comparing(one -> one.placed().place()))
            .limit(REPLAYED_AT_ONCE_MAX)
            .toList();
    some.forEach(one -> waitsAgain(one, now));
    some.forEach(one -> makeNextDue(endpoint, one.event().subject(), now));
    return some.size();
  }

  @Override
  public synchronized Backlog backlog(EndpointId endpoint) {
    return new Backlog(
        count(endpoint, Delivery.State.WAITING), count(endpoint, Delivery.State.DEAD));
  }

  private int count(EndpointId endpoint, Delivery.State state) {
    return Math.toIntExact(
        deliveries.values().stream()
            .filter(one -> one.endpoint().equals(endpoint) && one.state() == state)
            .count());
  }
}
