package io.bauta.door;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses whose first {@code bits} are those of {@code first}. */
public record Network(InetAddress first, int bits) {

  private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("\\d{1,3}");

  /** The longest text that is looked at: an address of IPv6 with one of IPv4 at its end. */
  private static final int TEXT_LENGTH_MAX = 45;

  /** What {@code text} says: an address, or one with a slash and the number of bits. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text).map(address -> new Network(address, bitsOf(address)));
    }
    String bits = text.substring(slash + 1);
    return address(text.substring(0, slash))
        .filter(address -> BITS.matcher(bits).matches())
        .filter(address -> Integer.parseInt(bits) <= bitsOf(address))
        .map(address -> new Network(address, Integer.parseInt(bits)));
  }

  private static int bitsOf(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  /**
   * The address that {@code text} is, written in full: no name, no port, no shorter spelling. One
   * of IPv4 that is written as one of IPv6 is one of IPv4.
   */
  static Optional<InetAddress> address(String text) {
    boolean written =
        text.length() <= TEXT_LENGTH_MAX
            && (FOUR.matcher(text).matches() || SIX.matcher(text).matches());
    if (!written) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  boolean holds(InetAddress address) {
    byte[] begins = first.getAddress();
    byte[] bytes = address.getAddress();
    if (bytes.length != begins.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != begins[i]) {
        return false;
      }
    }
    int left = bits % Byte.SIZE;
    return left == 0 || ((bytes[whole] ^ begins[whole]) & (0xFF << (Byte.SIZE - left)) & 0xFF) == 0;
  }
}
