package io.bauta.app;

import io.bauta.carrier.Secret;
import io.bauta.door.ClientTrust;
import io.bauta.door.TlsException;
import io.bauta.door.TlsFiles;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running server, for the commands that need one. */
public final class ApiClient {

  /** Pages of one list: more than the numbers of a full pool have. */
  static final int PAGES_MAX = 1_000;

  /** The largest that the server gives. */
  private static final int PAGE_ENTRIES = 200;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Until the first line comes; what is looked for may be among millions. */
  private static final Duration LINES_WAIT_MAX = Duration.ofMinutes(10);

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Names a file of certificates that commands trust beside those of the system. */
  static final String CA_FILE = "BAUTA_CA_FILE";

  private final HttpClient http;
  private final URI server;
  private final String key;

  public ApiClient(URI server, String key) {
    this(server, key, Optional.empty());
  }

  /** With the key of {@code config}, else of its data directory; trusts its certificate. */
  ApiClient(URI server, Config config) {
    this(
        server,
        key(config.adminKey().map(Secret::reveal).orElse(null), config.dataDirectory()),
        config.door().tls());
  }

  /** One for what is asked before there is a key. */
  static ApiClient withoutKey(URI server) {
    return new ApiClient(server, "");
  }

  private ApiClient(URI server, String key, Optional<TlsFiles> own) {
    this.server = server;
    this.key = key;
    this.http = client(server, own);
  }

  /** Trusts {@code own}, what {@link #CA_FILE} names, and what the system trusts. */
  static HttpClient client(URI server, Optional<TlsFiles> own) {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(TIMEOUT);
    if ("https".equals(server.getScheme())) {
      builder.sslContext(ClientTrust.context(trusted(own)));
    }
    return builder.build();
  }

  private static List<X509Certificate> trusted(Optional<TlsFiles> own) {
    List<X509Certificate> trusted = new ArrayList<>();
    try {
      String file = System.getenv(CA_FILE);
      if (file != null && !file.isBlank()) {
        trusted.addAll(TlsFiles.certificates(Path.of(file)));
      }
      if (own.isPresent()) {
        trusted.addAll(TlsFiles.certificates(own.get().certificate()));
      }
    } catch (TlsException unreadable) {
      throw new CommandException(String.valueOf(unreadable.getMessage()));
    }
    return trusted;
  }

  /** Whether the server of {@code config} is at work at {@code server}; asks without a key. */
  static boolean answers(URI server, Config config) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/health/live")).timeout(TIMEOUT).build();
    try (HttpClient http = client(server, config.door().tls())) {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException nobody) {
      return false;
    }
  }

  /** What opens the server: the environment's key, else a login, else the data directory's key. */
  static String key(@Nullable String fromEnvironment, Optional<String> login, Path dataDirectory) {
    boolean isGiven = fromEnvironment != null && !fromEnvironment.isBlank();
    return isGiven || login.isEmpty() ? key(fromEnvironment, dataDirectory) : login.get();
  }

  /** The key: of the environment, else of the data directory. */
  public static String key(@Nullable String fromEnvironment, Path dataDirectory) {
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return fromEnvironment.strip();
    }
    Path file = AdminKey.file(dataDirectory);
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new CommandException(
          "no API key: set BAUTA_ADMIN_KEY, log in with bauta login, or give the server's data directory with --data (%s"
                  .formatted(file)
              + " cannot be read)");
    }
  }

  public JsonNode get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  /** For what takes the server long. */
  JsonNode get(String path, Duration waitMax) throws InterruptedException {
    return send(request(path).timeout(waitMax).GET().build());
  }

  /** Every entry of a list, page after page. */
  List<JsonNode> all(String path) throws InterruptedException {
    List<JsonNode> entries = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < PAGES_MAX; page++) {
      JsonNode answer = get("%s?limit=%d%s".formatted(path, PAGE_ENTRIES, cursor));
      answer.path("data").forEach(entries::add);
      String next = answer.path("next_cursor").asString("");
      if (next.isEmpty()) {
        return entries;
      }
      cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
    throw new CommandException(
        "%s has more than %d entries".formatted(path, PAGES_MAX * PAGE_ENTRIES));
  }

  public JsonNode post(String path, ObjectNode body) throws InterruptedException {
    return send("POST", path, body);
  }

  JsonNode patch(String path, ObjectNode body) throws InterruptedException {
    return send("PATCH", path, body);
  }

  /** Of an answer without a body nothing is said. */
  void delete(String path) throws InterruptedException {
    send(request(path).DELETE().build());
  }

  private JsonNode send(String method, String path, ObjectNode body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json");
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  /**
   * The lines of an answer that does not end by itself, as they come. Whoever gets them closes
   * them.
   *
   * @param headers others than the key, by name
   * @throws IOException when no server answers, or it says no
   */
  Stream<String> lines(String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).GET();
    headers.forEach(request::setHeader);
    HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
    if (response.statusCode() >= 300) {
      response.body().close();
      throw new IOException("the server answered " + response.statusCode());
    }
    return response.body();
  }

  /**
   * The lines of an answer that may be long, as they come. Whoever gets them closes them.
   *
   * @throws CommandException when no server answers, or it says no
   */
  Stream<String> postForLines(String path, ObjectNode body) throws InterruptedException {
    HttpRequest request =
        request(path)
            .timeout(LINES_WAIT_MAX)
            .setHeader("Accept", "application/jsonl")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      if (response.statusCode() >= 300) {
        try (Stream<String> problem = response.body()) {
          throw refused(
              response.statusCode(), JSON.readTree(problem.collect(Collectors.joining())));
        }
      }
      return response.body();
    } catch (IOException unreachable) {
      throw unreachable();
    } catch (JacksonException notOurs) {
      throw new CommandException("what answers at %s is not Bauta".formatted(server));
    }
  }

  private static CommandException refused(int status, JsonNode problem) {
    StringBuilder sessions = new StringBuilder();
    problem
        .path("sessions")
        .forEach(id -> sessions.append(System.lineSeparator()).append(id.asString("")));
    return new CommandException(
        "the server answered %d: %s%s"
            .formatted(status, problem.path("detail").asString("without a reason"), sessions));
  }

  private CommandException unreachable() {
    return new CommandException(
        "no server answers at %s: start one with bauta serve, or give its --url".formatted(server));
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode answer =
          response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw refused(response.statusCode(), answer);
      }
      return answer;
    } catch (SSLException notTrusted) {
      throw new CommandException(
          ("the server at %s is not trusted, or does not speak TLS (%s): name the certificate that"
                  + " it has, or that signed it, in the variable %s")
              .formatted(server, notTrusted.getClass().getSimpleName(), CA_FILE));
    } catch (IOException unreachable) {
      throw unreachable();
    } catch (JacksonException notOurs) {
      throw new CommandException("what answers at %s is not Bauta".formatted(server));
    }
  }
}
