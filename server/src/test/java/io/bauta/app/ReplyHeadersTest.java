package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer says beside its content, on the bare socket; and to whose pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplyHeadersTest {

  private static final String OURS = "https://console.example.com";
  private static final String END = "Host: x\r\nConnection: close\r\n";

  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server =
        RunningServer.start(
            data,
            "api: { cors-origins: [\"%s\", \"http://localhost:3000\"] }\n".formatted(OURS)
                + SECRET_PATH,
            new HandClock());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** In lower case. */
  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII).toLowerCase(Locale.ROOT);
    }
  }

  private String key() throws Exception {
    return "Authorization: Bearer " + server.adminKey() + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1\r\n",
        "GET /openapi.yaml HTTP/1.1\r\n",
        "GET /nothing HTTP/1.1\r\n",
        "GET /v1/pools HTTP/1.1\r\n",
        "PUT /v1/pools HTTP/1.1\r\n",
        "PUT /health HTTP/1.1\r\n",
        "GET /health HTTP/1.0\r\n",
        "GET /health HTTP/1.1\r\nno header\r\n",
        "GET /a b HTTP/1.1\r\n",
        "GET /%zz HTTP/1.1\r\n",
        "JUNK\r\n",
        "GET " + SECRET_WEBHOOKS + "answer HTTP/1.1\r\n",
        "GET /carriers/vobiz/wrong/answer HTTP/1.1\r\n",
        "POST /v1/pools HTTP/1.1\r\nContent-Length: 99999999999\r\n",
        "POST /v1/pools HTTP/1.1\r\nContent-Length: nonsense\r\n",
        "POST /v1/pools HTTP/1.1\r\nTransfer-Encoding: gzip\r\n",
        "POST /v1/pools HTTP/1.1\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n"
      })
  void everyAnswerHasThem(String request) throws Exception {
    assertThat(raw(request + END + "\r\nx"))
        .startsWith("http/1.1 ")
        .contains("x-content-type-options: nosniff\r\n")
        .contains("content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n")
        .contains("referrer-policy: no-referrer\r\n")
        .contains("cross-origin-resource-policy: same-origin\r\n")
        .contains("cache-control: no-store\r\n")
        .doesNotContain("strict-transport-security")
        .doesNotContain("\r\nserver:", "helidon", "x-powered-by", "via:");
  }

  @Test
  void aLetInRequestHasThemToo() throws Exception {
    assertThat(raw("GET /v1/pools HTTP/1.1\r\n" + key() + END + "\r\n"))
        .startsWith("http/1.1 200")
        .contains("x-content-type-options: nosniff\r\n", "cache-control: no-store\r\n");
  }

  private static String preflight(String path, String origin) {
    return ("OPTIONS %s HTTP/1.1\r\nOrigin: %s\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: authorization\r\n")
            .formatted(path, origin)
        + END
        + "\r\n";
  }

  @Test
  void aPageOfAConfiguredOriginMayAsk() throws Exception {
    assertThat(raw(preflight("/v1/sessions", OURS)))
        .startsWith("http/1.1 204")
        .contains("access-control-allow-origin: " + OURS + "\r\n")
        .contains("access-control-allow-methods: get, post, patch, delete\r\n")
        .contains("access-control-allow-headers: authorization, content-type")
        .contains("vary: origin\r\n")
        .doesNotContain("access-control-allow-credentials", "*");
    assertThat(raw("GET /v1/pools HTTP/1.1\r\nOrigin: " + OURS + "\r\n" + key() + END + "\r\n"))
        .startsWith("http/1.1 200")
        .contains("access-control-allow-origin: " + OURS + "\r\n", "vary: origin\r\n");
  }

  @Test
  void itIsAllowedToReadWhyItWasRefused() throws Exception {
    assertThat(raw("GET /v1/pools HTTP/1.1\r\nOrigin: " + OURS + "\r\n" + END + "\r\n"))
        .startsWith("http/1.1 401")
        .contains("access-control-allow-origin: " + OURS + "\r\n");
    assertThat(
            raw(
                "POST /v1/pools HTTP/1.1\r\nContent-Length: 1\r\nOrigin: "
                    + OURS
                    + "\r\n"
                    + key()
                    + END
                    + "\r\n{"))
        .startsWith("http/1.1 4")
        .contains("access-control-allow-origin: " + OURS + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://console.example.com.evil.example",
        "https://evilconsole.example.com",
        "http://console.example.com",
        "https://console.example.com:8443",
        "https://CONSOLE.example.com",
        "https://console.example.com/",
        "null",
        "*"
      })
  void noOtherPageMay(String origin) throws Exception {
    assertThat(raw(preflight("/v1/sessions", origin)))
        .startsWith("http/1.1 401")
        .doesNotContain("access-control-");
    assertThat(raw("GET /v1/pools HTTP/1.1\r\nOrigin: " + origin + "\r\n" + key() + END + "\r\n"))
        .doesNotContain("access-control-")
        .contains("vary: origin\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET_WEBHOOKS + "answer", "/health", "/openapi.yaml", "/v1"})
  void nothingButTheApiIsForPages(String path) throws Exception {
    assertThat(raw(preflight(path, OURS))).doesNotContain("access-control-");
  }

  @Test
  void byDefaultNoPageMay(@TempDir Path data) throws Exception {
    try (RunningServer closed = RunningServer.start(data, SECRET_PATH, new HandClock());
        Socket socket = new Socket(closed.url().getHost(), closed.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(preflight("/v1/pools", OURS).getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 401")
          .doesNotContainIgnoringCase("access-control-");
    }
  }
}
