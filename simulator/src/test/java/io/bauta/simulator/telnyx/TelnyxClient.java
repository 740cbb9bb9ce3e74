package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server that takes Telnyx's webhooks, acknowledges them, and then does what it was given. */
final class TelnyxClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One webhook as it came. */
  record Event(Map<String, String> headers, String path, String body) {

    JsonNode data() {
      return JSON.readTree(body).path("data");
    }

    JsonNode meta() {
      return JSON.readTree(body).path("meta");
    }

    JsonNode payload() {
      return data().path("payload");
    }

    String type() {
      return data().path("event_type").asString("");
    }

    String id() {
      return data().path("id").asString("");
    }

    String text(String field) {
      return payload().path(field).asString("");
    }

    /** {@code type(A)}, or B for the destination's leg, which alone has our own number as from. */
    String shown(String dialed) {
      boolean isCaller = payload().has("to") && text("to").equals(dialed);
      return type() + (payload().has("from") ? (isCaller ? "(A)" : "(B)") : "");
    }
  }

  private final HttpServer http;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Phaser acting = new Phaser(1);
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Integer>> statuses = new ConcurrentHashMap<>();
  private volatile Consumer<Event> beforeAnswering = _ -> {};
  private volatile Consumer<Event> afterAnswering = _ -> {};
  private volatile URI api = URI.create("http://127.0.0.1:1/");
  private volatile String apiKey = "";

  TelnyxClient() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  void commands(TelnyxCarrier telnyx) {
    api = telnyx.apiBase();
    apiKey = telnyx.settings().apiKey();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(http.getAddress().getPort(), path));
  }

  void acts(Consumer<Event> action) {
    afterAnswering = action;
  }

  void actsBeforeAnswering(Consumer<Event> action) {
    beforeAnswering = action;
  }

  /** Answers the webhooks of an event so, in turn, and then with 200. */
  void answers(String event, Integer... inTurn) {
    statuses.put(event, new ArrayDeque<>(List.of(inTurn)));
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<Event> events(String type) {
    return events.stream().filter(event -> event.type().equals(type)).toList();
  }

  Event only(String type) {
    List<Event> found = events(type);
    if (found.size() != 1) {
      throw new AssertionError("%d webhooks tell %s".formatted(found.size(), type));
    }
    return found.getFirst();
  }

  /** Commands the leg that {@code event} is about. */
  HttpResponse<String> command(Event event, String action, Map<String, ?> body) {
    return command(event.text("call_control_id"), action, body);
  }

  HttpResponse<String> command(String callControlId, String action, Map<String, ?> body) {
    String method = action.equals("client_state_update") ? "PUT" : "POST";
    String path = "/calls/%s/actions/%s".formatted(encoded(callControlId), action);
    return rest(method, path, Optional.of(JSON.writeValueAsString(body)));
  }

  HttpResponse<String> rest(String method, String path, Optional<String> body) {
    return rest(method, path, body, "Bearer " + apiKey);
  }

  HttpResponse<String> rest(
      String method, String path, Optional<String> body, String authorization) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, body.map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /** The code of the first error. */
  static String code(HttpResponse<String> response) {
    return json(response).path("errors").path(0).path("code").asString("");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var event = new Event(headers, exchange.getRequestURI().getPath(), body);
    events.add(event);
    beforeAnswering.accept(event);
    int status = status(event);
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
    if (status == 200) {
      acting.register();
      threads.execute(() -> act(event));
    }
  }

  private void act(Event event) {
    try {
      afterAnswering.accept(event);
    } finally {
      acting.arriveAndDeregister();
    }
  }

  /** Waits until it has done all that it does about the events so far. */
  void finishesActing() {
    acting.awaitAdvance(acting.arrive());
  }

  private synchronized int status(Event event) {
    Deque<Integer> inTurn = statuses.getOrDefault(event.type(), new ArrayDeque<>());
    return inTurn.isEmpty() ? 200 : inTurn.removeFirst();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
    client.close();
  }
}
