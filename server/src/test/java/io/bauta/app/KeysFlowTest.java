package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys of the API from their making to their end, over HTTP. */
class KeysFlowTest {

  private static final String KEY = "bauta_[0-9a-f]{32}_[0-9a-f]{72}";

  private final HandClock clock = new HandClock();
  private Path data;
  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    data = directory;
    server = RunningServer.start(data, RunningServer.SECRET_PATH, clock);
    server.pool("");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer make(String name, String role, String more) throws Exception {
    Answer made =
        server.post("/v1/keys", "{\"name\":\"%s\",\"role\":\"%s\"%s}".formatted(name, role, more));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    assertThat(made.text("/key")).matches(KEY);
    return made;
  }

  private int pools(String key) throws Exception {
    return server.as(key, "GET", "/v1/pools", "").status();
  }

  @Test
  void aKeyIsShownOnceAndStoredNowhere() throws Exception {
    Answer made = make("reports", "read_only", ",\"pools\":[\"rides\"]");
    String key = made.text("/key");
    String id = made.text("/id");
    assertThat(id).startsWith("key_");
    assertThat(key).contains(id.substring("key_".length()));
    assertThat(made.text("/pools/0")).startsWith("pool_");
    assertThat(pools(key)).isEqualTo(200);

    assertThat(server.get("/v1/keys/" + id).body().has("key")).isFalse();
    assertThat(server.get("/v1/keys").body().toString()).contains(id).doesNotContain(key);
    server.close();
    String secret = key.substring(key.lastIndexOf('_') + 1);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(secret.substring(0, 16));
      }
    }
    server = RunningServer.start(data, RunningServer.SECRET_PATH, clock);
    assertThat(pools(key)).isEqualTo(200);
  }

  @Test
  void whatTheRoleHasNotIsForbiddenAndSaysWhoMay() throws Exception {
    String key = make("reports", "read_only", "").text("/key");
    Answer refused =
        server.as(key, "POST", "/v1/sessions", "{\"pool\":\"rides\",\"participants\":[]}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("/code")).isEqualTo("forbidden");
    assertThat(refused.text("/missing_right")).isEqualTo("sessions_change");
    assertThat(refused.body().path("roles").valueStream().map(JsonNode::stringValue))
        .containsExactly("admin", "operator", "platform");
    for (String method : List.of("GET", "POST")) {
      assertThat(server.as(key, method, "/v1/keys", "{}").status()).isEqualTo(403);
    }
  }

  /** Whoever asks without a right key is not told why it is none. */
  @Test
  void missingUnknownExpiredAndRevokedKeysAreAnsweredAlike() throws Exception {
    Answer expiring =
        make("a", "admin", ",\"expires_at\":\"" + clock.instant().plusSeconds(60) + "\"");
    Answer revoked = make("b", "admin", "");
    server.api("DELETE", "/v1/keys/" + revoked.text("/id"), "");
    assertThat(pools(expiring.text("/key"))).isEqualTo(200);
    clock.forward(Duration.ofSeconds(60));

    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(server.send(server.request("/v1/pools").build()));
    answers.add(server.answer("nonsense", "GET", "/v1/pools", ""));
    answers.add(server.answer(expiring.text("/key"), "GET", "/v1/pools", ""));
    answers.add(server.answer(revoked.text("/key"), "GET", "/v1/pools", ""));
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
      assertThat(answer.body()).isEqualTo(answers.getFirst().body());
    }
    JsonNode counts = server.get("/health").body().path("api_refused");
    assertThat(counts.path("missing").asInt()).isEqualTo(1);
    assertThat(counts.path("unknown").asInt()).isEqualTo(1);
    assertThat(counts.path("expired").asInt()).isEqualTo(1);
    assertThat(counts.path("revoked").asInt()).isEqualTo(1);
  }

  @Test
  void aRotatedKeyOverlapsWithTheNewOne() throws Exception {
    Answer made = make("dispatch", "operator", "");
    String id = made.text("/id");
    Answer rotated = server.post("/v1/keys/" + id + "/rotate", "{\"overlap_seconds\":600}");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.text("/previous_valid_until"))
        .isEqualTo(clock.instant().plusSeconds(600).toString());
    assertThat(pools(made.text("/key"))).isEqualTo(200);
    assertThat(pools(rotated.text("/key"))).isEqualTo(200);
    clock.forward(Duration.ofSeconds(600));
    assertThat(pools(made.text("/key"))).isEqualTo(401);
    assertThat(pools(rotated.text("/key"))).isEqualTo(200);
    assertThat(server.get("/v1/keys/" + id).body().path("previous_valid_until").isNull()).isTrue();
  }

  @Test
  void whatIsDoneToKeysAndWithThemIsInTheAuditLog() throws Exception {
    Answer first = make("ops, \\\"night\\\"", "admin", "");
    String id = first.text("/id");
    String key = first.text("/key");
    Answer second = server.as(key, "POST", "/v1/keys", "{\"name\":\"x\",\"role\":\"platform\"}");
    String other = "/v1/keys/" + second.text("/id");
    server.as(key, "PATCH", other, "{\"name\":\"y\"}");
    server.as(key, "POST", other + "/rotate", "{}");
    assertThat(server.as(key, "DELETE", other, "").status()).isEqualTo(204);
    List<String> entries = new ArrayList<>();
    JsonNode log = server.get("/v1/audit?subject_kind=key").body();
    for (JsonNode entry : log.path("data")) {
      entries.add(entry.path("action").asString("") + " by " + entry.path("actor").asString(""));
    }
    String actor = "ops, \"night\" (" + id + ")";
    assertThat(entries)
        .containsExactly(
            "key.revoked by " + actor,
            "key.rotated by " + actor,
            "key.changed by " + actor,
            "key.created by " + actor,
            "key.created by admin");
    assertThat(log.toString()).doesNotContain(key).doesNotContain(second.text("/key"));
    assertThat(log.at("/data/0/origin").asString("")).isEqualTo("127.0.0.1");
  }

  @Test
  void theAuditLogSaysWhatWasChangedOfAKey() throws Exception {
    String end = clock.instant().plusSeconds(60).toString();
    String id = make("a", "read_only", "").text("/id");
    String pool = server.get("/v1/pools/rides").text("/id");
    server.api(
        "PATCH",
        "/v1/keys/" + id,
        "{\"pools\":[\"rides\"],\"expires_at\":\"%s\",\"requests_per_second\":3}".formatted(end));
    server.api("PATCH", "/v1/keys/" + id, "{\"name\":\"b\",\"requests_per_second\":4}");
    server.api("PATCH", "/v1/keys/" + id, "{\"pools\":null,\"expires_at\":null}");

    List<String> details = new ArrayList<>();
    for (JsonNode entry : server.get("/v1/audit?subject_kind=key").body().path("data")) {
      details.add(entry.path("detail").asString(""));
    }
    assertThat(details)
        .startsWith(
            "end %s -> none; pools 1 -> all; %s -> all".formatted(end, pool),
            "name a -> b; rate 3 -> 4",
            "end none -> %s; rate the server's -> 3; pools all -> 1; all -> %s"
                .formatted(end, pool));
  }

  @Test
  void aKeyCanBeChangedAndWhatIsLimitedSetFree() throws Exception {
    Answer made =
        make(
            "a",
            "read_only",
            ",\"pools\":[\"rides\"],\"requests_per_second\":3,\"expires_at\":\"%s\""
                .formatted(clock.instant().plusSeconds(60)));
    String path = "/v1/keys/" + made.text("/id");
    Answer changed =
        server.api(
            "PATCH",
            path,
            "{\"name\":\"b\",\"pools\":null,\"expires_at\":null,\"requests_per_second\":null}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.text("/name")).isEqualTo("b");
    for (String field : List.of("pools", "expires_at", "requests_per_second")) {
      assertThat(changed.body().path(field).isNull()).as(field).isTrue();
    }
    assertThat(server.api("PATCH", path, "{\"role\":\"admin\"}").text("/code"))
        .isEqualTo("unknown_field");
    server.api("DELETE", path, "");
    assertThat(server.api("DELETE", path, "").status()).isEqualTo(204);
    assertThat(server.api("PATCH", path, "{\"name\":\"c\"}").text("/code"))
        .isEqualTo("key_revoked");
    assertThat(server.post(path + "/rotate", "").text("/code")).isEqualTo("key_revoked");
    assertThat(server.get(path).text("/state")).isEqualTo("revoked");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"role":"admin"}                                              | missing_field    | name
          {"name":"a"}                                                  | missing_field    | role
          {"name":"a","role":"root"}                                    | invalid_value    | role
          {"name":"a","role":"admin","pools":[]}                        | invalid_value    | pools
          {"name":"a","role":"admin","pools":["nowhere"]}               | unknown_pool     | pools
          {"name":"a","role":"admin","expires_at":"2001-01-01T00:00:00Z"} | ends_in_the_past | expires_at
          {"name":"a","role":"admin","expires_at":"soon"}               | invalid_value    | expires_at
          {"name":"a","role":"admin","requests_per_second":0}           | invalid_value    | requests_per_second
          {"name":"a","role":"admin","key":"mine"}                      | unknown_field    | key
          """)
  void whatIsWrongWithANewKeyIsSaid(String body, String code, String field) throws Exception {
    Answer refused = server.post("/v1/keys", body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("/code")).isEqualTo(code);
    assertThat(refused.text("/field")).isEqualTo(field);
    assertThat(server.get("/v1/keys").body().path("data")).isEmpty();
  }

  @Test
  void keysThatAreNotThereAreNotFound() throws Exception {
    String path = "/v1/keys/key_00000000000000000000000000000000";
    assertThat(server.get(path).status()).isEqualTo(404);
    assertThat(server.api("PATCH", path, "{}").status()).isEqualTo(404);
    assertThat(server.api("DELETE", path, "").status()).isEqualTo(404);
    assertThat(server.post(path + "/rotate", "").status()).isEqualTo(404);
    assertThat(server.get("/v1/keys/admin").status()).isEqualTo(404);
  }

  @Test
  void aKeyThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
    String key = make("a", "read_only", ",\"requests_per_second\":1").text("/key");
    HttpResponse<String> first = server.answer(key, "GET", "/v1/pools", "");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ratelimit-policy")).hasValue("\"key\";q=2;w=2");
    assertThat(first.headers().firstValue("ratelimit")).hasValue("\"key\";r=1;t=1");
    server.answer(key, "GET", "/v1/pools", "");
    HttpResponse<String> third = server.answer(key, "GET", "/v1/pools", "");
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.body()).contains("\"rate_limited\"");
    assertThat(third.headers().firstValue("retry-after")).hasValue("1");
    assertThat(third.headers().firstValue("ratelimit")).hasValue("\"key\";r=0;t=2");
    clock.forward(Duration.ofSeconds(1));
    assertThat(pools(key)).isEqualTo(200);
  }

  @Test
  void theRateOfAllKeysIsConfigured() throws Exception {
    server.close();
    server =
        RunningServer.start(
            data, RunningServer.SECRET_PATH + "api: { requests-per-second: 1 }\n", clock);
    String key = make("a", "read_only", "").text("/key");
    assertThat(pools(key)).isEqualTo(200);
    assertThat(pools(key)).isEqualTo(200);
    assertThat(pools(key)).isEqualTo(429);
  }

  @Test
  void whoeverTriesKeysIsToldToWait() throws Exception {
    String key = make("a", "read_only", "").text("/key");
    for (int i = 0; i < 20; i++) {
      assertThat(pools("wrong-" + i)).isEqualTo(401);
    }
    HttpResponse<String> slowed = server.answer("wrong", "GET", "/v1/pools", "");
    assertThat(slowed.statusCode()).isEqualTo(429);
    assertThat(slowed.body()).contains("\"too_many_attempts\"");
    assertThat(slowed.headers().firstValue("retry-after")).hasValue("60");
    assertThat(pools(key)).isEqualTo(200);
    clock.forward(Duration.ofSeconds(60));
    assertThat(server.get("/v1/pools").status()).isEqualTo(200);
    assertThat(pools("wrong")).isEqualTo(401);
  }

  @Test
  void whenAKeyWasUsedOutlivesTheServer() throws Exception {
    Answer made = make("a", "read_only", "");
    String path = "/v1/keys/" + made.text("/id");
    assertThat(server.get(path).body().path("last_used_at").isNull()).isTrue();
    assertThat(pools(made.text("/key"))).isEqualTo(200);
    String used = server.get(path).text("/last_used_at");
    assertThat(used).isEqualTo(clock.instant().toString());
    server.close();
    server = RunningServer.start(data, RunningServer.SECRET_PATH, clock);
    assertThat(server.get(path).text("/last_used_at")).isEqualTo(used);
  }

  @Test
  void theCommandsMakeListRotateAndRevoke() throws Exception {
    JsonNode made =
        JsonMapper.shared()
            .readTree(run(0, "create", "--name", "ci", "--role", "operator", "--json"));
    String id = made.path("id").asString("");
    assertThat(pools(made.path("key").asString(""))).isEqualTo(200);
    assertThat(run(0, "list")).contains(id, "active", "operator", "ci", "last used");
    String rotated = run(0, "rotate", id, "--overlap-seconds", "0").strip();
    assertThat(rotated).matches(KEY);
    assertThat(pools(made.path("key").asString(""))).isEqualTo(401);
    assertThat(pools(rotated)).isEqualTo(200);
    assertThat(run(0, "create", "--name", "x", "--role", "read_only", "--pool", "rides").strip())
        .matches(KEY);
    assertThat(run(0, "revoke", id)).contains(id + " is revoked");
    assertThat(pools(rotated)).isEqualTo(401);
    assertThat(run(0, "list", "--json").lines()).hasSize(2);
    run(1, "revoke", "key_1");
    run(1, "create", "--name", "x", "--role", "platform", "--pool", "nowhere");
    assertThat(Main.run("keys", "create", "--name", "x", "--role", "root")).isEqualTo(2);
  }

  private String run(int exit, String... arguments) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", server.url().toString(), "--data", data.toString()));
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true))
            .execute(all.toArray(String[]::new));
    assertThat(code).isEqualTo(exit);
    return out.toString();
  }
}
