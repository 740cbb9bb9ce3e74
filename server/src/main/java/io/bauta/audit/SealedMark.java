package io.bauta.audit;

/** A place in the chain with its seal. */
public record SealedMark(ChainMark mark, String seal) {

  /** The same place, sealed. */
  public static SealedMark of(ChainMark mark, ChainSeal.As as, ChainSeal seal) {
    return new SealedMark(mark, seal.of(mark, as));
  }

  /** Whether this server sealed it as that. */
  public boolean holds(ChainSeal.As as, ChainSeal with) {
    return with.holds(mark, as, seal);
  }
}
