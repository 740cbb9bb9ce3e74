package io.bauta.audit;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names one entry of the audit log, {@code aud_…}. In the order of time. */
public record AuditId(UUID uuid) {

  private static final String PREFIX = "aud";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<AuditId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(AuditId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
