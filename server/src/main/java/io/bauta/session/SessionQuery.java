package io.bauta.session;

import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import java.util.Optional;

/**
 * Which sessions to list, newest first.
 *
 * @param before only sessions older than this one: the cursor of the page before
 * @param limit how many at most
 * @param scope only sessions of pools in it
 */
public record SessionQuery(
    Optional<PoolId> pool,
    Optional<MaskingSession.State> state,
    Optional<String> reference,
    Optional<SessionId> before,
    int limit,
    PoolScope scope) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;

  /** Sessions of all pools. */
  public SessionQuery(
      Optional<PoolId> pool,
      Optional<MaskingSession.State> state,
      Optional<String> reference,
      Optional<SessionId> before,
      int limit) {
    this(pool, state, reference, before, limit, PoolScope.all());
  }
}
