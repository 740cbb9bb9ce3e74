package io.bauta.access;

import io.bauta.audit.AuditLog;
import io.bauta.audit.MemoryAuditLog;

class MemoryApiKeyStoreTest implements ApiKeyStoreContract {

  private final AuditLog audit = new MemoryAuditLog();
  private final ApiKeyStore store = new MemoryApiKeyStore(audit);

  @Override
  public ApiKeyStore store() {
    return store;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }
}
