package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresRetentionTest implements RetentionContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }
}
