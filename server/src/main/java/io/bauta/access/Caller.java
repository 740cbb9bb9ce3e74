package io.bauta.access;

import io.bauta.pool.PoolScope;
import java.util.Optional;

/**
 * Whoever asks the API, by the key that they have.
 *
 * @param key empty for the admin key of the configuration
 * @param scope of which pools they are told
 */
public record Caller(Optional<ApiKeyId> key, String name, Role role, PoolScope scope) {

  /** With the admin key of the configuration. */
  public static final Caller ADMIN =
      new Caller(Optional.empty(), "admin", Role.ADMIN, PoolScope.all());

  static Caller of(ApiKey key) {
    return new Caller(Optional.of(key.id()), key.name(), key.role(), key.scope());
  }

  /** As the audit log has them. The id is last, so that no name can look like another key's. */
  public String actor() {
    return key.map(id -> name + " (" + id + ")").orElse(name);
  }
}
