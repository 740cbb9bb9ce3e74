package io.bauta.person;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names one erasure, {@code era_…}. Nothing of the person is in it. */
public record ErasureId(UUID uuid) {

  private static final String PREFIX = "era";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<ErasureId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(ErasureId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
