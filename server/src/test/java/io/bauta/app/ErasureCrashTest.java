package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.store.SealedSearch;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server process killed in the middle of an erasure goes on with it. */
@Timeout(180)
class ErasureCrashTest {

  private static final String KEY = "the-admin-key-of-the-crash-test";
  private static final String SECRET = "sixteen-letters-or-more";
  private static final String RIDER = "+918888800001";
  private static final int CALLS = 3_000;
  private static final int KILLS_MAX = 4;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path data;
  private int port;

  @Test
  void anErasureGoesOnAfterEachKill() throws Exception {
    port = FreePort.of("127.0.0.1");
    ServerProcess server = serve();
    int killedUnderWay = 0;
    JsonNode erasure;
    try {
      post(
          "/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\",\"cool_off_seconds\":0}");
      post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
      for (int i = 0; i < 5; i++) {
        assertThat(post("/v1/sessions", session(i)).path("id").asString("")).startsWith("ses_");
        close();
      }
      call();
      String id = post("/v1/erasures", request()).path("id").asString("");
      assertThat(id).startsWith("era_");
      for (int kills = 0; kills < KILLS_MAX && isUnderWay(id); kills++) {
        server.close();
        killedUnderWay += isUnfinished() ? 1 : 0;
        server = serve();
      }
      erasure = await(id);
    } finally {
      server.close();
    }
    assertThat(killedUnderWay).as("killed before it was done").isPositive();
    assertThat(erasure.at("/removed/sessions").asInt()).isEqualTo(5);
    assertThat(erasure.at("/removed/calls").asInt()).isEqualTo(CALLS);
    assertThat(SealedSearch.in(data, PhoneNumber.ofE164(RIDER))).isEmpty();
  }

  private static String session(int i) {
    return """
    {"pool":"rides","reference":"r%d","participants":[{"name":"p","real_number":"%s"},
     {"name":"q","real_number":"+9188888001%02d"}]}
    """
        .formatted(i, RIDER, i);
  }

  private static String request() {
    return "{\"real_number\":\"%s\",\"reason\":\"asked for\",\"close_open_sessions\":true}"
        .formatted(RIDER);
  }

  private void close() throws Exception {
    JsonNode open = get("/v1/sessions?state=open");
    for (JsonNode session : open.path("data")) {
      post("/v1/sessions/" + session.path("id").asString("") + "/close", "{}");
    }
  }

  /** As a stranger, many times. */
  private void call() throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      String body =
          "From=%s&To=%s&CallUUID=c%d"
              .formatted(
                  URLEncoder.encode(RIDER, StandardCharsets.UTF_8),
                  URLEncoder.encode("+919000000002", StandardCharsets.UTF_8),
                  i);
      calls.add(
          () ->
              http.send(
                      request("/carriers/vobiz/" + SECRET + "/answer")
                          .header("Content-Type", "application/x-www-form-urlencoded")
                          .POST(BodyPublishers.ofString(body))
                          .build(),
                      BodyHandlers.discarding())
                  .statusCode());
    }
    try (ExecutorService carriers = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> answered : carriers.invokeAll(calls)) {
        assertThat(answered.get()).isEqualTo(200);
      }
    }
  }

  private boolean isUnderWay(String id) throws Exception {
    return !get("/v1/erasures/" + id).path("state").asString("").equals("done");
  }

  /** By what the process that was killed left. */
  private boolean isUnfinished() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select 1 from erasure where done_at is null and number_sealed is not null")) {
      return rows.next();
    }
  }

  private JsonNode await(String id) throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      JsonNode erasure = get("/v1/erasures/" + id);
      if (erasure.path("state").asString("").equals("done")) {
        return erasure;
      }
      assertThat(System.nanoTime()).as(erasure.toString()).isLessThan(giveUp);
      Thread.sleep(100);
    }
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

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .timeout(Duration.ofSeconds(20));
  }

  private JsonNode post(String path, String body) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  private JsonNode get(String path) throws Exception {
    return send(request(path).GET());
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    return JsonMapper.shared()
        .readTree(
            http.send(
                    request.header("Authorization", "Bearer " + KEY).build(),
                    BodyHandlers.ofString())
                .body());
  }
}
