package io.bauta.audit;

import io.bauta.audit.ChainReport.Flaw;
import io.bauta.audit.ChainReport.Flaw.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether a chain is whole, some entries at a time. */
public final class ChainCheck {

  /** Entries that are in memory at once. */
  public static final int PAGE_ENTRIES = 500;

  private final ChainReader reader;
  private final ChainSeal seal;
  private ChainMark last = ChainMark.START;
  private long forgotten;
  private long entries;
  private @Nullable Instant firstAt;
  private @Nullable Instant lastAt;

  private ChainCheck(ChainReader reader, ChainSeal seal) {
    this.reader = reader;
    this.seal = seal;
  }

  /** From the oldest entry to the one that is the newest now. */
  public static ChainReport run(ChainReader reader, ChainSeal seal) {
    ChainCheck check = new ChainCheck(reader, seal);
    Optional<Flaw> flaw = check.flaw();
    return new ChainReport(
        check.entries,
        check.forgotten,
        Optional.ofNullable(check.firstAt),
        Optional.ofNullable(check.lastAt),
        check.last,
        flaw);
  }

  private Optional<Flaw> flaw() {
    Optional<ChainReader.Ends> ends = reader.ends();
    if (ends.isEmpty()) {
      return Optional.of(new Flaw(Kind.NO_ENDS, 0, Optional.empty()));
    }
    SealedMark anchor = ends.get().anchor();
    SealedMark head = ends.get().head();
    if (!anchor.holds(ChainSeal.As.ANCHOR, seal)) {
      return flaw(Kind.ANCHOR_FORGED, anchor.mark().sequence());
    }
    begin(anchor.mark());
    long end = head.mark().sequence();
    Optional<Flaw> found = walk(end);
    if (found.isPresent()) {
      return found;
    }
    // Looked at last: what does not fit is found where it is, and not only that it is.
    boolean isAnother = end < anchor.mark().sequence() || !isAt(head.mark());
    return isAnother || !head.holds(ChainSeal.As.HEAD, seal)
        ? flaw(Kind.HEAD_FORGED, end)
        : reader.outside().map(id -> new Flaw(Kind.OUTSIDE, last.sequence(), Optional.of(id)));
  }

  /** Unless all until there was forgotten while it was looked at. */
  private boolean isAt(ChainMark head) {
    return last.equals(head) || last.sequence() > head.sequence();
  }

  private void begin(ChainMark anchor) {
    last = anchor;
    forgotten = anchor.sequence();
    entries = 0;
    firstAt = null;
    lastAt = null;
  }

  private Optional<Flaw> walk(long end) {
    while (last.sequence() < end) {
      List<ChainedEntry> page = reader.page(last.sequence(), end, PAGE_ENTRIES);
      boolean isNext = !page.isEmpty() && sequence(page.getFirst()) == last.sequence() + 1;
      if (!isNext && !isForgottenMeanwhile()) {
        return flaw(Kind.MISSING, last.sequence() + 1);
      }
      for (ChainedEntry entry : isNext ? page : List.<ChainedEntry>of()) {
        Optional<Flaw> flaw = flaw(entry);
        if (flaw.isPresent()) {
          return flaw;
        }
      }
    }
    return Optional.empty();
  }

  private static long sequence(ChainedEntry entry) {
    return entry.at().mark().sequence();
  }

  /** Whether the entries after the last one were forgotten since; it is then begun anew. */
  private boolean isForgottenMeanwhile() {
    Optional<SealedMark> anchor = reader.ends().map(ChainReader.Ends::anchor);
    boolean moved =
        anchor
            .filter(now -> now.mark().sequence() > last.sequence())
            .filter(now -> now.holds(ChainSeal.As.ANCHOR, seal))
            .isPresent();
    if (moved) {
      begin(anchor.orElseThrow().mark());
    }
    return moved;
  }

  private Optional<Flaw> flaw(ChainedEntry chained) {
    AuditEntry entry = chained.entry();
    SealedMark kept = chained.at();
    if (kept.mark().sequence() != last.sequence() + 1) {
      return flaw(Kind.MISSING, last.sequence() + 1);
    }
    ChainMark expected = last.then(entry);
    if (!kept.mark().equals(expected)) {
      return Optional.of(new Flaw(Kind.CHANGED, expected.sequence(), Optional.of(entry.id())));
    }
    if (!kept.holds(ChainSeal.As.ENTRY, seal)) {
      return Optional.of(new Flaw(Kind.FORGED, expected.sequence(), Optional.of(entry.id())));
    }
    last = expected;
    entries++;
    firstAt = firstAt == null ? entry.at() : firstAt;
    lastAt = entry.at();
    return Optional.empty();
  }

  private static Optional<Flaw> flaw(Kind kind, long sequence) {
    return Optional.of(new Flaw(kind, sequence, Optional.empty()));
  }
}
