package io.bauta.door;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Proxies that are believed when they say for whom they ask. Nobody else is: a header that anybody
 * may send says nothing.
 *
 * <p>Each proxy adds the address that it was asked from to the end of the header. So from its end
 * everything is true up to and with the first address that is no trusted proxy's, which is the
 * client's; what stands before it the client may have made up.
 *
 * @param header in which of the two headers they say it; the other one is not read, because a proxy
 *     that knows only one passes the other on as the client sent it
 */
public record TrustedProxies(List<Network> networks, Header header) {

  /** Entries that are looked at, from the end. */
  public static final int HOPS_MAX = 20;

  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of(), Header.X_FORWARDED_FOR);

  /** How a proxy says who asks. */
  public enum Header {
    X_FORWARDED_FOR("x-forwarded-for"),
    FORWARDED("forwarded");

    private final String text;

    Header(String text) {
      this.text = text;
    }

    /** As it is written in a request, in lower case. */
    public String text() {
      return text;
    }
  }

  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /** Whether {@code address} is a proxy's. */
  public boolean trust(String address) {
    return !networks.isEmpty() && Network.address(address).filter(this::trust).isPresent();
  }

  private boolean trust(InetAddress address) {
    return networks.stream().anyMatch(network -> network.holds(address));
  }

  /**
   * Who asks.
   *
   * @param peer the address at the other end of the connection
   * @param values of the {@link #header}, each line of it, in their order
   */
  public String client(String peer, List<String> values) {
    if (values.isEmpty() || !trust(peer)) {
      return peer;
    }
    String client = peer;
    for (String said : Hops.lastFirst(String.join(",", values), header, HOPS_MAX)) {
      Optional<InetAddress> hop = Hops.address(said);
      if (hop.isEmpty()) {
        // Whoever was before it is not known.
        return client;
      }
      client = hop.get().getHostAddress();
      if (!trust(hop.get())) {
        return client;
      }
    }
    return client;
  }
}
