package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How a pool lends its numbers, as a platform's backend sets it and sees it, over HTTP. */
class LendingFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String OTHER = "+918888800003";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";

  private static final String TWO_ACCOUNTS =
      """
      carriers:
        vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: sixteen-letters-or-more }
        spare: { carrier: vobiz, home-region: IN, signature: "off", path-secret: another-sixteen-letters }
        alohaa: { carrier: alohaa, home-region: IN, path-secret: a-third-sixteen-letters }
        eight: { carrier: 8x8, home-region: IN, sub-account-id: acme, auth-header: sixteen-letters-or-more }
      """;

  private final HandClock clock = new HandClock();
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, TWO_ACCOUNTS, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void assertProblem(Answer answer, int status, String code, String field) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/field")).isEqualTo(field);
    assertThat(answer.text("/detail")).isNotBlank();
  }

  @Test
  void theRulesAreSetShownAndChanged() throws Exception {
    String id =
        server.pool(
            ",\"selection\":\"prefer_sticky\",\"geo_match\":\"prefer_area\",\"number_load_max\":9");
    Answer pool = server.get("/v1/pools/" + id);
    assertThat(pool.text("/selection")).isEqualTo("prefer_sticky");
    assertThat(pool.text("/geo_match")).isEqualTo("prefer_area");
    assertThat(pool.body().path("number_load_max").asInt()).isEqualTo(9);

    Answer changed = change("{\"selection\":\"avoid_sticky\",\"number_load_max\":0}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/selection")).isEqualTo("avoid_sticky");
    assertThat(changed.text("/geo_match")).isEqualTo("prefer_area");
    assertThat(changed.body().path("number_load_max").asInt()).isZero();
  }

  private Answer change(String rules) throws Exception {
    return server.api("PATCH", "/v1/pools/rides", rules);
  }

  @Test
  void wrongRulesNameTheFieldAndChangeNothing() throws Exception {
    server.pool("");
    assertProblem(change("{\"selection\":\"any\"}"), 422, "invalid_value", "selection");
    assertProblem(change("{\"geo_match\":\"planet\"}"), 422, "invalid_value", "geo_match");
    assertProblem(change("{\"number_load_max\":-1}"), 422, "invalid_value", "number_load_max");
    assertProblem(change("{\"number_load_max\":1000001}"), 422, "invalid_value", "number_load_max");
    assertThat(server.get("/v1/pools/rides").text("/selection")).isEqualTo("first_fit");
    assertProblem(
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"mode\":\"pin\",\"selection\":\"prefer_sticky\"}"),
        422,
        "invalid_value",
        "selection");
  }

  @Test
  void theSamePairHasTheSameNumbersAgain() throws Exception {
    server.pool(",\"selection\":\"prefer_sticky\",\"cool_off_seconds\":60");
    server.open(OTHER, RIDER, ",\"ttl_seconds\":60");
    Answer first = server.open(DRIVER, RIDER, ",\"ttl_seconds\":60");
    assertThat(first.text("/participants/1/dials")).isEqualTo(M1);
    clock.forward(Duration.ofSeconds(120));
    Answer again = server.open(RIDER, DRIVER, "");
    assertThat(again.text("/participants/0/dials")).isEqualTo(M1);
    assertThat(again.text("/participants/1/dials")).isEqualTo(M2);
  }

  @Test
  void aNumberIsDemandedOrRefusedWithTheReason() throws Exception {
    server.pool("");
    Answer opened = demand(M2, RIDER, DRIVER);
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    assertThat(opened.text("/participants/0/dials")).isEqualTo(M2);
    assertThat(opened.text("/participants/1/dials")).isEqualTo(M1);

    Answer taken = demand(M2, RIDER, OTHER);
    assertProblem(taken, 409, "number_not_free", "participants[0].dials");
    assertThat(taken.text("/reason")).isEqualTo("held");

    assertProblem(
        demand("+919000000077", OTHER, DRIVER), 422, "number_not_in_pool", "participants[0].dials");
    assertProblem(demand("12", OTHER, DRIVER), 422, "invalid_number", "participants[0].dials");

    server.api("PATCH", "/v1/pools/rides/numbers/" + M1, "{\"state\":\"draining\"}");
    assertThat(demand(M1, OTHER, DRIVER).text("/reason")).isEqualTo("draining");
  }

  @Test
  void aNumberOfAnotherPoolIsNotInThisOne() throws Exception {
    server.pool("");
    server.post("/v1/pools", "{\"name\":\"second\",\"carrier_account\":\"vobiz\"}");
    server.post("/v1/pools/second/numbers", "{\"numbers\":[\"+919000000003\"]}");
    assertProblem(
        demand("+919000000003", RIDER, DRIVER), 422, "number_not_in_pool", "participants[0].dials");
  }

  private Answer demand(String number, String first, String second) throws Exception {
    return server.post(
        "/v1/sessions",
        """
        {"pool":"rides","participants":[{"real_number":"%s","dials":"%s"},{"real_number":"%s"}]}
        """
            .formatted(first, number, second));
  }

  @Test
  void exhaustionSaysWhatIsInTheWayOfWhom() throws Exception {
    server.pool(",\"number_load_max\":1");
    server.post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000003\"]}");
    server.api("PATCH", "/v1/pools/rides/numbers/+919000000003", "{\"state\":\"draining\"}");
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(201);
    Answer none = server.open(RIDER, OTHER, "");
    assertThat(none.status()).isEqualTo(409);
    assertThat(none.text("/code")).isEqualTo("pool_exhausted");
    assertThat(none.body().path("numbers").asInt()).isEqualTo(2);
    assertThat(none.body().path("candidates").toString())
        .isEqualTo(
            "[{\"participant\":0,\"groups\":[{\"reason\":\"draining\",\"numbers\":1},"
                + "{\"reason\":\"held\",\"numbers\":1},{\"reason\":\"full\",\"numbers\":1}]},"
                + "{\"participant\":1,\"groups\":[{\"reason\":\"draining\",\"numbers\":1},"
                + "{\"reason\":\"full\",\"numbers\":2}]}]");
  }

  @Test
  void numbersOfAnotherAccountAreReachedThroughIt() throws Exception {
    server.pool("");
    Answer added =
        server.post(
            "/v1/pools/rides/numbers",
            "{\"numbers\":[\"+919000000003\",\"+919000000004\"],\"carrier_account\":\"spare\"}");
    assertThat(added.body().path("added").asInt()).isEqualTo(2);
    Answer numbers = server.get("/v1/pools/rides/numbers");
    assertThat(numbers.text("/data/0/carrier_account")).isEqualTo("vobiz");
    assertThat(numbers.text("/data/2/carrier_account")).isEqualTo("spare");

    server.api("PATCH", "/v1/pools/rides/numbers/" + M1, "{\"state\":\"unhealthy\"}");
    Answer unhealthy =
        server.api("PATCH", "/v1/pools/rides/numbers/" + M2, "{\"state\":\"unhealthy\"}");
    assertThat(unhealthy.text("/carrier_account")).isEqualTo("vobiz");
    Answer opened = server.open(RIDER, DRIVER, "");
    assertThat(opened.text("/participants/0/dials")).isEqualTo("+919000000003");
    assertThat(opened.text("/participants/1/dials")).isEqualTo("+919000000004");

    assertThat(answer("/carriers/spare/another-sixteen-letters/", "+919000000003"))
        .contains("<Number>+918888800002</Number>")
        .contains("callerId=\"+919000000004\"");
    assertThat(answer("/carriers/vobiz/sixteen-letters-or-more/", "+919000000003"))
        .doesNotContain("<Number>");
  }

  private String answer(String path, String dialed) throws Exception {
    return server
        .form(path + "answer", Map.of("CallUUID", path + dialed, "From", RIDER, "To", dialed))
        .body();
  }

  @Test
  void anAccountThatCannotDoWhatThePoolNeedsIsRefused() throws Exception {
    server.pool("");
    assertProblem(
        server.post(
            "/v1/pools/rides/numbers",
            "{\"numbers\":[\"+919000000003\"],\"carrier_account\":\"alohaa\"}"),
        422,
        "carrier_cannot",
        "carrier_account");
    assertProblem(
        server.post(
            "/v1/pools/rides/numbers",
            "{\"numbers\":[\"+919000000003\"],\"carrier_account\":\"nobody\"}"),
        422,
        "unknown_carrier_account",
        "carrier_account");
    assertThat(server.get("/v1/pools/rides/numbers").body().path("data")).hasSize(2);
  }

  @Test
  void aNoticeIsSpokenByTheCarriersOfAllNumbersOrNotAskedFor() throws Exception {
    String notice = "{\"rules\":{\"notice\":\"This call is recorded.\"}}";
    server.post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"eight\"}");
    assertThat(change(notice).status()).isEqualTo(200);
    String numbers =
        "{\"numbers\":[\"%s\",\"%s\"],\"carrier_account\":\"vobiz\"}".formatted(M1, M2);
    assertProblem(
        server.post("/v1/pools/rides/numbers", numbers), 422, "carrier_cannot", "carrier_account");
    assertThat(server.get("/v1/pools/rides/numbers").body().path("data")).isEmpty();

    assertThat(change("{\"rules\":{}}").status()).isEqualTo(200);
    assertThat(server.post("/v1/pools/rides/numbers", numbers).body().path("added").asInt())
        .isEqualTo(2);
    assertProblem(change(notice), 422, "carrier_cannot", "rules.notice");
    assertProblem(
        server.open(RIDER, DRIVER, ",\"rules\":{\"notice\":\"This call is recorded.\"}"),
        422,
        "carrier_cannot",
        "rules.notice");
  }

  @Test
  void aStartWarnsOfNumbersWhoseAccountIsGone(@TempDir Path data) throws Exception {
    server.close();
    server = RunningServer.start(data, TWO_ACCOUNTS, clock);
    server.pool("");
    Answer added =
        server.post(
            "/v1/pools/rides/numbers",
            "{\"numbers\":[\"+919000000077\"],\"carrier_account\":\"spare\"}");
    assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
    server.close();
    Logger log = (Logger) LoggerFactory.getLogger(Bauta.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try {
      server = RunningServer.start(data, RunningServer.SECRET_PATH, clock);
    } finally {
      log.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.startsWith("pool rides has 1 numbers of the carrier account spare"))
        .noneMatch(line -> line.contains("carrier account vobiz, which is not configured"));
  }
}
