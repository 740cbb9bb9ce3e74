package io.bauta.session;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names a participant of one session, {@code par_…}. */
public record ParticipantId(UUID uuid) {

  private static final String PREFIX = "par";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<ParticipantId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(ParticipantId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
