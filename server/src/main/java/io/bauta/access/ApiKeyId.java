package io.bauta.access;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names an API key, {@code key_…}. It is no secret. */
public record ApiKeyId(UUID uuid) {

  private static final String PREFIX = "key";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<ApiKeyId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(ApiKeyId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
