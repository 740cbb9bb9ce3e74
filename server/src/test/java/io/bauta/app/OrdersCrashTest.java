package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process killed while orders of the same pairs come and go keeps what it promised. */
@Timeout(120)
class OrdersCrashTest {

  private static final String KEY = "the-admin-key-of-the-orders-crash-test";
  private static final int CLIENTS = 8;
  private static final int PAIRS = 6;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 300;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What an order was answered to be, by its reference. */
  private record Promise(String reference, String session, String order) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<Promise> opened = new ConcurrentLinkedQueue<>();
  private final Queue<Promise> closed = new ConcurrentLinkedQueue<>();

  /** Whose closing was asked for: it may have been done, or not. */
  private final Queue<Promise> closing = new ConcurrentLinkedQueue<>();

  @TempDir private Path data;
  private int port;

  @Test
  void everyAcknowledgedOrderIsAsAnsweredAndNoPairHasTwoOpenSessions() throws Exception {
    port = FreePort.of("127.0.0.1");
    ServerProcess first = serve();
    try {
      post(
          "/v1/pools",
          "{\"name\":\"rides\",\"carrier_account\":\"vobiz\",\"repeat_orders\":\"merge\","
              + "\"cool_off_seconds\":0}");
      post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
      List<Thread> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int own = client;
        clients.add(Thread.ofVirtual().start(() -> orderUntilTheServerIsGone(own)));
      }
      while (opened.size() < ACKNOWLEDGED_BEFORE_KILL) {
        Thread.onSpinWait();
      }
      first.close();
      for (Thread client : clients) {
        client.join();
      }
    } finally {
      first.close();
    }
    ServerProcess second = serve();
    try {
      assertEveryOrderIsAsAnswered();
      assertNoPairHasTwoOpenSessions();
    } finally {
      second.close();
    }
  }

  /** Of each client's orders, every second one is closed again. */
  private void orderUntilTheServerIsGone(int client) {
    try {
      for (int i = 0; i < 10_000; i++) {
        String reference = "order-%d-%d".formatted(client, i);
        HttpResponse<String> response =
            post("/v1/sessions", body(reference, (client + i) % PAIRS, i % 2 == 0));
        if (response.statusCode() >= 300) {
          continue;
        }
        JsonNode session = JSON.readTree(response.body());
        Promise promise =
            new Promise(
                reference, session.path("id").asString(""), session.path("order").asString(""));
        opened.add(promise);
        if (i % 2 == 1) {
          closing.add(promise);
          close(promise);
        }
      }
    } catch (Exception serverGone) {
      // That is how it ends: see the caller.
    }
  }

  private void close(Promise promise) throws Exception {
    HttpResponse<String> response =
        post(
            "/v1/sessions/" + promise.session() + "/close",
            "{\"order\":\"" + promise.order() + "\"}");
    if (response.statusCode() == 200) {
      closed.add(promise);
    }
  }

  private static String body(String reference, int pair, boolean turned) {
    String rider = "{\"real_number\":\"+91888880%04d\"}".formatted(2 * pair);
    String driver = "{\"real_number\":\"+91888880%04d\"}".formatted(2 * pair + 1);
    return "{\"pool\":\"rides\",\"reference\":\"%s\",\"participants\":[%s,%s]}"
        .formatted(reference, turned ? driver : rider, turned ? rider : driver);
  }

  private void assertEveryOrderIsAsAnswered() throws Exception {
    assertThat(opened).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_KILL);
    Map<String, Set<String>> open = new HashMap<>();
    for (Promise promise : opened) {
      if (!open.containsKey(promise.session())) {
        open.put(promise.session(), openOrders(promise.session()));
      }
      boolean isOpen = open.get(promise.session()).contains(promise.order());
      if (closed.contains(promise)) {
        assertThat(isOpen).as("closed: %s", promise).isFalse();
      } else if (!closing.contains(promise)) {
        assertThat(isOpen).as("open: %s", promise).isTrue();
      }
    }
  }

  private Set<String> openOrders(String session) throws Exception {
    JsonNode answer = JSON.readTree(get("/v1/sessions/" + session).body());
    Set<String> open = new HashSet<>();
    for (JsonNode order : answer.path("orders")) {
      if (order.path("state").asString("").equals("open")) {
        open.add(order.path("id").asString(""));
      }
    }
    assertThat(answer.path("state").asString("")).isEqualTo(open.isEmpty() ? "closed" : "open");
    return open;
  }

  private void assertNoPairHasTwoOpenSessions() throws Exception {
    JsonNode page = JSON.readTree(get("/v1/sessions?limit=200&state=open").body());
    Set<Set<String>> pairs = new HashSet<>();
    for (JsonNode session : page.path("data")) {
      Set<String> pair =
          Set.of(
              session.at("/participants/0/real_number").asString(""),
              session.at("/participants/1/real_number").asString(""));
      assertThat(pairs.add(pair)).as("open twice: %s", pair).isTrue();
    }
    assertThat(pairs).hasSizeBetween(1, PAIRS);
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        data,
        """
        admin-key: %s
        carriers:
          vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: sixteen-letters-or-more }
        """
            .formatted(KEY),
        port);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return http.send(
        request(path).POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + KEY);
  }
}
