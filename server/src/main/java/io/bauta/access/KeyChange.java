package io.bauta.access;

/** What came of changing a key. */
public sealed interface KeyChange {

  /** As it is now. */
  record Changed(ApiKey key) implements KeyChange {}

  /** Nothing was done: it was revoked, and stays so. */
  record Revoked(ApiKey key) implements KeyChange {}

  /** There is none with this id. */
  record Unknown() implements KeyChange {}
}
