package io.bauta.store;

import io.bauta.pool.PoolStore;
import io.bauta.session.OrderStoreContract;
import io.bauta.session.SessionHistoryContract;
import io.bauta.session.SessionStore;
import io.bauta.session.SessionStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That somebody hears of sessions changes nothing of what is stored. */
class PostgresHeardSessionStoreTest
    implements SessionStoreContract, SessionHistoryContract, OrderStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  private static final EventRecorder HEARD = TestDatabase.heard();

  @Override
  public PoolStore pools() {
    return DATABASE.pools();
  }

  @Override
  public SessionStore sessions() {
    return new SqlSessionStore(DATABASE.database(), DATABASE.vault(), HEARD);
  }
}
