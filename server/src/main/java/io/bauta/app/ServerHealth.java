package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.doctor.ServerExam;
import io.bauta.doctor.ServerExam.NotAsked;
import io.bauta.doctor.ServerExam.NotOurs;
import io.bauta.doctor.ServerExam.NotRunning;
import io.bauta.doctor.ServerExam.Running;
import io.bauta.doctor.ServerExam.Silent;
import io.bauta.doctor.ServerExam.Untrusted;
import io.bauta.door.TlsFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server how it is. */
final class ServerHealth {

  /** How long it may take to say so. */
  static final Duration WAIT_MAX = Duration.ofSeconds(5);

  /** Of an answer; ours is far smaller. */
  private static final int BODY_BYTES = 64 * 1024;

  private ServerHealth() {}

  /**
   * What comes of asking {@code server}.
   *
   * @param own the server's certificate where it is configured here
   * @param waitMax how long the whole answer may take
   */
  static ServerExam.Seen ask(URI server, Optional<TlsFiles> own, Duration waitMax)
      throws InterruptedException {
    String url = server.toString();
    try (HttpClient http = ApiClient.client(server, own)) {
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("/health")).timeout(waitMax).build();
      return answered(url, WholeReply.of(http, request, waitMax, BODY_BYTES));
    } catch (CommandException noTrust) {
      return new NotAsked(url, String.valueOf(noTrust.getMessage()));
    } catch (SSLException noTls) {
      return new Untrusted(url);
    } catch (ConnectException nobody) {
      return new NotRunning(url);
    } catch (IOException broken) {
      return new Silent(url, waitMax);
    }
  }

  private static ServerExam.Seen answered(String url, HttpResponse<byte[]> response) {
    try {
      JsonNode health = JsonMapper.shared().readTree(new String(response.body(), UTF_8));
      String instance = health.path("instance").asString("");
      return instance.isEmpty()
          ? new NotOurs(url, response.statusCode())
          : new Running(
              url,
              health.path("status").asString(""),
              health.path("call_log_lost").asLong(),
              instance);
    } catch (JacksonException notOurs) {
      return new NotOurs(url, response.statusCode());
    }
  }
}
