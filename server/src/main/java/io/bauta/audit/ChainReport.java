package io.bauta.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of looking whether the chain is whole.
 *
 * @param entries how many fit, until the flaw
 * @param forgotten how many were there before the oldest, and kept for long enough
 * @param firstAt when the oldest was made
 * @param lastAt when the last of those that fit was made
 * @param last the place of that; to compare with what somebody noted
 * @param flaw the first that does not fit; empty when the chain is whole
 */
public record ChainReport(
    long entries,
    long forgotten,
    Optional<Instant> firstAt,
    Optional<Instant> lastAt,
    ChainMark last,
    Optional<Flaw> flaw) {

  /**
   * What does not fit.
   *
   * @param sequence the place at which it was seen
   * @param entry which entry it is, where there is one
   */
  public record Flaw(Kind kind, long sequence, Optional<AuditId> entry) {

    /** In which way. */
    public enum Kind {
      /** Nothing says where the chain begins and ends. */
      NO_ENDS,

      /** Where the chain begins was not written by this server. */
      ANCHOR_FORGED,

      /** Where the chain ends was not written by this server. */
      HEAD_FORGED,

      /** An entry is not there. */
      MISSING,

      /** An entry is not what it was, or not where it was. */
      CHANGED,

      /** An entry fits, and was not written by this server. */
      FORGED,

      /** An entry is there that is none of the chain's. */
      OUTSIDE
    }
  }
}
