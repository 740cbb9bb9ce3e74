package io.bauta.edge;

import java.util.HexFormat;
import java.util.Optional;

/** Names one exchange, {@code exc_…}. A later one has a greater value, also after a restart. */
public record ExchangeId(long value) implements Comparable<ExchangeId> {

  private static final String PREFIX = "exc_";
  private static final int HEX_DIGITS = 16;
  private static final HexFormat HEX = HexFormat.of();

  /** The id that {@code text} writes, or empty when it writes none. */
  public static Optional<ExchangeId> parse(String text) {
    if (text.length() != PREFIX.length() + HEX_DIGITS || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ExchangeId(HexFormat.fromHexDigitsToLong(text, PREFIX.length(), text.length())));
    } catch (NumberFormatException notHex) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(ExchangeId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return PREFIX + HEX.toHexDigits(value);
  }
}
