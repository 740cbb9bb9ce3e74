package io.bauta.store;

import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAuditLogTest implements AuditLogContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public AuditLog log() {
    return DATABASE.audit();
  }
}
