package io.bauta.app;

import io.bauta.door.TlsFiles;
import io.bauta.door.TrustedProxies;
import java.util.Optional;
import java.util.Set;

/**
 * How the server is reached, and by whom.
 *
 * @param tls where its certificate is; empty speaks plain HTTP
 * @param proxies who is believed when they say for whom they ask
 * @param connections how much of it one client may hold
 * @param corsOrigins whose pages may ask the API from a browser
 */
public record ServerDoor(
    Optional<TlsFiles> tls,
    TrustedProxies proxies,
    ConnectionLimits connections,
    Set<String> corsOrigins) {

  static final ServerDoor DEFAULT =
      new ServerDoor(Optional.empty(), TrustedProxies.NONE, ConnectionLimits.DEFAULT, Set.of());

  public ServerDoor {
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
