package io.bauta.audit;

import java.util.List;
import java.util.Optional;

/** What is kept of a chain, for whoever looks whether it is whole. Entries come to it meanwhile. */
public interface ChainReader {

  /** The last entry that was forgotten, and the newest. Empty when that is not there. */
  Optional<Ends> ends();

  /** Between which entries a chain is. */
  record Ends(SealedMark anchor, SealedMark head) {}

  /** Those after {@code sequence} until {@code last}, in their order. */
  List<ChainedEntry> page(long sequence, long last, int limit);

  /** An entry that has no place, one at or before the anchor, or one behind the head. */
  Optional<AuditId> outside();
}
