package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as a platform's backend sets them, and what carriers then are answered. */
class RulesFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";

  // A Friday noon in Kolkata.
  private final HandClock clock = new HandClock(Instant.parse("2027-01-15T06:30:00Z"));
  private Path data;
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = RunningServer.start(data, SECRET_PATH, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String id, String from, String to) throws Exception {
    return server.form(SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", to));
  }

  private void hangUp(String id) throws Exception {
    HttpResponse<String> told =
        server.form(
            SECRET_WEBHOOKS + "hangup",
            Map.of("CallUUID", id, "Event", "Hangup", "HangupCauseCode", "4000"));
    assertThat(told.statusCode()).isEqualTo(200);
  }

  private static boolean isConnected(HttpResponse<String> answer) {
    return answer.body().contains("<Dial");
  }

  private Answer open(String rules) throws Exception {
    Answer opened = server.open(RIDER, DRIVER, rules.isEmpty() ? "" : ",\"rules\":" + rules);
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    return opened;
  }

  private Answer explain(String from, String to, String more) throws Exception {
    return server.post(
        "/v1/explain", "{\"from\":\"%s\",\"to\":\"%s\"%s}".formatted(from, to, more));
  }

  @Test
  void rulesReadBackAsTheyWereGivenAndAreReplacedAsAWhole() throws Exception {
    server.pool(
        """
        ,"rules":{"may_call":[0,"anyone"],
          "hours":{"time_zone":"Asia/Kolkata",
                   "windows":[{"days":["sat","mon"],"from":"22:00","to":"02:00"},
                              {"from":"09:00","to":"10:30"}]},
          "calls_per_session":20,"calls_per_caller_per_hour":6,
          "concurrent_calls_per_session":1,"concurrent_calls":100,
          "countries":["us","IN"],"special_numbers":"allow"}""");
    Answer pool = server.get("/v1/pools/rides");
    assertThat(pool.body().at("/rules").toString())
        .isEqualTo(
            """
            {"may_call":[0,"anyone"],"hours":{"time_zone":"Asia/Kolkata","windows":[\
            {"days":["mon","sat"],"from":"22:00","to":"02:00"},\
            {"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"09:00","to":"10:30"}]},\
            "calls_per_session":20,"calls_per_caller_per_hour":6,\
            "concurrent_calls_per_session":1,"concurrent_calls":100,\
            "countries":["IN","US"],"special_numbers":"allow"}""");

    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(server.get("/v1/pools/rides").body().at("/rules"))
        .as("after a restart")
        .isEqualTo(pool.body().at("/rules"));
    server.api("PATCH", "/v1/pools/rides", "{\"cool_off_seconds\":60}");
    assertThat(server.get("/v1/pools/rides").body().at("/rules"))
        .as("not mentioned")
        .isEqualTo(pool.body().at("/rules"));
    Answer cleared = server.api("PATCH", "/v1/pools/rides", "{\"rules\":{}}");
    assertThat(cleared.body().at("/rules").toString())
        .isEqualTo("{\"special_numbers\":\"refuse\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{'may_call':[2]} | rules.may_call | invalid_value",
        "{'may_call':['driver']} | rules.may_call | invalid_value",
        "{'may_call':[]} | rules.may_call | invalid_value",
        "{'hours':{'time_zone':'Kolkata','windows':[{'from':'09:00','to':'10:00'}]}}"
            + "| rules.hours.time_zone | invalid_value",
        "{'hours':{'time_zone':'+05:30','windows':[{'from':'09:00','to':'10:00'}]}}"
            + "| rules.hours.time_zone | invalid_value",
        "{'hours':{'time_zone':'UTC','windows':[]}} | rules.hours.windows | invalid_value",
        "{'hours':{'time_zone':'UTC'}} | rules.hours.windows | missing_field",
        "{'hours':{'time_zone':'UTC','windows':[{'from':'9:00','to':'10:00'}]}}"
            + "| rules.hours.windows[0].from | invalid_value",
        "{'hours':{'time_zone':'UTC','windows':[{'from':'09:00','to':'24:00'}]}}"
            + "| rules.hours.windows[0].to | invalid_value",
        "{'hours':{'time_zone':'UTC','windows':[{'days':['Monday'],'from':'09:00','to':'12:00'}]}}"
            + "| rules.hours.windows[0].days | invalid_value",
        "{'calls_per_session':0} | rules.calls_per_session | invalid_value",
        "{'concurrent_calls':100001} | rules.concurrent_calls | invalid_value",
        "{'countries':['XX']} | rules.countries | invalid_value",
        "{'special_numbers':'ring'} | rules.special_numbers | invalid_value",
        "{'notice':' '} | rules.notice | invalid_value",
        "{'recording':'on'} | rules.notice | missing_field",
        "{'recording':'on','recording_without_notice':false} | rules.notice | missing_field",
        "{'recording':'yes'} | rules.recording | invalid_value",
        "{'recording':true} | rules.recording | invalid_value",
        "{'recording_without_notice':true} | rules.recording_without_notice | invalid_value",
        "{'recording':'off','recording_without_notice':true}"
            + "| rules.recording_without_notice | invalid_value",
        "{'recording':'on','notice':'Recorded.'} | rules.recording | carrier_cannot",
        "{'recording':'on','recording_without_notice':true} | rules.recording | carrier_cannot",
        "{'one_way':true} | rules.one_way | unknown_field",
        "[] | | invalid_value",
      })
  void rulesThatCannotBeAreRefused(String rules, String field, String code) throws Exception {
    Answer refused =
        server.post("/v1/pools", "{\"name\":\"rides\",\"rules\":" + rules.replace('\'', '"') + "}");
    assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo(code);
    if (field != null) {
      assertThat(refused.text("/field")).isEqualTo(field);
    }
    assertThat(server.get("/v1/pools").body().path("data")).as("nothing half done").isEmpty();
  }

  @Test
  void aCallOutsideTheHoursIsRefusedAndItsRecordSaysWhy() throws Exception {
    server.pool(
        """
        ,"rules":{"hours":{"time_zone":"Asia/Kolkata",
          "windows":[{"days":["fri"],"from":"09:00","to":"18:00"}]}}""");
    String dials = open("").text("/participants/0/dials");
    assertThat(isConnected(call("c1", RIDER, dials))).isTrue();
    Answer later = explain(RIDER, dials, ",\"at\":\"2027-01-15T12:29:59Z\"");
    assertThat(later.text("/decision")).isEqualTo("connect");
    assertThat(later.text("/steps/0/check")).isEqualTo("as_of");
    assertThat(explain(RIDER, dials, ",\"at\":\"2027-01-15T12:30:00Z\"").text("/reason"))
        .isEqualTo("outside_hours");
    assertThat(explain(RIDER, dials, ",\"at\":\"2026-12-31T12:00:00Z\"").text("/reason"))
        .isEqualTo("outside_hours");
    assertThat(explain(RIDER, dials, ",\"at\":\"tomorrow\"").text("/field")).isEqualTo("at");

    clock.forward(Duration.ofHours(6));
    assertThat(isConnected(call("c2", RIDER, dials))).isFalse();
    Answer list = server.get("/v1/calls?status=refused");
    assertThat(list.text("/data/0/refusal_reason")).isEqualTo("outside_hours");
    String id = list.text("/data/0/id");
    Answer call = server.get("/v1/calls/" + id);
    assertThat(call.text("/trace_id")).isEqualTo(id.substring("call_".length()));
    assertThat(call.body().at("/decision_trace"))
        .isEqualTo(explain(RIDER, dials, "").body().at("/steps"));
    int last = call.body().at("/decision_trace").size() - 1;
    assertThat(call.text("/decision_trace/" + last + "/detail"))
        .isEqualTo("it is fri 18:00, and calls are connected fri 09:00-18:00 Asia/Kolkata");

    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(server.get("/v1/calls/" + id).body()).as("after a restart").isEqualTo(call.body());
    assertThat(server.get("/v1/calls?status=ringing").text("/data/0/decision_trace")).isEmpty();
  }

  @Test
  void asManyCallsAsMayBeAreAtOnceAndARepetitionIsNoOther() throws Exception {
    server.pool(",\"rules\":{\"concurrent_calls_per_session\":1,\"calls_per_session\":3}");
    Answer session = open("");
    String riderDials = session.text("/participants/0/dials");
    String driverDials = session.text("/participants/1/dials");
    assertThat(isConnected(call("c1", RIDER, riderDials))).isTrue();
    assertThat(isConnected(call("c1", RIDER, riderDials))).as("asked again").isTrue();
    for (int i = 0; i < 5; i++) {
      assertThat(explain(DRIVER, driverDials, "").text("/reason")).isEqualTo("too_many_at_once");
    }
    assertThat(isConnected(call("c2", DRIVER, driverDials))).isFalse();
    hangUp("c1");
    assertThat(isConnected(call("c2", DRIVER, driverDials))).as("asked again").isFalse();
    assertThat(isConnected(call("c3", DRIVER, driverDials))).isTrue();

    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(explain(RIDER, riderDials, "").text("/reason")).isEqualTo("too_many_at_once");
    clock.forward(Duration.ofHours(2));
    assertThat(isConnected(call("c4", RIDER, riderDials))).as("c3 must be over").isTrue();
    hangUp("c4");
    assertThat(isConnected(call("c5", RIDER, riderDials))).isFalse();
    assertThat(explain(RIDER, riderDials, "").text("/reason")).isEqualTo("session_calls_spent");
  }

  @Test
  void aCallerCallsSoOftenInAnHourAlsoAfterARestart() throws Exception {
    server.pool(",\"rules\":{\"calls_per_caller_per_hour\":2}");
    String dials = open("").text("/participants/0/dials");
    assertThat(isConnected(call("c1", RIDER, dials))).isTrue();
    clock.forward(Duration.ofMinutes(30));
    assertThat(isConnected(call("c2", RIDER, dials))).isTrue();
    server.get("/v1/calls");
    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(isConnected(call("c3", RIDER, dials))).isFalse();
    assertThat(server.get("/v1/calls?status=refused").text("/data/0/refusal_reason"))
        .isEqualTo("caller_too_often");
    clock.forward(Duration.ofMinutes(30));
    assertThat(isConnected(call("c4", RIDER, dials))).isTrue();
  }

  @Test
  void aSessionHasRulesOfItsOwn() throws Exception {
    server.pool(",\"rules\":{\"may_call\":[0]}");
    Answer session = open("{\"may_call\":[\"driver\"],\"calls_per_session\":1}");
    assertThat(session.body().at("/rules").toString())
        .isEqualTo("{\"may_call\":[1],\"calls_per_session\":1}");
    String riderDials = session.text("/participants/0/dials");
    String driverDials = session.text("/participants/1/dials");
    assertThat(isConnected(call("c1", RIDER, riderDials))).isFalse();
    assertThat(explain(RIDER, riderDials, "").text("/reason")).isEqualTo("caller_may_not_call");
    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(isConnected(call("c2", DRIVER, driverDials))).isTrue();
    hangUp("c2");
    assertThat(explain(DRIVER, driverDials, "").text("/reason")).isEqualTo("session_calls_spent");
    String changed = "/v1/sessions/" + session.text("/id");
    assertThat(server.api("PATCH", changed, "{\"ttl_seconds\":60}").body().at("/rules"))
        .as("kept when it is extended")
        .isEqualTo(session.body().at("/rules"));
    assertThat(explain(RIDER, riderDials, "").text("/reason")).isEqualTo("caller_may_not_call");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"may_call\":[\"guest\"]}",
        "{\"may_call\":[2]}",
        "{\"concurrent_calls\":1}",
        "{\"countries\":[\"IN\"]}",
        "{\"notice\":\" \"}",
        "{\"recording\":\"on\"}",
        "{\"recording\":\"on\",\"notice\":\"Recorded.\"}",
      })
  void rulesThatASessionCannotHaveAreRefused(String rules) throws Exception {
    server.pool("");
    Answer refused = server.open(RIDER, DRIVER, ",\"rules\":" + rules);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).startsWith("rules.");
  }

  @Test
  void whoIsBlockedIsRefusedUntilTheyAreNot() throws Exception {
    server.pool("");
    String dials = open("").text("/participants/0/dials");
    Answer blocked = server.post("/v1/pools/rides/blocks", "{\"number\":\"" + RIDER + "\"}");
    assertThat(blocked.status()).isEqualTo(201);
    assertThat(blocked.text("/number")).isEqualTo("+91••••••0001");
    Answer again = server.post("/v1/pools/rides/blocks", "{\"number\":\"08888800001\"}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(blocked.body());
    assertThat(isConnected(call("c1", RIDER, dials))).isFalse();
    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);
    assertThat(explain(RIDER, dials, "").text("/reason")).isEqualTo("caller_blocked");
    assertThat(server.get("/v1/pools/rides/blocks").body().path("data"))
        .containsExactly(blocked.body());

    String entry = "/v1/pools/rides/blocks/" + blocked.text("/id");
    assertThat(server.api("DELETE", entry, "").status()).isEqualTo(204);
    assertThat(server.api("DELETE", entry, "").status()).isEqualTo(404);
    assertThat(isConnected(call("c2", RIDER, dials))).isTrue();
    assertThat(
            server.post("/v1/pools/rides/blocks", "{\"number\":\"+919000000001\"}").text("/code"))
        .isEqualTo("own_proxy_number");
    assertThat(server.post("/v1/pools/rides/blocks", "{\"number\":\"12\"}").text("/code"))
        .isEqualTo("invalid_number");
    assertThat(server.post("/v1/pools/nowhere/blocks", "{}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"112", "+19005550100", "+449098790001"})
  void specialNumbersAreNotTaken(String number) throws Exception {
    server.pool("");
    Answer refused = server.open(RIDER, number, "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo("special_number");
    assertThat(refused.text("/field")).isEqualTo("participants[1].real_number");
    Answer support =
        server.api(
            "PATCH",
            "/v1/pools/rides",
            "{\"unknown_caller\":\"forward\",\"forward_to\":\"" + number + "\"}");
    assertThat(support.text("/code")).isEqualTo("special_number");
    assertThat(support.text("/field")).isEqualTo("forward_to");
  }
}
