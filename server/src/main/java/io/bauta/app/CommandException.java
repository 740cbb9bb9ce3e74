package io.bauta.app;

/**
 * A command that cannot be done. The message is for the person who gave it, and says what to do.
 */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;

  public CommandException(String message) {
    super(message);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
