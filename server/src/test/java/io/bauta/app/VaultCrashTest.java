package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.store.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server process killed in the middle of a rotation of keys goes on with it, and loses nobody.
 */
@Timeout(300)
class VaultCrashTest {

  private static final String KEY = "the-admin-key-of-the-crash-test";
  private static final String SECRET = "sixteen-letters-or-more";
  private static final String PERSON = "+91888880%04d";
  private static final int SESSIONS = 1_000;
  private static final int MASTER_KILLS = 4;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path data;
  private int port;
  private Optional<String> database = Optional.empty();

  static Stream<Optional<String>> databases() {
    return Stream.of(Optional.empty(), Optional.of(TestPostgres.createUrl()));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aRotationGoesOnAfterEachKill(Optional<String> url) throws Exception {
    database = url;
    port = FreePort.of("127.0.0.1");
    List<JsonNode> sessions;
    ServerProcess server = serve();
    try {
      post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"}");
      post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
      sessions = open();
      boolean goneOn = false;
      for (String key : List.of("tokens", "sealing")) {
        assertThat(post("/v1/vault/rotate", "{\"key\":\"" + key + "\"}").statusCode())
            .isEqualTo(202);
        server.close();
        goneOn |= isUnderWay();
        server = serve();
        assertRoutes(sessions.getFirst());
        while (vault().path("rotation").isObject()) {
          assertRoutes(sessions.getLast());
        }
      }
      assertThat(goneOn).as("a rotation was killed before it was done").isTrue();
      for (int kill = 0; kill < MASTER_KILLS; kill++) {
        CompletableFuture<HttpResponse<String>> asked = askForAnotherMasterKey();
        // At whatever moment it is: from before it has begun until after it is done.
        for (int i = 0; i < kill; i++) {
          assertRoutes(sessions.getLast());
        }
        server.close();
        asked.handle((answer, cutOff) -> true).join();
        server = serve();
        assertRoutes(sessions.getFirst());
      }
      for (JsonNode session : sessions) {
        assertRoutes(session);
        assertIsReadable(session);
      }
      assertThat(
              JSON.readTree(
                      http.send(request("/v1/audit/verify").GET().build(), BodyHandlers.ofString())
                          .body())
                  .path("whole")
                  .asBoolean())
          .isTrue();
    } finally {
      server.close();
    }
  }

  /** By what the process that was killed left. */
  private boolean isUnderWay() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1 from vault_rotation")) {
      return rows.next();
    }
  }

  private Connection connection() throws SQLException {
    if (database.isEmpty()) {
      return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
    }
    URI url = URI.create(database.get());
    String[] user = url.getUserInfo().split(":", 2);
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
        user[0],
        user[1]);
  }

  private CompletableFuture<HttpResponse<String>> askForAnotherMasterKey() {
    return http.sendAsync(
        request("/v1/vault/rotate").POST(BodyPublishers.ofString("{\"key\":\"master\"}")).build(),
        BodyHandlers.ofString());
  }

  /** Its numbers open: they are shown masked. */
  private void assertIsReadable(JsonNode session) throws Exception {
    JsonNode found =
        JSON.readTree(
            http.send(
                    request("/v1/sessions/" + session.path("id").asString("")).GET().build(),
                    BodyHandlers.ofString())
                .body());
    assertThat(found.path("participants")).isEqualTo(session.path("participants"));
  }

  private List<JsonNode> open() throws Exception {
    List<Callable<JsonNode>> openings = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      int n = 2 * i;
      openings.add(
          () ->
              JSON.readTree(
                  post(
                          "/v1/sessions",
                          """
                          {"pool":"rides","participants":[{"name":"p%d","real_number":"%s"},
                           {"name":"p%d","real_number":"%s"}]}
                          """
                              .formatted(n, PERSON.formatted(n), n + 1, PERSON.formatted(n + 1)))
                      .body()));
    }
    List<JsonNode> sessions = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (Future<JsonNode> opened : clients.invokeAll(openings)) {
        sessions.add(opened.get());
      }
    }
    return sessions;
  }

  private void assertRoutes(JsonNode session) throws Exception {
    int n = Integer.parseInt(session.at("/participants/0/name").asString("").substring(1));
    String body =
        "From=%s&To=%s"
            .formatted(
                PERSON.formatted(n).substring(1),
                session.at("/participants/0/dials").asString("").substring(1));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(url() + "/carriers/vobiz/" + SECRET + "/answer"))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.body()).contains("<Number>" + PERSON.formatted(n + 1) + "</Number>");
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        data,
        """
        admin-key: %s
        %s
        carriers:
          vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: %s,
            calls-per-caller: 1000000 }
        """
            .formatted(
                KEY, database.map(url -> "data: { url: \"" + url + "\" }").orElse(""), SECRET),
        port);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private JsonNode vault() throws Exception {
    return JSON.readTree(
        http.send(request("/v1/vault").GET().build(), BodyHandlers.ofString()).body());
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
