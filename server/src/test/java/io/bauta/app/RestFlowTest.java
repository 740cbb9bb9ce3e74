package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The API as a platform's backend uses it, over HTTP. */
class RestFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  private static final int AT_ONCE = 32;

  private final HandClock clock = new HandClock();
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String id, String from, String to) throws Exception {
    return server.form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", to));
  }

  @Test
  void aSessionConnectsBothWaysUntilItIsClosed() throws Exception {
    server.pool("");
    Answer opened = server.open(RIDER, DRIVER, ",\"ttl_seconds\":3600");
    assertThat(opened.status()).isEqualTo(201);
    assertThat(opened.text("/state")).isEqualTo("open");
    assertThat(opened.text("/participants/0/real_number")).isEqualTo("+91••••••0001");
    String riderDials = opened.text("/participants/0/dials");
    String driverDials = opened.text("/participants/1/dials");

    assertThat(call("c1", RIDER, riderDials).body())
        .contains("<Number>+918888800002</Number>")
        .contains("callerId=\"" + driverDials + "\"")
        .contains("callerName=\"" + driverDials + "\"");
    assertThat(call("c2", DRIVER, driverDials).body())
        .contains("<Number>+918888800001</Number>")
        .contains("callerId=\"" + riderDials + "\"");

    Answer explained =
        server.post(
            "/v1/explain",
            "{\"carrier_account\":\"vobiz\",\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(RIDER, riderDials));
    assertThat(explained.text("/decision")).isEqualTo("connect");
    assertThat(explained.text("/destination")).isEqualTo("+91••••••0002");
    assertThat(explained.text("/session")).isEqualTo(opened.text("/id"));

    Answer calls = server.get("/v1/calls?session=" + opened.text("/id"));
    assertThat(calls.body().path("data")).hasSize(2);
    assertThat(calls.text("/data/1/carrier_call_id")).isEqualTo("c1");
    assertThat(calls.text("/data/1/status")).isEqualTo("ringing");
    assertThat(calls.text("/data/1/caller")).isEqualTo("+91••••••0001");
    assertThat(calls.text("/data/1/destination")).isEqualTo("+91••••••0002");

    Answer closed =
        server.post("/v1/sessions/" + opened.text("/id") + "/close", "{\"reason\":\"trip done\"}");
    assertThat(closed.status()).isEqualTo(200);
    assertThat(closed.text("/state")).isEqualTo("closed");
    assertThat(closed.text("/closed_reason")).isEqualTo("trip done");
    assertThat(call("c3", RIDER, riderDials).body())
        .contains("<Hangup reason=\"rejected\"/>")
        .doesNotContain("<Dial");
    assertThat(call("c1", RIDER, riderDials).body())
        .as("a repetition of an old call is not connected either")
        .doesNotContain("<Dial");
  }

  @Test
  void aSessionEndsAtItsInstantWhetherAnybodyAsksOrNot() throws Exception {
    server.pool("");
    Answer opened = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60");
    String dials = opened.text("/participants/0/dials");
    clock.forward(Duration.ofMillis(59_999));
    assertThat(call("c1", RIDER, dials).body()).contains("<Dial");
    clock.forward(Duration.ofMillis(1));
    assertThat(call("c2", RIDER, dials).body()).doesNotContain("<Dial");
    Answer seen = server.get("/v1/sessions/" + opened.text("/id"));
    assertThat(seen.text("/state")).isEqualTo("closed");
    assertThat(seen.text("/closed_reason")).isEqualTo("expired");
  }

  @Test
  void extendingKeepsASessionOpen() throws Exception {
    server.pool("");
    Answer opened = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60");
    Answer extended =
        server.api("PATCH", "/v1/sessions/" + opened.text("/id"), "{\"ttl_seconds\":3600}");
    assertThat(extended.text("/expires_at")).isEqualTo("2027-01-15T09:00:00Z");
    clock.forward(Duration.ofMinutes(59));
    assertThat(call("c1", RIDER, opened.text("/participants/0/dials")).body()).contains("<Dial");
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameSession() throws Exception {
    server.pool("");
    String body =
        """
        {"pool":"rides","participants":[{"real_number":"%s"},{"real_number":"%s"}]}
        """;
    Answer first = withKey("k1", body.formatted(RIDER, DRIVER));
    Answer second = withKey("k1", body.formatted(RIDER, DRIVER));
    Answer other = withKey("k1", body.formatted(RIDER, "+918888800003"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text("/id")).isEqualTo(first.text("/id"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("/code")).isEqualTo("idempotency_conflict");
  }

  @Test
  void theSameIdempotencyKeyManyTimesAtOnceGivesOneSession() throws Exception {
    server.pool("");
    String body =
        """
        {"pool":"rides","participants":[{"real_number":"%s"},{"real_number":"%s"}]}
        """
            .formatted(RIDER, DRIVER);
    CountDownLatch together = new CountDownLatch(AT_ONCE);
    List<Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Callable<Answer> opening =
          () -> {
            together.countDown();
            together.await();
            return withKey("k1", body);
          };
      for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(AT_ONCE, opening))) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
    assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
    assertThat(answers)
        .extracting(answer -> answer.text("/id"))
        .containsOnly(answers.getFirst().text("/id"));
    assertThat(server.get("/v1/sessions").body().path("data")).hasSize(1);
  }

  private Answer withKey(String key, String body) throws Exception {
    var response =
        server.send(
            server
                .request("/v1/sessions")
                .header(
                    "Authorization",
                    "Bearer " + Files.readString(AdminKey.file(server.data())).strip())
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build());
    return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
  }

  @Test
  void anExhaustedPoolSaysSoWithCounts() throws Exception {
    server.pool("");
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(201);
    assertThat(server.open(RIDER, "+918888800003", "").status()).isEqualTo(201);
    Answer third = server.open(RIDER, "+918888800004", "");
    assertThat(third.status()).isEqualTo(409);
    assertThat(third.text("/code")).isEqualTo("pool_exhausted");
    assertThat(third.body().path("numbers").asInt()).isEqualTo(2);
    assertThat(third.body().path("held").path(0).asInt()).isEqualTo(2);
  }

  @Test
  void aReleasedPairRestsBeforeItIsLentAgain() throws Exception {
    server.pool(",\"cool_off_seconds\":600,\"mode\":\"pair_one_number\"");
    Answer first = server.open(RIDER, DRIVER, "");
    server.post("/v1/sessions/" + first.text("/id") + "/close", "{}");
    Answer second = server.open(RIDER, DRIVER, "");
    assertThat(second.text("/participants/0/dials"))
        .isNotEqualTo(first.text("/participants/0/dials"));
    server.post("/v1/sessions/" + second.text("/id") + "/close", "{}");
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(409);
    clock.forward(Duration.ofSeconds(600));
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(201);
  }

  @Test
  void wrongRequestsNameTheFieldAndChangeNothing() throws Exception {
    server.pool("");
    assertProblem(server.open("+91888", DRIVER, ""), 422, "invalid_number", "participants[0]");
    assertProblem(server.open(RIDER, RIDER, ""), 422, "same_number", "participants[1]");
    assertProblem(
        server.open(RIDER, "+919000000001", ""), 422, "own_proxy_number", "participants[1]");
    assertProblem(
        server.open(RIDER, DRIVER, ",\"expires_at\":\"2020-01-01T00:00:00Z\""),
        422,
        "ends_in_the_past",
        "expires_at");
    assertProblem(
        server.open(RIDER, DRIVER, ",\"expires_at\":\"+999999999-12-31T23:59:59Z\""),
        422,
        "invalid_value",
        "expires_at");
    assertProblem(
        server.open(RIDER, DRIVER, ",\"ttl_seconds\":99999999999"),
        422,
        "invalid_value",
        "ttl_seconds");
    assertProblem(
        server.open(RIDER, DRIVER, ",\"colour\":\"red\""), 422, "unknown_field", "colour");
    assertProblem(server.post("/v1/sessions", "{"), 400, "malformed_json", "");
    assertProblem(server.post("/v1/sessions", "[]"), 400, "malformed_json", "");
    assertProblem(server.post("/v1/sessions", "{}"), 422, "missing_field", "pool");
    assertThat(server.get("/v1/sessions").body().path("data")).isEmpty();
  }

  private static void assertProblem(Answer answer, int status, String code, String field) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/field")).startsWith(field);
    assertThat(answer.text("/detail")).isNotBlank();
  }

  @Test
  void aNumberIsRegisteredOnce() throws Exception {
    server.pool("");
    server.post("/v1/pools", "{\"name\":\"second\",\"carrier_account\":\"vobiz\"}");
    Answer added =
        server.post(
            "/v1/pools/second/numbers",
            "{\"numbers\":[\"+919000000001\",\"09000000003\",\"+919000000003\",\"12\"]}");
    assertThat(added.body().path("added").asInt()).isEqualTo(1);
    assertThat(added.body().path("rejected").toString())
        .contains("in_another_pool", "already_in_pool", "invalid_number");
  }

  @Test
  void aParticipantsOwnNumberIsNotRegistered() throws Exception {
    server.pool("");
    server.open(RIDER, DRIVER, "");
    Answer added = server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"" + RIDER + "\"]}");
    assertThat(added.body().path("added").asInt()).isZero();
    assertThat(added.text("/rejected/0/code")).isEqualTo("participant_number");
    assertThat(added.text("/rejected/0/number")).isEqualTo("+91••••••0001");
  }

  @Test
  void aLentNumberIsNotRemoved() throws Exception {
    server.pool(",\"cool_off_seconds\":0");
    Answer opened = server.open(RIDER, DRIVER, "");
    Answer refused = server.api("DELETE", "/v1/pools/rides/numbers/+919000000001", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("number_lent");
    server.post("/v1/sessions/" + opened.text("/id") + "/close", "{}");
    assertThat(server.api("DELETE", "/v1/pools/rides/numbers/+919000000001", "").status())
        .isEqualTo(204);
  }

  @Test
  void listsComeInPages() throws Exception {
    server.pool(",\"cool_off_seconds\":0");
    for (int i = 10; i < 15; i++) {
      assertThat(server.open(RIDER.substring(0, 11) + i, DRIVER, ",\"ttl_seconds\":1").status())
          .isEqualTo(201);
      clock.forward(Duration.ofSeconds(2));
    }
    Answer first = server.get("/v1/sessions?limit=3&state=closed");
    assertThat(first.body().path("data")).hasSize(3);
    Answer rest = server.get("/v1/sessions?limit=3&cursor=" + first.text("/next_cursor"));
    assertThat(rest.body().path("data")).hasSize(2);
    assertThat(rest.body().path("next_cursor").isNull()).isTrue();
    assertThat(server.get("/v1/sessions?limit=201").status()).isEqualTo(422);
  }

  @Test
  void withoutTheKeyNothingIsAnswered() throws Exception {
    HttpResponse<String> none = server.send(server.request("/v1/sessions").GET().build());
    HttpResponse<String> wrong =
        server.send(
            server.request("/v1/sessions").header("Authorization", "Bearer wrong").GET().build());
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("unauthorized");
  }
}
