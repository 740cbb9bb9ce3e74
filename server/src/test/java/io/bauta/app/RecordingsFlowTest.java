package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.media.RealS3;
import io.bauta.simulator.LoopbackMedia;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Recordings as a platform's backend sees them, from the carrier's word to their deletion. */
@Timeout(90)
class RecordingsFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  private final RecordingCarrier carrier = new RecordingCarrier();
  private final LoopbackMedia there = carrier.media();
  private final HandClock clock = new HandClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Path data;
  private RunningServer server;

  @BeforeEach
  void place(@TempDir Path directory) {
    data = directory;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    carrier.close();
  }

  private void start(String recordings) throws Exception {
    server = RunningServer.start(data, carrier.configuration(recordings), clock);
  }

  private void startFetching() throws Exception {
    start("allow-private-addresses: true");
  }

  /** Somebody calls, and a carrier told that there is a recording of it. */
  private Answer recorded(String call, String file) throws Exception {
    server.pool("");
    Answer session = server.open(RIDER, DRIVER, "");
    return recordedIn(session, call, file);
  }

  private Answer recordedIn(Answer session, String call, String file) throws Exception {
    String dials = session.text("/participants/0/dials");
    server.form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", call, "From", RIDER, "To", dials));
    tell(call, there.base().resolve(file).toString());
    return await(call, recording -> !recording.isEmpty()).getFirst();
  }

  private void tell(String call, String url) throws Exception {
    carrier.tells(server, call, "rec-of-" + call, url);
  }

  private List<Answer> await(String what, Predicate<List<Answer>> so) throws Exception {
    return RecordingCarrier.await(server, what, so);
  }

  private Answer awaitState(String state) throws Exception {
    return RecordingCarrier.awaitState(server, state);
  }

  private Answer awaitOf(String id, Predicate<Answer> so) throws Exception {
    return await(id, found -> found.stream().anyMatch(r -> r.text("/id").equals(id) && so.test(r)))
        .stream()
        .filter(r -> r.text("/id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<byte[]> media(String method, String id, String... headers) throws Exception {
    HttpRequest.Builder request =
        server
            .request("/v1/recordings/" + id + "/media")
            .header("Authorization", "Bearer " + Files.readString(AdminKey.file(data)).strip())
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private List<String> audited() throws Exception {
    return server
        .get("/v1/audit?subject_kind=recording")
        .body()
        .path("data")
        .valueStream()
        .map(entry -> entry.path("action").asString("") + " " + entry.path("detail").asString("-"))
        .toList();
  }

  private String filesBelow(Path place) throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(file.getFileName()).append('\n');
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void isFetchedSealedAndPlayed() throws Exception {
    startFetching();
    String file = "918888800001_918888800002.wav";
    recorded("call-1", file);
    Answer stored = awaitState("stored");
    byte[] sound = LoopbackMedia.sound("/" + file);
    assertThat(stored.text("/sha256")).isEqualTo(sha256(sound));
    assertThat(stored.body().path("bytes").asLong()).isEqualTo(sound.length);
    assertThat(stored.text("/content_type")).isEqualTo("audio/wav");
    assertThat(stored.body().path("length_seconds").asInt()).isEqualTo(20);
    assertThat(stored.text("/id")).matches("rec_[0-9a-f]{32}");

    Answer call = server.get("/v1/calls/" + stored.text("/call"));
    assertThat(call.text("/recordings/0/id")).isEqualTo(stored.text("/id"));
    assertThat(call.text("/recordings/0/state")).isEqualTo("stored");
    assertThat(server.get("/v1/recordings?call=" + stored.text("/call")).body().path("data"))
        .hasSize(1);

    HttpResponse<byte[]> whole = media("GET", stored.text("/id"));
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(sound);
    assertThat(header(whole, "content-type")).isEqualTo("audio/wav");
    assertThat(header(whole, "accept-ranges")).isEqualTo("bytes");
    assertThat(header(whole, "cache-control")).contains("no-store");
    String all = filesBelow(data);
    assertThat(all).contains("rec_").doesNotContain("8888800001_", "WAVE");
  }

  @Test
  void partsOfItArePlayed() throws Exception {
    startFetching();
    recorded("call-1", "one.wav");
    String id = awaitState("stored").text("/id");
    byte[] sound = LoopbackMedia.sound("/one.wav");
    String etag = header(media("HEAD", id), "etag");
    assertThat(etag).isEqualTo("\"" + sha256(sound) + "\"");

    HttpResponse<byte[]> part = media("GET", id, "Range", "bytes=1000-1999");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(header(part, "content-range")).isEqualTo("bytes 1000-1999/" + sound.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(sound, 1000, 2000));
    HttpResponse<byte[]> end = media("GET", id, "Range", "bytes=-10", "If-Range", etag);
    assertThat(end.statusCode()).isEqualTo(206);
    assertThat(end.body()).isEqualTo(Arrays.copyOfRange(sound, sound.length - 10, sound.length));
    HttpResponse<byte[]> other = media("GET", id, "Range", "bytes=0-9", "If-Range", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(sound);
    HttpResponse<byte[]> none = media("GET", id, "Range", "bytes=" + sound.length + "-");
    assertThat(none.statusCode()).isEqualTo(416);
    assertThat(header(none, "content-range")).isEqualTo("bytes */" + sound.length);
    HttpResponse<byte[]> head = media("HEAD", id);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "content-length")).isEqualTo(Integer.toString(sound.length));
    assertThat(head.body()).isEmpty();

    assertThat(audited())
        .containsExactly(
            "recording.played bytes 0-%d/%d".formatted(sound.length - 1, sound.length),
            "recording.played bytes %d-%d/%d"
                .formatted(sound.length - 10, sound.length - 1, sound.length),
            "recording.played bytes 1000-1999/" + sound.length);
    Answer entry = server.get("/v1/audit?limit=1&subject_kind=recording&subject=" + id);
    assertThat(entry.text("/data/0/actor")).isEqualTo("admin");
    assertThat(entry.text("/data/0/origin")).isEqualTo("127.0.0.1");
    assertThat(entry.text("/next_cursor")).startsWith("aud_");
    Answer ofNoKind = server.get("/v1/audit?subject=" + id);
    assertThat(ofNoKind.status()).isEqualTo(422);
    assertThat(ofNoKind.text("/code")).isEqualTo("missing_field");
    assertThat(ofNoKind.text("/field")).isEqualTo("subject_kind");
  }

  @Test
  void theCarriersCopyIsDeletedOnceOursIsVerified() throws Exception {
    startFetching();
    recorded("call-1", "one.wav");
    String id = awaitState("stored").text("/id");
    Answer gone = awaitOf(id, r -> r.text("/carrier_copy").equals("deleted"));
    assertThat(gone.text("/state")).isEqualTo("stored");
    assertThat(there.asked())
        .containsExactly("GET /one.wav", "DELETE /api/Account/MA_TEST/Recording/rec-of-call-1/");
  }

  @Test
  void theCarriersCopyStaysWhereTheConfigurationSaysSo() throws Exception {
    start("allow-private-addresses: true, delete-at-carrier: false");
    recorded("call-1", "one.wav");
    assertThat(awaitState("stored").text("/carrier_copy")).isEqualTo("kept");
    server.api("DELETE", "/v1/recordings/" + awaitState("stored").text("/id"), "");
    assertThat(awaitState("deleted").text("/carrier_copy")).isEqualTo("kept");
    assertThat(there.asked()).containsExactly("GET /one.wav");
  }

  @Test
  void whatFailsIsTriedAgainAndShown() throws Exception {
    startFetching();
    there.answersNext(
        LoopbackMedia.Answer.status(503),
        LoopbackMedia.Answer.of("application/json", "{}".getBytes(ISO_8859_1)));
    recorded("call-1", "one.wav");
    Answer failed =
        await("failing", f -> f.getFirst().text("/failure").equals("refused_there")).getFirst();
    assertThat(failed.text("/state")).isEqualTo("waiting");
    assertThat(failed.body().path("tries").asInt()).isEqualTo(1);
    assertThat(failed.text("/failure_detail")).isEqualTo("it was answered with status 503");
    assertThat(failed.text("/next_try_at")).isEqualTo(clock.instant().plusSeconds(10).toString());
    // The second try asks the carrier, whose answer has no address, and takes the one told.
    clock.forward(Duration.ofSeconds(10));
    Answer stored = awaitState("stored");
    assertThat(stored.body().path("tries").asInt()).isEqualTo(2);
    assertThat(stored.body().path("failure").isNull()).isTrue();
  }

  /** With the guard as it is unless somebody opens it. */
  @Test
  void nothingIsFetchedFromThisMachine() throws Exception {
    start("retention-days: 30");
    recorded("call-1", "one.wav");
    Answer failed = awaitState("failed");
    assertThat(failed.text("/failure")).isEqualTo("address_refused");
    assertThat(failed.text("/failure_detail")).isEqualTo("expected https");
    assertThat(there.asked()).isEmpty();
    assertThat(media("GET", failed.text("/id")).statusCode()).isEqualTo(409);

    server.close();
    startFetching();
    Answer again = server.post("/v1/recordings/" + failed.text("/id") + "/retry", "");
    assertThat(again.status()).isEqualTo(200);
    String id = awaitState("stored").text("/id");
    assertThat(server.post("/v1/recordings/" + id + "/retry", "").text("/code"))
        .isEqualTo("not_failed");
  }

  @Test
  void whatIsDeletedCannotBePlayed() throws Exception {
    startFetching();
    recorded("call-1", "one.wav");
    String path = "/v1/recordings/" + awaitState("stored").text("/id");
    assertThat(server.api("DELETE", path, "").status()).isEqualTo(204);
    assertThat(server.api("DELETE", path, "").status()).isEqualTo(204);
    Answer deleted = server.get(path);
    assertThat(deleted.text("/state")).isEqualTo("deleted");
    assertThat(deleted.text("/deleted_because")).isEqualTo("requested");
    assertThat(server.get(path + "/media").status()).isEqualTo(410);
    awaitOf(deleted.text("/id"), r -> r.text("/carrier_copy").equals("deleted"));
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (filesBelow(data.resolve("recordings")).contains("rec_")) {
      assertThat(System.nanoTime()).isLessThan(giveUp);
      Thread.sleep(50);
    }
    assertThat(audited()).containsExactly("recording.deleted -");
  }

  @Test
  void whatIsHeldIsNeitherDeletedNorExpired() throws Exception {
    start("allow-private-addresses: true, retention-days: 30");
    server.pool("");
    Answer session = server.open(RIDER, DRIVER, ",\"ttl_seconds\":8640000");
    recordedIn(session, "call-1", "one.wav");
    String held = awaitState("stored").text("/id");
    recordedIn(session, "call-2", "two.wav");
    awaitState("stored");
    String path = "/v1/recordings/" + held;
    assertThat(server.api("PATCH", path, "{\"legal_hold\":true}").text("/code"))
        .isEqualTo("missing_field");
    for (String heard : List.of(RIDER, DRIVER)) {
      String digits = heard.substring(3);
      String told = "{\"legal_hold\":true,\"reason\":\"case of %s %s\"}";
      Answer telling =
          server.api("PATCH", path, told.formatted(digits.substring(0, 5), digits.substring(5)));
      assertThat(telling.text("/code")).isEqualTo("number_in_reason");
      assertThat(telling.text("/field")).isEqualTo("reason");
    }
    Answer changed = server.api("PATCH", path, "{\"legal_hold\":true,\"reason\":\"case 4711\"}");
    assertThat(changed.body().path("legal_hold").asBoolean(false)).isTrue();
    assertThat(changed.text("/legal_hold_reason")).isEqualTo("case 4711");
    assertThat(changed.body().path("delete_after").isNull()).isTrue();
    Answer refused = server.api("DELETE", path, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("legal_hold");

    server.close();
    clock.forward(Duration.ofDays(31));
    start("allow-private-addresses: true, retention-days: 30");
    List<Answer> all =
        await("expired", f -> f.stream().anyMatch(r -> r.text("/state").equals("deleted")));
    assertThat(all.stream().filter(r -> r.text("/state").equals("deleted")))
        .singleElement()
        .satisfies(r -> assertThat(r.text("/deleted_because")).isEqualTo("retention"))
        .satisfies(r -> assertThat(r.text("/id")).isNotEqualTo(held));
    assertThat(server.get(path).text("/state")).isEqualTo("stored");

    assertThat(server.api("PATCH", path, "{\"legal_hold\":false}").status()).isEqualTo(200);
    assertThat(server.api("DELETE", path, "").status()).isEqualTo(204);
    assertThat(audited())
        .containsExactly(
            "recording.deleted -",
            "recording.released -",
            "recording.deleted kept for as long as recordings.retention-days says",
            "recording.held case 4711");
  }

  @Test
  void aSlowOneHoldsNobodyUp() throws Exception {
    startFetching();
    server.pool("");
    Answer session = server.open(RIDER, DRIVER, "");
    there.answers(
        "/endless.wav",
        LoopbackMedia.Answer.of("audio/wav", LoopbackMedia.sound("/endless.wav")).withoutEnd());
    recordedIn(session, "call-1", "endless.wav");
    recordedIn(session, "call-2", "one.wav");
    List<Answer> all =
        await("second", f -> f.stream().anyMatch(r -> r.text("/state").equals("stored")));
    assertThat(all).hasSize(2);
  }

  @Test
  void liesInABucketOfARealServer() throws Exception {
    try (RealS3 s3 = new RealS3()) {
      start(
          "allow-private-addresses: true, s3: { endpoint: \"%s\", bucket: %s, prefix: bauta/, access-key: %s, secret-key: %s }"
              .formatted(s3.endpoint(), RealS3.BUCKET, RealS3.ACCESS_KEY, RealS3.SECRET_KEY));
      recorded("call-1", "one.wav");
      String id = awaitState("stored").text("/id");
      byte[] sound = LoopbackMedia.sound("/one.wav");
      assertThat(media("GET", id).body()).isEqualTo(sound);
      assertThat(media("GET", id, "Range", "bytes=100-199").body())
          .isEqualTo(Arrays.copyOfRange(sound, 100, 200));
      try (S3Client client = s3.client()) {
        assertThat(objects(client)).hasSize(1);
        String key = objects(client).getFirst();
        assertThat(key).matches("bauta/" + id + "_[0-9a-f]{16}");
        String raw =
            client.getObjectAsBytes(r -> r.bucket(RealS3.BUCKET).key(key)).asString(ISO_8859_1);
        assertThat(raw).doesNotContain("WAVE");
        server.api("DELETE", "/v1/recordings/" + id, "");
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!objects(client).isEmpty()) {
          assertThat(System.nanoTime()).isLessThan(giveUp);
          Thread.sleep(50);
        }
      }
      server.close();
      server = null;
    }
  }

  private static List<String> objects(S3Client client) {
    return client.listObjectsV2(r -> r.bucket(RealS3.BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void nobodyPlaysWithoutTheKey() throws Exception {
    startFetching();
    recorded("call-1", "one.wav");
    String id = awaitState("stored").text("/id");
    URI url = URI.create(server.url() + "/v1/recordings/" + id + "/media");
    for (String key : List.of("Bearer another-key-of-some-length", "Basic eA==")) {
      HttpResponse<String> refused =
          http.send(
              HttpRequest.newBuilder(url).header("Authorization", key).build(),
              BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(401);
    }
    assertThat(audited()).isEmpty();
  }

  @Test
  void lostMediaIsSaidAndNotPlayedAsSilence() throws Exception {
    startFetching();
    recorded("call-1", "one.wav");
    String id = awaitState("stored").text("/id");
    try (var files = Files.walk(data.resolve("recordings"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Answer missing = server.get("/v1/recordings/" + id + "/media");
    assertThat(missing.status()).isEqualTo(500);
    assertThat(missing.text("/code")).isEqualTo("media_missing");
  }
}
