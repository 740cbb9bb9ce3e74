package io.bauta.call;

import io.bauta.pool.MemoryPoolStore;
import io.bauta.pool.PoolStore;
import io.bauta.session.MemorySessionStore;
import io.bauta.session.SessionStore;

class MemoryCalledSessionTest implements CalledSessionContract {

  private final MemoryPoolStore pools = new MemoryPoolStore();
  private final MemorySessionStore sessions = new MemorySessionStore(pools);
  private final MemoryCallStore calls = new MemoryCallStore(sessions::called);

  @Override
  public CallStore calls() {
    return calls;
  }

  @Override
  public PoolStore pools() {
    return pools;
  }

  @Override
  public SessionStore sessions() {
    return sessions;
  }
}
