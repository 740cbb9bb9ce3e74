package io.bauta.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Which deliveries to list, newest first.
 *
 * @param before only older ones than this: the cursor of the page before
 */
public record DeliveryQuery(
    Optional<EndpointId> endpoint,
    Optional<Delivery.State> state,
    Optional<Instant> since,
    Optional<DeliveryId> before,
    int limit) {}
