package io.bauta.access;

import io.bauta.id.PrefixedId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Names a person who logs in, {@code person_…}: the same each time, whatever they are called. */
public record PersonId(UUID uuid) {

  private static final String PREFIX = "person";
  private static final String ALGORITHM = "SHA-256";

  /**
   * The id of somebody.
   *
   * @param issuer the provider that knows them
   * @param subject what it calls them, and nobody else ever
   */
  public static PersonId of(String issuer, String subject) {
    try {
      byte[] hash =
          MessageDigest.getInstance(ALGORITHM)
              .digest((issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8));
      String digits = HexFormat.of().formatHex(hash);
      return new PersonId(
          new UUID(
              HexFormat.fromHexDigitsToLong(digits, 0, 16),
              HexFormat.fromHexDigitsToLong(digits, 16, 32)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  @Override
  public String toString() {
    return PrefixedId.format(PREFIX, uuid);
  }
}
