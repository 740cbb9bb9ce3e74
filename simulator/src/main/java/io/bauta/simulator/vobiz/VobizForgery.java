package io.bauta.simulator.vobiz;

/** A way in which the signature of a webhook can be wrong. */
public enum VobizForgery {
  /** Not at all: the webhook is genuine. */
  NONE,
  /** Signed with a token that is not the account's. */
  WRONG_TOKEN,
  /** Right but for the last character, which changes a bit that counts. */
  LAST_CHARACTER_FLIPPED,
  /** Signatures without their nonces. */
  NONCE_MISSING,
  /** Each version's nonce in the other version's header. */
  NONCES_SWAPPED,
  /** The V3 value in the V2 header and the other way round. */
  VERSIONS_SWAPPED,
  /** No signature header at all. */
  UNSIGNED
}
