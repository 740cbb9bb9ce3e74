package io.bauta.audit;

import java.util.List;
import java.util.Optional;

/**
 * Keeps the entries, each chained to the one before it. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then kept, and
 * what was to be done must not be done.
 */
public interface AuditLog {

  void append(AuditEntry entry);

  /** Those that match, newest first. */
  List<AuditEntry> list(AuditQuery query);

  /** The place of the newest entry: what somebody may note, to compare with later. */
  ChainMark last();

  /** Whether every entry that was kept and not forgotten is there, as it was kept. */
  ChainReport verify();

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
