package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modes, grace, strangers, and what may be done with a session, over HTTP. */
class ModesFlowTest {

  private static final Pattern ASKED = Pattern.compile("<Gather action=\"([^\"]+)\"");

  private static final String ONE = "+918888800001";
  private static final String TWO = "+918888800002";
  private static final String THREE = "+918888800003";
  private static final String STRANGER = "+918888800009";
  private static final String SUPPORT = "+918888800077";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";

  /** Carriers are asked for digits only where they can be told a URL. */
  private static final String WITH_A_URL = "server: { public-url: \"http://127.0.0.1:${PORT}\" }\n";

  private final HandClock clock = new HandClock();
  private RunningServer server;
  private int calls;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, WITH_A_URL + SECRET_PATH, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Who is rung, or {@code refused}. */
  private String rings(String from, String to) throws Exception {
    calls++;
    String answer =
        server
            .form(
                SECRET_WEBHOOKS + "answer",
                Map.of("CallUUID", "call-" + calls, "From", from, "To", to))
            .body();
    int start = answer.indexOf("<Number>");
    return start < 0
        ? "refused"
        : answer.substring(start + "<Number>".length(), answer.indexOf("</Number>"));
  }

  private Answer people(String pool, String... numbers) throws Exception {
    StringBuilder people = new StringBuilder();
    for (String number : numbers) {
      people
          .append(people.isEmpty() ? "" : ",")
          .append("{\"real_number\":\"")
          .append(number)
          .append("\"}");
    }
    return server.post(
        "/v1/sessions",
        "{\"pool\":\"%s\",\"participants\":[%s],\"ttl_seconds\":600}".formatted(pool, people));
  }

  @Test
  void anyoneReachesTheProtectedPartyWhoCallsTheLastCallerBack() throws Exception {
    server.pool(",\"mode\":\"one_party\"");
    Answer opened = people("rides", ONE);
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    String dials = opened.text("/participants/0/dials");

    assertThat(rings(ONE, dials)).isEqualTo("refused");
    assertThat(rings(STRANGER, dials)).isEqualTo(ONE);
    assertThat(rings(TWO, dials)).isEqualTo(ONE);
    assertThat(rings(ONE, dials)).isEqualTo(TWO);
    assertThat(
            server
                .post("/v1/explain", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(STRANGER, dials))
                .text("/reason"))
        .isEqualTo("anyone");
    clock.forward(Duration.ofMinutes(11));
    assertThat(rings(STRANGER, dials)).isEqualTo("refused");
  }

  @Test
  void aNamedTargetIsCalledInsteadOfTheLastCaller() throws Exception {
    server.pool(",\"mode\":\"one_party\"");
    Answer opened = people("rides", ONE, THREE);
    String dials = opened.text("/participants/0/dials");

    assertThat(rings(TWO, dials)).isEqualTo(ONE);
    assertThat(rings(ONE, dials)).isEqualTo(THREE);
    assertThat(rings(THREE, dials)).isEqualTo(ONE);
  }

  @Test
  void aGroupReachesTheFirstAndTheFirstReachesTheGroup() throws Exception {
    server.pool(",\"mode\":\"group\"");
    String dials = people("rides", ONE, TWO, THREE).text("/participants/0/dials");

    assertThat(rings(TWO, dials)).isEqualTo(ONE);
    assertThat(rings(THREE, dials)).isEqualTo(ONE);
    assertThat(rings(ONE, dials)).isEqualTo(TWO);
    assertThat(rings(STRANGER, dials)).isEqualTo("refused");
    Answer explained =
        server.post("/v1/explain", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(ONE, dials));
    assertThat(explained.body().path("destinations")).hasSize(2);
  }

  @Test
  void aSecondPhoneIsItsParticipants() throws Exception {
    server.pool("");
    Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"rides","participants":[
              {"real_number":"%s","more_numbers":["%s"]},{"real_number":"%s"}]}
            """
                .formatted(ONE, THREE, TWO));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);

    assertThat(rings(THREE, opened.text("/participants/0/dials"))).isEqualTo(TWO);
    assertThat(rings(TWO, opened.text("/participants/1/dials"))).isEqualTo(ONE);
  }

  @Test
  void aTelephoneIsAskedForItsCodeOnceWhereThePoolSaysSo() throws Exception {
    server.pool(",\"mode\":\"pin\",\"pin_binds_phone\":true");
    Answer opened = people("rides", ONE);
    String dials = opened.text("/participants/0/dials");
    String pin = opened.text("/participants/0/pin");

    assertThat(rings(STRANGER, dials)).isEqualTo("refused");
    assertThat(enters(STRANGER, dials, pin)).contains("<Number>" + ONE);
    assertThat(rings(STRANGER, dials)).isEqualTo(ONE);
    assertThat(rings(TWO, dials)).isEqualTo("refused");
    clock.forward(Duration.ofMinutes(11));
    assertThat(rings(STRANGER, dials)).isEqualTo("refused");
  }

  /** What comes of a call whose caller is asked for digits and enters these. */
  private String enters(String from, String to, String digits) throws Exception {
    calls++;
    Map<String, String> call = Map.of("CallUUID", "call-" + calls, "From", from, "To", to);
    String asked = server.form(SECRET_WEBHOOKS + "answer", call).body();
    Matcher url = ASKED.matcher(asked);
    assertThat(url.find()).as(asked).isTrue();
    Map<String, String> entered = new HashMap<>(call);
    entered.put("Digits", digits);
    return server.form(URI.create(url.group(1)).getPath(), entered).body();
  }

  @Test
  void lateCallsHaveTheGracePolicyThenTheNotice() throws Exception {
    server.pool(
        ",\"grace_seconds\":60,\"cool_off_seconds\":600,\"grace_policy\":\"one_way\""
            + ",\"ended_announcement\":\"It is over.\"");
    people("rides", ONE, TWO);
    clock.forward(Duration.ofSeconds(600));

    assertThat(rings(ONE, M1)).isEqualTo(TWO);
    assertThat(rings(TWO, M2)).isEqualTo("refused");
    clock.forward(Duration.ofSeconds(60));
    assertThat(rings(ONE, M1)).isEqualTo("refused");
    clock.forward(Duration.ofDays(200));
    Answer explained =
        server.post("/v1/explain", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(ONE, M1));
    assertThat(explained.text("/reason")).isEqualTo("session_ended");
    assertThat(explained.text("/announcement")).isEqualTo("It is over.");
  }

  @Test
  void strangersAndLateCallsAreForwardedWhereThePoolSaysSo() throws Exception {
    server.pool(
        ",\"unknown_caller\":\"forward\",\"grace_policy\":\"forward\",\"grace_seconds\":60"
            + ",\"forward_to\":\""
            + SUPPORT
            + "\"");
    people("rides", ONE, TWO);

    assertThat(rings(STRANGER, M1)).isEqualTo(SUPPORT);
    assertThat(rings("anonymous", M1)).isEqualTo(SUPPORT);
    assertThat(rings(ONE, M1)).isEqualTo(TWO);
    clock.forward(Duration.ofSeconds(600));
    assertThat(rings(ONE, M1)).isEqualTo(SUPPORT);
    clock.forward(Duration.ofSeconds(60));
    assertThat(rings(ONE, M1)).isEqualTo("refused");
  }

  @Test
  void aPoolThatForwardsNeedsSomewhere() throws Exception {
    Answer refused =
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"unknown_caller\":\"forward\"}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).isEqualTo("forward_to");
  }

  @Test
  void participantsMustBeAsManyAsTheModeHas() throws Exception {
    server.pool(",\"mode\":\"one_party\"");
    Answer refused = people("rides", ONE, TWO, THREE);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/field")).isEqualTo("participants");
  }

  @Test
  void aClosedSessionIsOpenedAgainWithItsNumbers() throws Exception {
    server.pool("");
    Answer opened = people("rides", ONE, TWO);
    String path = "/v1/sessions/" + opened.text("/id");
    assertThat(server.post(path + "/reopen", "").text("/code")).isEqualTo("session_open");
    server.post(path + "/close", "");
    assertThat(rings(ONE, M1)).isEqualTo("refused");

    Answer again = server.post(path + "/reopen", "{\"ttl_seconds\":60}");

    assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
    assertThat(again.text("/state")).isEqualTo("open");
    assertThat(rings(ONE, M1)).isEqualTo(TWO);
    clock.forward(Duration.ofSeconds(60));
    assertThat(rings(ONE, M1)).isEqualTo("refused");
  }

  @Test
  void aSessionWhosePairsAreLentAgainStaysClosed() throws Exception {
    server.pool(",\"cool_off_seconds\":0");
    Answer opened = people("rides", ONE, TWO);
    String path = "/v1/sessions/" + opened.text("/id");
    server.post(path + "/close", "");
    assertThat(people("rides", ONE, THREE).status()).isEqualTo(201);

    assertThat(server.post(path + "/reopen", "").text("/code")).isEqualTo("pairs_lent_again");
    assertThat(rings(ONE, M1)).isEqualTo(THREE);
  }

  @Test
  void aParticipantsNumberIsReplacedInPlace() throws Exception {
    server.pool("");
    Answer opened = people("rides", ONE, TWO);
    assertThat(rings(ONE, M1)).isEqualTo(TWO);
    String change =
        "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"%s\"}]}"
            .formatted(opened.text("/participants/0/id"), THREE);

    Answer changed = server.api("PATCH", "/v1/sessions/" + opened.text("/id"), change);

    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
    assertThat(changed.text("/participants/0/dials")).isEqualTo(M1);
    assertThat(rings(THREE, M1)).isEqualTo(TWO);
    assertThat(rings(TWO, M2)).isEqualTo(THREE);
    assertThat(rings(ONE, M1)).isEqualTo("refused");
    Answer calls = server.get("/v1/calls?session=" + opened.text("/id"));
    assertThat(calls.body().path("data"))
        .extracting(call -> call.path("caller").asString())
        .as("newest first; the first call was by the old number")
        .containsExactly("+91••••••0002", "+91••••••0003", "+91••••••0001");
  }

  @Test
  void aNumberThatHoldsTheSameProxyNumberElsewhereIsRefused() throws Exception {
    server.pool("");
    Answer first = people("rides", ONE, TWO);
    people("rides", THREE, STRANGER);
    String change =
        "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"%s\"}]}"
            .formatted(first.text("/participants/0/id"), THREE);

    Answer refused = server.api("PATCH", "/v1/sessions/" + first.text("/id"), change);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("number_held");
    assertThat(rings(ONE, M1)).isEqualTo(TWO);
  }

  @Test
  void manyAreOpenedAndClosedInOneRequestEachForItself() throws Exception {
    server.pool("");
    Answer opened =
        server.post(
            "/v1/sessions/open",
            """
            {"sessions":[
              {"pool":"rides","idempotency_key":"k1",
               "participants":[{"real_number":"%s"},{"real_number":"%s"}]},
              {"pool":"rides","participants":[{"real_number":"%s"},{"real_number":"12"}]},
              {"pool":"rides","idempotency_key":"k1",
               "participants":[{"real_number":"%s"},{"real_number":"%s"}]}]}
            """
                .formatted(ONE, TWO, THREE, ONE, TWO));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(200);
    assertThat(opened.body().path("data"))
        .extracting(outcome -> outcome.path("status").asInt())
        .containsExactly(201, 422, 200);
    assertThat(opened.text("/data/1/problem/field"))
        .isEqualTo("sessions[1].participants[1].real_number");

    String id = opened.text("/data/0/session/id");
    Answer closed =
        server.post(
            "/v1/sessions/close",
            "{\"sessions\":[\"%s\",\"ses_0\"],\"reason\":\"strike\"}".formatted(id));
    assertThat(closed.body().path("data"))
        .extracting(outcome -> outcome.path("status").asInt())
        .containsExactly(200, 404);
    assertThat(closed.text("/data/0/session/closed_reason")).isEqualTo("strike");
    assertThat(rings(ONE, M1)).isEqualTo("refused");
  }
}
