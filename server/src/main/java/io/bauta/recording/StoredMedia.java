package io.bauta.recording;

import java.time.Instant;

/**
 * What is known of media that was fetched.
 *
 * @param name what it is called where media lies: another for each try, so that no try touches what
 *     another one put there
 * @param bytes its length in clear
 * @param sha256 of the clear bytes, as 64 hex digits
 * @param sealedKey opens it, and only the vault opens that
 */
@SuppressWarnings("ArrayRecordComponent") // Sealed bytes: passed on, never compared.
public record StoredMedia(
    String name,
    String contentType,
    long bytes,
    String sha256,
    byte[] sealedKey,
    Instant storedAt) {

  /** Without the key, and without the length: whoever prints it prints no long number. */
  @Override
  public String toString() {
    return "StoredMedia[" + contentType + "]";
  }
}
