package io.bauta.store;

import io.bauta.pool.PoolStore;
import io.bauta.session.OrderStoreContract;
import io.bauta.session.SessionHistoryContract;
import io.bauta.session.SessionStore;
import io.bauta.session.SessionStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSessionStoreTest
    implements SessionStoreContract, SessionHistoryContract, OrderStoreContract {

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
