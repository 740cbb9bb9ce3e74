package io.bauta.pool;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names a number pool, {@code pool_…}. */
public record PoolId(UUID uuid) {

  private static final String PREFIX = "pool";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<PoolId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(PoolId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
