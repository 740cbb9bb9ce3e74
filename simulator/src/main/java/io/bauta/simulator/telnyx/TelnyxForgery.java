package io.bauta.simulator.telnyx;

/** A way in which the signature of a webhook can be wrong. */
public enum TelnyxForgery {
  /** Not at all: the webhook is genuine. */
  NONE,
  /** Signed with a key that is not Telnyx's. */
  WRONG_KEY,
  /** Rightly signed, but more than five minutes ago. */
  OLD_TIMESTAMP,
  /** Rightly signed, but more than five minutes from now. */
  FUTURE_TIMESTAMP,
  /** The timestamp is not the one that was signed. */
  TIMESTAMP_CHANGED,
  /** The body is not the one that was signed: a space more. */
  BODY_CHANGED,
  /** A signature of 63 bytes. */
  SIGNATURE_TOO_SHORT,
  /** Neither signature nor timestamp. */
  UNSIGNED
}
