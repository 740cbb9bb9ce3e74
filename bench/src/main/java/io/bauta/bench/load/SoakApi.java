package io.bauta.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A platform that uses the API as it should: what was not acknowledged, because the server was
 * killed, is asked for again, in the same words and under the same key, until it is.
 */
final class SoakApi implements AutoCloseable {

  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(20);
  private static final Duration REPEAT_FOR = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final URI server;

  SoakApi(URI server) {
    this.server = server;
  }

  /** What was answered. */
  record Answer(int status, String body) {}

  Answer post(String path, String json, String idempotencyKey)
      throws IOException, InterruptedException {
    return acknowledged(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Asks once: it need not be done. */
  int tryPost(String path, String json) throws InterruptedException {
    try {
      return http.send(
              request(path)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException killed) {
      return 0;
    }
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return acknowledged(request(path).DELETE().build());
  }

  String get(String path) throws IOException, InterruptedException {
    return acknowledged(request(path).GET().build()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(ANSWER_WAIT_MAX)
        .header("Authorization", "Bearer " + LoadServer.ADMIN_KEY);
  }

  private Answer acknowledged(HttpRequest request) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() < 500) {
          return new Answer(response.statusCode(), response.body());
        }
      } catch (IOException killed) {
        if (System.nanoTime() - begun > REPEAT_FOR.toNanos()) {
          throw killed;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
