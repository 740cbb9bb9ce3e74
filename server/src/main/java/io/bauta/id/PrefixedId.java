package io.bauta.id;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The outside form of an identifier: a prefix that says what it names, and 32 hex digits. */
public final class PrefixedId {

  private static final int HEX_DIGITS = 32;
  private static final HexFormat HEX = HexFormat.of();

  private PrefixedId() {}

  /** {@code ses_0190f3c2…}: the form used in answers, paths and logs. */
  public static String format(String prefix, UUID uuid) {
    return prefix
        + "_"
        + HEX.toHexDigits(uuid.getMostSignificantBits())
        + HEX.toHexDigits(uuid.getLeastSignificantBits());
  }

  /** The identifier in {@code text}, or empty when it is not one with this prefix. */
  public static Optional<UUID> parse(String prefix, String text) {
    int start = prefix.length() + 1;
    if (text.length() != start + HEX_DIGITS || !text.startsWith(prefix + "_")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new UUID(
              HexFormat.fromHexDigitsToLong(text, start, start + 16),
              HexFormat.fromHexDigitsToLong(text, start + 16, start + HEX_DIGITS)));
    } catch (NumberFormatException notHex) {
      return Optional.empty();
    }
  }
}
