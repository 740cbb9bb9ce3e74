package io.bauta.audit;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the entries. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then kept, and
 * what was to be done must not be done.
 */
public interface AuditLog {

  void append(AuditEntry entry);

  /** Those that match, newest first. */
  List<AuditEntry> list(AuditQuery query);

  /**
   * Which entries to list.
   *
   * @param before only those with lower ids: the next page
   */
  record AuditQuery(
      Optional<String> subjectKind,
      Optional<String> subjectId,
      Optional<AuditId> before,
      int limit) {}
}
