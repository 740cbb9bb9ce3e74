package io.bauta.store;

import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteAuditLogTest implements AuditLogContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public AuditLog log() {
    return DATABASE.audit();
  }
}
