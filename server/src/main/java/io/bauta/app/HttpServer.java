package io.bauta.app;

import io.bauta.api.Api;
import io.bauta.api.ApiReply;
import io.bauta.api.ApiRequest;
import io.bauta.api.Problem;
import io.bauta.api.ProblemException;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Webhook;
import io.bauta.store.StoreUnavailableException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side of the server: reads requests into plain values, bounded, and writes plain replies.
 * Nothing else here knows the HTTP library.
 */
final class HttpServer implements AutoCloseable {

  /** How long answers in flight may take when the server stops. */
  static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(10);

  static final int CONNECTIONS_MAX = 10_000;
  static final int HEADERS_BYTES_MAX = 16 * 1024;
  static final int BACKLOG = 1024;

  /**
   * What the HTTP library reads of any body, whoever is to have it. The library keeps a chunk in
   * memory until it is whole, whatever length it announces.
   */
  static final long PAYLOAD_BYTES_MAX = 2L * ApiRequest.BODY_BYTES_MAX;

  private static final String RETRY_AFTER_SECONDS = "2";
  private static final Duration IDLE_MAX = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  private final WebServer server;

  /** What is served. */
  record Parts(
      Api api, AdminKey adminKey, WebhookPaths webhooks, HealthPages pages, URI localUrl) {}

  private final Parts parts;

  /** Starts to listen; answers as soon as this returns. */
  HttpServer(String host, int port, Parts parts) {
    this.parts = parts;
    this.server =
        WebServer.builder()
            .host(host)
            .port(port)
            .backlog(BACKLOG)
            .maxTcpConnections(CONNECTIONS_MAX)
            .idleConnectionTimeout(IDLE_MAX)
            .maxPayloadSize(PAYLOAD_BYTES_MAX)
            .directHandlers(RefusedRequests.handlers())
            .shutdownHook(false)
            .shutdownGracePeriod(SHUTDOWN_GRACE)
            // With another besides ours, the library hangs up on what neither knows.
            .protocolsDiscoverServices(false)
            .addProtocol(Http1Config.builder().maxHeadersSize(HEADERS_BYTES_MAX).build())
            .routing(this::route)
            .build()
            .start();
    if (!server.isRunning()) {
      // The library logs why and goes on: a server that does not listen must not look started.
      throw new IllegalStateException("cannot listen on port " + port);
    }
  }

  private void route(HttpRouting.Builder routing) {
    routing.addFilter(ClosedConnections::filter);
    routing.any("/carriers/*", this::webhook);
    parts.webhooks().aliases().forEach(alias -> routing.any(alias, this::webhook));
    for (Api.Endpoint endpoint : parts.api().endpoints()) {
      routing.route(
          Method.create(endpoint.method()),
          endpoint.path(),
          (request, response) -> api(endpoint.handler(), request, response));
    }
    parts
        .pages()
        .all()
        .forEach(
            (path, page) -> routing.get(path, (request, response) -> send(response, page.get())));
    routing.any((request, response) -> send(response, NOT_FOUND.reply()));
    routing.error(ProblemException.class, (q, response, e) -> send(response, e.problem().reply()));
    routing.error(RequestBody.TooLong.class, (q, response, e) -> tooLong(response, e));
    routing.error(RequestBody.Broken.class, (q, response, e) -> broken(response, e));
    routing.error(HttpException.class, (q, response, e) -> refused(response, e));
    routing.error(StoreUnavailableException.class, (q, response, e) -> storeAway(response, e));
    routing.error(Exception.class, (request, response, e) -> fault(request, response, e));
  }

  private static final Problem NOT_FOUND =
      new Problem(404, "not_found", "nothing is served at this path");

  private void webhook(ServerRequest request, ServerResponse response) {
    String method = request.prologue().method().text();
    if (!method.equals("POST") && !method.equals("GET")) {
      response.header(HeaderNames.ALLOW, "GET, POST");
      send(response, new Problem(405, "method_not_allowed", "expected GET or POST").reply());
      return;
    }
    String path = request.path().rawPath();
    switch (parts.webhooks().find(path)) {
      case WebhookPaths.Unknown(String why) ->
          send(response, new Problem(404, "not_found", why).reply());
      case WebhookPaths.Known known -> {
        Webhook webhook =
            new Webhook(
                known.endpoint(),
                known.tail(),
                method,
                known.account().publicUrl().orElse(parts.localUrl().toString()) + path,
                request.query().rawValue(),
                Requests.headers(request),
                RequestBody.read(request, Webhook.BODY_BYTES_MAX));
        send(response, parts.webhooks().receive(known, webhook));
      }
    }
  }

  private void api(Api.Handler handler, ServerRequest request, ServerResponse response) {
    Optional<String> authorization = request.headers().first(HeaderNames.AUTHORIZATION);
    if (authorization.filter(parts.adminKey()::opens).isEmpty()) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
      send(
          response,
          new Problem(401, "unauthorized", "expected the header Authorization: Bearer KEY")
              .reply());
      return;
    }
    send(
        response,
        handler.handle(
            new ApiRequest(
                Requests.pathParameters(request),
                Requests.query(request),
                Requests.headers(request),
                RequestBody.read(request, ApiRequest.BODY_BYTES_MAX))));
  }

  private static void broken(ServerResponse response, RequestBody.Broken e) {
    // Where the next request begins is anybody's guess: this connection cannot be used again.
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(response, new Problem(400, "body_cut_off", String.valueOf(e.getMessage())).reply());
  }

  private static void tooLong(ServerResponse response, RequestBody.TooLong e) {
    // The rest of the body is still on its way: this connection cannot be used again.
    response.header(HeaderValues.CONNECTION_CLOSE);
    send(response, new Problem(413, "body_too_long", String.valueOf(e.getMessage())).reply());
  }

  private static void refused(ServerResponse response, HttpException e) {
    send(
        response,
        new Problem(e.status().code(), "bad_request", "the request is not valid HTTP").reply());
  }

  /** Calls are still answered from memory; what must be durable cannot be done now. */
  private static void storeAway(ServerResponse response, StoreUnavailableException e) {
    LOG.error("the store is away: {}", e.getMessage());
    response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    send(
        response,
        new Problem(503, "store_unavailable", "the database does not answer: try again").reply());
  }

  /** Our fault. The message of an exception could hold anything, so nobody sees any of it. */
  private static void fault(ServerRequest request, ServerResponse response, Exception e) {
    LOG.error("{} failed: {}", request.prologue().method().text(), Faults.withoutMessages(e));
    send(
        response,
        new Problem(500, "internal_error", "the server failed; its log says where").reply());
  }

  private static void send(ServerResponse response, ApiReply reply) {
    send(response, new HttpReply(reply.status(), reply.contentType(), reply.body()));
  }

  private static void send(ServerResponse response, HttpReply reply) {
    response.status(reply.status());
    if (reply.body().length == 0) {
      response.send();
    } else {
      response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
      response.send(reply.body());
    }
  }

  int port() {
    return server.port();
  }

  /** Stops listening, and lets answers in flight finish. */
  @Override
  public void close() {
    server.stop();
  }
}
