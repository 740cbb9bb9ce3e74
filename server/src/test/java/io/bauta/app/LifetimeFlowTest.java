package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long sessions last, over HTTP: from the last call, and what a pool says about their end. */
class LifetimeFlowTest {

  private static final String ONE = "+918888800001";
  private static final String TWO = "+918888800002";
  private static final String STRANGER = "+918888800009";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";
  private static final String FROM_LAST_CALL = ",\"ttl_seconds\":600,\"ttl_from\":\"last_call\"";

  private final HandClock clock = new HandClock();
  private Path data;
  private RunningServer server;
  private int calls;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = RunningServer.start(data, SECRET_PATH, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String answer(String call, String from, String to) throws Exception {
    return server
        .form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", call, "From", from, "To", to))
        .body();
  }

  private boolean rings(String from, String to) throws Exception {
    calls++;
    return answer("call-" + calls, from, to).contains("<Number>");
  }

  private String expiresAt(String session) throws Exception {
    return server.get("/v1/sessions/" + session).text("/expires_at");
  }

  private String in(int seconds) {
    return clock.instant().plusSeconds(seconds).toString();
  }

  @Test
  void theLifetimeRunsFromTheLastCall() throws Exception {
    server.pool("");
    Answer opened = server.open(ONE, TWO, FROM_LAST_CALL);
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    assertThat(opened.text("/ttl_from")).isEqualTo("last_call");
    assertThat(opened.body().path("ttl_seconds").asInt()).isEqualTo(600);
    assertThat(opened.text("/expires_at")).isEqualTo(in(600));

    clock.forward(Duration.ofSeconds(599));
    assertThat(rings(ONE, M1)).isTrue();
    String end = in(600);
    assertThat(expiresAt(opened.text("/id"))).isEqualTo(end);
    clock.forward(Duration.ofSeconds(300));
    assertThat(rings(STRANGER, M1)).isFalse();
    assertThat(expiresAt(opened.text("/id"))).isEqualTo(end);
    clock.forward(Duration.ofMillis(299_999));
    assertThat(rings(TWO, M2)).isTrue();
    clock.forward(Duration.ofSeconds(600));
    assertThat(rings(ONE, M1)).isFalse();
    Answer ended = server.get("/v1/sessions/" + opened.text("/id"));
    assertThat(ended.text("/state")).isEqualTo("closed");
    assertThat(ended.text("/closed_reason")).isEqualTo("expired");
  }

  @Test
  void theEndIsTheSameAfterARestart() throws Exception {
    server.pool("");
    String session = server.open(ONE, TWO, FROM_LAST_CALL).text("/id");
    clock.forward(Duration.ofSeconds(500));
    assertThat(rings(ONE, M1)).isTrue();
    String end = in(600);

    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);

    assertThat(expiresAt(session)).isEqualTo(end);
    clock.forward(Duration.ofMillis(599_999));
    assertThat(rings(ONE, M1)).isTrue();
    clock.forward(Duration.ofSeconds(600));
    assertThat(rings(ONE, M1)).isFalse();
  }

  @Test
  void aRepeatedWebhookDoesNotProlong() throws Exception {
    server.pool("");
    String session = server.open(ONE, TWO, FROM_LAST_CALL).text("/id");
    assertThat(answer("one-call", ONE, M1)).contains("<Number>");
    String end = in(600);
    clock.forward(Duration.ofSeconds(100));

    assertThat(answer("one-call", ONE, M1)).contains("<Number>");

    assertThat(expiresAt(session)).isEqualTo(end);
  }

  @Test
  void noCallGoesBeyondTheLatestEnd() throws Exception {
    server.pool("");
    String latest = in(700);
    Answer opened =
        server.open(ONE, TWO, FROM_LAST_CALL + ",\"expires_at\":\"%s\"".formatted(latest));
    assertThat(opened.text("/latest_expires_at")).isEqualTo(latest);
    clock.forward(Duration.ofSeconds(500));

    assertThat(rings(ONE, M1)).isTrue();

    assertThat(expiresAt(opened.text("/id"))).isEqualTo(latest);
    clock.forward(Duration.ofSeconds(200));
    assertThat(rings(ONE, M1)).isFalse();
  }

  @Test
  void aSessionIsExtendedAndReopenedSoToo() throws Exception {
    server.pool("");
    String path = "/v1/sessions/" + server.open(ONE, TWO, ",\"ttl_seconds\":60").text("/id");
    Answer extended = server.api("PATCH", path, "{\"ttl_seconds\":100,\"ttl_from\":\"last_call\"}");
    assertThat(extended.status()).as(extended.body().toString()).isEqualTo(200);
    clock.forward(Duration.ofSeconds(90));
    assertThat(rings(ONE, M1)).isTrue();
    assertThat(server.get(path).text("/expires_at")).isEqualTo(in(100));

    assertThat(server.post(path + "/close", "").status()).isEqualTo(200);
    assertThat(rings(ONE, M1)).isFalse();
    Answer again = server.post(path + "/reopen", "{\"ttl_seconds\":50,\"ttl_from\":\"last_call\"}");
    assertThat(again.text("/ttl_from")).isEqualTo("last_call");
    clock.forward(Duration.ofSeconds(49));
    assertThat(rings(ONE, M1)).isTrue();
    assertThat(server.get(path).text("/expires_at")).isEqualTo(in(50));
    server.api("PATCH", path, "{\"ttl_seconds\":30,\"ttl_from\":\"opening\"}");
    clock.forward(Duration.ofSeconds(29));
    assertThat(rings(ONE, M1)).isTrue();
    clock.forward(Duration.ofSeconds(1));
    assertThat(rings(ONE, M1)).isFalse();
  }

  @Test
  void aRepeatedOpeningIsAnsweredWithTheSessionAsItIs() throws Exception {
    server.pool("");
    String body =
        "{\"sessions\":[{\"pool\":\"rides\",\"idempotency_key\":\"k\",\"participants\":["
            + "{\"real_number\":\"%s\"},{\"real_number\":\"%s\"}]%s}]}"
                .formatted(ONE, TWO, FROM_LAST_CALL);
    String session = server.post("/v1/sessions/open", body).text("/data/0/session/id");
    clock.forward(Duration.ofSeconds(60));
    assertThat(rings(ONE, M1)).isTrue();

    Answer again = server.post("/v1/sessions/open", body);

    assertThat(again.body().at("/data/0/status").asInt()).isEqualTo(200);
    assertThat(again.text("/data/0/session/id")).isEqualTo(session);
    assertThat(again.text("/data/0/session/expires_at")).isEqualTo(in(600));
    assertThat(expiresAt(session)).isEqualTo(in(600));
  }

  @Test
  void oneOpenSessionHasAReferenceWhereThePoolSaysSo() throws Exception {
    server.pool(",\"unique_reference\":true");
    assertThat(server.get("/v1/pools/rides").body().path("unique_reference").asBoolean()).isTrue();
    String ride = ",\"reference\":\"ride-1\"" + FROM_LAST_CALL;
    String first = server.open(ONE, TWO, ride).text("/id");
    assertThat(rings(ONE, M1)).isTrue();

    clock.forward(Duration.ofSeconds(599));
    Answer second = server.open(ONE, TWO, ride);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("/code")).isEqualTo("reference_held");
    assertThat(second.text("/session")).isEqualTo(first);
    assertThat(server.open(ONE, STRANGER, ",\"reference\":\"ride-2\"").status()).isEqualTo(201);

    clock.forward(Duration.ofSeconds(1));
    Answer third = server.open("+918888800003", "+918888800004", ride);
    assertThat(third.status()).as(third.body().toString()).isEqualTo(201);
    Answer reopened = server.post("/v1/sessions/" + first + "/reopen", "");
    assertThat(reopened.status()).isEqualTo(409);
    assertThat(reopened.text("/session")).isEqualTo(third.text("/id"));
    server.post("/v1/sessions/" + third.text("/id") + "/close", "");
    assertThat(server.post("/v1/sessions/" + first + "/reopen", "").status()).isEqualTo(200);
  }

  @Test
  void theCarrierIsToldToEndTheTalkWithTheSession() throws Exception {
    server.pool("");
    server.open(ONE, TWO, ",\"ttl_seconds\":600");
    assertThat(answer("before", ONE, M1)).contains("timeLimit=\"3600\"");
    Answer changed = server.api("PATCH", "/v1/pools/rides", "{\"end_calls_at_expiry\":true}");
    assertThat(changed.body().path("end_calls_at_expiry").asBoolean()).isTrue();

    clock.forward(Duration.ofMillis(500_500));

    assertThat(answer("after", ONE, M1)).contains("timeLimit=\"100\"");
  }

  /** Whoever repeats it never heard of the answer, and knows nothing of what came after. */
  @Test
  void anOpeningIsRepeatedAfterANumberWasReplaced() throws Exception {
    server.pool("");
    String body =
        "{\"sessions\":[{\"pool\":\"rides\",\"idempotency_key\":\"k\",\"participants\":["
            + "{\"real_number\":\"%s\"},{\"real_number\":\"%s\"}]}]}".formatted(ONE, TWO);
    Answer opened = server.post("/v1/sessions/open", body);
    String session = opened.text("/data/0/session/id");
    Answer replaced =
        server.api(
            "PATCH",
            "/v1/sessions/" + session,
            "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"%s\"}]}"
                .formatted(opened.text("/data/0/session/participants/0/id"), STRANGER));
    assertThat(replaced.status()).as(replaced.body().toString()).isEqualTo(200);

    Answer again = server.post("/v1/sessions/open", body);

    assertThat(again.body().at("/data/0/status").asInt()).isEqualTo(200);
    assertThat(again.text("/data/0/session/id")).isEqualTo(session);
    assertThat(rings(STRANGER, M1)).isTrue();
    assertThat(rings(ONE, M1)).isFalse();
    Answer other = server.post("/v1/sessions/open", body.replace(ONE, STRANGER));
    assertThat(other.text("/data/0/problem/code")).isEqualTo("idempotency_conflict");
  }

  @Test
  void badLifetimesAreToldApart() throws Exception {
    server.pool("");
    assertProblem(",\"ttl_from\":\"last_call\"", "missing_field", "ttl_seconds");
    assertProblem(
        ",\"ttl_from\":\"the_first_call\",\"ttl_seconds\":60", "invalid_value", "ttl_from");
    assertProblem(
        ",\"ttl_from\":\"opening\",\"ttl_seconds\":60,\"expires_at\":\"%s\"".formatted(in(9)),
        "invalid_value",
        "expires_at");
    assertProblem(
        FROM_LAST_CALL + ",\"expires_at\":\"%s\"".formatted(in(0)),
        "ends_in_the_past",
        "expires_at");
  }

  private void assertProblem(String lifetime, String code, String field) throws Exception {
    Answer refused = server.open(ONE, TWO, lifetime);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo(code);
    assertThat(refused.text("/field")).isEqualTo(field);
  }
}
