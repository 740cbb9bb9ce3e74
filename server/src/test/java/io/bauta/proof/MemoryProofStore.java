package io.bauta.proof;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps tallies in memory, and counts how often it was asked to. */
public final class MemoryProofStore implements ProofStore {

  private final Map<String, ProofTally> kept = new ConcurrentHashMap<>();
  private int puts;

  @Override
  public List<ProofTally> tallies() {
    return List.copyOf(kept.values());
  }

  @Override
  public void put(Collection<ProofTally> tallies) {
    puts++;
    tallies.forEach(tally -> kept.put(tally.account() + " " + tally.mark(), tally));
  }

  int puts() {
    return puts;
  }
}
