package io.bauta.vault;

/**
 * The data keys as they may be kept: each keyset as Tink writes it, encrypted with the master key.
 * In clear are the ids of the keys, and what kind they are.
 */
public record WrappedKeys(String sealing, String tokens) {

  /** Without what is wrapped. */
  @Override
  public String toString() {
    return "WrappedKeys[…]";
  }
}
