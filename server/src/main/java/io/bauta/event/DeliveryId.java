package io.bauta.event;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names what is sent to one endpoint of one event, {@code dlv_…}. */
public record DeliveryId(UUID uuid) {

  private static final String PREFIX = "dlv";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<DeliveryId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(DeliveryId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
