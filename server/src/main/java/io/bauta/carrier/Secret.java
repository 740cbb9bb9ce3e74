package io.bauta.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A credential. It prints as nothing; {@link #reveal} is called where it is used. */
public record Secret(String reveal) {

  public Secret {
    if (reveal.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
  }

  /** In a time that does not tell how much of it was right. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret(String its)
        && MessageDigest.isEqual(reveal.getBytes(UTF_8), its.getBytes(UTF_8));
  }

  @Override
  public int hashCode() {
    return reveal.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
