package io.bauta.audit;

import java.util.ArrayList;
import java.util.List;

/** The audit log in memory. */
public final class MemoryAuditLog implements AuditLog {

  private final List<AuditEntry> entries = new ArrayList<>();

  @Override
  public synchronized void append(AuditEntry entry) {
    if (entries.stream().anyMatch(other -> other.id().equals(entry.id()))) {
      throw new IllegalStateException("an entry with this id is there already");
    }
    entries.addFirst(entry);
  }

  @Override
  public synchronized List<AuditEntry> list(AuditQuery query) {
    return entries.stream()
        .filter(entry -> query.subjectKind().map(entry.subjectKind()::equals).orElse(true))
        .filter(entry -> query.subjectId().map(entry.subjectId()::equals).orElse(true))
        .filter(
            entry ->
                query
                    .before()
                    .map(before -> entry.id().uuid().compareTo(before.uuid()) < 0)
                    .orElse(true))
        .limit(query.limit())
        .toList();
  }
}
