package io.bauta.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.bauta.access.Caller;
import io.bauta.access.Denial;
import io.bauta.access.Entry;
import io.bauta.access.Gate;
import io.bauta.access.Quota;
import io.bauta.api.Api;
import io.bauta.api.ApiRequest;
import io.bauta.api.Denials;
import io.bauta.api.Problem;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Webhook;
import io.bauta.door.ServerTls;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  private static final Duration IDLE_MAX = Duration.ofMinutes(5);

  private static final byte[] NO_BODY = {};

  private final WebServer server;

  /** Headers of a request, however short they are. */
  static final int HEADERS_MAX = 100;

  /**
   * What is served.
   *
   * @param tls with which certificate; empty speaks plain HTTP
   */
  record Parts(
      Api api,
      Gate gate,
      BrowserLogins browsers,
      Optional<LoginHttp> login,
      WebhookPaths webhooks,
      HealthPages pages,
      URI localUrl,
      ServerDoor door,
      Senders senders,
      Optional<ServerTls> tls,
      Clock clock) {}

  private final Parts parts;
  private final Connections connections;

  /** Has the library make ready what hangs on nothing: half of what it takes to listen. */
  static void prepare() {
    var _ = HttpRouting.builder();
  }

  /** Starts to listen; answers as soon as this returns. */
  HttpServer(String host, int port, Parts parts) {
    this.parts = parts;
    this.connections = new Connections(parts.door().connections(), parts.door().proxies()::trust);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(host)
            .port(port)
            .backlog(BACKLOG)
            .maxTcpConnections(CONNECTIONS_MAX)
            .connectionOptions(WatchedHttp.options(connections))
            .idleConnectionTimeout(IDLE_MAX)
            .maxPayloadSize(PAYLOAD_BYTES_MAX)
            .directHandlers(RefusedRequests.handlers())
            .shutdownHook(false)
            .shutdownGracePeriod(SHUTDOWN_GRACE)
            // With another besides ours, the library hangs up on what neither knows.
            .protocolsDiscoverServices(false)
            .addConnectionSelector(WatchedHttp.selector(http1(), connections))
            .routing(this::route);
    parts.tls().ifPresent(tls -> secure(builder, tls));
    this.server = builder.build().start();
    if (!server.isRunning()) {
      // The library logs why and goes on: a server that does not listen must not look started.
      connections.close();
      throw new IllegalStateException("cannot listen on port " + port);
    }
  }

  private static Http1ConnectionSelector http1() {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxHeadersSize(HEADERS_BYTES_MAX)
                // HTTP/1.1 keeps a connection without being told so.
                .sendKeepAliveHeader(false)
                .build())
        .build();
  }

  /**
   * With the JDK's sockets instead of the library's own: those ask the name service for the name of
   * each client before they speak to it, and whoever answers for that name could hold us up.
   */
  private static void secure(WebServerConfig.Builder builder, ServerTls tls) {
    builder.useNio(false).tls(config -> config.sslContext(tls.context()));
  }

  private void route(HttpRouting.Builder routing) {
    // Few filters that do more: each is a step of the library on the way of every answer.
    routing.addFilter(Connections::filter);
    routing.addFilter(HttpServer::refuseUnlessFit);
    if (!parts.door().corsOrigins().isEmpty()) {
      routing.addFilter(new Cors(parts.door().corsOrigins())::filter);
    }
    routing.any("/carriers/*", this::webhook);
    parts.webhooks().aliases().forEach(alias -> routing.any(alias, this::webhook));
    parts.login().ifPresent(login -> login.route(routing));
    for (Api.Endpoint endpoint : parts.api().endpoints()) {
      routing.route(
          Method.create(endpoint.method()),
          endpoint.path(),
          (request, response) -> api(endpoint, request, response));
    }
    allowedMethods()
        .forEach(
            (path, methods) ->
                routing.any(path, (request, response) -> wrongMethod(methods, request, response)));
    parts
        .pages()
        .all()
        .forEach(
            (path, page) ->
                routing.any(path, (request, response) -> page(page, request, response)));
    routing.any((request, response) -> Replies.send(request, response, NOT_FOUND));
    Replies.ofFaults(routing);
  }

  private static void refuseUnlessFit(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.headers().size() > HEADERS_MAX) {
      response.header(HeaderValues.CONNECTION_CLOSE);
      Replies.send(request, response, TOO_MANY_HEADERS);
      return;
    }
    // Of a target such as https:17 the library makes no path, and fails when it looks.
    String path = request.prologue().uriPath().rawPath();
    if (path == null || !path.startsWith("/")) {
      response.header(HeaderValues.CONNECTION_CLOSE);
      Replies.send(request, response, NO_PATH);
      return;
    }
    if (!PlainPath.is(path)) {
      Replies.send(request, response, NOT_PLAIN);
      return;
    }
    chain.proceed();
  }

  private static final Problem NO_PATH =
      new Problem(400, "bad_request", "expected a path that begins with a slash");

  private static final Problem NOT_PLAIN =
      new Problem(
          400,
          "bad_request",
          "expected a path without empty steps, dots for a step, semicolons, and escapes of slashes"
              + " or dots; its first step without any escape");

  private static final Problem TOO_MANY_HEADERS =
      new Problem(431, "bad_request", "expected at most %d headers".formatted(HEADERS_MAX));

  private static final Problem NOT_FOUND =
      new Problem(404, "not_found", "nothing is served at this path");

  /** The API's methods by path, as the header {@code Allow} has them. */
  private Map<String, String> allowedMethods() {
    return parts.api().endpoints().stream()
        .sorted(Comparator.comparing(Api.Endpoint::method))
        .collect(groupingBy(Api.Endpoint::path, mapping(Api.Endpoint::method, joining(", "))));
  }

  private void webhook(ServerRequest request, ServerResponse response) {
    String method = request.prologue().method().text();
    if (!method.equals("POST") && !method.equals("GET")) {
      Replies.wrongMethod(request, response, "GET, POST");
      return;
    }
    String path = request.path().rawPath();
    switch (parts.webhooks().find(path)) {
      case WebhookPaths.Unknown(String why) ->
          Replies.send(request, response, new Problem(404, "not_found", why));
      case WebhookPaths.Instance(HttpReply reply) -> Replies.send(request, response, reply);
      case WebhookPaths.Astray astray -> {
        parts
            .webhooks()
            .strayed(astray, method, Requests.headers(request).keySet(), origin(request));
        Replies.send(request, response, new Problem(404, "not_found", astray.reply()));
      }
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
        Replies.send(request, response, parts.webhooks().receive(known, webhook, origin(request)));
      }
    }
  }

  private void api(Api.Endpoint endpoint, ServerRequest request, ServerResponse response) {
    Entry entry =
        parts
            .gate()
            .enter(
                parts.browsers().credentials(request),
                Origins.network(origin(request)),
                endpoint.right(),
                endpoint.extent(),
                parts.clock().instant());
    switch (entry) {
      case Entry.Denied(Denial why) -> {
        if (why instanceof Denial.Forbidden forbidden) {
          parts.api().forbidden(endpoint, read(request, forbidden.caller(), NO_BODY));
        }
        Replies.denied(request, response, why);
      }
      case Entry.Admitted(Caller caller, Optional<Quota> quota) -> {
        quota.map(Denials::headers).ifPresent(headers -> Replies.add(headers, response));
        Replies.send(
            request, response, endpoint.handler().handle(read(request, caller, body(request))));
      }
    }
  }

  private static byte[] body(ServerRequest request) {
    return RequestBody.read(request, ApiRequest.BODY_BYTES_MAX);
  }

  private ApiRequest read(ServerRequest request, Caller caller, byte[] body) {
    return new ApiRequest(
        Requests.pathParameters(request),
        Requests.query(request),
        Requests.headers(request),
        body,
        origin(request),
        caller);
  }

  private String origin(ServerRequest request) {
    return parts.senders().of(request);
  }

  /** Whoever has no key is not told what there is. */
  private void wrongMethod(String allowed, ServerRequest request, ServerResponse response) {
    switch (parts
        .gate()
        .enter(
            parts.browsers().credentials(request),
            Origins.network(origin(request)),
            parts.clock().instant())) {
      case Entry.Denied(Denial why) -> Replies.denied(request, response, why);
      case Entry.Admitted _ -> Replies.wrongMethod(request, response, allowed);
    }
  }

  private static void page(
      Supplier<HttpReply> page, ServerRequest request, ServerResponse response) {
    switch (request.prologue().method().text()) {
      case "GET", "HEAD" -> Replies.send(request, response, page.get());
      default -> Replies.wrongMethod(request, response, "GET, HEAD");
    }
  }

  int port() {
    return server.port();
  }

  /** Stops listening, and lets answers in flight finish. */
  @Override
  public void close() {
    server.stop();
    connections.close();
  }
}
