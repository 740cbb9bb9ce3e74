package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresErasureTest implements ErasureContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }
}
