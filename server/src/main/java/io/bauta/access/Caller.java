package io.bauta.access;

import io.bauta.pool.PoolScope;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever asks the API, by the key or the login that they have.
 *
 * @param roles what they are for; a key has one
 * @param scope of which pools they are told
 */
public record Caller(Identity identity, String name, Set<Role> roles, PoolScope scope) {

  /** With the admin key of the configuration. */
  public static final Caller ADMIN =
      new Caller(new Identity.AdminKey(), "admin", Set.of(Role.ADMIN), PoolScope.all());

  public Caller {
    roles = Set.copyOf(roles);
  }

  static Caller of(ApiKey key) {
    return new Caller(new Identity.Key(key.id()), key.name(), Set.of(key.role()), key.scope());
  }

  static Caller of(Login login) {
    return new Caller(
        new Identity.Human(login.person().id(), login.id()),
        login.person().name(),
        login.roles(),
        login.scope());
  }

  /** Whether one of the roles has it. */
  public boolean has(Right right) {
    return roles.stream().anyMatch(role -> role.has(right));
  }

  /** Empty for a person, and for the admin key of the configuration. */
  public Optional<ApiKeyId> key() {
    return identity instanceof Identity.Key(ApiKeyId id) ? Optional.of(id) : Optional.empty();
  }

  /** As the audit log has them. The id is last, so that no name can look like another's. */
  public String actor() {
    return identity instanceof Identity.AdminKey ? name : name + " (" + identity.id() + ")";
  }
}
