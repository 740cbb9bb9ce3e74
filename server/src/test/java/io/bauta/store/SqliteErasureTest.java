package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteErasureTest implements ErasureContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }
}
