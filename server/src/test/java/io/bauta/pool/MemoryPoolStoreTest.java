package io.bauta.pool;

import io.bauta.session.MemorySessionStore;
import io.bauta.session.SessionStore;

class MemoryPoolStoreTest implements PoolStoreContract {

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
