package io.bauta.session;

import io.bauta.pool.PoolId;
import java.util.Optional;

/**
 * Which sessions to list, newest first.
 *
 * @param before only sessions older than this one: the cursor of the page before
 * @param limit how many at most
 */
public record SessionQuery(
    Optional<PoolId> pool,
    Optional<MaskingSession.State> state,
    Optional<String> reference,
    Optional<SessionId> before,
    int limit) {

  public static final int LIMIT_DEFAULT = 50;
  public static final int LIMIT_MAX = 200;
}
