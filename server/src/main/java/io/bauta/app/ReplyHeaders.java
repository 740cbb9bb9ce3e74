package io.bauta.app;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * What every answer says to a browser that gets it: that it is data and no page, that nobody keeps
 * it, and that no page of another place may take it in. Carriers and backends do not look at it.
 */
final class ReplyHeaders {

  private static final Header[] ALWAYS = {
    header("X-Content-Type-Options", "nosniff"),
    header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    header("Referrer-Policy", "no-referrer"),
    header("Cross-Origin-Resource-Policy", "same-origin"),
    header("Cache-Control", "no-store")
  };

  /** Only where it holds: over TLS, and for as long as browsers are advised to remember. */
  private static final Header STRICT_TRANSPORT =
      header("Strict-Transport-Security", "max-age=31536000");

  private ReplyHeaders() {}

  private static Header header(String name, String value) {
    return HeaderValues.createCached(HeaderNames.create(name), value);
  }

  static void add(ServerRequest request, ServerResponse response) {
    add(response.headers());
    if (request.isSecure()) {
      response.headers().set(STRICT_TRANSPORT);
    }
  }

  static void add(ServerResponseHeaders headers) {
    for (Header header : ALWAYS) {
      headers.set(header);
    }
  }
}
