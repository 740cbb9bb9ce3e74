package io.bauta.access;

import io.bauta.id.PrefixedId;
import java.util.UUID;

/** Names a login, {@code login_…}. It is no secret. */
public record LoginId(UUID uuid) {

  private static final String PREFIX = "login";

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
