package io.bauta.carrier;

import java.util.Optional;

/** Whether a webhook comes from the carrier. */
public sealed interface Authenticity {

  /**
   * Signed by the carrier.
   *
   * @param nonce the number used once under the signature; empty where the scheme has none
   */
  record Genuine(Optional<Nonce> nonce) implements Authenticity {}

  /** Carries no proof at all. */
  record Unsigned() implements Authenticity {}

  /**
   * Carries a proof that does not hold.
   *
   * @param why for the operator's log: names headers and rules, never a value that was sent
   */
  record Forged(String why) implements Authenticity {}

  /**
   * A number that a carrier uses once. A signature does not always cover the body, so a nonce may
   * come again only for the use that it had.
   *
   * @param value as sent
   * @param use what it was used for: equal when a carrier repeats a webhook, different when
   *     somebody else reuses its signature
   */
  record Nonce(String value, String use) {
    public static final int VALUE_LENGTH_MAX = 64;

    /** Redacted: the use is made of what the webhook said. */
    @Override
    public String toString() {
      return "Nonce[…]";
    }
  }
}
