package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives prepared answers and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {

  /** One request as it came. */
  public record Received(
      String method,
      String path,
      Map<String, List<String>> headers,
      Map<String, String> fields,
      String body) {

    public String event() {
      return fields.getOrDefault("Event", "");
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
    }
  }

  /** A prepared answer. */
  public record Answer(int status, String contentType, byte[] body) {

    /** The request stays unanswered until the server closes. */
    public static final Answer NEVER = of(0, "", "");

    public static Answer xml(String response) {
      String declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
      return of(200, "application/xml", declaration + response);
    }

    public static Answer of(int status, String contentType, String body) {
      return new Answer(status, contentType, body.getBytes(UTF_8));
    }
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();

  public FakeServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(http.getAddress().getPort(), path));
  }

  /** Answers requests to {@code path} in turn; the last answer serves all that follow. */
  public void answers(String path, Answer... inTurn) {
    answers.put(path, new ArrayDeque<>(List.of(inTurn)));
  }

  /** Answers requests to {@code path} with this document. */
  public void answers(String path, String response) {
    answers(path, Answer.xml(response));
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public List<String> events() {
    return received.stream().map(Received::event).toList();
  }

  public Received only(String event) {
    List<Received> found =
        received.stream().filter(request -> request.event().equals(event)).toList();
    if (found.size() != 1) {
      throw new AssertionError("%d requests tell %s".formatted(found.size(), event));
    }
    return found.getFirst();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    String path = exchange.getRequestURI().getPath();
    String content = body.isEmpty() && query != null ? query : body;
    received.add(new Received(exchange.getRequestMethod(), path, headers, form(content), body));
    Answer answer = next(path);
    try (exchange) {
      if (answer.equals(Answer.NEVER)) {
        closing.await();
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer next(String path) {
    Deque<Answer> inTurn = answers.get(path);
    if (inTurn == null) {
      return Answer.xml("<Response/>");
    }
    return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
  }

  private static Map<String, String> form(String content) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : content.split("&", -1)) {
      String[] parts = field.split("=", 2);
      if (parts.length == 2) {
        fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return fields;
  }

  @Override
  public void close() {
    closing.countDown();
    http.stop(0);
    threads.close();
  }
}
