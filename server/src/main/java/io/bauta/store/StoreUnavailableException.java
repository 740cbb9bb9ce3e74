package io.bauta.store;

/**
 * The store cannot answer now: nothing was changed as far as it knows. Callers may try again; the
 * message holds no password and no telephone number.
 */
public final class StoreUnavailableException extends RuntimeException {

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
