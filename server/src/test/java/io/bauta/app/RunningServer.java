package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.ConfigReader.CommandLine;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole server on a free port with a store of its own, and plain HTTP to talk to it.
 *
 * <p>Every answer of the API is searched for the test participants' numbers: an answer with one
 * fails the test that asked.
 */
public final class RunningServer implements AutoCloseable {

  public static final String TOKEN = "token-of-the-test-account";
  public static final String AUTH_ID = "MA_TEST";

  /** All participants of the tests have numbers like +91 88888 0xxxx. */
  public static final Pattern PARTICIPANT = Pattern.compile("8\\D?8\\D?8\\D?8\\D?8\\D?0\\d{4}");

  /** One signed account. */
  public static final String SIGNED =
      """
      server: { public-url: "http://127.0.0.1:${PORT}" }
      carriers:
        vobiz: { carrier: vobiz, home-region: IN, auth-id: %s, auth-token: %s,
          calls-per-caller: 1000000 }
      """
          .formatted(AUTH_ID, TOKEN);

  /** One account without signatures, behind a secret path. */
  public static final String SECRET_PATH =
      """
      carriers:
        vobiz: { carrier: vobiz, home-region: IN, signature: "off",
          path-secret: sixteen-letters-or-more, calls-per-caller: 1000000 }
      """;

  /** The webhooks' path of {@link #SECRET_PATH}. */
  public static final String SECRET_WEBHOOKS = "/carriers/vobiz/sixteen-letters-or-more/";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path data;
  private final Bauta bauta;

  /** An answer of the API. */
  public record Answer(int status, JsonNode body) {
    public String text(String pointer) {
      return body.at(pointer).asString("");
    }
  }

  private RunningServer(Path data, Bauta bauta) {
    this.data = data;
    this.bauta = bauta;
  }

  /** Starts on {@code data} with this configuration; {@code ${PORT}} is the port it gets. */
  public static RunningServer start(Path data, String yaml, Clock clock) throws IOException {
    return start(data, yaml, clock, Map.of());
  }

  public static RunningServer start(
      Path data, String yaml, Clock clock, Map<String, String> environment) throws IOException {
    return start(data, yaml, clock, environment, freePort());
  }

  /** A port that nobody listens on, for a server whose URL must be known before it is there. */
  public static int freePort() {
    return FreePort.of("127.0.0.1");
  }

  public static RunningServer start(
      Path data, String yaml, Clock clock, Map<String, String> environment, int port)
      throws IOException {
    Files.createDirectories(data);
    Path file = Files.writeString(data.resolve("bauta.yaml"), yaml);
    Map<String, String> all = new HashMap<>(environment);
    all.put("PORT", Integer.toString(port));
    Config config =
        new ConfigReader(all)
            .read(
                new CommandLine(
                    Optional.of(file), Optional.of(data), Optional.empty(), Optional.of(port)));
    return new RunningServer(data, Bauta.start(config, clock));
  }

  /** How many reminders are near. */
  public int remindersKept() {
    return bauta.reminders().size();
  }

  /** Whether nothing is due that was not seen to. */
  public boolean isReminded() {
    return bauta.reminders().isSettled();
  }

  public URI url() {
    return bauta.url();
  }

  public Path data() {
    return data;
  }

  /** Asks the API with the right key. */
  public Answer api(String method, String path, String json) throws Exception {
    return as(adminKey(), method, path, json);
  }

  /** Asks the API with this key. */
  public Answer as(String key, String method, String path, String json) throws Exception {
    HttpResponse<String> response = answer(key, method, path, json);
    assertThat(PARTICIPANT.matcher(response.body()).find())
        .as("%s %s answers a participant's number: %s", method, path, response.body())
        .isFalse();
    JsonNode body =
        response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    return new Answer(response.statusCode(), body);
  }

  /** The same with all that came. */
  public HttpResponse<String> answer(String key, String method, String path, String json)
      throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + key)
            .header("Accept", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build());
  }

  /** Asks for a real number: this answer may hold one. */
  public HttpResponse<String> reveal(String key, String session, String json) throws Exception {
    return answer(key, "POST", "/v1/sessions/" + session + "/reveal", json);
  }

  public String adminKey() throws IOException {
    return Files.readString(AdminKey.file(data)).strip();
  }

  public Answer post(String path, String json) throws Exception {
    return api("POST", path, json);
  }

  public Answer get(String path) throws Exception {
    return api("GET", path, "");
  }

  /** A request to {@code path}, to be finished. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(20));
  }

  public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  /** Posts a form, as a carrier without signatures does. */
  public HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
    return formBody(path, encode(fields));
  }

  public HttpResponse<String> formBody(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  public static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Makes a pool with two numbers, +919000000001 and +919000000002, and gives its id. */
  public String pool(String rules) throws Exception {
    Answer pool =
        post("/v1/pools", "{\"name\":\"rides\",\"carrier_account\":\"vobiz\"" + rules + "}");
    assertThat(pool.status()).as(pool.body().toString()).isEqualTo(201);
    Answer added =
        post("/v1/pools/rides/numbers", "{\"numbers\":[\"+919000000001\",\"+919000000002\"]}");
    assertThat(added.body().path("added").asInt()).isEqualTo(2);
    return pool.text("/id");
  }

  /** Opens a session in the pool {@code rides}. */
  public Answer open(String first, String second, String more) throws Exception {
    return post(
        "/v1/sessions",
        """
        {"pool":"rides","participants":[{"name":"rider","real_number":"%s"},
         {"name":"driver","real_number":"%s"}]%s}
        """
            .formatted(first, second, more));
  }

  @Override
  public void close() {
    bauta.close();
  }
}
