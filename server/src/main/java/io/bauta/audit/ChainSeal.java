package io.bauta.audit;

/**
 * Says of places in the chain that this server made them. Whoever can write to the database can
 * make the hashes of a chain anew; not the seals, without the key.
 */
public interface ChainSeal {

  /** What a place is sealed as: a seal of one is none of another. */
  enum As {
    /** An entry that is there. */
    ENTRY,

    /** The last entry that was forgotten. */
    ANCHOR,

    /** The newest entry. */
    HEAD
  }

  /** The seal, in hexadecimal digits. */
  String of(ChainMark mark, As as);

  /** Whether {@code seal} is the one that this server gave the place. */
  boolean holds(ChainMark mark, As as, String seal);
}
