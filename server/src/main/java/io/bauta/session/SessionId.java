package io.bauta.session;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names a masking session, {@code ses_…}. */
public record SessionId(UUID uuid) {

  private static final String PREFIX = "ses";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<SessionId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(SessionId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
