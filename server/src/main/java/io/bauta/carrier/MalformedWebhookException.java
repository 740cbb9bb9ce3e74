package io.bauta.carrier;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that means nothing to its carrier's translator. The sender, or whoever configured it,
 * is to blame.
 *
 * <p>The message goes back to the sender and into the log: it names fields and what was expected of
 * them, never a value that was sent.
 */
public final class MalformedWebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable HttpReply reply;
  private final boolean ofAnotherAccount;

  public MalformedWebhookException(String message) {
    this(message, null, false);
  }

  private MalformedWebhookException(
      String message, @Nullable HttpReply reply, boolean ofAnotherAccount) {
    super(message);
    this.reply = reply;
    this.ofAnotherAccount = ofAnotherAccount;
  }

  /** A webhook that says itself that it was meant for another account of the carrier's. */
  public static MalformedWebhookException ofAnotherAccount(String message) {
    return new MalformedWebhookException(message, null, true);
  }

  /**
   * A question that cannot be understood while a caller waits.
   *
   * @param reply ends the call in the carrier's words; with an error the caller would hear silence
   */
  public MalformedWebhookException(String message, HttpReply reply) {
    this(message, reply, false);
  }

  /** Whether it was meant for another account. */
  public boolean isOfAnotherAccount() {
    return ofAnotherAccount;
  }

  /** What the carrier gets; empty for an error that says what was wrong. */
  public Optional<HttpReply> reply() {
    return Optional.ofNullable(reply);
  }
}
