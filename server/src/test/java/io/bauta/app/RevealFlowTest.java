package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.access.RevealLimit;
import io.bauta.app.RunningServer.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is told a real number, and what is known of that afterwards. */
@Timeout(60)
class RevealFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String WHY = "{\"participant\":\"rider\",\"reason\":\"accident, case 17\"}";

  private final HandClock clock = new HandClock();
  private RunningServer server;
  private Path data;
  private Answer session;
  private String key;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server =
        RunningServer.start(
            data, RunningServer.SECRET_PATH + "events: { allow-private-addresses: true }\n", clock);
    server.pool("");
    session = server.open(RIDER, DRIVER, "");
    key = key("reveal", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String key(String role, String more) throws Exception {
    return server
        .post("/v1/keys", "{\"name\":\"desk\",\"role\":\"%s\"%s}".formatted(role, more))
        .text("/key");
  }

  private HttpResponse<String> reveal(String with, String body) throws Exception {
    return server.reveal(with, session.text("/id"), body);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String code(HttpResponse<String> answer) {
    return json(answer).path("code").asString("");
  }

  private List<String> entries() throws Exception {
    return server
        .get("/v1/audit?limit=200&subject_kind=session&subject=" + session.text("/id"))
        .body()
        .path("data")
        .valueStream()
        .map(one -> one.path("action").asString("") + ": " + one.path("detail").asString(""))
        .toList();
  }

  @Test
  void whoeverMayIsToldAndTheLogSaysSo() throws Exception {
    HttpResponse<String> answer = reveal(key, WHY);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("real_number").asString("")).isEqualTo(RIDER);
    assertThat(json(answer).path("more_numbers")).isEmpty();
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(entries())
        .containsExactly(
            "number.revealed: %s: accident, case 17".formatted(session.text("/participants/0/id")));
    JsonNode entry = server.get("/v1/audit?limit=1").body().at("/data/0");
    assertThat(entry.path("actor").asString("")).startsWith("desk (key_");
    assertThat(entry.path("origin").asString("")).isEqualTo("127.0.0.1");
  }

  @Test
  void aParticipantIsNamedByIdToo() throws Exception {
    HttpResponse<String> answer =
        reveal(
            server.adminKey(),
            "{\"participant\":\"%s\",\"reason\":\"accident\"}"
                .formatted(session.text("/participants/1/id")));
    assertThat(json(answer).path("real_number").asString("")).isEqualTo(DRIVER);
  }

  @Test
  void aSessionThatIsOverStillTells() throws Exception {
    server.post("/v1/sessions/" + session.text("/id") + "/close", "{}");
    clock.forward(Duration.ofDays(40));
    assertThat(json(reveal(key, WHY)).path("real_number").asString("")).isEqualTo(RIDER);
  }

  @Test
  void nobodyElseIsToldAndTheLogSaysWhoAsked() throws Exception {
    for (String role : List.of("operator", "platform", "read_only")) {
      HttpResponse<String> answer = reveal(key(role, ""), WHY);
      assertThat(answer.statusCode()).as(role).isEqualTo(403);
      assertThat(answer.body()).doesNotContain("88888");
    }
    assertThat(server.reveal("nonsense", session.text("/id"), WHY).statusCode()).isEqualTo(401);
    assertThat(entries()).hasSize(3).containsOnly("reveal.refused: forbidden");
  }

  @Test
  void anotherPoolsSessionIsAsOneThatIsNotThere() throws Exception {
    server.post("/v1/pools", "{\"name\":\"food\",\"carrier_account\":\"vobiz\"}");
    HttpResponse<String> answer = reveal(key("reveal", ",\"pools\":[\"food\"]"), WHY);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(entries()).containsExactly("reveal.refused: not_found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"participant\":\"rider\"}",
        "{\"participant\":\"rider\",\"reason\":\"\"}",
        "{\"participant\":\"rider\",\"reason\":\" ab \"}",
        "{\"participant\":\"rider\",\"reason\":\"line\\nbreak\"}",
        "{\"participant\":\"rider\",\"reason\":17}",
        "{\"reason\":\"accident\"}",
        "{\"participant\":\"rider\",\"reason\":\"accident\",\"more\":1}",
        "{",
        "[]"
      })
  void whatIsNoQuestionIsRefused(String body) throws Exception {
    HttpResponse<String> answer = reveal(key, body);
    assertThat(answer.statusCode()).isIn(400, 422);
    assertThat(answer.body()).doesNotContain("88888");
  }

  @Test
  void aReasonMayNotBeTooLong() throws Exception {
    String body = "{\"participant\":\"rider\",\"reason\":\"%s\"}";
    assertThat(reveal(key, body.formatted("é".repeat(200))).statusCode()).isEqualTo(200);
    assertThat(reveal(key, body.formatted("é".repeat(201))).statusCode()).isEqualTo(422);
  }

  @Test
  void whoIsMeantMustBeClear() throws Exception {
    assertThat(code(reveal(key, "{\"participant\":\"nobody\",\"reason\":\"accident\"}")))
        .isEqualTo("unknown_participant");
    session =
        server.post(
            "/v1/sessions",
            "{\"pool\":\"rides\",\"participants\":[{\"name\":\"x\",\"real_number\":\"+918888800003\"},"
                + "{\"name\":\"x\",\"real_number\":\"+918888800004\"}]}");
    assertThat(code(reveal(key, "{\"participant\":\"x\",\"reason\":\"accident\"}")))
        .isEqualTo("ambiguous_participant");
    assertThat(entries()).containsExactly("reveal.refused: ambiguous_participant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"call +91 88888 00001", "of 088888-00002", "٨٨٨٨٨٠٠٠٠١ asked"})
  void aReasonHoldsNoParticipantsNumber(String reason) throws Exception {
    HttpResponse<String> answer =
        reveal(key, "{\"participant\":\"rider\",\"reason\":\"%s\"}".formatted(reason));
    assertThat(code(answer)).isEqualTo("number_in_reason");
    assertThat(entries()).containsExactly("reveal.refused: number_in_reason");
  }

  @Test
  void aKeyAsksOnlySoOften() throws Exception {
    for (int i = 0; i < RevealLimit.ATTEMPTS_PER_HOUR_MAX; i++) {
      // What comes to nothing counts as well.
      reveal(key, i % 2 == 0 ? WHY : "{\"participant\":\"nobody\",\"reason\":\"guess\"}");
      clock.forward(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> limited = reveal(key, WHY);
      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(code(limited)).isEqualTo("reveal_limited");
      assertThat(limited.headers().firstValue("retry-after")).hasValue("3570");
      assertThat(limited.body()).doesNotContain("88888");
    }
    int before = entries().size();
    assertThat(before).isEqualTo(RevealLimit.ATTEMPTS_PER_HOUR_MAX + 1);
    assertThat(entries().getFirst()).startsWith("reveal.limited: ");

    // Another key has a limit of its own.
    assertThat(reveal(key("reveal", ""), WHY).statusCode()).isEqualTo(200);
    clock.forward(Duration.ofSeconds(3570));
    assertThat(reveal(key, WHY).statusCode()).isEqualTo(200);
    assertThat(entries().getFirst()).endsWith("; 4 attempts before it came too soon");
    assertThat(reveal(key, WHY).statusCode()).isEqualTo(429);
  }

  private void sql(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("bauta.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String verify(int exitCode) throws Exception {
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "audit", "verify", "--url", server.url().toString(), "--data", data.toString());
    assertThat(code).as(out.toString()).isEqualTo(exitCode);
    return out.toString();
  }

  @Test
  void whatCannotBeKeptIsNotTold() throws Exception {
    sql("create trigger full before insert on audit_entry begin select raise(abort, 'full'); end");
    HttpResponse<String> answer = reveal(key, WHY);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("88888");
    assertThat(server.post("/v1/pools", "{\"name\":\"x\",\"carrier_account\":\"vobiz\"}").status())
        .isEqualTo(503);
    assertThat(server.get("/v1/pools").body().path("data")).hasSize(1);
  }

  @Test
  void theCommandProvesThatTheLogIsWholeAndFindsAnEntryThatWasChanged() throws Exception {
    reveal(key, WHY);
    JsonNode report = server.get("/v1/audit/verify").body();
    assertThat(report.path("whole").asBoolean()).isTrue();
    assertThat(verify(0))
        .contains("whole")
        .contains(report.path("last_hash").asString(""))
        .contains("from " + report.path("first_at").asString(""));

    String entry = server.get("/v1/audit?limit=1").text("/data/0/id");
    sql("update audit_entry set actor = 'somebody else' where action = 'number.revealed'");
    assertThat(verify(1)).contains("NOT WHOLE").contains(entry).contains("changed");
    JsonNode flaw = server.get("/v1/audit/verify").body().path("flaw");
    assertThat(flaw.path("kind").asString("")).isEqualTo("changed");
    assertThat(flaw.path("entry").asString("")).isEqualTo(entry);
  }

  @Test
  void theCommandListsWhatWasDone() throws Exception {
    reveal(key, WHY);
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .execute(
                "audit",
                "list",
                "--subject-kind",
                "session",
                "--subject",
                session.text("/id"),
                "--url",
                server.url().toString(),
                "--data",
                data.toString());
    assertThat(code).isZero();
    assertThat(out.toString()).contains("number.revealed", "accident, case 17").hasLineCount(1);
  }

  /** What changes who can be reached, and what of it was refused after all. */
  @Test
  void whatChangesWhoCanBeReachedIsInTheLog() throws Exception {
    server.api("PATCH", "/v1/pools/rides", "{\"grace_seconds\":5}");
    server.api("PATCH", "/v1/pools/rides/numbers/+919000000001", "{\"state\":\"draining\"}");
    server.api("DELETE", "/v1/pools/rides/numbers/+919000000001", "");
    server.api("DELETE", "/v1/pools/rides/numbers/+918888800009", "");
    server.post("/v1/pools/rides/blocks", "{\"number\":\"+918888800007\"}");
    server.post("/v1/pools/rides/blocks", "{\"number\":\"+918888800007\"}");
    String block = server.get("/v1/pools/rides/blocks").text("/data/0/id");
    server.api("DELETE", "/v1/pools/rides/blocks/" + block, "");
    server.api(
        "PATCH",
        "/v1/sessions/" + session.text("/id"),
        "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"+918888800005\"}]}"
            .formatted(session.text("/participants/0/id")));
    String endpoint =
        server
            .post("/v1/event_endpoints", "{\"url\":\"http://127.0.0.1:9/?secret=unlisted\"}")
            .text("/id");
    server.api("PATCH", "/v1/event_endpoints/" + endpoint, "{\"state\":\"paused\"}");
    server.post("/v1/event_endpoints/" + endpoint + "/secret", "");
    server.api("DELETE", "/v1/event_endpoints/" + endpoint, "");
    JsonNode log = server.get("/v1/audit?limit=200").body();
    assertThat(
            log.path("data")
                .valueStream()
                .map(one -> one.path("action").asString(""))
                .toList()
                .reversed())
        .containsExactly(
            "pool.created",
            "pool.numbers_added",
            "key.created",
            "pool.changed",
            "pool.number_changed",
            "pool.number_removed",
            "not_done",
            "number.blocked",
            "number.unblocked",
            "participant.number_replaced",
            "endpoint.created",
            "endpoint.changed",
            "endpoint.secret_rotated",
            "endpoint.deleted");
    assertThat(log.toString())
        .contains("number_lent")
        .doesNotContain("88888")
        .doesNotContain("unlisted");
    assertThat(server.get("/v1/audit/verify").body().path("whole").asBoolean()).isTrue();
  }
}
