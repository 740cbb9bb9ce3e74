package io.bauta.event;

import io.bauta.pool.PoolScope;
import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries to list, newest first.
 *
 * @param before only older ones than this: the cursor of the page before
 * @param scope only of events of pools in it
 */
public record DeliveryQuery(
    Optional<EndpointId> endpoint,
    Optional<Delivery.State> state,
    Optional<Instant> since,
    Optional<DeliveryId> before,
    int limit,
    PoolScope scope) {

  /** Deliveries of all events. */
  public DeliveryQuery(
      Optional<EndpointId> endpoint,
      Optional<Delivery.State> state,
      Optional<Instant> since,
      Optional<DeliveryId> before,
      int limit) {
    this(endpoint, state, since, before, limit, PoolScope.all());
  }
}
