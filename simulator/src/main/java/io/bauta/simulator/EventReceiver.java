package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * A platform that receives events, on a port of the loopback interface. It verifies each by the
 * scheme of Standard Webhooks, remembers it, and answers as it is told.
 */
public final class EventReceiver implements AutoCloseable {

  /** The largest body that is read; a longer one is answered 413. */
  public static final int BODY_BYTES_MAX = 1 << 20;

  /** Events that are remembered, the newest. */
  public static final int REMEMBERED_MAX = 100_000;

  /** How far the time in a signature may be from ours. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final String ALGORITHM = "HmacSHA256";

  /** How it answers. */
  @FunctionalInterface
  public interface Answering {

    /** What to answer, with a status and headers; may wait. */
    Answer answer(Received received) throws InterruptedException;
  }

  /** An answer without a body. */
  public record Answer(int status, Map<String, String> headers) {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /** One without headers. */
    public Answer(int status) {
      this(status, Map.of());
    }
  }

  /**
   * What came.
   *
   * @param id the event's, the same in a repetition
   * @param headers those that prove it, by name
   * @param objection why it is not believed; empty when it is genuine
   * @param json empty when the body is none
   */
  public record Received(
      Instant at,
      String path,
      String id,
      Map<String, String> headers,
      byte[] body,
      Optional<String> objection,
      Optional<ObjectNode> json) {

    public Received {
      headers = Map.copyOf(headers);
    }

    public boolean isGenuine() {
      return objection.isEmpty();
    }

    /** {@code call.ended}; empty where the body says none. */
    public String type() {
      return text("/type");
    }

    /** The text at a place of the body; empty where there is none. */
    public String text(String pointer) {
      return json.map(body -> body.at(pointer).asString("")).orElse("");
    }

    /** By its id and type: the platform's own words may be in the body. */
    @Override
    public String toString() {
      return "Received[%s, %s]".formatted(id, type());
    }
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Received> received = new ArrayDeque<>();
  private final Consumer<Received> listener;
  private final Clock clock;
  private volatile List<String> secrets;
  private volatile Answering answering = event -> new Answer(event.isGenuine() ? 204 : 401);

  /**
   * Listens.
   *
   * @param port 0 for any
   * @param secrets as they were given, {@code whsec_…}; an event must be signed with one of them
   * @param listener hears of each event before it is answered
   * @param clock against which the times of signatures are held
   * @throws IllegalArgumentException when a secret is none
   */
  public EventReceiver(int port, List<String> secrets, Consumer<Received> listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
    this.secrets = checked(secrets);
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  private static List<String> checked(List<String> secrets) {
    secrets.forEach(EventReceiver::key);
    return List.copyOf(secrets);
  }

  private static byte[] key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("--secret: expected whsec_ and a key in Base64");
    }
    try {
      return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("--secret: expected whsec_ and a key in Base64");
    }
  }

  /** From now on these hold. */
  public void verifiesWith(String... newSecrets) {
    secrets = checked(List.of(newSecrets));
  }

  /** From now on it answers so. */
  public void answers(Answering how) {
    answering = how;
  }

  /** From now on it answers so, whatever comes. */
  public void answers(int status) {
    answers(event -> new Answer(status));
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:%d/events".formatted(http.getAddress().getPort()));
  }

  /** What came, in the order of arrival. */
  public List<Received> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
      if (body.length > BODY_BYTES_MAX) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      Received event = received(exchange, body);
      remember(event);
      listener.accept(event);
      Answer answer = answering.answer(event);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), -1);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void remember(Received event) {
    synchronized (received) {
      received.addLast(event);
      if (received.size() > REMEMBERED_MAX) {
        received.removeFirst();
      }
    }
  }

  private Received received(HttpExchange exchange, byte[] body) {
    String id = header(exchange, "webhook-id");
    String timestamp = header(exchange, "webhook-timestamp");
    String signatures = header(exchange, "webhook-signature");
    Optional<ObjectNode> json = Optional.empty();
    try {
      json = Optional.of(StrictJson.read(body));
    } catch (InvalidJson none) {
      // The objection says so.
    }
    Optional<String> objection =
        json.isEmpty()
            ? Optional.of("the body is not a JSON object")
            : objection(id, timestamp, signatures, body);
    return new Received(
        clock.instant(),
        exchange.getRequestURI().getPath(),
        id,
        Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signatures),
        body,
        objection,
        json);
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private Optional<String> objection(String id, String timestamp, String signatures, byte[] body) {
    if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
      return Optional.of("a header is missing: webhook-id, webhook-timestamp, webhook-signature");
    }
    if (!timestamp.matches("[0-9]{1,12}")) {
      return Optional.of("webhook-timestamp is not seconds since 1970");
    }
    Duration apart =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant()).abs();
    if (apart.compareTo(TOLERANCE) > 0) {
      return Optional.of("webhook-timestamp is more than %s from now".formatted(TOLERANCE));
    }
    boolean proved =
        secrets.stream()
            .map(secret -> signature(key(secret), id + "." + timestamp + ".", body))
            .anyMatch(right -> isAmong(right, signatures));
    return proved ? Optional.empty() : Optional.of("no signature is made with the secret");
  }

  private static boolean isAmong(String right, String signatures) {
    boolean found = false;
    for (String given : signatures.split(" ")) {
      found |= MessageDigest.isEqual(right.getBytes(US_ASCII), given.getBytes(UTF_8));
    }
    return found;
  }

  private static String signature(byte[] key, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(head.getBytes(UTF_8));
      return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException theJdkHasIt) {
      throw new IllegalStateException(theJdkHasIt);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
