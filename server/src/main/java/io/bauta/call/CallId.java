package io.bauta.call;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names one masked call, {@code call_…}. */
public record CallId(UUID uuid) {

  private static final String PREFIX = "call";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<CallId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(CallId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
