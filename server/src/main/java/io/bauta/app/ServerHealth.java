package io.bauta.app;

import io.bauta.doctor.ServerExam;
import io.bauta.doctor.ServerExam.NotOurs;
import io.bauta.doctor.ServerExam.NotRunning;
import io.bauta.doctor.ServerExam.Running;
import io.bauta.door.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server how it is. */
final class ServerHealth {

  /** How long it may take to say so. */
  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  private ServerHealth() {}

  /**
   * @param own the server's certificate where it is configured here
   */
  static ServerExam.Seen ask(URI server, Optional<TlsFiles> own) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/health")).timeout(WAIT_MAX).build();
    try (HttpClient http = ApiClient.client(server, own)) {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      JsonNode health = JsonMapper.shared().readTree(response.body());
      String instance = health.path("instance").asString("");
      return instance.isEmpty()
          ? new NotOurs(server.toString(), response.statusCode())
          : new Running(
              server.toString(),
              health.path("status").asString(""),
              health.path("call_log_lost").asLong(),
              instance);
    } catch (JacksonException notOurs) {
      return new NotOurs(server.toString(), 200);
    } catch (IOException nobody) {
      return new NotRunning(server.toString());
    }
  }
}
