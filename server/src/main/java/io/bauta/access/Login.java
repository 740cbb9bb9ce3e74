package io.bauta.access;

import io.bauta.pool.PoolScope;
import java.time.Instant;
import java.util.Set;

/**
 * That a person is logged in: until its end they may do what their roles may.
 *
 * @param roles what they were given when they logged in; never empty
 * @param until from when on it opens nothing, however much it is used
 */
public record Login(
    LoginId id, Person person, Set<Role> roles, PoolScope scope, Instant since, Instant until) {

  public Login {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("who has no role is not logged in");
    }
  }
}
