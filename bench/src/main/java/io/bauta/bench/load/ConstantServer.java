package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Reads a request and answers the same {@value #BODY_LENGTH} bytes, whatever it was: what the HTTP
 * library, the sockets and the load generator cost by themselves.
 */
final class ConstantServer implements AutoCloseable {

  static final int BODY_LENGTH = 200;
  static final String PATH = "/constant";

  private static final byte[] BODY = "x".repeat(BODY_LENGTH).getBytes(US_ASCII);
  private static final int REQUEST_BYTES_MAX = 64 * 1024;

  private final WebServer server;

  private ConstantServer(WebServer server) {
    this.server = server;
  }

  /** Set up as {@code io.bauta.app.HttpServer} is. */
  static ConstantServer start(String host) {
    return new ConstantServer(
        WebServer.builder()
            .host(host)
            .port(0)
            .backlog(1024)
            .maxTcpConnections(10_000)
            .idleConnectionTimeout(Duration.ofMinutes(5))
            .shutdownHook(false)
            .addProtocol(
                Http1Config.builder().maxHeadersSize(16 * 1024).sendKeepAliveHeader(false).build())
            .routing(ConstantServer::route)
            .build()
            .start());
  }

  private static void route(HttpRouting.Builder routing) {
    routing.post(PATH, ConstantServer::answer);
  }

  private static void answer(ServerRequest request, ServerResponse response) throws IOException {
    try (InputStream in = request.content().inputStream()) {
      in.readNBytes((int) request.headers().contentLength().orElse(REQUEST_BYTES_MAX));
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/xml");
    response.send(BODY);
  }

  static boolean isReply(Response response) {
    return response.status() == 200 && response.bodyLength() == BODY_LENGTH;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
