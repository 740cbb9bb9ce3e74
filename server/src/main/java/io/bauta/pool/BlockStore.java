package io.bauta.pool;

import java.util.List;

/**
 * Keeps the block lists of pools. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface BlockStore {

  /** What came of blocking a number. */
  sealed interface BlockOutcome {

    record Blocked(Block block) implements BlockOutcome {}

    /** It was on the list before. */
    record BlockedBefore(Block first) implements BlockOutcome {}

    /** The list has as many entries as it may. */
    record ListFull(int max) implements BlockOutcome {}

    record NoSuchPool() implements BlockOutcome {}
  }

  /** Puts an entry on the list of its pool, which may then have {@code max}. */
  BlockOutcome block(Block block, int max);

  /** False when the list of the pool does not have it. */
  boolean unblock(PoolId pool, BlockId id);

  /** All entries of all lists, oldest first. */
  List<Block> blocks();
}
