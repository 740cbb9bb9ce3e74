package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The REST API of a pretended carrier, on a port of the loopback interface. Remembers what it was
 * asked, and fails when told to.
 */
public final class LoopbackApi implements AutoCloseable {

  /** The largest body that is read; a longer one is answered 413. */
  public static final int REQUEST_BYTES_MAX = 1 << 20;

  private final String basePath;
  private final Function<ApiRequest, ApiReply> carrier;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<ApiReply> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger repliesToLose = new AtomicInteger();

  /**
   * Listens at a port that the system chooses.
   *
   * @param basePath what every path begins with, such as {@code /api/v1}; empty for nothing
   * @param carrier answers; called by several threads at once
   */
  public LoopbackApi(String basePath, Function<ApiRequest, ApiReply> carrier) {
    this(0, basePath, carrier);
  }

  /** The same at {@code port}; 0 for any. */
  public LoopbackApi(int port, String basePath, Function<ApiRequest, ApiReply> carrier) {
    this.basePath = basePath;
    this.carrier = carrier;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Where it listens, base path included and without a slash at the end. */
  public URI base() {
    return URI.create("http://127.0.0.1:%d%s".formatted(http.getAddress().getPort(), basePath));
  }

  /** Every request below the base path, in the order of arrival. */
  public List<ApiRequest> requests() {
    return List.copyOf(requests);
  }

  /** The next requests are answered with these, in turn, and change nothing. */
  public void failsWith(ApiReply... inTurn) {
    failures.addAll(List.of(inTurn));
  }

  /** The next request is carried out, and its reply lost. */
  public void losesNextReply() {
    repliesToLose.incrementAndGet();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ApiReply reply = reply(exchange);
      if (repliesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return;
      }
      byte[] body = reply.json().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ApiReply reply(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(REQUEST_BYTES_MAX + 1);
    String path = exchange.getRequestURI().getRawPath();
    if (body.length > REQUEST_BYTES_MAX) {
      return ApiReply.withoutBody(413);
    }
    if (!path.startsWith(basePath + "/")) {
      return ApiReply.withoutBody(404);
    }
    ApiRequest request = request(exchange, path.substring(basePath.length()), body);
    requests.add(request);
    return Optional.ofNullable(failures.poll()).orElseGet(() -> carrier.apply(request));
  }

  private static ApiRequest request(HttpExchange exchange, String path, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return new ApiRequest(exchange.getRequestMethod(), path, query, headers, body);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
