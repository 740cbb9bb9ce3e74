package io.bauta.pool;

import io.bauta.id.PrefixedId;
import java.util.Optional;
import java.util.UUID;

/** Names an entry of a pool's block list, {@code blk_…}. */
public record BlockId(UUID uuid) {

  private static final String PREFIX = "blk";

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<BlockId> parse(String text) {
    return PrefixedId.parse(PREFIX, text).map(BlockId::new);
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
