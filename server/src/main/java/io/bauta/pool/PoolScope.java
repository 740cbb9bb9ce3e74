package io.bauta.pool;

import java.util.Optional;
import java.util.Set;

/**
 * Of which pools, and of what belongs to them, somebody may know. What belongs to no pool is known
 * only to whoever may know of all.
 */
public sealed interface PoolScope {

  /** Every pool there is and will be. */
  record All() implements PoolScope {}

  /** These, whether they are still there or not; none where it is empty. */
  record Only(Set<PoolId> pools) implements PoolScope {
    public Only {
      pools = Set.copyOf(pools);
    }
  }

  /** Every pool there is and will be. */
  static PoolScope all() {
    return new All();
  }

  default boolean includes(PoolId pool) {
    return switch (this) {
      case All() -> true;
      case Only(Set<PoolId> pools) -> pools.contains(pool);
    };
  }

  /** The same of what belongs to {@code pool}, or to none. */
  default boolean includes(Optional<PoolId> pool) {
    return isAll() || pool.filter(this::includes).isPresent();
  }

  default boolean isAll() {
    return this instanceof All;
  }
}
