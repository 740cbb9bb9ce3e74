package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.EventReceiver;
import io.bauta.simulator.EventReceiver.Answer;
import io.bauta.simulator.EventReceiver.Received;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server process that is killed again and again while calls are made and events delivered tells
 * of everything that it acknowledged, in order for each session.
 */
@Timeout(240)
class EventsCrashTest {

  private static final String KEY = "the-admin-key-of-the-events-crash-test";
  private static final String SECRET = "sixteen-letters-or-more";
  private static final String PREFIX = "+91888880";
  private static final int CLIENTS = 6;
  private static final int KILLS = 3;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(90);
  private static final List<String> ORDER =
      List.of("session.opened", "call.started", "call.ended", "session.closed");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random = new Random(20261121);

  /** What must be told: types of events, by session. */
  private final Map<String, Set<String>> promised = new ConcurrentHashMap<>();

  /** What came and what was answered, in the order of the answers' decisions. */
  private final Queue<Came> came = new ConcurrentLinkedQueue<>();

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger people = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();

  @TempDir private Path data;
  private int port;

  private record Came(Received event, boolean accepted) {
    String session() {
      String session = event.text("/data/session");
      return session.isEmpty() ? event.text("/data/id") : session;
    }
  }

  @Test
  void everythingThatWasAcknowledgedIsToldInOrderAfterKills() throws Exception {
    port = FreePort.of("127.0.0.1");
    try (EventReceiver receiver = new EventReceiver(0, List.of(), event -> {}, Clock.systemUTC())) {
      receiver.answers(this::answer);
      ServerProcess server = serve();
      try {
        post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"}");
        post("/v1/pools/rides/numbers", "{\"numbers\":" + numbers() + "}");
        JsonNode endpoint =
            JSON.readTree(
                post(
                        "/v1/event_endpoints",
                        "{\"url\":\"%s\",\"events\":[\"session.*\",\"call.*\"]}"
                            .formatted(receiver.url()))
                    .body());
        receiver.verifiesWith(endpoint.path("secret").asString(""));
        for (int kill = 0; kill < KILLS; kill++) {
          List<Thread> clients = startClients();
          int enough = acknowledged.get() + 40 + random.nextInt(60);
          while (acknowledged.get() < enough) {
            Thread.onSpinWait();
          }
          server.close();
          for (Thread client : clients) {
            client.join();
          }
          server = serve();
        }
        awaitPromises();
      } finally {
        server.close();
      }
      assertThat(receiver.received()).allMatch(Received::isGenuine);
    }
    assertThat(promised).hasSizeGreaterThan(KILLS * 5);
    assertInOrder();
    assertThat(came).as("some were refused, so that they came again").anyMatch(c -> !c.accepted());
  }

  /** Refuses one now and then: it must come again, and those behind it must wait. */
  private Answer answer(Received event) {
    boolean accepted = answers.incrementAndGet() % 25 != 0;
    synchronized (came) {
      came.add(new Came(event, accepted));
    }
    return new Answer(accepted ? 204 : 503);
  }

  private static String numbers() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      numbers.add("\"+9190000%05d\"".formatted(i));
    }
    return numbers.toString();
  }

  private List<Thread> startClients() {
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      clients.add(Thread.ofVirtual().start(this::liveUntilTheServerIsGone));
    }
    return clients;
  }

  /** Opens a session, calls in it, hangs up and closes it, again and again. */
  private void liveUntilTheServerIsGone() {
    try {
      while (true) {
        liveOneSession(people.getAndAdd(2));
      }
    } catch (Exception serverGone) {
      // That is how it ends: see the caller.
    }
  }

  private void liveOneSession(int first) throws Exception {
    String rider = PREFIX + "%04d".formatted(first % 10_000);
    String driver = PREFIX + "%04d".formatted((first + 1) % 10_000);
    HttpResponse<String> opened =
        post(
            "/v1/sessions",
            """
            {"pool":"rides","participants":[{"name":"rider","real_number":"%s"},
             {"name":"driver","real_number":"%s"}]}
            """
                .formatted(rider, driver));
    if (opened.statusCode() != 201) {
      throw new IOException("not opened");
    }
    JsonNode session = JSON.readTree(opened.body());
    String id = session.path("id").asString("");
    promise(id, "session.opened");
    String call = "call-" + first;
    String dials = session.at("/participants/0/dials").asString("").substring(1);
    String fields = "From=%s&To=%s&CallUUID=%s".formatted(rider.substring(1), dials, call);
    form("answer", fields);
    HttpResponse<String> ended =
        form("hangup", fields + "&Event=Hangup&HangupCause=NORMAL_CLEARING&Duration=5");
    if (ended.statusCode() == 200) {
      promise(id, "call.started");
      promise(id, "call.ended");
    }
    if (post("/v1/sessions/" + id + "/close", "{}").statusCode() == 200) {
      promise(id, "session.closed");
    }
  }

  private void promise(String session, String type) {
    promised.computeIfAbsent(session, id -> ConcurrentHashMap.newKeySet()).add(type);
    acknowledged.incrementAndGet();
  }

  private void awaitPromises() throws InterruptedException {
    long deadline = System.nanoTime() + TOLD_WITHIN.toNanos();
    while (!missing().isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    assertThat(missing()).isEmpty();
  }

  /** What was promised and has not been accepted yet. */
  private Map<String, Set<String>> missing() {
    Map<String, Set<String>> missing = new HashMap<>();
    promised.forEach((session, types) -> missing.put(session, new HashSet<>(types)));
    for (Came one : all()) {
      if (one.accepted()) {
        missing.getOrDefault(one.session(), new HashSet<>()).remove(one.event().type());
      }
    }
    missing.values().removeIf(Set::isEmpty);
    return missing;
  }

  private List<Came> all() {
    synchronized (came) {
      return List.copyOf(came);
    }
  }

  /** Nothing comes before what was before it in its session was accepted. */
  private void assertInOrder() {
    Map<String, Set<String>> ever = new HashMap<>();
    Map<String, Set<String>> accepted = new HashMap<>();
    for (Came one : all()) {
      ever.computeIfAbsent(one.session(), s -> new HashSet<>()).add(one.event().type());
    }
    for (Came one : all()) {
      Set<String> sofar = accepted.computeIfAbsent(one.session(), s -> new HashSet<>());
      int rank = ORDER.indexOf(one.event().type());
      assertThat(rank).as(one.event().type()).isNotNegative();
      for (String earlier : ORDER.subList(0, rank)) {
        if (ever.get(one.session()).contains(earlier)) {
          assertThat(sofar).as("%s before %s", earlier, one.event()).contains(earlier);
        }
      }
      if (one.accepted()) {
        sofar.add(one.event().type());
      }
    }
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        data,
        """
        admin-key: %s
        events: { allow-private-addresses: true }
        carriers:
          vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: %s }
        """
            .formatted(KEY, SECRET),
        port);
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return http.send(
        request(path)
            .header("Authorization", "Bearer " + KEY)
            .POST(BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> form(String endpoint, String fields) throws Exception {
    return http.send(
        request("/carriers/vobiz/" + SECRET + "/" + endpoint)
            .POST(BodyPublishers.ofString(fields))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }
}
