package io.bauta.app;

import io.bauta.door.TrustedProxies;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;

/** Who asks: whoever is at the other end, or for whom a proxy that we trust asks. */
final class Senders {

  private final TrustedProxies proxies;
  private final HeaderName forwarded;

  Senders(TrustedProxies proxies) {
    this.proxies = proxies;
    this.forwarded = HeaderNames.create(proxies.header().text());
  }

  /** The network address of whoever sent {@code request}. */
  String of(ServerRequest request) {
    String peer = OpenConnection.CURRENT.get().address();
    return request.headers().contains(forwarded)
        ? proxies.client(peer, request.headers().values(forwarded))
        : peer;
  }
}
