package io.bauta.access;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditLog;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
public final class MemoryApiKeyStore implements ApiKeyStore {

  private final Map<ApiKeyId, ApiKey> all = new LinkedHashMap<>();
  private final AuditLog audit;

  public MemoryApiKeyStore(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public synchronized List<ApiKey> keys() {
    return List.copyOf(all.values());
  }

  @Override
  public synchronized void add(ApiKey key, Optional<ApiKeyId> forgotten, AuditEntry entry) {
    forgotten.ifPresent(all::remove);
    all.put(key.id(), key);
    audit.append(entry);
  }

  @Override
  public synchronized boolean update(ApiKey key, AuditEntry entry) {
    ApiKey before = all.get(key.id());
    if (before == null) {
      return false;
    }
    all.put(key.id(), before.lastUsedAt().map(key::usedAt).orElse(key));
    audit.append(entry);
    return true;
  }

  @Override
  public synchronized void used(Map<ApiKeyId, Instant> uses) {
    uses.forEach((id, at) -> all.computeIfPresent(id, (_, key) -> key.usedAt(at)));
  }
}
