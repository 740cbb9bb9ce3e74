package io.bauta.proof;

/** How the proof of a request to an account came out. */
public enum ProofMark {
  /** It holds. */
  GENUINE(false),
  /** There is none. */
  UNSIGNED(false),
  /** Nobody looked: with this account the path is the proof. */
  NOT_CHECKED(false),
  /** It does not hold. */
  BAD_SIGNATURE(true),
  /** It holds, and was used before for something else. */
  REPLAYED(true),
  /** It says when it was made, and that is too far from now. */
  TOO_OLD(true),
  /** It came to a path without the account's secret. */
  WRONG_PATH(true),
  /** It says itself that it is of another account of the carrier's. */
  WRONG_ACCOUNT(true);

  private final boolean forged;

  ProofMark(boolean forged) {
    this.forged = forged;
  }

  /** Whether it looks like somebody who pretends to be the carrier. */
  public boolean isForged() {
    return forged;
  }
}
