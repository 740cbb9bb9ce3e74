package io.bauta.api;

import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import java.util.Optional;

/** Pools as whoever asks may know of them: one of others is as one that is not there. */
final class Scoped {

  private Scoped() {}

  /** The pool that {@code text} names, by id or by name. */
  static Optional<NumberPool> pool(ApiRequest request, Pools pools, String text) {
    return pools.named(text).filter(pool -> request.scope().includes(pool.id()));
  }

  /**
   * An idempotency key as it is kept. Keys of whoever is limited to some pools are their own: what
   * others used is no answer to them, and no hindrance.
   */
  static String key(ApiRequest request, String key) {
    return request.scope().isAll() ? key : request.caller().identity().id() + " " + key;
  }

  /** The pool that the path names by its {@code id}. */
  static NumberPool ofPath(ApiRequest request, Pools pools) {
    return pool(request, pools, request.pathValue("id"))
        .orElseThrow(() -> new ProblemException(Problem.notFound("pool")));
  }
}
