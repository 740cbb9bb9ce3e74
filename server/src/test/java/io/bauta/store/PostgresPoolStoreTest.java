package io.bauta.store;

import io.bauta.pool.PoolStore;
import io.bauta.pool.PoolStoreContract;
import io.bauta.session.SessionStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresPoolStoreTest implements PoolStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public PoolStore pools() {
    return DATABASE.pools();
  }

  @Override
  public SessionStore sessions() {
    return DATABASE.sessions();
  }
}
