package io.bauta.edge;

/** How the proof of a webhook came out. */
public enum ProofVerdict {
  /** It holds. */
  GENUINE,
  /** There is none. */
  UNSIGNED,
  /** It does not hold. */
  FORGED,
  /** It holds, and was used before for something else. */
  REPLAYED,
  /** Nobody looked: with this account the path is the proof. */
  NOT_CHECKED
}
