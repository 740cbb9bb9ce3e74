package io.bauta.event;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names an endpoint to which events are sent, {@code ep_…}. */
public record EndpointId(UUID uuid) {

  private static final String PREFIX = "ep";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<EndpointId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(EndpointId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
