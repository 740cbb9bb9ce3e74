package io.bauta.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.simulator.StrictJson.InvalidJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks the REST API of a pretended carrier, as a server would. */
public final class ApiClient {

  /** What came back; fields by their path, as {@link StrictJson#fields} names them. */
  public record Response(int status, String body) {

    public Map<String, String> fields() {
      try {
        return StrictJson.fields(StrictJson.read(body.getBytes(UTF_8)));
      } catch (InvalidJson e) {
        throw new AssertionError(body, e);
      }
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final Map<String, String> headers;

  public ApiClient(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  public Response get(String path) {
    return send("GET", path, "");
  }

  public Response post(String path, String body) {
    return send("POST", path, body);
  }

  public Response delete(String path) {
    return send("DELETE", path, "");
  }

  public Response send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Response(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Response(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
