package io.bauta.access;

import io.bauta.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the keys. What it answered is durable, and so is the audit entry: both or neither.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface ApiKeyStore {

  /** Oldest first, revoked ones too. */
  List<ApiKey> keys();

  /**
   * Keeps a new one.
   *
   * @param forgotten a revoked one that is not kept any more, to make room
   */
  void add(ApiKey key, Optional<ApiKeyId> forgotten, AuditEntry entry);

  /** Replaces all but when it was used; false, and nothing kept, when it is not there. */
  boolean update(ApiKey key, AuditEntry entry);

  /** When keys were last used; those that are not there are passed over. */
  void used(Map<ApiKeyId, Instant> uses);
}
