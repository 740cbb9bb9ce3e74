package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOpeningsTest implements OpeningsContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public TestDatabase testDatabase() {
    return DATABASE;
  }
}
