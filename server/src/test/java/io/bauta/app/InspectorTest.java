package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.edge.Exchanges;
import io.bauta.simulator.ApiReply;
import io.bauta.simulator.LoopbackApi;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The inspector over HTTP. Every answer is searched for numbers by {@link RunningServer}. */
class InspectorTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String STRANGER = "+918888800009";
  private static final String SECRET = "another-secret-path";
  private static final String API_KEY = "KEY-of-the-test";

  private static final String ACCOUNTS =
      RunningServer.SECRET_PATH
          + """
            telnyx: { carrier: telnyx, home-region: IN, signature: "off", api-key: %s, \
          api-base: "${API}/v2", path-secret: %s }
            signed: { carrier: vobiz, home-region: IN, auth-token: %s }
          """
              .formatted(API_KEY, SECRET, RunningServer.TOKEN);

  private final HandClock clock = new HandClock();
  private final LoopbackApi api =
      new LoopbackApi("/v2", request -> new ApiReply(200, "{\"data\":{\"result\":\"ok\"}}"));
  private RunningServer server;
  private String session;
  private String dials;

  @BeforeEach
  void openASession(@TempDir Path data) throws Exception {
    String base = api.base().toString().replace("/v2", "");
    server = RunningServer.start(data, ACCOUNTS, clock, Map.of("API", base));
    server.pool("");
    Answer opened = server.open(RIDER, DRIVER, "");
    session = opened.text("/id");
    dials = opened.text("/participants/0/dials");
  }

  @AfterEach
  void stop() {
    server.close();
    api.close();
  }

  // What is shown.

  @Test
  void aConnectedCallIsShownWithWhatWasDecidedAndSent() throws Exception {
    call("call-a", RIDER, dials);

    JsonNode shown = latest("");
    assertThat(text(shown, "/outcome")).isEqualTo("connected");
    assertThat(text(shown, "/at")).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(shown.path("duration_microseconds").asLong()).isPositive();
    assertThat(text(shown, "/meaning"))
        .isEqualTo("asks what to do with a call from +91••••••0001 to " + dials);
    assertThat(text(shown, "/carrier_call_id")).isEqualTo("call-a");
    assertThat(text(shown, "/call")).isEqualTo(server.get("/v1/calls").text("/data/0/id"));
    assertThat(text(shown, "/webhook/endpoint")).isEqualTo("answer");
    assertThat(text(shown, "/webhook/proof")).isEqualTo("not_checked");
    assertThat(text(shown, "/webhook/body"))
        .contains("From=+••…01", "To=" + dials, "CallUUID=call-a");
    assertThat(text(shown, "/decision/decision")).isEqualTo("connect");
    assertThat(text(shown, "/decision/session")).isEqualTo(session);
    assertThat(text(shown, "/decision/destination")).isEqualTo("+91••••••0002");
    assertThat(shown.at("/reply/status").asInt()).isEqualTo(200);
    assertThat(text(shown, "/reply/content_type")).isEqualTo("application/xml");
    assertThat(text(shown, "/reply/body")).contains("<Number>+••…02</Number>");
  }

  @Test
  void aRefusedCallIsShownWithItsReason() throws Exception {
    call("call-a", STRANGER, dials);

    JsonNode shown = latest("");
    assertThat(text(shown, "/outcome")).isEqualTo("refused");
    assertThat(text(shown, "/decision/reason")).isEqualTo("unknown_caller");
    assertThat(shown.at("/decision/session").isNull()).isTrue();
  }

  @Test
  void aToldFactIsShownWithItsKind() throws Exception {
    hangup("call-a");

    JsonNode shown = latest("");
    assertThat(text(shown, "/outcome")).isEqualTo("told");
    assertThat(text(shown, "/facts/0")).isEqualTo("call_ended");
    assertThat(text(shown, "/meaning")).isEqualTo("tells: the call ended, normal_clearing");
    assertThat(shown.path("decision").isNull()).isTrue();
  }

  @Test
  void namesOfHeadersAreShownAndNeverAValue() throws Exception {
    server.send(
        server
            .request(RunningServer.SECRET_WEBHOOKS + "answer")
            .header("X-Vobiz-Signature-V3", "value-of-a-header")
            .POST(BodyPublishers.ofString("From=1"))
            .build());

    JsonNode shown = latest("");
    assertThat(text(shown, "/outcome")).isEqualTo("malformed");
    assertThat(shown.at("/webhook/headers").toString()).contains("\"x-vobiz-signature-v3\"");
    assertThat(text(shown, "/webhook/from")).isEqualTo("127.0.0.1");
    assertThat(shown.toString().replace("\"from\":\"127.0.0.1\"", ""))
        .doesNotContain("value-of-a-header", "sixteen-letters-or-more", "127.0.0.1");
  }

  @Test
  void whatIsTurnedAwayIsShownWithTheReason() throws Exception {
    server.form("/carriers/signed/answer", Map.of("From", RIDER, "To", dials));

    JsonNode shown = latest("?account=signed");
    assertThat(text(shown, "/outcome")).isEqualTo("turned_away");
    assertThat(text(shown, "/webhook/proof")).isEqualTo("unsigned");
    assertThat(text(shown, "/meaning"))
        .isEqualTo("not read: this account requires signed webhooks");
    assertThat(shown.at("/reply/status").asInt()).isEqualTo(403);
  }

  @Test
  void aBodyOfNothingButDigitsIsShownShort() throws Exception {
    send("answer", "9".repeat(60_000));

    assertThat(text(latest(""), "/webhook/body")).isEqualTo("+••…99");
  }

  @Test
  void aNumberInTheIdOfACallIsNotShown() throws Exception {
    call("918888800001-1700000000", RIDER, dials);

    assertThat(text(latest(""), "/carrier_call_id")).isEqualTo("+••…00");
    assertThat(server.get("/v1/webhooks?call=918888800001-1700000000").body().path("data"))
        .hasSize(1);
  }

  @Test
  void aNumberInTheNameOfAnEventIsNotShown() throws Exception {
    send("hangup", "CallUUID=call-a&Event=Event_of_8888_800001");

    assertThat(text(latest(""), "/meaning")).isEqualTo("nothing to us: Event_of__");
  }

  private void send(String endpoint, String body) throws Exception {
    server.send(
        server
            .request(RunningServer.SECRET_WEBHOOKS + endpoint)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  // Wrong paths.

  @Test
  void anUnknownEndpointIsShown() throws Exception {
    server.form("/carriers/signed/answr", Map.of());

    JsonNode shown = latest("?outcome=wrong_path");
    assertThat(text(shown, "/webhook/endpoint")).isEqualTo("answr");
    assertThat(text(shown, "/meaning"))
        .startsWith("not read: no such endpoint: expected one of answer, hangup");
    assertThat(shown.at("/reply/status").asInt()).isEqualTo(404);
  }

  @Test
  void aWrongPathSecretIsNotShown() throws Exception {
    server.form("/carriers/vobiz/sixteen-letters-or-mroe/hangup", Map.of());
    server.form("/carriers/vobiz", Map.of());

    assertThat(server.get("/v1/webhooks?outcome=wrong_path").text("/data/1/webhook/endpoint"))
        .isEqualTo("hangup");
    JsonNode shown = latest("?outcome=wrong_path");
    assertThat(shown.at("/webhook/endpoint").isNull()).isTrue();
    assertThat(text(shown, "/meaning")).isEqualTo("not read: the path secret is missing or wrong");
    assertThat(server.get("/v1/webhooks").body().toString()).doesNotContain("letters-or-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sixteen-letters-or-more", "918888800001", "an%20swer", ""})
  void whatCouldBeASecretOrANumberIsNotShownAsAnEndpoint(String path) throws Exception {
    server.form("/carriers/signed/" + path, Map.of());

    assertThat(latest("?account=signed").at("/webhook/endpoint").isNull()).isTrue();
  }

  // Commands.

  @Test
  void aCommandIsShownWithWhatTheCarrierSaid() throws Exception {
    telnyx("call.initiated", "null");
    JsonNode command = awaitCommand("command_done", 1);

    assertThat(text(command, "/command/action")).isEqualTo("answer");
    assertThat(text(command, "/command/method")).isEqualTo("POST");
    assertThat(text(command, "/command/path")).isEqualTo("/v2/calls/v3:leg-a/actions/answer");
    assertThat(text(command, "/reply/body")).isEqualTo("{\"data\":{\"result\":\"ok\"}}");
    assertThat(text(command, "/carrier_call_id")).isEqualTo("session-a");
    assertThat(command.path("webhook").isNull()).isTrue();
    assertThat(command.toString()).doesNotContain(API_KEY, "127.0.0.1");

    JsonNode question = latest("?account=telnyx&outcome=refused");
    assertThat(text(question, "/owed/0/action")).isEqualTo("answer");
    assertThat(text(question, "/call")).isEqualTo(text(command, "/call"));
  }

  @Test
  void theNumberToRingIsNotShownInACommand() throws Exception {
    server.post("/v1/pools", "{\"name\":\"us\",\"carrier_account\":\"telnyx\"}");
    server.post("/v1/pools/us/numbers", "{\"numbers\":[\"+919000000011\",\"+919000000012\"]}");
    Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"us","participants":[{"real_number":"%s"},{"real_number":"%s"}]}
            """
                .formatted(RIDER, DRIVER));
    dials = opened.text("/participants/0/dials");
    String shown = opened.text("/participants/1/dials");
    telnyx("call.initiated", "null");
    String body = text(awaitCommand("command_done", 1), "/command/body");
    String state = body.replaceFirst(".*\"client_state\":(\"[^\"]*\").*", "$1");
    telnyx("call.answered", state);

    JsonNode transfer = awaitCommand("command_done", 2);
    assertThat(text(transfer, "/command/action")).isEqualTo("transfer");
    assertThat(text(transfer, "/command/body"))
        .contains("\"to\":\"+••…02\"", "\"from\":\"" + shown + "\"");
  }

  @Test
  void aCommandThatTheCarrierRejectsIsShownWithWhatItSaid() throws Exception {
    api.failsWith(new ApiReply(422, "{\"errors\":[{\"detail\":\"from " + RIDER + "\"}]}"));
    telnyx("call.initiated", "null");

    JsonNode command = awaitCommand("command_rejected", 1);
    assertThat(command.at("/reply/status").asInt()).isEqualTo(422);
    assertThat(text(command, "/reply/body")).contains("from +••…01");
  }

  /** The latest command with this outcome, when there are so many. */
  private JsonNode awaitCommand(String outcome, int count) throws Exception {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String path = "/v1/webhooks?outcome=" + outcome;
    while (server.get(path).body().path("data").size() < count && System.nanoTime() < giveUp) {
      Thread.sleep(5);
    }
    return server.get(path).body().at("/data/0");
  }

  // Filters and pages.

  @Test
  void aCallIsFoundByOurIdAndByTheCarriers() throws Exception {
    call("call-a", RIDER, dials);
    hangup("call-a");
    call("call-b", RIDER, dials);
    String ours = server.get("/v1/calls").text("/data/1/id");

    assertThat(server.get("/v1/webhooks?call=" + ours).body().path("data")).hasSize(2);
    assertThat(server.get("/v1/webhooks?call=call-a").body().path("data")).hasSize(2);
    assertThat(server.get("/v1/webhooks?call=call-a&outcome=told").body().path("data")).hasSize(1);
    assertThat(server.get("/v1/webhooks?call=call-a&account=telnyx").body().path("data")).isEmpty();
    assertThat(server.get("/v1/webhooks?call=nothing").body().path("data")).isEmpty();
  }

  @Test
  void aCallWhoseQuestionIsForgottenIsStillFoundByOurId() throws Exception {
    call("call-a", RIDER, dials);
    String ours = server.get("/v1/calls").text("/data/0/id");
    for (int i = 0; i < Exchanges.PER_ACCOUNT_MAX; i++) {
      hangup("call-a");
    }

    JsonNode found = server.get("/v1/webhooks?limit=1&call=" + ours).body().path("data");
    assertThat(found).hasSize(1);
    assertThat(text(found.get(0), "/outcome")).isEqualTo("told");
    assertThat(server.get("/v1/webhooks?account=telnyx&call=" + ours).body().path("data"))
        .isEmpty();
  }

  @Test
  void pagesLeadToTheOldest() throws Exception {
    for (String id : new String[] {"a", "b", "c"}) {
      call(id, RIDER, dials);
    }
    Answer first = server.get("/v1/webhooks?limit=2");
    Answer last = server.get("/v1/webhooks?limit=2&cursor=" + first.text("/next_cursor"));

    assertThat(first.text("/data/0/carrier_call_id")).isEqualTo("c");
    assertThat(last.body().path("data")).hasSize(1);
    assertThat(last.text("/data/0/carrier_call_id")).isEqualTo("a");
    assertThat(last.body().path("next_cursor").isNull()).isTrue();
  }

  @Test
  void sinceLeavesOutWhatWasBefore() throws Exception {
    call("a", RIDER, dials);
    clock.forward(Duration.ofSeconds(10));
    call("b", RIDER, dials);

    JsonNode found = server.get("/v1/webhooks?since=2027-01-15T08:00:10Z").body().path("data");
    assertThat(found).hasSize(1);
    assertThat(text(found.get(0), "/carrier_call_id")).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account=nobody",
        "carrier_account=nobody",
        "outcome=fine",
        "since=yesterday",
        "cursor=x",
        "limit=201"
      })
  void anUnknownFilterValueIsAProblem(String filter) throws Exception {
    Answer answer = server.get("/v1/webhooks?" + filter);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("/code")).isEqualTo("invalid_value");
    assertThat(answer.text("/field")).isEqualTo(filter.substring(0, filter.indexOf('=')));
  }

  @Test
  void whoeverHasNoKeySeesNothing() throws Exception {
    assertThat(server.send(server.request("/v1/webhooks").GET().build()).statusCode())
        .isEqualTo(401);
  }

  private void call(String id, String from, String to) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", to));
  }

  private void hangup(String id) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "hangup",
        Map.of(
            "CallUUID",
            id,
            "Event",
            "Hangup",
            "HangupCauseCode",
            "4000",
            "From",
            RIDER,
            "To",
            dials));
  }

  /** What Telnyx tells of the rider's call; {@code state} is what we gave it, in JSON. */
  private void telnyx(String type, String state) throws Exception {
    String event =
        """
        {"data":{"event_type":"%s","id":"event-a","payload":{
         "call_control_id":"v3:leg-a","call_leg_id":"leg-a","call_session_id":"session-a",
         "client_state":%s,"connection_id":"1","from":"%s","to":"%s",
         "direction":"incoming","state":"parked"}}}
        """
            .formatted(type, state, RIDER, dials);
    server.send(
        server
            .request("/carriers/telnyx/" + SECRET + "/voice")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event))
            .build());
  }

  private JsonNode latest(String query) throws Exception {
    return server.get("/v1/webhooks" + query).body().at("/data/0");
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString("");
  }
}
