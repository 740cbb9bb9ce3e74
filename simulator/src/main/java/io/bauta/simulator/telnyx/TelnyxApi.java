package io.bauta.simulator.telnyx;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The REST API and the store of recordings, on one port of the loopback address. */
final class TelnyxApi implements AutoCloseable {

  /** The largest body that is read. */
  static final int BODY_BYTES_MAX = 1 << 16;

  /** The most requests at the same time; more wait. */
  static final int REQUESTS_MAX = 1_024;

  private static final Duration LAST_REPLIES = Duration.ofSeconds(1);
  private static final String VERSION = "/v2/";
  private static final int TOO_LARGE = 413;
  private static final int RATE_LIMIT = 200;

  private final HttpServer http;
  private final Semaphore room = new Semaphore(REQUESTS_MAX);
  private final String apiKey;
  private final Resources resources;

  /** What the API is about. */
  record Resources(
      CommandDesk desk,
      TelnyxCalls calls,
      TelnyxApplications applications,
      TelnyxNumbers numbers,
      TelnyxRecordings recordings,
      CallHistory history) {}

  TelnyxApi(TelnyxSettings settings, Resources resources, ExecutorService threads) {
    this.apiKey = settings.apiKey();
    this.resources = resources;
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.apiPort());
      http = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Scheme, host and port. */
  String base() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      room.acquire();
      answer(exchange);
    } catch (InterruptedException e) {
      // The simulator is closing; the connection is closed without an answer.
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
      RestReply reply =
          body.length > BODY_BYTES_MAX
              ? new TelnyxError(TOO_LARGE, "", "Body too large", "").reply()
              : reply(exchange, body);
      if (!reply.isLost()) {
        send(exchange, reply);
      }
    } finally {
      room.release();
    }
  }

  private RestReply reply(HttpExchange exchange, byte[] body) throws InterruptedException {
    URI uri = exchange.getRequestURI();
    String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
    List<String> authorization =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    String path = uri.getRawPath();
    if (path.startsWith("/" + TelnyxRecordings.STORE)) {
      RestRequest request = RestRequest.of(exchange.getRequestMethod(), path, query, body);
      return resources.recordings().download(request, !authorization.isEmpty());
    }
    if (!authorization.equals(List.of("Bearer " + apiKey))) {
      return TelnyxError.badKey().reply();
    }
    if (!path.startsWith(VERSION)) {
      return TelnyxError.unknown().reply();
    }
    String rest = path.substring(VERSION.length());
    return serve(RestRequest.of(exchange.getRequestMethod(), rest, query, body));
  }

  private RestReply serve(RestRequest request) throws InterruptedException {
    return switch (request.path().isEmpty() ? "" : request.path().getFirst()) {
      case "calls" -> resources.desk().serve(request);
      case "connections" -> resources.calls().serve(request);
      case "call_control_applications" -> resources.applications().serve(request);
      case "phone_numbers" -> resources.numbers().serve(request);
      case "recordings" -> resources.recordings().serve(request);
      case "call_events" -> resources.history().serve(request);
      default -> TelnyxError.unknown().reply();
    };
  }

  private static void send(HttpExchange exchange, RestReply reply) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.contentType());
    headers.set("x-ratelimit-limit", Integer.toString(RATE_LIMIT));
    headers.set("x-ratelimit-remaining", Integer.toString(RATE_LIMIT - 1));
    headers.set("x-ratelimit-reset", "1");
    reply.headers().forEach(headers::set);
    int length = reply.body().length;
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(reply.body());
  }

  /** Lets those who are being answered have their answer. */
  @Override
  public void close() {
    try {
      room.tryAcquire(REQUESTS_MAX, LAST_REPLIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
  }
}
