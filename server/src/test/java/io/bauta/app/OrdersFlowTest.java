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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeat orders of the same two people, as a platform's backend and its callers have them. */
class OrdersFlowTest {

  private static final String RIDER = "+918888800001";
  private static final String DRIVER = "+918888800002";
  private static final String OTHER = "+918888800003";
  private static final String M1 = "+919000000001";

  private final HandClock clock = new HandClock();
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

  private void merging() throws Exception {
    server.pool(",\"repeat_orders\":\"merge\",\"cool_off_seconds\":3600");
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("/code")).isEqualTo(code);
    assertThat(answer.text("/detail")).isNotBlank();
  }

  private boolean riderIsConnected() throws Exception {
    return server
        .form(
            SECRET_WEBHOOKS + "answer",
            Map.of("CallUUID", "call-" + clock.instant(), "From", RIDER, "To", M1))
        .body()
        .contains("<Number>" + DRIVER);
  }

  @Test
  void aLoyalPairHasOneSessionThatEndsWithItsLastOrder() throws Exception {
    merging();
    Answer first = server.open(RIDER, DRIVER, ",\"ttl_seconds\":600,\"reference\":\"ride-1\"");
    assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
    assertThat(first.body().path("merged").asBoolean(true)).isFalse();
    assertThat(first.text("/order")).isEqualTo(first.text("/orders/0/id")).startsWith("ord_");

    clock.forward(Duration.ofSeconds(300));
    Answer second =
        server.open(
            DRIVER,
            RIDER,
            ",\"ttl_seconds\":600,\"reference\":\"ride-2\",\"metadata\":{\"fare\":\"7\"}");
    assertThat(second.status()).as(second.body().toString()).isEqualTo(200);
    assertThat(second.text("/id")).isEqualTo(first.text("/id"));
    assertThat(second.body().path("merged").asBoolean(false)).isTrue();
    assertThat(second.text("/order")).isEqualTo(second.text("/orders/1/id"));
    assertThat(second.text("/orders/1/reference")).isEqualTo("ride-2");
    assertThat(second.text("/orders/1/metadata/fare")).isEqualTo("7");
    assertThat(second.text("/reference")).isEqualTo("ride-1");
    assertThat(second.body().at("/participants")).isEqualTo(first.body().at("/participants"));
    assertThat(second.text("/expires_at"))
        .isEqualTo(clock.instant().plus(Duration.ofSeconds(600)).toString());

    Answer found = server.get("/v1/sessions?reference=ride-2&state=open");
    assertThat(found.text("/data/0/id")).isEqualTo(first.text("/id"));
    assertThat(found.body().at("/data/0/orders").size()).isEqualTo(2);

    String path = "/v1/sessions/" + first.text("/id");
    Answer which = server.api("DELETE", path, "");
    assertProblem(which, 409, "several_orders");
    assertThat(which.text("/orders/1/id")).isEqualTo(second.text("/order"));
    assertThat(riderIsConnected()).isTrue();

    Answer closed = server.api("DELETE", path + "?order=" + second.text("/order"), "");
    assertThat(closed.status()).as(closed.body().toString()).isEqualTo(200);
    assertThat(closed.text("/state")).isEqualTo("open");
    assertThat(closed.text("/orders/1/state")).isEqualTo("closed");
    assertThat(closed.text("/expires_at")).isEqualTo(first.text("/expires_at"));
    assertThat(riderIsConnected()).isTrue();

    assertThat(server.api("DELETE", path, "").text("/state")).isEqualTo("closed");
    assertThat(riderIsConnected()).isFalse();
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(201);
  }

  @Test
  void theClockEndsOrderAfterOrderAlsoAcrossARestart() throws Exception {
    merging();
    String id = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60").text("/id");
    server.open(RIDER, DRIVER, ",\"ttl_seconds\":180");
    server.close();
    server = RunningServer.start(data, SECRET_PATH, clock);

    clock.forward(Duration.ofSeconds(60));
    Answer session = server.get("/v1/sessions/" + id);
    assertThat(session.text("/state")).isEqualTo("open");
    assertThat(session.text("/orders/0/closed_reason")).isEqualTo("expired");
    assertThat(riderIsConnected()).isTrue();
    clock.forward(Duration.ofSeconds(120));
    assertThat(server.get("/v1/sessions/" + id).text("/closed_reason")).isEqualTo("expired");
    assertThat(riderIsConnected()).isFalse();
  }

  @Test
  void ordersAreExtendedClosedInBulkAndReopened() throws Exception {
    merging();
    Answer first = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60");
    String id = first.text("/id");
    String path = "/v1/sessions/" + id;
    String second = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60").text("/order");

    assertProblem(server.api("PATCH", path, "{\"ttl_seconds\":600}"), 409, "several_orders");
    Answer longer = server.api("PATCH", path, "{\"ttl_seconds\":600,\"order\":\"" + second + "\"}");
    assertThat(longer.status()).as(longer.body().toString()).isEqualTo(200);
    assertThat(longer.text("/expires_at")).isEqualTo(longer.text("/orders/1/expires_at"));
    assertThat(longer.text("/orders/0/expires_at")).isEqualTo(first.text("/expires_at"));

    Answer some =
        server.post(
            "/v1/sessions/close",
            "{\"sessions\":[\"%s\"],\"orders\":[{\"session\":\"%s\",\"order\":\"%s\"}]}"
                .formatted(id, id, second));
    assertThat(some.body().at("/data/0/status").asInt()).isEqualTo(409);
    assertThat(some.text("/data/0/problem/code")).isEqualTo("several_orders");
    assertThat(some.body().at("/data/1/status").asInt()).isEqualTo(200);
    assertProblem(
        server.api("PATCH", path, "{\"ttl_seconds\":9,\"order\":\"" + second + "\"}"),
        409,
        "order_closed");
    server.open(RIDER, DRIVER, "");
    Answer all = server.post("/v1/sessions/close", "{\"sessions\":[\"" + id + "\"],\"all\":true}");
    assertThat(all.text("/data/0/session/state")).isEqualTo("closed");

    Answer reopened = server.post(path + "/reopen", "{\"ttl_seconds\":60}");
    assertThat(reopened.status()).as(reopened.body().toString()).isEqualTo(200);
    assertThat(reopened.body().at("/orders").size()).isEqualTo(4);
    assertThat(reopened.text("/orders/3/state")).isEqualTo("open");
    server.open(RIDER, DRIVER, "");
    assertThat(server.api("DELETE", path + "?all=true", "").text("/state")).isEqualTo("closed");

    String next = server.open(DRIVER, RIDER, "").text("/id");
    assertThat(next).isNotEqualTo(id);
    Answer beside = server.post(path + "/reopen", "");
    assertProblem(beside, 409, "pair_open");
    assertThat(beside.text("/session")).isEqualTo(next);
  }

  @Test
  void theKeyOfAnOrderGivesItAgain() throws Exception {
    merging();
    server.open(RIDER, DRIVER, "");
    String body =
        """
        {"sessions":[{"pool":"rides","idempotency_key":"k-2","reference":"%s","participants":
         [{"real_number":"%s"},{"real_number":"%s"}]}]}
        """;
    Answer once = server.post("/v1/sessions/open", body.formatted("ride-2", RIDER, DRIVER));
    Answer again = server.post("/v1/sessions/open", body.formatted("ride-2", RIDER, DRIVER));
    assertThat(again.body()).isEqualTo(once.body());
    assertThat(once.body().at("/data/0/session/merged").asBoolean(false)).isTrue();
    assertThat(
            server
                .post("/v1/sessions/open", body.formatted("ride-3", RIDER, DRIVER))
                .text("/data/0/problem/code"))
        .isEqualTo("idempotency_conflict");
  }

  @Test
  void badInputIsToldAndNothingIsDone() throws Exception {
    merging();
    String id = server.open(RIDER, DRIVER, "").text("/id");
    String path = "/v1/sessions/" + id;
    String other = server.open(RIDER, OTHER, "").text("/order");

    assertProblem(server.api("DELETE", path + "?order=nonsense", ""), 404, "unknown_order");
    assertProblem(server.api("DELETE", path + "?order=" + other, ""), 404, "unknown_order");
    assertProblem(server.api("DELETE", path + "?all=maybe", ""), 422, "invalid_value");
    assertProblem(
        server.api("DELETE", path + "?all=true&order=" + other, ""), 422, "invalid_value");
    assertProblem(server.post(path + "/close", "{\"all\":\"yes\"}"), 422, "invalid_value");
    assertProblem(server.post("/v1/sessions/close", "{}"), 422, "missing_field");
    Answer otherwise = server.open(DRIVER, RIDER, ",\"rules\":{\"calls_per_session\":5}");
    assertProblem(otherwise, 409, "order_differs");
    assertThat(otherwise.text("/field")).isEqualTo("rules");
    assertThat(otherwise.text("/session")).isEqualTo(id);
    assertThat(server.get(path).text("/state")).isEqualTo("open");
    assertThat(server.get(path).body().at("/orders").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one_party", "group"})
  void onlyPairsAreMerged(String mode) throws Exception {
    Answer refused =
        server.post(
            "/v1/pools",
            "{\"name\":\"p\",\"carrier_account\":\"vobiz\",\"mode\":\"%s\",\"repeat_orders\":\"merge\"}"
                .formatted(mode));
    assertProblem(refused, 422, "invalid_value");
    assertThat(refused.text("/field")).isEqualTo("repeat_orders");
  }

  @Test
  void thePolicyIsShownAndChanged() throws Exception {
    server.pool("");
    assertThat(server.get("/v1/pools/rides").text("/repeat_orders")).isEqualTo("separate");
    String id = server.open(RIDER, DRIVER, "").text("/id");
    Answer alone = server.get("/v1/sessions/" + id);
    assertThat(alone.body().has("orders")).isFalse();

    Answer changed = server.api("PATCH", "/v1/pools/rides", "{\"repeat_orders\":\"merge\"}");
    assertThat(changed.text("/repeat_orders")).isEqualTo("merge");
    assertThat(server.open(RIDER, DRIVER, "").text("/id")).isEqualTo(id);
    server.api("PATCH", "/v1/pools/rides", "{\"repeat_orders\":\"separate\"}");
    assertThat(server.open(RIDER, DRIVER, "").status()).isEqualTo(201);
    assertThat(server.get("/v1/sessions/" + id).body().at("/orders").size()).isEqualTo(2);
  }

  private static void assertField(Answer refused, String field, String other) {
    assertProblem(refused, 422, "invalid_value");
    assertThat(refused.text("/field")).isEqualTo(field);
    assertThat(refused.text("/detail")).contains(other);
  }

  @Test
  void aPoolMergesOrdersOrHasUniqueReferences() throws Exception {
    String both =
        "{\"name\":\"both\",\"carrier_account\":\"vobiz\",\"repeat_orders\":\"merge\","
            + "\"unique_reference\":true}";
    assertField(server.post("/v1/pools", both), "unique_reference", "repeat_orders");
    assertThat(server.get("/v1/pools").body().at("/data")).isEmpty();

    server.pool("");
    String rides = "/v1/pools/rides";
    assertThat(server.api("PATCH", rides, "{\"repeat_orders\":\"merge\"}").status()).isEqualTo(200);
    assertField(
        server.api("PATCH", rides, "{\"unique_reference\":true}"),
        "unique_reference",
        "repeat_orders");
    assertThat(server.get(rides).body().path("unique_reference").asBoolean(true)).isFalse();
    Answer turned =
        server.api("PATCH", rides, "{\"unique_reference\":true,\"repeat_orders\":\"separate\"}");
    assertThat(turned.status()).as(turned.body().toString()).isEqualTo(200);
    assertField(
        server.api("PATCH", rides, "{\"repeat_orders\":\"merge\"}"),
        "repeat_orders",
        "unique_reference");
    assertThat(server.get(rides).text("/repeat_orders")).isEqualTo("separate");
  }

  private static final String FROM_LAST_CALL = "\"ttl_seconds\":600,\"ttl_from\":\"last_call\"";

  @Test
  void noCallMovesTheEndOfASessionThatStandsForOrders() throws Exception {
    merging();
    assertField(server.open(RIDER, DRIVER, "," + FROM_LAST_CALL), "ttl_from", "orders");
    Answer many =
        server.post(
            "/v1/sessions/open",
            """
            {"sessions":[{"pool":"rides","participants":[{"real_number":"%s"},
             {"real_number":"%s"}],%s}]}
            """
                .formatted(RIDER, DRIVER, FROM_LAST_CALL));
    assertThat(many.body().at("/data/0/status").asInt()).isEqualTo(422);
    assertThat(many.text("/data/0/problem/field")).isEqualTo("ttl_from");
    assertThat(server.get("/v1/sessions").body().at("/data")).isEmpty();

    Answer opened = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60");
    String path = "/v1/sessions/" + opened.text("/id");
    String lifetime = "{" + FROM_LAST_CALL + "}";
    assertField(server.api("PATCH", path, lifetime), "ttl_from", "orders");
    assertField(
        server.api(
            "PATCH",
            path,
            "{\"order\":\"%s\",%s}".formatted(opened.text("/order"), FROM_LAST_CALL)),
        "ttl_from",
        "orders");
    assertThat(riderIsConnected()).isTrue();
    assertThat(server.get(path).text("/expires_at")).isEqualTo(opened.text("/expires_at"));
    server.api("DELETE", path, "");
    assertField(server.post(path + "/reopen", lifetime), "ttl_from", "orders");
    assertThat(server.get(path).text("/state")).isEqualTo("closed");
  }

  @Test
  void anOrderIsNotAddedToASessionWhoseEndCallsMove() throws Exception {
    server.pool("");
    String session = server.open(RIDER, DRIVER, "," + FROM_LAST_CALL).text("/id");
    server.api("PATCH", "/v1/pools/rides", "{\"repeat_orders\":\"merge\"}");

    Answer refused = server.open(RIDER, DRIVER, ",\"ttl_seconds\":60");
    assertProblem(refused, 409, "order_differs");
    assertThat(refused.text("/field")).isEqualTo("ttl_from");
    assertThat(refused.text("/session")).isEqualTo(session);
    clock.forward(Duration.ofSeconds(500));
    assertThat(riderIsConnected()).isTrue();
    clock.forward(Duration.ofSeconds(500));
    assertThat(riderIsConnected()).as("its calls move its end as before").isTrue();

    server.api("PATCH", "/v1/sessions/" + session, "{\"ttl_seconds\":60}");
    Answer joined = server.open(RIDER, DRIVER, ",\"ttl_seconds\":90");
    assertThat(joined.status()).as(joined.body().toString()).isEqualTo(200);
    assertThat(joined.text("/id")).isEqualTo(session);
  }
}
