package io.bauta.carrier;

import java.util.List;

/** Whether a webhook comes from the carrier. */
public sealed interface Authenticity {

  int FORBIDDEN = 403;
  int UNAUTHORIZED = 401;

  /**
   * Signed by the carrier.
   *
   * @param nonces each number used once under a signature that holds; none where the scheme has
   *     none. Every one of them must be remembered: a webhook may carry two signatures with a nonce
   *     each, and whoever replays it may leave one of them out
   */
  record Genuine(List<Nonce> nonces) implements Authenticity {
    public Genuine {
      nonces = List.copyOf(nonces);
    }
  }

  /**
   * Carries no proof at all.
   *
   * @param status what it gets where proof is required: an error after which this carrier does not
   *     send it again
   */
  record Unsigned(int status) implements Authenticity {
    public Unsigned() {
      this(FORBIDDEN);
    }
  }

  /**
   * Carries a proof that does not hold.
   *
   * @param flaw what is wrong with it
   * @param why for the operator's log: names headers and rules, never a value that was sent
   * @param status what it gets: an error after which this carrier does not send it again
   */
  record Forged(Flaw flaw, String why, int status) implements Authenticity {

    /** What may be wrong with a proof. */
    public enum Flaw {
      /** It is not what the carrier would have made of this. */
      DOES_NOT_HOLD,
      /** It says when it was made, and that is too far from now. */
      TOO_OLD
    }

    /** One that does not hold. */
    public Forged(String why, int status) {
      this(Flaw.DOES_NOT_HOLD, why, status);
    }

    public Forged(String why) {
      this(why, FORBIDDEN);
    }
  }

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
