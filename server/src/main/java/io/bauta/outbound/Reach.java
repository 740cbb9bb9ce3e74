package io.bauta.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/** Which places requests may be sent to. */
public enum Reach {
  /** Public addresses by https at its usual port. */
  PUBLIC_AT_443,
  /** Public addresses by https at any port. */
  PUBLIC,
  /** All there are, this machine too, by http or https. */
  ANYWHERE;

  private static final int HTTPS_PORT = 443;
  private static final int PORT_LAST = 65_535;

  /**
   * What is wrong with {@code url} as it is written; empty when nothing is. Where its name leads to
   * is seen only when something is sent there, each time anew: names change.
   */
  public Optional<Barrier> barrier(URI url) {
    String scheme = url.getScheme();
    boolean isHttp = "https".equals(scheme) || "http".equals(scheme);
    boolean hasPort = url.getPort() >= -1 && url.getPort() != 0 && url.getPort() <= PORT_LAST;
    if (url.getHost() == null || !isHttp || !hasPort) {
      return Optional.of(Barrier.NOT_A_URL);
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of(Barrier.CREDENTIALS);
    }
    if (this == ANYWHERE) {
      return Optional.empty();
    }
    if (!"https".equals(scheme)) {
      return Optional.of(Barrier.NOT_HTTPS);
    }
    boolean isOtherPort = url.getPort() != -1 && url.getPort() != HTTPS_PORT;
    return this == PUBLIC_AT_443 && isOtherPort ? Optional.of(Barrier.PORT) : Optional.empty();
  }

  /** Whether connections to {@code address} may be made. */
  boolean includes(InetAddress address) {
    return this == ANYWHERE || PublicAddresses.include(address);
  }
}
