package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process killed in the middle of its work keeps every promise that it made. */
@Timeout(120)
class CrashTest {

  private static final String KEY = "the-admin-key-of-the-crash-test";
  private static final String SECRET = "sixteen-letters-or-more";
  private static final String PREFIX = "+91888880";
  private static final int CLIENTS = 8;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 150;
  private static final int ANSWERED_BEFORE_KILL = 100;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<JsonNode> acknowledged = new ConcurrentLinkedQueue<>();

  @TempDir private Path data;
  private int port;

  @Test
  void everyAcknowledgedSessionRoutesAfterAKillAndNoPairIsBoundTwice() throws Exception {
    port = FreePort.of("127.0.0.1");
    ServerProcess first = serve();
    try {
      post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"}");
      post("/v1/pools/rides/numbers", "{\"numbers\":" + numbers() + "}");
      List<Thread> clients = startClients();
      while (acknowledged.size() < ACKNOWLEDGED_BEFORE_KILL) {
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
      assertEveryAcknowledgedSessionRoutes();
      assertNoPairIsBoundTwice();
    } finally {
      second.close();
    }
  }

  /** What carriers tell of a call later would belong to nothing. */
  @Test
  void everyAnsweredCallIsInTheRecordAfterAKill() throws Exception {
    port = FreePort.of("127.0.0.1");
    List<String> answered = new ArrayList<>();
    try (ServerProcess first = serve()) {
      post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"}");
      post("/v1/pools/rides/numbers", "{\"numbers\":" + numbers() + "}");
      JsonNode session =
          JSON.readTree(post("/v1/sessions", session(PREFIX + "0001", PREFIX + "0002")).body());
      // Nothing can be stored from now on, and calls are answered all the same.
      try (Connection other =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
          Statement statement = other.createStatement()) {
        statement.execute("pragma busy_timeout = 10000");
        statement.execute("begin immediate");
        for (int i = 0; i < ANSWERED_BEFORE_KILL; i++) {
          // Every other caller is a stranger, who is refused.
          ask("call-" + i, i % 2 == 0 ? number(session, 0) : PREFIX + "9999", session);
          answered.add("call-" + i);
        }
        first.close();
      }
    }
    try (ServerProcess _ = serve()) {
      List<String> recorded = new ArrayList<>();
      get("/v1/calls/export?format=jsonl")
          .body()
          .lines()
          .forEach(line -> recorded.add(JSON.readTree(line).path("carrier_call_id").asString("")));
      assertThat(recorded).containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  private void ask(String id, String from, JsonNode session) throws Exception {
    String body =
        "CallUUID=%s&From=%s&To=%s"
            .formatted(
                id,
                from.substring(1),
                session.at("/participants/0/dials").asString("").substring(1));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url() + "/carriers/vobiz/" + SECRET + "/answer"))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static String numbers() {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      numbers.add("\"+9190000%05d\"".formatted(i));
    }
    return numbers.toString();
  }

  /** Each client opens sessions of few drivers with ever new riders, until the server is gone. */
  private List<Thread> startClients() {
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      int own = client;
      clients.add(Thread.ofVirtual().start(() -> openUntilTheServerIsGone(own)));
    }
    return clients;
  }

  private void openUntilTheServerIsGone(int client) {
    try {
      for (int i = 0; i < 10_000; i++) {
        String rider = PREFIX + "%04d".formatted(1000 + client * 1000 + i % 1000);
        String driver = PREFIX + "%04d".formatted(i % 40);
        HttpResponse<String> response = post("/v1/sessions", session(rider, driver));
        if (response.statusCode() == 201) {
          acknowledged.add(JSON.readTree(response.body()));
        }
      }
    } catch (Exception serverGone) {
      // That is how it ends: see the caller.
    }
  }

  private static String session(String rider, String driver) {
    return """
        {"pool":"rides","participants":[{"name":"%s","real_number":"%s"},
         {"name":"%s","real_number":"%s"}]}
        """
        .formatted(label(rider), rider, label(driver), driver);
  }

  /** Tells people apart without saying their number: answers mask it. */
  private static String label(String number) {
    return "p" + number.substring(PREFIX.length());
  }

  private static String number(JsonNode session, int position) {
    return PREFIX + session.at("/participants/" + position + "/name").asString("").substring(1);
  }

  private void assertEveryAcknowledgedSessionRoutes() throws Exception {
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_KILL);
    for (JsonNode session : acknowledged) {
      String rider = number(session, 0);
      String body =
          "From=%s&To=%s"
              .formatted(
                  rider.substring(1),
                  session.at("/participants/0/dials").asString("").substring(1));
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url() + "/carriers/vobiz/" + SECRET + "/answer"))
                  .POST(BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      String driver = number(session, 1);
      assertThat(answer.body())
          .contains("<Number>" + driver + "</Number>")
          .contains("callerId=\"" + session.at("/participants/1/dials").asString("") + "\"");
    }
  }

  private void assertNoPairIsBoundTwice() throws Exception {
    Set<String> pairs = new HashSet<>();
    String cursor = "";
    int sessions = 0;
    do {
      JsonNode page = JSON.readTree(get("/v1/sessions?limit=200&state=open" + cursor).body());
      for (JsonNode session : page.path("data")) {
        sessions++;
        for (JsonNode participant : session.path("participants")) {
          String pair =
              participant.path("name").asString("") + " " + participant.path("dials").asString("");
          assertThat(pairs.add(pair)).as("%s bound twice", pair).isTrue();
        }
      }
      cursor =
          page.path("next_cursor").isNull()
              ? ""
              : "&cursor=" + page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(sessions).isGreaterThanOrEqualTo(acknowledged.size());
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        data,
        """
        admin-key: %s
        carriers:
          vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: %s }
        """
            .formatted(KEY, SECRET),
        port);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String json) throws Exception {
    return http.send(
        request(path).POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + KEY);
  }
}
