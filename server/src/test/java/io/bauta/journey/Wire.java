package io.bauta.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Stands between two that speak HTTP, and loses, refuses or holds what goes through it. */
final class Wire implements AutoCloseable {

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Fault> faults = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Semaphore held = new Semaphore(0);
  private final Semaphore releases = new Semaphore(0);
  private final AtomicInteger answered = new AtomicInteger();
  private final HttpServer server;
  private final URI target;
  private final Consumer<Carried> listener;

  /**
   * A request on its way.
   *
   * @param path with its query
   */
  @SuppressWarnings("ArrayRecordComponent") // Wire bytes: sent again, never compared.
  record Carried(String method, String path, Map<String, List<String>> headers, byte[] body) {

    /** The same request, to {@code base}. */
    HttpRequest to(URI base) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(base.resolve(path))
              .method(method, BodyPublishers.ofByteArray(body));
      headers.forEach(
          (name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      return request.build();
    }

    /** Redacted: real numbers are in it. */
    @Override
    public String toString() {
      return "Carried[" + method + ", " + body.length + " bytes]";
    }
  }

  /** What happens to one request. */
  enum Fault {
    /** It is answered 503, and whom it is for never sees it. */
    REFUSED,
    /** It is taken and acted upon, and the answer gets lost. */
    REPLY_LOST,
    /** It arrives when it is released. */
    DELAYED,
    /** It is lost, and its sender waits for an answer for as long as the wire is there. */
    HELD,
    /** It is taken and acted upon, and its sender waits in vain. */
    REPLY_HELD
  }

  Wire(URI target) {
    this(target, carried -> {});
  }

  /** One that {@code listener} hears of each request that it passes on. */
  Wire(URI target, Consumer<Carried> listener) {
    this.target = target;
    this.listener = listener;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException notListening) {
      throw new UncheckedIOException(notListening);
    }
    server.setExecutor(threads);
    server.createContext("/", this::carry);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests meet these, one each. */
  void suffers(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Waits until so many requests were answered. */
  void awaitAnswered(int times) {
    while (answered.get() < times && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  /** Whether a request is held or delayed, at last. */
  boolean awaitsHeld() throws InterruptedException {
    return held.tryAcquire(20, TimeUnit.SECONDS);
  }

  /** Lets a request go on that was delayed. */
  void release() {
    releases.release();
  }

  private void carry(HttpExchange exchange) throws IOException {
    Fault fault = faults.poll();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (fault) {
        case null -> answer(exchange, passOn(exchange, body));
        case REFUSED -> exchange.sendResponseHeaders(503, -1);
        case REPLY_LOST -> passOn(exchange, body);
        case DELAYED -> {
          held.release();
          releases.acquire();
          answer(exchange, passOn(exchange, body));
        }
        case HELD -> hold();
        case REPLY_HELD -> {
          passOn(exchange, body);
          hold();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void hold() throws InterruptedException {
    held.release();
    closing.await();
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    Carried carried =
        new Carried(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            body);
    listener.accept(carried);
    return http.send(carried.to(target), BodyHandlers.ofByteArray());
  }

  private void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
    response
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
    answered.incrementAndGet();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
