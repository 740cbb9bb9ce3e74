package io.bauta.app;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;

/**
 * Closes the connection after a reply that says {@code Connection: close}, because it cannot be
 * used again or because the request asked for it. The HTTP library alone only says so.
 */
final class ClosedConnections {

  /** How long the rest of a body may take that nobody wants. */
  static final Duration REST_WAIT_MAX = Duration.ofSeconds(1);

  private ClosedConnections() {}

  /** After every request. */
  static void closeIfSaid(RoutingRequest request, RoutingResponse response) {
    if (response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      discardRest(request);
      throw new CloseConnectionException("the reply said so");
    }
  }

  /**
   * A socket that is closed before everything was read resets the connection, and whoever still
   * sends may then lose our reply.
   */
  private static void discardRest(ServerRequest request) {
    if (!request.content().hasEntity() || request.content().consumed()) {
      return;
    }
    Thread reader = Thread.startVirtualThread(() -> consume(request));
    try {
      reader.join(REST_WAIT_MAX);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void consume(ServerRequest request) {
    try {
      request.content().consume();
    } catch (RuntimeException cutOff) {
      // Nothing follows, then.
    }
  }
}
