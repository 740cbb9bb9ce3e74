package io.bauta.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One event for one endpoint.
 *
 * @param attempts how often it was tried, ever
 * @param tries how often since it waits
 * @param firstTriedAt the first of those
 * @param dueAt when it is tried next; empty when it is settled, or behind another of its subject
 * @param settledAt when it was accepted or given up
 */
public record Delivery(
    DeliveryId id,
    EndpointId endpoint,
    PlacedEvent placed,
    State state,
    int attempts,
    int tries,
    Optional<Instant> firstTriedAt,
    Optional<Instant> dueAt,
    Instant createdAt,
    Optional<Instant> settledAt) {

  /** What has become of it. */
  public enum State {
    WAITING,
    /** The endpoint has accepted it. */
    DELIVERED,
    /** It was given up: it can be replayed. */
    DEAD
  }

  public Event event() {
    return placed.event();
  }
}
