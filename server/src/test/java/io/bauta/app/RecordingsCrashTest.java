package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.LoopbackMedia;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code kill -9} while recordings are told of and fetched: each is stored once, and whole. */
@Timeout(240)
class RecordingsCrashTest {

  private static final String KEY = "the-admin-key-of-the-crash-test";
  private static final String SECRET = "sixteen-letters-or-more";
  private static final int KILLS = 5;
  private static final int CALLS_OF_ROUND = 8;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LoopbackMedia there = new LoopbackMedia();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> acknowledged = new TreeSet<>();
  private final int port = RunningServer.freePort();
  private Path data;

  @AfterEach
  void close() {
    there.close();
  }

  @Test
  void everyRecordingIsStoredOnce(@TempDir Path directory) throws Exception {
    data = directory;
    Random random = new Random(20261121);
    there.pauses(Duration.ofMillis(300));
    String dials;
    try (ServerProcess _ = serve()) {
      dials = openSession();
      tellOfCalls(0, dials);
      Thread.sleep(random.nextLong(2_500));
    }
    for (int round = 1; round < KILLS; round++) {
      try (ServerProcess _ = serve()) {
        tellOfCalls(round, dials);
        Thread.sleep(random.nextLong(2_500));
      }
    }
    there.pauses(Duration.ZERO);
    try (ServerProcess _ = serve()) {
      assertThat(acknowledged).hasSize(KILLS * CALLS_OF_ROUND);
      List<JsonNode> all = awaitAllStored();
      assertThat(all).hasSize(acknowledged.size());
      for (JsonNode recording : all) {
        assertIsWhole(recording);
      }
      assertEachIsKeptOnce(all);
      awaitCopiesDeleted();
    }
  }

  private String openSession() throws Exception {
    post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"}");
    post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
    HttpResponse<String> opened =
        post(
            "/v1/sessions",
            """
            {"pool":"rides","participants":[{"real_number":"+918888800001"},
             {"real_number":"+918888800002"}]}
            """);
    assertThat(opened.statusCode()).isEqualTo(201);
    return JSON.readTree(opened.body()).at("/participants/0/dials").asString("");
  }

  private void tellOfCalls(int round, String dials) throws Exception {
    for (int n = 0; n < CALLS_OF_ROUND; n++) {
      String call = "call-%d-%d".formatted(round, n);
      webhook("answer", Map.of("CallUUID", call, "From", "+918888800001", "To", dials));
      Map<String, String> ready =
          Map.of(
              "Event",
              "RecordStop",
              "CallUUID",
              call,
              "RecordingID",
              "rec-" + call,
              "RecordUrl",
              there.base() + call + ".wav");
      // A carrier that is not sure tells it again.
      for (int times = 0; times <= n % 2; times++) {
        assertThat(webhook("recording", ready)).isEqualTo(200);
      }
      acknowledged.add(call);
    }
  }

  private List<JsonNode> awaitAllStored() throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      List<JsonNode> all = recordings();
      if (!all.isEmpty()
          && all.stream().allMatch(r -> r.path("state").asString("").equals("stored"))) {
        return all;
      }
      assertThat(System.nanoTime()).as(all.toString()).isLessThan(giveUp);
      Thread.sleep(200);
    }
  }

  private void awaitCopiesDeleted() throws Exception {
    long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!recordings().stream()
        .allMatch(r -> r.path("carrier_copy").asString("").equals("deleted"))) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      Thread.sleep(200);
    }
    Set<String> deleted =
        there.asked().stream()
            .filter(request -> request.startsWith("DELETE "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(deleted).hasSize(acknowledged.size());
  }

  private void assertIsWhole(JsonNode recording) throws Exception {
    JsonNode call = JSON.readTree(get("/v1/calls/" + recording.path("call").asString("")).body());
    String path = "/" + call.path("carrier_call_id").asString("") + ".wav";
    HttpResponse<byte[]> media =
        http.send(
            request("/v1/recordings/" + recording.path("id").asString("") + "/media").build(),
            BodyHandlers.ofByteArray());
    assertThat(media.statusCode()).isEqualTo(200);
    assertThat(media.body()).isEqualTo(LoopbackMedia.sound(path));
  }

  private static String withoutTry(String mediaName) {
    assertThat(mediaName).matches("rec_[0-9a-f]{32}_[0-9a-f]{16}");
    return mediaName.substring(0, mediaName.lastIndexOf('_'));
  }

  /** Nothing half, nothing twice, nothing left behind. */
  private void assertEachIsKeptOnce(List<JsonNode> all) throws Exception {
    List<String> files = new ArrayList<>();
    for (String place : List.of("recordings", "arriving")) {
      try (var found = Files.walk(data.resolve(place))) {
        found
            .filter(Files::isRegularFile)
            .forEach(file -> files.add(withoutTry(file.getFileName().toString())));
      }
    }
    assertThat(files)
        .containsExactlyInAnyOrderElementsOf(
            all.stream().map(r -> r.path("id").asString("")).toList());
  }

  private List<JsonNode> recordings() throws Exception {
    return JSON.readTree(get("/v1/recordings?limit=200").body())
        .path("data")
        .valueStream()
        .toList();
  }

  private ServerProcess serve() throws Exception {
    return ServerProcess.start(
        data,
        """
        admin-key: %s
        recordings: { allow-private-addresses: true }
        carriers:
          vobiz:
            carrier: vobiz
            home-region: IN
            signature: "off"
            path-secret: %s
            auth-id: MA_TEST
            auth-token: token-of-the-test-account
            api-base: "%sapi"
            recording-hosts: 127.0.0.1
        """
            .formatted(KEY, SECRET, there.base()),
        port);
  }

  private int webhook(String endpoint, Map<String, String> fields) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:%d/carriers/vobiz/%s/%s"
                            .formatted(port, SECRET, endpoint)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
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
