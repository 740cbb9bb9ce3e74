package io.bauta.door;

/** A certificate or key that cannot be used. The message says how to mend it. */
public final class TlsException extends Exception {

  private static final long serialVersionUID = 1L;

  TlsException(String message) {
    super(message);
  }
}
