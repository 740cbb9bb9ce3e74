package io.bauta.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Network addresses, as whoever counts what comes from them tells them apart. */
final class Origins {

  /** Of IPv6, whoever has one address has all that begin so. */
  private static final int NETWORK_BYTES = 8;

  private Origins() {}

  /** The same text for all addresses that are somebody's. */
  static String network(String address) {
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64";
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Then the text itself is what there is to tell one from another.
    }
    return address;
  }
}
