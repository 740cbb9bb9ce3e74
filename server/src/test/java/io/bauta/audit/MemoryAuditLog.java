package io.bauta.audit;

import io.bauta.audit.ChainSeal.As;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit log in memory. Its seals keep nobody out: who can write there has the key as well. */
public final class MemoryAuditLog implements AuditLog {

  private static final ChainSeal SEAL =
      new ChainSeal() {
        @Override
        public String of(ChainMark mark, As as) {
          return "%s %d %s".formatted(as, mark.sequence(), mark.hash());
        }

        @Override
        public boolean holds(ChainMark mark, As as, String seal) {
          return of(mark, as).equals(seal);
        }
      };

  /** Newest first. */
  private final List<ChainedEntry> entries = new ArrayList<>();

  @Override
  public synchronized void append(AuditEntry entry) {
    if (entries.stream().anyMatch(other -> other.entry().id().equals(entry.id()))) {
      throw new IllegalStateException("an entry with this id is there already");
    }
    entries.addFirst(new ChainedEntry(entry, SealedMark.of(last().then(entry), As.ENTRY, SEAL)));
  }

  @Override
  public synchronized List<AuditEntry> list(AuditQuery query) {
    return entries.stream()
        .map(ChainedEntry::entry)
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

  @Override
  public synchronized ChainMark last() {
    return entries.isEmpty() ? ChainMark.START : entries.getFirst().at().mark();
  }

  @Override
  public synchronized ChainReport verify() {
    return ChainCheck.run(new Kept(), SEAL);
  }

  private final class Kept implements ChainReader {

    @Override
    public Optional<Ends> ends() {
      return Optional.of(
          new Ends(
              SealedMark.of(ChainMark.START, As.ANCHOR, SEAL),
              SealedMark.of(last(), As.HEAD, SEAL)));
    }

    @Override
    public List<ChainedEntry> page(long sequence, long last, int limit) {
      return entries.reversed().stream()
          .filter(entry -> entry.at().mark().sequence() > sequence)
          .filter(entry -> entry.at().mark().sequence() <= last)
          .limit(limit)
          .toList();
    }

    @Override
    public Optional<AuditId> outside() {
      return Optional.empty();
    }
  }
}
