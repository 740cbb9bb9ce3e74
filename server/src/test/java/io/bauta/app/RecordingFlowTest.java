package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls are recorded, as a platform's backend says it. */
class RecordingFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  private static final String ACCOUNTS =
      """
      carriers:
        eight: { carrier: 8x8, home-region: IN, sub-account-id: acme, auth-header: sixteen-letters-or-more, call-recording: "true" }
        plain: { carrier: 8x8, home-region: IN, sub-account-id: more, auth-header: another-sixteen-letters }
      """;

  private static final String NOTICE = "\"notice\":\"This call is recorded.\"";

  private Path data;
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = RunningServer.start(data, ACCOUNTS, new HandClock());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void pool(String rules) throws Exception {
    Answer made =
        server.post(
            "/v1/pools",
            "{\"name\":\"rides\",\"carrier_account\":\"eight\",\"rules\":{%s}}".formatted(rules));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
  }

  private Answer rules(String rules) throws Exception {
    return server.api("PATCH", "/v1/pools/rides", "{\"rules\":{" + rules + "}}");
  }

  private Answer open(String rules) throws Exception {
    return server.open(RIDER, DRIVER, rules.isEmpty() ? "" : ",\"rules\":{" + rules + "}");
  }

  /** Whether the rider's call is recorded now. */
  private boolean isRecorded(Answer session) throws Exception {
    assertThat(session.status()).as(session.body().toString()).isEqualTo(201);
    Answer explained =
        server.post(
            "/v1/explain",
            "{\"carrier_account\":\"eight\",\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(RIDER, session.text("/participants/0/dials")));
    assertThat(explained.text("/decision")).isEqualTo("connect");
    return explained.body().path("recorded").asBoolean(false);
  }

  private static void assertProblem(Answer answer, String code, String field) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/field")).isEqualTo(field);
  }

  @Test
  void nothingIsRecordedUnlessItIsSaid() throws Exception {
    pool(NOTICE);
    assertThat(isRecorded(open(""))).isFalse();
    assertThat(server.get("/v1/pools/rides").body().at("/rules").has("recording")).isFalse();
  }

  @Test
  void aPoolIsRecordedAndRemembersItOverARestart() throws Exception {
    pool(NOTICE + ",\"recording\":\"on\"");
    Answer session = open("");
    assertThat(isRecorded(session)).isTrue();
    server.close();
    server = RunningServer.start(data, ACCOUNTS, new HandClock());
    assertThat(isRecorded(session)).isTrue();
    assertThat(server.get("/v1/pools/rides").text("/rules/recording")).isEqualTo("on");
    assertThat(rules(NOTICE).status()).isEqualTo(200);
    assertThat(isRecorded(session)).isFalse();
  }

  /** It may be said beside the rules, and changed without saying all of them again. */
  @Test
  void thePoolsOwnFieldIsTheRule() throws Exception {
    pool(NOTICE);
    assertThat(server.get("/v1/pools/rides").text("/recording")).isEqualTo("off");
    Answer on = server.api("PATCH", "/v1/pools/rides", "{\"recording\":\"on\"}");
    assertThat(on.text("/recording")).isEqualTo("on");
    assertThat(on.text("/rules/recording")).isEqualTo("on");
    assertThat(on.text("/rules/notice")).isEqualTo("This call is recorded.");
    Answer session = open("");
    assertThat(isRecorded(session)).isTrue();
    assertThat(server.api("PATCH", "/v1/pools/rides", "{\"recording\":\"off\"}").status())
        .isEqualTo(200);
    assertThat(isRecorded(session)).isFalse();

    String both = "{\"recording\":\"off\",\"rules\":{\"recording\":\"on\"," + NOTICE + "}}";
    assertProblem(server.api("PATCH", "/v1/pools/rides", both), "invalid_value", "recording");
    String untold = "{\"recording\":\"on\",\"rules\":{}}";
    assertProblem(server.api("PATCH", "/v1/pools/rides", untold), "missing_field", "rules.notice");
  }

  @Test
  void whereNoNoticeIsNeededThatIsSaidAndShown() throws Exception {
    pool("\"recording\":\"on\",\"recording_without_notice\":true");
    assertThat(isRecorded(open(""))).isTrue();
    Answer pool = server.get("/v1/pools/rides");
    assertThat(pool.text("/rules/recording")).isEqualTo("on");
    assertThat(pool.body().at("/rules/recording_without_notice").asBoolean(false)).isTrue();
  }

  @Test
  void aSessionSaysOtherwise() throws Exception {
    pool(NOTICE + ",\"recording\":\"on\"");
    Answer session = open("\"recording\":\"off\"");
    assertThat(session.text("/rules/recording")).isEqualTo("off");
    assertThat(isRecorded(session)).isFalse();
  }

  /** The notice was the pool's, and nobody is recorded who does not hear it. */
  @Test
  void aSessionIsRecordedAsLongAsItsPoolTellsSo() throws Exception {
    pool(NOTICE);
    Answer session = open("\"recording\":\"on\"");
    assertThat(isRecorded(session)).isTrue();
    assertThat(rules("").status()).isEqualTo(200);
    assertThat(isRecorded(session)).isFalse();
  }

  @Test
  void aSessionWithoutANoticeIsNotRecorded() throws Exception {
    pool("");
    assertProblem(open("\"recording\":\"on\""), "missing_field", "rules.notice");
    assertThat(isRecorded(open("\"recording\":\"on\"," + NOTICE))).isTrue();
  }

  @Test
  void aCarrierThatCannotRecordIsNotAskedTo() throws Exception {
    pool(NOTICE + ",\"recording\":\"on\"");
    String more =
        "{\"numbers\":[\"+919000000003\",\"+919000000004\"],\"carrier_account\":\"plain\"}";
    Answer refused = server.post("/v1/pools/rides/numbers", more);
    assertProblem(refused, "carrier_cannot", "carrier_account");
    assertThat(refused.text("/shortfall")).isEqualTo("RECORDING_NOT_STARTED");

    assertThat(rules(NOTICE).status()).isEqualTo(200);
    assertThat(server.post("/v1/pools/rides/numbers", more).body().path("added").asInt())
        .isEqualTo(2);
    Answer all = rules(NOTICE + ",\"recording\":\"on\"");
    assertProblem(all, "carrier_cannot", "rules.recording");
    assertProblem(open("\"recording\":\"on\""), "carrier_cannot", "rules.recording");
    assertThat(open("\"recording\":\"off\"").status()).isEqualTo(201);
  }
}
