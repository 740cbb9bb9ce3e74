package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where a pretended carrier's recordings lie, on a port of the loopback interface: whatever is
 * asked for is there, and fails when told to.
 */
public final class LoopbackMedia implements AutoCloseable {

  private static final int AUDIO_BYTES = 60_000;
  private static final int OK = 200;
  private static final int HEAD_BYTES = 12;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
  private final Map<String, Answer> always = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private volatile Duration pause = Duration.ZERO;

  /**
   * What is answered.
   *
   * @param announced the length that the answer says it has; -1 for none
   * @param endless whether the body goes on for as long as somebody reads it
   */
  @SuppressWarnings("ArrayRecordComponent") // Wire bytes: sent, never compared.
  public record Answer(
      int status,
      String contentType,
      Map<String, String> headers,
      byte[] body,
      long announced,
      boolean endless) {

    /** A body of this type. */
    public static Answer of(String contentType, byte[] body) {
      return new Answer(OK, contentType, Map.of(), body, body.length, false);
    }

    /** A status and a few words. */
    public static Answer status(int status) {
      byte[] words = "<html>no</html>".getBytes(US_ASCII);
      return new Answer(status, "text/html", Map.of(), words, words.length, false);
    }

    /** A way to elsewhere. */
    public static Answer redirect(URI target) {
      return new Answer(
          302, "text/plain", Map.of("Location", target.toString()), new byte[0], 0, false);
    }

    /** The same, which announces another length than it has. */
    public Answer announcing(long length) {
      return new Answer(status, contentType, headers, body, length, endless);
    }

    /** The same without an end. */
    public Answer withoutEnd() {
      return new Answer(status, contentType, headers, body, -1, true);
    }
  }

  /** Listens at a port that the system chooses. */
  public LoopbackMedia() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Where it listens, with a slash at the end. */
  public URI base() {
    return URI.create("http://127.0.0.1:%d/".formatted(http.getAddress().getPort()));
  }

  /** What {@code path} sounds like: other bytes for each path. */
  public static byte[] sound(String path) {
    byte[] bytes = new byte[AUDIO_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (path.charAt(i % path.length()) + i);
    }
    byte[] magic = (path.endsWith(".wav") ? "RIFF....WAVE" : "ID3.........").getBytes(US_ASCII);
    System.arraycopy(magic, 0, bytes, 0, HEAD_BYTES);
    return bytes;
  }

  /** The next requests are answered with these, in turn. */
  public void answersNext(Answer... inTurn) {
    next.addAll(List.of(inTurn));
  }

  /** Requests for {@code path} are always answered so. */
  public void answers(String path, Answer answer) {
    always.put(path, answer);
  }

  /** From now on each answer takes so long in its middle. */
  public void pauses(Duration inTheMiddle) {
    pause = inTheMiddle;
  }

  /** Method and path of every request, in the order of arrival: {@code GET /one.wav}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** The headers of every request, in the same order. */
  public List<Map<String, List<String>>> headers() {
    return List.copyOf(headers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      Answer answer = next.poll();
      if (answer == null) {
        answer = always.getOrDefault(path, usual(path));
      }
      send(exchange, answer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer usual(String path) {
    return Answer.of(path.endsWith(".wav") ? "audio/wav" : "audio/mpeg", sound(path));
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    long length = answer.announced() == 0 ? -1 : Math.max(0, answer.announced());
    exchange.sendResponseHeaders(answer.status(), length);
    OutputStream out = exchange.getResponseBody();
    int half = answer.body().length / 2;
    out.write(answer.body(), 0, half);
    out.flush();
    Thread.sleep(pause);
    out.write(answer.body(), half, answer.body().length - half);
    while (answer.endless()) {
      out.write(answer.body());
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
