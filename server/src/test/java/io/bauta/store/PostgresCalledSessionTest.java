package io.bauta.store;

import io.bauta.call.CallStore;
import io.bauta.call.CalledSessionContract;
import io.bauta.pool.PoolStore;
import io.bauta.session.SessionStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCalledSessionTest implements CalledSessionContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public CallStore calls() {
    return DATABASE.calls();
  }

  @Override
  public PoolStore pools() {
    return DATABASE.pools();
  }

  @Override
  public SessionStore sessions() {
    return DATABASE.sessions();
  }
}
