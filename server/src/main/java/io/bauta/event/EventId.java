package io.bauta.event;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names an event, {@code evt_…}. */
public record EventId(UUID uuid) {

  private static final String PREFIX = "evt";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<EventId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(EventId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
