package io.bauta.vault;

import java.nio.charset.StandardCharsets;

/** What a sealed value is. It is bound to that: text can never be opened as a number. */
public enum SealedAs {
  NUMBER("bauta number 1"),
  TEXT("bauta text 1"),
  /** The key of the audit log's chain. */
  AUDIT_KEY("bauta audit key 1"),
  /** The key of one thing in the {@link MediaVault}, bound to what that is called. */
  MEDIA_KEY("bauta media key 1: ");

  private final String words;

  SealedAs(String words) {
    this.words = words;
  }

  byte[] boundTo(String name) {
    return (words + name).getBytes(StandardCharsets.UTF_8);
  }
}
