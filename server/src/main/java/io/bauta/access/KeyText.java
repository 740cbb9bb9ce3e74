package io.bauta.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as whoever uses it has it: {@code bauta_}, the digits of its id, {@code _}, 256 random bits
 * and a checksum of all of that. By the prefix and the checksum those who look for lost secrets
 * tell it from everything else; by the id it is looked up.
 */
public final class KeyText {

  /** What finds such keys in a text. */
  public static final Pattern SHAPE =
      Pattern.compile("bauta_([0-9a-f]{32})_[0-9a-f]{64}([0-9a-f]{8})");

  private static final String PREFIX = "bauta_";
  private static final int RANDOM_BYTES = 32;
  private static final int CHECKSUM_DIGITS = 8;
  private static final HexFormat HEX = HexFormat.of();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ApiKeyId id;
  private final String text;

  private KeyText(ApiKeyId id, String text) {
    this.id = id;
    this.text = text;
  }

  /** A new one for the key with this id. */
  public static KeyText make(ApiKeyId id) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    UUID uuid = id.uuid();
    String unchecked =
        PREFIX
            + HEX.toHexDigits(uuid.getMostSignificantBits())
            + HEX.toHexDigits(uuid.getLeastSignificantBits())
            + "_"
            + HEX.formatHex(random);
    return new KeyText(id, unchecked + checksum(unchecked));
  }

  /** The key that {@code text} writes; empty when it cannot be one. */
  public static Optional<KeyText> parse(String text) {
    var shape = SHAPE.matcher(text);
    if (!shape.matches()
        || !checksum(text.substring(0, text.length() - CHECKSUM_DIGITS)).equals(shape.group(2))) {
      return Optional.empty();
    }
    return ApiKeyId.parse("key_" + shape.group(1)).map(id -> new KeyText(id, text));
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HEX.toHexDigits((int) crc.getValue());
  }

  public ApiKeyId id() {
    return id;
  }

  /** What is kept of it. */
  public KeyHash hash() {
    return KeyHash.of(text);
  }

  /** The secret itself: for whoever it is made for, once. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "KeyText[" + id + "]";
  }
}
