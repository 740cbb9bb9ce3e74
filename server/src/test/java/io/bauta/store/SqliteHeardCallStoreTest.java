package io.bauta.store;

import io.bauta.call.CallStore;
import io.bauta.call.CallStoreContract;
import io.bauta.pool.PoolStore;
import io.bauta.session.SessionStore;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That somebody hears of calls changes nothing of what is stored. */
class SqliteHeardCallStoreTest implements CallStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  private static final EventRecorder HEARD = TestDatabase.heard();

  @Override
  public CallStore calls() {
    return new SqlCallStore(DATABASE.database(), DATABASE.vault(), HEARD);
  }

  @Override
  public PoolStore pools() {
    return DATABASE.pools();
  }

  @Override
  public SessionStore sessions() {
    return new SqlSessionStore(DATABASE.database(), DATABASE.vault(), HEARD);
  }
}
