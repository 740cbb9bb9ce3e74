package io.bauta.store;

import io.bauta.access.ApiKeyStore;
import io.bauta.access.ApiKeyStoreContract;
import io.bauta.audit.AuditLog;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresApiKeyStoreTest implements ApiKeyStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.postgres();

  @Override
  public ApiKeyStore store() {
    return new SqlApiKeyStore(DATABASE.database());
  }

  @Override
  public AuditLog audit() {
    return DATABASE.audit();
  }
}
