package io.bauta.carrier;

/**
 * A webhook that means nothing to its carrier's translator. The sender, or whoever configured it,
 * is to blame.
 *
 * <p>The message goes back to the sender and into the log: it names fields and what was expected of
 * them, never a value that was sent.
 */
public final class MalformedWebhookException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedWebhookException(String message) {
    super(message);
  }
}
