package io.bauta.vault;

/**
 * The vault cannot work: its key file is missing, open to others or damaged, or does not fit what
 * was sealed. The message says which file, what happened and how to mend it; it holds no secret.
 */
public final class VaultException extends RuntimeException {

  public VaultException(String message) {
    super(message);
  }

  public VaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
