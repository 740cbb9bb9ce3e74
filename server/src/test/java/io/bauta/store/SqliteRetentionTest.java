package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteRetentionTest implements RetentionContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }
}
