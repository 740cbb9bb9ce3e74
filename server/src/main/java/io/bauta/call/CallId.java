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

  /**
   * The id of the decision about the call, and of whatever else is traced of it: the same 32 hex
   * digits, in the form that W3C Trace Context has for an id.
   */
  public String traceId() {
    return toString().substring(PREFIX.length() + 1);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
