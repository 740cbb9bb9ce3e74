package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.telnyx.TelnyxKeys;
import io.bauta.simulator.telnyx.TelnyxSignature;
import io.bauta.simulator.vobiz.VobizSignature;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each account saw of proofs, with requests as each carrier and whoever pretends sends. */
class CarrierProofsFlowTest {

  private static final String SECRET = "sixteen-letters-or-more";
  private static final String HEADER = "header-value-0123456789";
  private static final TelnyxKeys KEYS = TelnyxKeys.ofSeed(new byte[TelnyxKeys.KEY_BYTES]);

  private static final String ACCOUNTS =
      """
      server: { public-url: "http://127.0.0.1:${PORT}" }
      carriers:
        vobiz: { carrier: vobiz, home-region: IN, auth-id: MA_TEST, auth-token: %s, path-secret: %s }
        telnyx: { carrier: telnyx, home-region: US, api-key: KEY-of-the-test, public-keys: "%s", \
      connection-id: "1", path-secret: %s }
        eight: { carrier: 8x8, home-region: SG, sub-account-id: acme, auth-header: %s, path-secret: %s }
        alohaa: { carrier: alohaa, home-region: IN, header-value: %s, organisation-id: org, \
      path-secret: %s }
      """
          .formatted(
              RunningServer.TOKEN,
              SECRET,
              KEYS.publicKey(),
              SECRET,
              HEADER,
              SECRET,
              HEADER,
              SECRET);

  private static final Map<String, String> ENDPOINTS =
      Map.of("vobiz", "answer", "telnyx", "voice", "eight", "handle", "alohaa", "completed");

  private final HandClock clock = new HandClock();
  @TempDir private Path data;
  private RunningServer server;
  private int nonces;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(data, ACCOUNTS, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  // What the pretended carriers send.

  private static String body(String account, boolean ofAnother) {
    return switch (account) {
      case "vobiz" ->
          "CallUUID=c&From=918888800001&To=919000000001&ParentAuthID="
              + (ofAnother ? "MA_OTHER" : "MA_TEST");
      case "telnyx" ->
          "{\"data\":{\"event_type\":\"call.initiated\",\"id\":\"e\",\"occurred_at\":\"2027-01-15T08:00:00Z\",\"payload\":{\"connection_id\":\"%s\",\"call_control_id\":\"v3:c\",\"call_leg_id\":\"l\",\"call_session_id\":\"s\",\"from\":\"+12025550133\",\"to\":\"+12025550131\",\"direction\":\"incoming\"}}}"
              .formatted(ofAnother ? "2" : "1");
      case "eight" ->
          "{\"namespace\":\"VOICE\",\"eventType\":\"CALL_ACTION\",\"payload\":{\"eventId\":\"e\",\"sessionId\":\"s\",\"subAccountId\":\"%s\"}}"
              .formatted(ofAnother ? "other" : "acme");
      default ->
          "{\"organisation_id\":\"%s\",\"caller_number\":\"8888800001\",\"receiver_number\":\"8888800002\",\"did_number\":\"919000000001\",\"call_id\":\"c\",\"call_status\":\"answered\",\"call_duration\":\"00:01:09\"}"
              .formatted(ofAnother ? "other" : "org");
    };
  }

  private static String path(String account) {
    return "/carriers/%s/%s/%s".formatted(account, SECRET, ENDPOINTS.get(account));
  }

  private Map<String, String> proof(String account, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    switch (account) {
      case "vobiz" -> {
        String nonce = "nonce" + ++nonces;
        headers.put("X-Vobiz-Signature-V3-Nonce", nonce);
        headers.put(
            "X-Vobiz-Signature-V3",
            VobizSignature.v3(
                RunningServer.TOKEN, URI.create(server.url() + path(account)), nonce));
      }
      case "telnyx" -> headers.putAll(telnyx(clock.instant().getEpochSecond(), body));
      case "eight" -> headers.put("Authorization", HEADER);
      default -> headers.put("X-Bauta-Key", HEADER);
    }
    return headers;
  }

  private static Map<String, String> telnyx(long at, String body) {
    String time = Long.toString(at);
    return Map.of(
        "telnyx-timestamp", time, "telnyx-signature-ed25519", TelnyxSignature.of(KEYS, time, body));
  }

  private int send(String path, Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request = server.request(path);
    headers.forEach(request::header);
    String type = body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded";
    return server
        .send(request.header("Content-Type", type).POST(BodyPublishers.ofString(body)).build())
        .statusCode();
  }

  private void sendGenuine(String account) throws Exception {
    String body = body(account, false);
    send(path(account), proof(account, body), body);
  }

  private void sendForged(String account) throws Exception {
    String body = body(account, false);
    Map<String, String> headers = proof(account, body);
    headers.replaceAll(
        (name, value) -> name.equals("telnyx-timestamp") ? value : flipped(name, value));
    assertThat(send(path(account), headers, body)).isIn(401, 403);
  }

  private static String flipped(String name, String value) {
    return name.endsWith("Nonce")
        ? value
        : (value.startsWith("A") ? "B" : "A") + value.substring(1);
  }

  private JsonNode seen(String account) throws Exception {
    Answer answer = server.get("/v1/carriers/" + account);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("seen");
  }

  private static long count(JsonNode seen, String kind) {
    return seen.at("/" + kind + "/since_start").asLong();
  }

  // What is seen of it.

  @ParameterizedTest
  @ValueSource(strings = {"vobiz", "telnyx", "eight", "alohaa"})
  void aGenuineOneIsSeen(String account) throws Exception {
    sendGenuine(account);
    JsonNode seen = seen(account);
    assertThat(seen.at("/genuine/last_at").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(count(seen, "genuine")).isEqualTo(1);
    assertThat(count(seen, "forged") + count(seen, "unsigned") + count(seen, "not_checked"))
        .isZero();
    assertThat(seen.at("/forged/last_at").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vobiz", "telnyx", "eight", "alohaa"})
  void anUnsignedOneIsSeen(String account) throws Exception {
    assertThat(send(path(account), Map.of(), body(account, false))).isIn(401, 403);
    JsonNode seen = seen(account);
    assertThat(count(seen, "unsigned")).isEqualTo(1);
    assertThat(count(seen, "genuine") + count(seen, "forged")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vobiz", "telnyx", "eight", "alohaa"})
  void aForgedOneIsSeenWithItsReason(String account) throws Exception {
    clock.forward(Duration.ofMinutes(1));
    sendForged(account);
    JsonNode seen = seen(account);
    assertThat(seen.at("/forged/last_reason").asString()).isEqualTo("bad_signature");
    assertThat(seen.at("/forged/last_at").asString()).isEqualTo("2027-01-15T08:01:00Z");
    assertThat(seen.at("/forged/reasons/bad_signature/total").asLong()).isEqualTo(1);
    assertThat(seen.at("/forged/last_hour").asLong()).isEqualTo(1);
    assertThat(count(seen, "genuine")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vobiz", "telnyx", "eight", "alohaa"})
  void oneWithoutTheSecretInThePathIsForged(String account) throws Exception {
    String body = body(account, false);
    String path = path(account).replace(SECRET, "another-secret-than-it");
    assertThat(send(path, proof(account, body), body)).isEqualTo(404);
    assertThat(seen(account).at("/forged/last_reason").asString()).isEqualTo("wrong_path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vobiz", "telnyx", "eight", "alohaa"})
  void oneOfAnotherAccountIsForgedHoweverWellItIsSigned(String account) throws Exception {
    String body = body(account, true);
    assertThat(send(path(account), proof(account, body), body)).isEqualTo(400);
    JsonNode seen = seen(account);
    assertThat(seen.at("/forged/last_reason").asString()).isEqualTo("wrong_account");
    assertThat(count(seen, "genuine")).isZero();
  }

  @Test
  void aReplayedSignatureIsForged() throws Exception {
    String body = body("vobiz", false);
    Map<String, String> headers = proof("vobiz", body);
    send(path("vobiz"), headers, body);
    assertThat(send(path("vobiz"), headers, body.replace("CallUUID=c", "CallUUID=d")))
        .isEqualTo(403);
    JsonNode seen = seen("vobiz");
    assertThat(seen.at("/forged/last_reason").asString()).isEqualTo("replayed");
    assertThat(count(seen, "genuine")).isEqualTo(1);
  }

  @Test
  void anOldSignatureIsForged() throws Exception {
    String body = body("telnyx", false);
    send(path("telnyx"), telnyx(clock.instant().getEpochSecond() - 301, body), body);
    assertThat(seen("telnyx").at("/forged/last_reason").asString()).isEqualTo("too_old");
  }

  @Test
  void whatAStrayHitsBesidesTheSecretIsNoForgery() throws Exception {
    assertThat(send("/carriers/vobiz/" + SECRET + "/nothing", Map.of(), "")).isEqualTo(404);
    assertThat(count(seen("vobiz"), "forged")).isZero();
  }

  @Test
  void aRestartForgetsNothingButTheHour() throws Exception {
    sendGenuine("vobiz");
    sendForged("telnyx");
    server.close();
    clock.forward(Duration.ofHours(2));
    server = RunningServer.start(data, ACCOUNTS, clock);
    assertThat(seen("vobiz").at("/genuine/last_at").asString()).isEqualTo("2027-01-15T08:00:00Z");
    assertThat(seen("vobiz").at("/genuine/total").asLong()).isEqualTo(1);
    assertThat(count(seen("vobiz"), "genuine")).isZero();
    assertThat(seen("vobiz").path("since").asString()).isEqualTo("2027-01-15T10:00:00Z");
    assertThat(seen("telnyx").at("/forged/last_reason").asString()).isEqualTo("bad_signature");
    sendGenuine("vobiz");
    assertThat(seen("vobiz").at("/genuine/total").asLong()).isEqualTo(2);
    assertThat(count(seen("vobiz"), "genuine")).isEqualTo(1);
  }

  @Test
  void forgedOnesOfTheLastHourAreInHealth() throws Exception {
    sendForged("vobiz");
    sendForged("eight");
    assertThat(health().path("webhooks_forged_last_hour").asLong()).isEqualTo(2);
    clock.forward(Duration.ofMinutes(61));
    assertThat(health().path("webhooks_forged_last_hour").asLong()).isZero();
  }

  private JsonNode health() throws Exception {
    return server.get("/health").body();
  }

  // The answer and the command.

  @Test
  void everyAccountIsListedByNameAndPaged() throws Exception {
    JsonNode first = server.get("/v1/carriers?limit=3").body();
    assertThat(first.path("data").valueStream().map(one -> one.path("name").asString()))
        .containsExactly("alohaa", "eight", "telnyx");
    JsonNode rest =
        server.get("/v1/carriers?cursor=" + first.path("next_cursor").asString()).body();
    assertThat(rest.path("data").valueStream().map(one -> one.path("name").asString()))
        .containsExactly("vobiz");
    assertThat(rest.path("data").get(0).path("best").asString()).isEqualTo("signature_of_url");
    assertThat(rest.path("data").get(0).at("/demanded/path_secret").asBoolean()).isTrue();
    assertThat(rest.path("data").get(0).path("weaker").asBoolean()).isFalse();
    assertThat(first.toString() + rest).doesNotContain(SECRET, HEADER, RunningServer.TOKEN);
  }

  @Test
  void anAccountThatIsNotConfiguredIsNotFound() throws Exception {
    assertThat(server.get("/v1/carriers/nobody").status()).isEqualTo(404);
  }

  @Test
  void whoeverMaySendWebhooksIsToldWhichServerThisIs() throws Exception {
    String instance = health().path("instance").asString();
    String path = "/carriers/vobiz/" + SECRET + "/instance";
    assertThat(server.send(server.request(path).build()).body().strip()).isEqualTo(instance);
    assertThat(server.send(server.request("/carriers/vobiz/instance").build()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void theCommandShowsWhatWasSeen() throws Exception {
    sendGenuine("vobiz");
    sendForged("vobiz");
    String shown = carriers();
    assertThat(shown)
        .containsPattern(
            "vobiz +auth-token \\+ path +2027-01-15T08:00:00Z +never +bad_signature"
                + " 2027-01-15T08:00:00Z +1")
        .doesNotContain("weaker", SECRET, HEADER);
    assertThat(carriers("eight").lines()).hasSize(2);
    assertThat(carriers("--json", "eight")).startsWith("{\"name\":\"eight\"");
  }

  private String carriers(String... arguments) {
    StringWriter out = new StringWriter();
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(
        new String[] {"--url", "" + server.url(), "--data", "" + data},
        0,
        all,
        arguments.length,
        4);
    assertThat(
            Main.commandLine(new CarriersCommand()).setOut(new PrintWriter(out, true)).execute(all))
        .isZero();
    return out.toString();
  }
}
