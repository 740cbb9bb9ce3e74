package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a key that is limited to one pool can learn of another, or do to it. It has the role with
 * most rights, so that nothing but the limit is in its way.
 */
@Timeout(120)
class PoolLimitsFlowTest {

  private static final String OWN_RIDER = "+918888800001";
  private static final String OWN_DRIVER = "+918888800002";
  private static final String OTHER_RIDER = "+918888800003";
  private static final String OTHER_DRIVER = "+918888800004";
  private static final String OTHER_NUMBER = "919000000003";
  private static final String NO_NUMBER = "919000000099";

  private final HandClock clock = new HandClock();
  private RunningServer server;
  private String ownPool;
  private String otherPool;
  private String ownSession;
  private Answer otherSession;
  private String key;

  @BeforeEach
  void twoPools(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(
            data,
            RunningServer.SECRET_PATH
                + "events: { allow-private-addresses: true }\n"
                + "bookings: { carrier-account: vobiz }\n",
            clock);
    // Somebody wants events, so that there are some, and deliveries of them.
    server.post("/v1/event_endpoints", "{\"url\":\"http://127.0.0.1:9/\",\"events\":[\"*\"]}");
    ownPool = server.pool("");
    otherPool =
        server.post("/v1/pools", "{\"name\":\"food\",\"carrier_account\":\"vobiz\"}").text("/id");
    server.post("/v1/pools/food/numbers", "{\"numbers\":[\"+919000000003\",\"+919000000004\"]}");
    ownSession = server.open(OWN_RIDER, OWN_DRIVER, ",\"reference\":\"own\"").text("/id");
    otherSession = open("food", OTHER_RIDER, OTHER_DRIVER, ",\"reference\":\"other\"");
    assertThat(otherSession.status()).isEqualTo(201);
    call("own-call", OWN_RIDER, "+919000000001");
    call("other-call", OTHER_RIDER, otherSession.text("/participants/0/dials"));
    recorded("own-call");
    recorded("other-call");
    // Refused, and of no session.
    call("own-refused", "+918888800009", "+919000000001");
    call("other-refused", "+918888800009", "+919000000003");
    server.post("/v1/pools/food/blocks", "{\"number\":\"+918888800007\"}");
    key =
        server
            .post("/v1/keys", "{\"name\":\"own\",\"role\":\"admin\",\"pools\":[\"rides\"]}")
            .text("/key");
    await(() -> count(server, "/v1/deliveries?limit=200") >= 6);
  }

  private static int count(RunningServer server, String path) {
    try {
      return server.get(path).body().path("data").size();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private Answer open(String pool, String one, String other, String more) throws Exception {
    return server.post("/v1/sessions", session(pool, one, other, more));
  }

  private static String session(String pool, String one, String other, String more) {
    return """
        {"pool":"%s","participants":[{"name":"a","real_number":"%s"},{"name":"b","real_number":"%s"}]%s}
        """
        .formatted(pool, one, other, more);
  }

  private void call(String id, String from, String to) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "answer", Map.of("CallUUID", id, "From", from, "To", to));
  }

  private void recorded(String call) throws Exception {
    server.form(
        RunningServer.SECRET_WEBHOOKS + "recording",
        Map.of(
            "Event", "RecordStop",
            "CallUUID", call,
            "RecordingID", "rec-of-" + call,
            "RecordUrl", "https://media.example.com/one.wav",
            "RecordingDurationMs", "20000"));
  }

  private Answer ask(String method, String path, String body) throws Exception {
    return server.as(key, method, path, body);
  }

  private List<String> ids(Answer list) {
    assertThat(list.status()).as(list.body().toString()).isEqualTo(200);
    return list.body().path("data").valueStream().map(one -> one.path("id").asString("")).toList();
  }

  private String callOf(String carrierCall) throws Exception {
    return server
        .get("/v1/calls")
        .body()
        .path("data")
        .valueStream()
        .filter(one -> one.path("carrier_call_id").asString("").equals(carrierCall))
        .map(one -> one.path("id").asString(""))
        .findFirst()
        .orElseThrow();
  }

  private String recording(String carrierCall) throws Exception {
    return ids(server.get("/v1/recordings?call=" + callOf(carrierCall))).getFirst();
  }

  private String delivery(String session) throws Exception {
    return server
        .get("/v1/deliveries?limit=200")
        .body()
        .path("data")
        .valueStream()
        .filter(one -> one.path("session").asString("").equals(session))
        .map(one -> one.path("id").asString(""))
        .findFirst()
        .orElseThrow();
  }

  /** One request, with the place at which a thing is named. */
  private record Attack(String method, String path, String body) {

    static Attack get(String path) {
      return new Attack("GET", path, "");
    }

    Attack at(String thing) {
      return new Attack(method, path.replace("X", thing), body.replace("X", thing));
    }
  }

  /** What is asked of the other pool's things is answered as of things that are not there. */
  @Test
  void thingsOfAnotherPoolAreAsThoughTheyWereNotThere() throws Exception {
    String call = callOf("other-call");
    String recording = recording("other-call");
    String block = ids(server.get("/v1/pools/food/blocks")).getFirst();
    String event = ids(server.get("/v1/events?limit=200")).getFirst();
    assertThat(event).startsWith("evt_");

    // By pool, id and name.
    for (String[] names : new String[][] {{otherPool, none("pool")}, {"food", "nowhere"}}) {
      alike(
          names[0],
          names[1],
          Attack.get("/v1/pools/X"),
          new Attack("PATCH", "/v1/pools/X", "{\"grace_seconds\":5}"),
          new Attack("DELETE", "/v1/pools/X", ""),
          Attack.get("/v1/pools/X/plan?sessions_per_hour=5&duration_seconds=60"),
          Attack.get("/v1/pools/X/numbers"),
          new Attack("PATCH", "/v1/pools/X/numbers/+919000000003", "{\"state\":\"draining\"}"),
          new Attack("DELETE", "/v1/pools/X/numbers/+919000000003", ""),
          Attack.get("/v1/pools/X/blocks"),
          new Attack("POST", "/v1/pools/X/blocks", "{\"number\":\"+918888800005\"}"),
          new Attack("DELETE", "/v1/pools/X/blocks/" + block, ""),
          new Attack("POST", "/v1/sessions", session("X", OWN_RIDER, OTHER_RIDER, "")),
          new Attack(
              "POST",
              "/v1/sessions/open",
              "{\"sessions\":[" + session("X", OWN_RIDER, OTHER_RIDER, "") + "]}"),
          Attack.get("/v1/sessions?pool=X"),
          Attack.get("/v1/calls?pool=X"),
          Attack.get("/v1/calls/export?pool=X"),
          Attack.get("/v1/calls/totals?pool=X"));
    }
    alike(block, none("block"), new Attack("DELETE", "/v1/pools/rides/blocks/X", ""));
    alike(
        OTHER_NUMBER,
        NO_NUMBER,
        new Attack("PATCH", "/v1/pools/rides/numbers/+X", "{\"state\":\"draining\"}"),
        new Attack("DELETE", "/v1/pools/rides/numbers/+X", ""),
        Attack.get("/v1/calls?number=X"),
        new Attack("POST", "/v1/explain", "{\"from\":\"" + OTHER_RIDER + "\",\"to\":\"+X\"}"),
        new Attack(
            "POST",
            "/v1/sessions",
            """
            {"pool":"rides","participants":[{"real_number":"+918888800005","dials":"+X"},
             {"real_number":"+918888800006"}]}
            """));
    alike(
        otherSession.text("/id"),
        none("ses"),
        Attack.get("/v1/sessions/X"),
        new Attack("PATCH", "/v1/sessions/X", "{\"ttl_seconds\":600}"),
        new Attack(
            "PATCH",
            "/v1/sessions/X",
            "{\"participants\":[{\"id\":\"%s\",\"real_number\":\"+918888800008\"}]}"
                .formatted(otherSession.text("/participants/0/id"))),
        new Attack("POST", "/v1/sessions/X/close", "{}"),
        new Attack("POST", "/v1/sessions/X/close", ""),
        new Attack("POST", "/v1/sessions/X/reopen", ""),
        new Attack(
            "POST", "/v1/sessions/X/reveal", "{\"participant\":\"a\",\"reason\":\"curious\"}"),
        new Attack("DELETE", "/v1/sessions/X", ""),
        new Attack("POST", "/v1/sessions/close", "{\"sessions\":[\"X\"]}"),
        Attack.get("/v1/calls?session=X"),
        Attack.get("/v1/calls/export?session=X&format=jsonl"),
        Attack.get("/v1/events?limit=200&session=X"));
    alike(
        otherSession.text("/participants/0/id"),
        none("par"),
        Attack.get("/v1/calls?participant=X"));
    alike("other", "nothing", Attack.get("/v1/sessions?reference=X"));
    alike(call, none("call"), Attack.get("/v1/calls/X"), Attack.get("/v1/recordings?call=X"));
    alike(
        recording,
        none("rec"),
        Attack.get("/v1/recordings/X"),
        new Attack("PATCH", "/v1/recordings/X", "{\"legal_hold\":true,\"reason\":\"mine\"}"),
        new Attack("DELETE", "/v1/recordings/X", ""),
        new Attack("POST", "/v1/recordings/X/retry", ""),
        Attack.get("/v1/recordings/X/media"),
        new Attack("HEAD", "/v1/recordings/X/media", ""));
    alike(
        delivery(otherSession.text("/id")),
        none("dlv"),
        Attack.get("/v1/deliveries/X"),
        new Attack("POST", "/v1/deliveries/X/replay", ""));
    // And nothing was done on the way.
    assertThat(server.get("/v1/sessions/" + otherSession.text("/id")).text("/state"))
        .isEqualTo("open");
    Answer kept = server.get("/v1/recordings/" + recording);
    assertThat(kept.text("/state")).isNotEqualTo("deleted");
    assertThat(kept.body().path("legal_hold").asBoolean()).isFalse();
    assertThat(server.get("/v1/pools/food").status()).isEqualTo(200);
    assertThat(server.get("/v1/pools/food/blocks").body().path("data")).hasSize(1);
    assertThat(server.get("/v1/pools/food/numbers").body().at("/data/0/state").asString(""))
        .isEqualTo("active");
  }

  private static String none(String prefix) {
    return prefix + "_01900000000070008000000000000000";
  }

  private void alike(String other, String nothing, Attack... attacks) throws Exception {
    for (Attack attack : attacks) {
      HttpResponse<String> there = answer(attack.at(other));
      HttpResponse<String> notThere = answer(attack.at(nothing));
      assertThat(there.statusCode())
          .as("%s: %s", attack, there.body())
          .isEqualTo(notThere.statusCode());
      assertThat(there.body().replace(other, "X"))
          .as(attack.toString())
          .isEqualTo(notThere.body().replace(nothing, "X"));
      assertThat(there.statusCode()).as(attack.toString()).isNotIn(201, 204, 500);
    }
  }

  private HttpResponse<String> answer(Attack attack) throws Exception {
    return server.answer(key, attack.method(), attack.path().replace("+", "%2B"), attack.body());
  }

  /** The same requests on its own things are answered: so the attacks fail for the right reason. */
  @Test
  void itsOwnThingsAreThereAndCanBeChanged() throws Exception {
    String call = callOf("own-call");
    String recording = recording("own-call");
    for (String path :
        List.of(
            "/v1/pools/" + ownPool,
            "/v1/pools/rides/numbers",
            "/v1/pools/rides/blocks",
            "/v1/pools/rides/plan?sessions_per_hour=5&duration_seconds=60",
            "/v1/sessions/" + ownSession,
            "/v1/calls/" + call,
            "/v1/recordings/" + recording,
            "/v1/calls/totals",
            "/v1/deliveries/" + delivery(ownSession))) {
      assertThat(ask("GET", path, "").status()).as(path).isEqualTo(200);
    }
    Answer explained =
        ask(
            "POST",
            "/v1/explain",
            "{\"from\":\"%s\",\"to\":\"+919000000001\"}".formatted(OWN_RIDER));
    assertThat(explained.text("/decision")).isEqualTo("connect");
    assertThat(ask("PATCH", "/v1/pools/rides", "{\"grace_seconds\":5}").status()).isEqualTo(200);
    String hold = "{\"legal_hold\":true,\"reason\":\"mine\"}";
    assertThat(ask("PATCH", "/v1/recordings/" + recording, hold).status()).isEqualTo(200);
    assertThat(ask("POST", "/v1/sessions/" + ownSession + "/close", "").status()).isEqualTo(200);
  }

  @Test
  void listsHoldWhatIsItsOwnAndNothingElse() throws Exception {
    assertThat(ids(ask("GET", "/v1/pools", ""))).containsExactly(ownPool);
    assertThat(ask("GET", "/v1/me", "").body().path("pools").valueStream().map(JsonNode::asString))
        .containsExactly(ownPool);
    assertThat(ids(ask("GET", "/v1/sessions", ""))).containsExactly(ownSession);
    assertThat(ids(ask("GET", "/v1/calls", "")))
        .containsExactlyInAnyOrder(callOf("own-call"), callOf("own-refused"));
    assertThat(ids(ask("GET", "/v1/recordings", ""))).containsExactly(recording("own-call"));
    Answer totals = ask("GET", "/v1/calls/totals", "");
    assertThat(totals.body().path("data").valueStream().map(row -> row.path("pool").asString("")))
        .containsOnly(ownPool);
    for (String path :
        List.of(
            "/v1/pools",
            "/v1/sessions",
            "/v1/calls",
            "/v1/calls/export?format=jsonl",
            "/v1/recordings",
            "/v1/calls/totals",
            "/v1/events?limit=200",
            "/v1/deliveries?limit=200")) {
      HttpRequest request =
          server
              .request(path)
              .header("Authorization", "Bearer " + key)
              .header("Accept", "application/json")
              .build();
      HttpResponse<String> answer = server.send(request);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body())
          .as(path)
          .doesNotContain(
              otherPool, "food", otherSession.text("/id"), "other-", OTHER_NUMBER, "919000000004");
      assertThat(answer.body())
          .as(path)
          .containsAnyOf(ownSession, ownPool, "own-call", callOf("own-call"));
    }
  }

  @Test
  void pagesAreWholeThoughOthersLieBetween() throws Exception {
    Set<String> expected = new TreeSet<>(Set.of(ownSession));
    for (int i = 10; i < 24; i += 4) {
      expected.add(server.open("+9188888000" + i, "+9188888000" + (i + 1), "").text("/id"));
      open("food", "+9188888000" + (i + 2), "+9188888000" + (i + 3), "");
    }
    Set<String> found = new TreeSet<>();
    String cursor = "";
    int pages = 0;
    do {
      Answer page = ask("GET", "/v1/sessions?limit=2" + cursor, "");
      assertThat(ids(page)).hasSizeLessThanOrEqualTo(2);
      found.addAll(ids(page));
      String next = page.text("/next_cursor");
      assertThat(next.isEmpty() || ids(page).size() == 2).isTrue();
      cursor = next.isEmpty() ? "" : "&cursor=" + next;
      pages++;
    } while (!cursor.isEmpty());
    assertThat(found).isEqualTo(expected);
    assertThat(pages).isEqualTo((expected.size() + 1) / 2);
  }

  /** What the description of the API says is refused to such keys, asked one by one. */
  @Test
  void whatIsOfTheServerAsAWholeIsRefused() throws Exception {
    List<String> refused = new ArrayList<>();
    try (InputStream in = PoolLimitsFlowTest.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode paths = new YAMLMapper().readTree(in).path("paths");
      for (String path : paths.propertyNames()) {
        for (String method : paths.path(path).propertyNames()) {
          if (paths.path(path).path(method).path("x-limited-keys").asString("").equals("refused")) {
            refused.add(method.toUpperCase(Locale.ROOT) + " " + path);
          }
        }
      }
    }
    assertThat(refused).hasSizeGreaterThan(12);
    for (String endpoint : refused) {
      String path = endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("\\{\\w+}", "rides");
      Answer answer = ask(endpoint.substring(0, endpoint.indexOf(' ')), path, "{}");
      assertThat(answer.status()).as(endpoint).isEqualTo(403);
      assertThat(answer.text("/code")).as(endpoint).isEqualTo("pool_restricted");
    }
  }

  /** The pool that bookings draw on is one of others. */
  @Test
  void bookingsAreThoseOfTheirPool() throws Exception {
    String booking = "{\"party_a\":\"+918888800011\",\"party_b\":\"+918888800012\"}";
    assertThat(ask("POST", "/bookings", booking).status()).isEqualTo(409);
    assertThat(ask("GET", "/bookings", "").status()).isEqualTo(409);
    assertThat(ask("DELETE", "/bookings/x", "").status()).isEqualTo(409);
    String allowed =
        server
            .post("/v1/keys", "{\"name\":\"b\",\"role\":\"platform\",\"pools\":[\"bookings\"]}")
            .text("/key");
    server.post("/pool", "{\"numbers\":[\"+919000000021\"]}");
    Answer booked = server.as(allowed, "POST", "/bookings", booking);
    assertThat(booked.text("/status")).as(booked.body().toString()).isEqualTo("created");
    assertThat(server.as(allowed, "GET", "/bookings", "").body().path("bookings")).hasSize(1);
    assertThat(server.as(allowed, "GET", "/v1/sessions/" + ownSession, "").status()).isEqualTo(404);
  }

  /** Keys of others are others': neither an answer nor a hindrance. */
  @Test
  void idempotencyKeysOfOthersDoNotCollide() throws Exception {
    String mine = session("rides", "+918888800031", "+918888800032", "");
    String theirs = session("food", "+918888800033", "+918888800034", "");
    assertThat(keyed(theirs, adminKey()).statusCode()).isEqualTo(201);
    HttpResponse<String> first = keyed(mine, key);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    HttpResponse<String> again = keyed(mine, key);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  private String adminKey() throws Exception {
    return Files.readString(AdminKey.file(server.data())).strip();
  }

  private HttpResponse<String> keyed(String body, String with) throws Exception {
    return server.send(
        server
            .request("/v1/sessions")
            .header("Authorization", "Bearer " + with)
            .header("Idempotency-Key", "ride-1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void whoFollowsHearsOfTheirPoolsOnlyAndNotAfterTheKeyIsRevoked() throws Exception {
    HttpRequest request =
        server.request("/v1/events").header("Authorization", "Bearer " + key).build();
    HttpClient http = HttpClient.newHttpClient();
    try {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      List<String> lines = Collections.synchronizedList(new ArrayList<>());
      Thread reader = Thread.startVirtualThread(() -> response.body().forEach(lines::add));
      await(() -> !lines.isEmpty());
      open("food", "+918888800041", "+918888800042", "");
      Answer own = server.open("+918888800043", "+918888800044", "");
      await(() -> lines.stream().anyMatch(line -> line.contains(own.text("/id"))));
      assertThat(lines.stream().filter(line -> line.startsWith("data: ")))
          .hasSize(1)
          .noneMatch(line -> line.contains(otherPool));

      String id = "key_" + key.split("_")[1];
      server.api("DELETE", "/v1/keys/" + id, "");
      server.open("+918888800045", "+918888800046", "");
      reader.join(Duration.ofSeconds(30));
      assertThat(reader.isAlive()).isFalse();
      assertThat(lines.stream().filter(line -> line.startsWith("data: "))).hasSize(1);
    } finally {
      http.shutdownNow();
    }
  }

  @Test
  void aKeyOfADeletedPoolIsOneOfNoPool() throws Exception {
    server.post("/v1/pools", "{\"name\":\"brief\",\"carrier_account\":\"vobiz\"}");
    String brief =
        server
            .post("/v1/keys", "{\"name\":\"x\",\"role\":\"admin\",\"pools\":[\"brief\"]}")
            .text("/key");
    assertThat(server.as(brief, "GET", "/v1/pools", "").body().path("data")).hasSize(1);
    assertThat(server.as(brief, "DELETE", "/v1/pools/brief", "").status()).isEqualTo(204);
    for (String list : List.of("/v1/pools", "/v1/sessions", "/v1/calls", "/v1/deliveries")) {
      assertThat(server.as(brief, "GET", list, "").body().path("data")).as(list).isEmpty();
    }
  }

  /** So that the attacks above are about each endpoint that narrows, and none is forgotten. */
  @Test
  void everyEndpointThatNarrowsIsAttackedAbove() throws Exception {
    Set<String> narrowed = new TreeSet<>();
    try (InputStream in = PoolLimitsFlowTest.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode paths = new YAMLMapper().readTree(in).path("paths");
      for (String path : paths.propertyNames()) {
        for (String method : paths.path(path).propertyNames()) {
          JsonNode operation = paths.path(path).path(method);
          if (operation.has("x-roles") && !operation.has("x-limited-keys")) {
            narrowed.add(method.toUpperCase(Locale.ROOT) + " " + path);
          }
        }
      }
    }
    assertThat(narrowed)
        .isEqualTo(
            Stream.of(
                    "GET /v1/me",
                    "GET /v1/pools",
                    "GET /v1/pools/{id}",
                    "PATCH /v1/pools/{id}",
                    "DELETE /v1/pools/{id}",
                    "GET /v1/pools/{id}/plan",
                    "GET /v1/pools/{id}/numbers",
                    "PATCH /v1/pools/{id}/numbers/{number}",
                    "DELETE /v1/pools/{id}/numbers/{number}",
                    "GET /v1/pools/{id}/blocks",
                    "POST /v1/pools/{id}/blocks",
                    "DELETE /v1/pools/{id}/blocks/{block}",
                    "POST /v1/sessions",
                    "GET /v1/sessions",
                    "GET /v1/sessions/{id}",
                    "PATCH /v1/sessions/{id}",
                    "DELETE /v1/sessions/{id}",
                    "POST /v1/sessions/{id}/close",
                    "POST /v1/sessions/{id}/reopen",
                    "POST /v1/sessions/{id}/reveal",
                    "POST /v1/sessions/open",
                    "POST /v1/sessions/close",
                    "POST /v1/explain",
                    "GET /v1/calls",
                    "GET /v1/calls/export",
                    "GET /v1/calls/totals",
                    "GET /v1/calls/{id}",
                    "GET /v1/recordings",
                    "GET /v1/recordings/{id}",
                    "PATCH /v1/recordings/{id}",
                    "DELETE /v1/recordings/{id}",
                    "POST /v1/recordings/{id}/retry",
                    "GET /v1/recordings/{id}/media",
                    "HEAD /v1/recordings/{id}/media",
                    "GET /v1/events",
                    "GET /v1/deliveries",
                    "GET /v1/deliveries/{id}",
                    "POST /v1/deliveries/{id}/replay",
                    "POST /bookings",
                    "GET /bookings",
                    "DELETE /bookings/{id}")
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
