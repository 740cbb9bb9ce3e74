package io.bauta.proof;

import java.util.Collection;
import java.util.List;

/** Keeps what was seen of proofs, so that a restart does not forget it. */
public interface ProofStore {

  /** All that is kept. */
  List<ProofTally> tallies();

  /** Puts each in the place of the one of the same account and mark. */
  void put(Collection<ProofTally> tallies);
}
