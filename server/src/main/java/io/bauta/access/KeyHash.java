package io.bauta.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A key as it is kept: its SHA-256. A slow hash would protect keys that can be guessed; these have
 * 256 random bits, and each request is checked.
 */
public record KeyHash(byte[] sha256) {

  private static final String ALGORITHM = "SHA-256";

  public KeyHash {
    sha256 = sha256.clone();
  }

  /** The hash of a key. */
  public static KeyHash of(String key) {
    try {
      return new KeyHash(
          MessageDigest.getInstance(ALGORITHM).digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  @Override
  public byte[] sha256() {
    return sha256.clone();
  }

  /** Whether it is of the same key. Takes the same time wherever the two differ. */
  public boolean matches(KeyHash other) {
    return MessageDigest.isEqual(sha256, other.sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && matches(hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  /** Redacted: a hash finds its key in a list of keys. */
  @Override
  public String toString() {
    return "KeyHash[…]";
  }
}
