package io.bauta.pool;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.BlockStore.BlockOutcome;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The block lists of pools as every call needs them: in memory, kept equal to the store.
 *
 * <p>Reads are lock-free; changes go to the store first and are seen here when they are durable.
 */
public final class Blocks implements BlockList {

  /** Entries of one list. */
  public static final int OF_POOL_MAX = 10_000;

  private final BlockStore store;
  private volatile Map<PoolId, Map<PhoneNumber, Block>> lists;

  /** Reads all lists from {@code store}. */
  public Blocks(BlockStore store) {
    this.store = store;
    this.lists = read(store);
  }

  @Override
  public boolean has(PoolId pool, PhoneNumber number) {
    Map<PhoneNumber, Block> list = lists.get(pool);
    return list != null && list.containsKey(number);
  }

  /** The list of the pool, oldest first; empty for an unknown pool. */
  public List<Block> of(PoolId pool) {
    return List.copyOf(lists.getOrDefault(pool, Map.of()).values());
  }

  public synchronized BlockOutcome block(Block block) {
    BlockOutcome outcome = store.block(block, OF_POOL_MAX);
    lists = read(store);
    return outcome;
  }

  /** False when the list of the pool does not have it. */
  public synchronized boolean unblock(PoolId pool, BlockId id) {
    boolean known = store.unblock(pool, id);
    lists = read(store);
    return known;
  }

  private static Map<PoolId, Map<PhoneNumber, Block>> read(BlockStore store) {
    Map<PoolId, Map<PhoneNumber, Block>> lists = new HashMap<>();
    for (Block block : store.blocks()) {
      lists.computeIfAbsent(block.pool(), pool -> new LinkedHashMap<>()).put(block.number(), block);
    }
    return Collections.unmodifiableMap(lists);
  }
}
