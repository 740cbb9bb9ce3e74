package io.bauta.store;

import io.bauta.call.CallStore;
import io.bauta.outbox.OutboxStore;
import io.bauta.outbox.OutboxStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOutboxStoreTest implements OutboxStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public OutboxStore outbox() {
    return DATABASE.outbox();
  }

  @Override
  public CallStore calls() {
    return DATABASE.calls();
  }
}
