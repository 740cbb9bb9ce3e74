package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteOpeningsTest implements OpeningsContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public TestDatabase testDatabase() {
    return DATABASE;
  }
}
