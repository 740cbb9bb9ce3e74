package io.bauta.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running server, for the commands that need one. */
public final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI server;
  private final String key;

  public ApiClient(URI server, String key) {
    this.server = server;
    this.key = key;
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
          "no API key: set BAUTA_ADMIN_KEY, or give the server's data directory with --data (%s"
                  .formatted(file)
              + " cannot be read)");
    }
  }

  public JsonNode get(String path) throws InterruptedException {
    return send(request(path).GET().build());
  }

  public JsonNode post(String path, ObjectNode body) throws InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() >= 300) {
        throw new CommandException(
            "the server answered %d: %s"
                .formatted(
                    response.statusCode(), answer.path("detail").asString("without a reason")));
      }
      return answer;
    } catch (IOException unreachable) {
      throw new CommandException(
          "no server answers at %s: start one with bauta serve, or give its --url"
              .formatted(server));
    } catch (JacksonException notOurs) {
      throw new CommandException("what answers at %s is not Bauta".formatted(server));
    }
  }
}
