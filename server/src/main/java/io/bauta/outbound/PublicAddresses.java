package io.bauta.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public Internet, by IANA's registries of special-purpose addresses
 * (RFC 6890 and its successors). What a list leaves out is thereby public in IPv4; in IPv6 only
 * what has been given out as global unicast is.
 */
final class PublicAddresses {

  private static final List<Block> SPECIAL_4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared by a provider's customers
          "127.0.0.0/8", // this machine
          "169.254.0.0/16", // link-local; clouds tell secrets at 169.254.169.254
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // measurements
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  private static final Block GLOBAL_UNICAST_6 = Block.of("2000::/3");

  private static final List<Block> SPECIAL_6 =
      blocks(
          "2001::/23", // protocols, Teredo too
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: an address of IPv4 inside
          "3fff::/20"); // documentation

  /** A translator's: the last four bytes are an address of IPv4 (RFC 6052). */
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private static final int BYTES_4 = 4;

  private PublicAddresses() {}

  static boolean include(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return include4(bytes);
    }
    if (TRANSLATED.holds(bytes)) {
      return include4(Arrays.copyOfRange(bytes, bytes.length - BYTES_4, bytes.length));
    }
    return GLOBAL_UNICAST_6.holds(bytes)
        && SPECIAL_6.stream().noneMatch(block -> block.holds(bytes));
  }

  private static boolean include4(byte[] bytes) {
    return SPECIAL_4.stream().noneMatch(block -> block.holds(bytes));
  }

  private static List<Block> blocks(String... texts) {
    return Stream.of(texts).map(Block::of).toList();
  }

  /** The addresses whose first {@code bits} are those of {@code first}. */
  private record Block(InetAddress first, int bits) {

    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)),
          Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return "Block[" + bits + " bits]";
    }

    boolean holds(byte[] address) {
      byte[] begins = first.getAddress();
      if (address.length != begins.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % Byte.SIZE);
        if ((address[bit / Byte.SIZE] & mask) != (begins[bit / Byte.SIZE] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
