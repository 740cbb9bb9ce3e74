package io.bauta.event;

import java.time.Instant;
import java.util.Optional;

/**
 * What a try has made of a delivery.
 *
 * @param again when it is tried again; empty when it is settled
 */
public record Settlement(
    Delivery delivery, Attempt attempt, Delivery.State state, Optional<Instant> again) {

  public static Settlement delivered(Delivery delivery, Attempt attempt) {
    return new Settlement(delivery, attempt, Delivery.State.DELIVERED, Optional.empty());
  }

  /** Waits until {@code again}, or is dead where there is no again. */
  public static Settlement failed(Delivery delivery, Attempt attempt, Optional<Instant> again) {
    return new Settlement(
        delivery, attempt, again.isPresent() ? Delivery.State.WAITING : Delivery.State.DEAD, again);
  }
}
