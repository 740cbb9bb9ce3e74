package io.bauta.recording;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names one recording, {@code rec_…}. Opaque: nothing of the carrier or of the people is in it. */
public record RecordingId(UUID uuid) {

  private static final String PREFIX = "rec";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<RecordingId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(RecordingId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
