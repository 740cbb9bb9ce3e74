package io.bauta.vault;

/** The two kinds of data keys. */
public enum Keyset {
  /** What is sealed is sealed with one of these, and its first bytes say with which. */
  SEALING,
  /** Tokens are made with all of these, one after the other. */
  TOKENS
}
