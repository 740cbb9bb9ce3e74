package io.bauta.session;

import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.PoolStore;

class MemorySessionStoreTest
    implements SessionStoreContract, SessionHistoryContract, OrderStoreContract {

  private final MemoryPoolStore pools = new MemoryPoolStore();
  private final MemorySessionStore sessions = new MemorySessionStore(pools);

  @Override
  public PoolStore pools() {
    return pools;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }
}
