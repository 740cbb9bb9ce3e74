package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Call detail records as a platform's back office reads them, over HTTP. */
class CallDetailFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String STRANGER = "+918888800009";
  private static final String FIRST = "+919000000001";

  private final HandClock clock = new HandClock();
  private RunningServer server;
  private Answer session;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, clock);
    server.pool("");
    session = server.open(RIDER, DRIVER, ",\"ttl_seconds\":360000");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void asks(String id, String from) throws Exception {
    HttpResponse<String> answer =
        server.form(
            SECRET_WEBHOOKS + "answer",
            Map.of("CallUUID", id, "From", from, "To", session.text("/participants/0/dials")));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** A talk of a minute, and what else is said of its end. */
  private int ends(String id, Map<String, String> more) throws Exception {
    Map<String, String> fields =
        new HashMap<>(
            Map.of(
                "CallUUID", id,
                "Event", "Hangup",
                "CallStatus", "completed",
                "HangupCause", "NORMAL_CLEARING",
                "HangupCauseCode", "4000",
                "AnswerTime", "2027-01-15 13:30:10",
                "EndTime", "2027-01-15 13:31:10",
                "Duration", "70"));
    fields.putAll(more);
    return server.form(SECRET_WEBHOOKS + "hangup", fields).statusCode();
  }

  private JsonNode record(String id) throws Exception {
    for (JsonNode record : server.get("/v1/calls").body().path("data")) {
      if (record.path("carrier_call_id").asString("").equals(id)) {
        return record;
      }
    }
    throw new AssertionError("no record of " + id);
  }

  private List<String> ids(String query) throws Exception {
    Answer answer = server.get("/v1/calls?" + query);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.body().path("data").forEach(call -> ids.add(call.path("carrier_call_id").asString("")));
    return ids;
  }

  @Test
  void aRecordHasLegsAndWhatIsBilled() throws Exception {
    asks("c1", RIDER);
    assertThat(ends("c1", Map.of("BillDuration", "120", "TotalCost", "0.4500"))).isEqualTo(200);
    JsonNode record = record("c1");
    assertThat(record.path("status").asString("")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(60);
    assertThat(record.path("billed_seconds").asInt()).isEqualTo(120);
    assertThat(record.path("cost").toString())
        .isEqualTo("{\"amount\":\"0.4500\",\"currency\":null}");
    assertThat(record.path("legs")).hasSize(1);
    assertThat(record.at("/legs/0/leg").asString("")).isEqualTo("inbound");
    assertThat(record.at("/legs/0/billed_seconds").asInt()).isEqualTo(120);
    assertThat(record.path("given_up_at").isNull()).isTrue();
  }

  @Test
  void whatCannotBeIsTakenAndChangesNothingElse() throws Exception {
    asks("c1", RIDER);
    assertThat(
            ends(
                "c1",
                Map.of(
                    "BillDuration", "-60",
                    "TotalCost", "-1",
                    "Duration", "-70",
                    "AnswerTime", "1970-01-01 00:00:00",
                    "EndTime", "9999-12-31 23:59:59")))
        .isEqualTo(200);
    JsonNode record = record("c1");
    assertThat(record.path("billed_seconds").isNull()).isTrue();
    assertThat(record.path("cost").isNull()).isTrue();
    assertThat(record.path("talk_seconds").isNull()).isTrue();
    assertThat(record.path("hangup_cause").asString("")).isEqualTo("normal_clearing");
    assertThat(record.path("ended_at").asString("")).isEqualTo("2027-01-15T08:00:00Z");
  }

  @Test
  void whatIsToldOfNoCallIsTakenAndIsNoCall() throws Exception {
    asks("c1", RIDER);
    JsonNode before = record("c1");
    assertThat(ends("unheard-of", Map.of())).isEqualTo(200);
    assertThat(ids("")).containsExactly("c1");
    assertThat(record("c1")).isEqualTo(before);
  }

  @Test
  void recordsAreFoundByWhoTookPartAndByWhatTheyAreOf() throws Exception {
    asks("c1", RIDER);
    clock.forward(Duration.ofSeconds(10));
    asks("c2", STRANGER);
    String rider = session.text("/participants/0/id");
    String dialed = session.text("/participants/0/dials").substring(1);

    assertThat(ids("participant=" + rider)).containsExactly("c1");
    assertThat(ids("number=%2B" + dialed)).containsExactly("c2", "c1");
    assertThat(ids("number=" + dialed)).containsExactly("c2", "c1");
    assertThat(ids("number=+" + dialed)).containsExactly("c2", "c1");
    assertThat(ids("pool=rides&carrier_account=vobiz")).containsExactly("c2", "c1");
    assertThat(ids("carrier_account=other")).isEmpty();
    assertThat(ids("status=refused")).containsExactly("c2");
    assertThat(ids("state=ringing")).containsExactly("c1");
    assertThat(ids("until=2027-01-15T08:00:10Z")).containsExactly("c1");
    assertThat(ids("since=2027-01-15T08:00:10Z")).containsExactly("c2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "number=%2B918888800001",
        "number=918888800002",
        "number=x",
        "participant=ses_1",
        "pool=unknown",
        "until=yesterday",
        "colour=red"
      })
  void aFilterThatCannotBeMeantIsRefused(String query) throws Exception {
    for (String path : List.of("/v1/calls?", "/v1/calls/export?")) {
      Answer answer = server.get(path + query);
      assertThat(answer.status()).isEqualTo(422);
      assertThat(answer.text("/field")).isIn("query", query.split("=", 2)[0]);
    }
  }

  private HttpResponse<String> export(String query) throws Exception {
    String key = Files.readString(AdminKey.file(server.data())).strip();
    return server.send(
        server
            .request("/v1/calls/export?" + query)
            .header("Authorization", "Bearer " + key)
            .GET()
            .build());
  }

  @Test
  void anExportHasEveryRecordOnceInEitherForm() throws Exception {
    int many = 1_203;
    for (int i = 0; i < many; i++) {
      asks("c" + i, i % 2 == 0 ? RIDER : STRANGER);
      clock.forward(Duration.ofMillis(1));
    }
    List<String> all = Stream.iterate(many - 1, i -> i >= 0, i -> i - 1).map(i -> "c" + i).toList();

    HttpResponse<String> lines = export("format=jsonl");
    assertThat(lines.headers().firstValue("content-type")).contains("application/jsonl");
    assertThat(
            lines
                .body()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .map(record -> record.path("carrier_call_id").asString("")))
        .containsExactlyElementsOf(all);
    assertThat(RunningServer.PARTICIPANT.matcher(lines.body()).find()).isFalse();

    HttpResponse<String> csv = export("status=refused");
    assertThat(csv.headers().firstValue("content-type").orElseThrow()).startsWith("text/csv");
    assertThat(csv.headers().firstValue("content-disposition").orElseThrow()).contains("calls.csv");
    assertThat(csv.body()).endsWith("\r\n");
    List<String> rows = csv.body().lines().toList();
    assertThat(rows.getFirst()).startsWith("id,session,carrier_account,carrier_call_id,dialed,");
    assertThat(rows).hasSize(1 + many / 2);
    assertThat(rows.get(1)).contains(",c1201," + FIRST + ",+91••••••0009,,,refused,unknown_caller");
    assertThat(RunningServer.PARTICIPANT.matcher(csv.body()).find()).isFalse();
  }

  @Test
  void totalsAreByDayOfTheZoneAndFollowWhatIsToldLater() throws Exception {
    // 08:00 in UTC is half past one in the afternoon in India.
    asks("c1", RIDER);
    asks("c2", STRANGER);
    clock.forward(Duration.ofHours(11));
    asks("c3", RIDER);
    assertThat(ends("c1", Map.of())).isEqualTo(200);

    JsonNode utc = server.get("/v1/calls/totals").body();
    assertThat(utc.path("zone").asString("")).isEqualTo("UTC");
    assertThat(utc.path("data")).hasSize(1);
    JsonNode day = utc.at("/data/0");
    assertThat(day.path("day").asString("")).isEqualTo("2027-01-15");
    assertThat(day.path("pool_name").asString("")).isEqualTo("rides");
    assertThat(day.path("carrier").asString("")).isEqualTo("vobiz");
    assertThat(day.path("calls").asInt()).isEqualTo(3);
    assertThat(day.path("put_through").asInt()).isEqualTo(2);
    assertThat(day.path("answered").asInt()).isEqualTo(1);
    assertThat(day.path("answer_rate").decimalValue()).isEqualByComparingTo("0.5");
    assertThat(day.path("average_talk_seconds").decimalValue()).isEqualByComparingTo("60");
    assertThat(day.path("statuses").toString())
        .isEqualTo("{\"ringing\":1,\"completed\":1,\"refused\":1}");
    assertThat(day.path("refusals").toString()).isEqualTo("{\"unknown_caller\":1}");

    JsonNode india = server.get("/v1/calls/totals?zone=Asia/Kolkata").body();
    assertThat(india.path("data")).hasSize(2);
    assertThat(india.at("/data/1/day").asString("")).isEqualTo("2027-01-16");
    assertThat(india.at("/data/1/calls").asInt()).isEqualTo(1);
    assertThat(india.at("/data/1/average_talk_seconds").isNull()).isTrue();

    assertThat(ends("c3", Map.of())).isEqualTo(200);
    assertThat(server.get("/v1/calls/totals").body().at("/data/0/answered").asInt()).isEqualTo(2);
    assertThat(server.get("/v1/calls/totals?carrier_account=other").body().path("data")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "since=2027-01-15&until=2027-01-15",
        "since=2026-01-01&until=2026-04-04",
        "since=2027-01-15T08:00:00Z",
        "since=-999999999-01-01",
        "zone=Moon",
        "zone=%2B05:07",
        "pool=unknown",
        "colour=red"
      })
  void totalsThatCannotBeAreRefused(String query) throws Exception {
    assertThat(server.get("/v1/calls/totals?" + query).status()).isEqualTo(422);
    assertThat(server.get("/v1/calls/totals?since=2026-01-01&until=2026-04-03").status())
        .isEqualTo(200);
  }
}
