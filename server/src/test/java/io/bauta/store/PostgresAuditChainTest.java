package io.bauta.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAuditChainTest implements AuditChainContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public TestDatabase database() {
    return DATABASE;
  }
}
