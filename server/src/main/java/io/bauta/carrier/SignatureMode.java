package io.bauta.carrier;

/** How much proof an account demands of its webhooks. */
public enum SignatureMode {
  /** A webhook without a valid signature is refused. */
  REQUIRE,
  /**
   * An unsigned webhook is taken; one with a wrong signature is refused. As whoever leaves the
   * signature out is taken, the secret in the path is the proof.
   */
  PREFER,
  /** Signatures are not looked at; the secret in the path is the proof. */
  OFF
}
