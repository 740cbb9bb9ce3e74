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

  public MalformedWebhookException(String message) {
    super(message);
    this.reply = null;
  }

  /**
   * A question that cannot be understood while a caller waits.
   *
   * @param reply ends the call in the carrier's words; with an error the caller would hear silence
   */
  public MalformedWebhookException(String message, HttpReply reply) {
    super(message);
    this.reply = reply;
  }

  /** What the carrier gets; empty for an error that says what was wrong. */
  public Optional<HttpReply> reply() {
    return Optional.ofNullable(reply);
  }
}
