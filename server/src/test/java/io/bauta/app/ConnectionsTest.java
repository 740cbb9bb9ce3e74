package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.carrier.Webhook;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the server closes a connection, on the bare socket. The client never closes its side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsTest {

  private static final String ANSWER = "POST " + SECRET_WEBHOOKS + "answer HTTP/1.1\r\nHost: x\r\n";
  private static final String POOLS = "POST /v1/pools HTTP/1.1\r\nHost: x\r\n";
  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
  private static final String CLOSE = "Connection: close\r\n";
  private static final String TOO_LONG =
      "Content-Length: " + (Webhook.BODY_BYTES_MAX + 1) + "\r\n\r\n";

  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, new HandClock());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Sends {@code request} and reads until the server closes: a read that waits longer fails. */
  private String untilClosed(String request) throws Exception {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aRequestThatAsksForItIsTheLast() throws Exception {
    assertThat(untilClosed(LIVE + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("connection: close");
  }

  @Test
  void itMayAskForItInAListAndInCapitals() throws Exception {
    assertThat(untilClosed(LIVE + "Connection: TE, Close\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void otherwiseTheConnectionIsUsedAgain() throws Exception {
    assertThat(untilClosed(LIVE + "\r\n" + LIVE + "\r\n" + LIVE + CLOSE + "\r\n").split("HTTP/1.1"))
        .hasSize(1 + 3);
  }

  @Test
  void whatFollowsTheLastRequestIsNotAnswered() throws Exception {
    assertThat(untilClosed(LIVE + CLOSE + "\r\n" + LIVE + "\r\n").split("HTTP/1.1")).hasSize(1 + 1);
  }

  @Test
  void aBodyThatIsTooLongEndsTheConnection() throws Exception {
    String body = "x".repeat(Webhook.BODY_BYTES_MAX + 1);
    assertThat(untilClosed(ANSWER + TOO_LONG + body))
        .startsWith("HTTP/1.1 413")
        .containsIgnoringCase("connection: close")
        .contains("body_too_long");
  }

  @Test
  void aBodyThatIsAnnouncedAndNeverComesEndsItToo() throws Exception {
    assertThat(untilClosed(ANSWER + TOO_LONG)).startsWith("HTTP/1.1 413");
  }

  @Test
  void whoAsksBeforeTheySendALongBodyAreToldNotTo() throws Exception {
    assertThat(untilClosed(ANSWER + "Expect: 100-continue\r\n" + TOO_LONG))
        .startsWith("HTTP/1.1 413")
        .doesNotContain("HTTP/1.1 100");
  }

  @Test
  void aWronglyChunkedBodyEndsTheConnection() throws Exception {
    assertThat(untilClosed(ANSWER + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("connection: close")
        .contains("body_cut_off");
  }

  @Test
  void aBodyThatNobodyReadDoesNotKeepTheReplyFromItsReader() throws Exception {
    String body = "x".repeat(1024 * 1024);
    String length = "Content-Length: " + body.length() + "\r\n";
    assertThat(untilClosed(POOLS + length + CLOSE + "\r\n" + body)).startsWith("HTTP/1.1 401");
  }

  @Test
  void aHugeChunkIsRefusedWhenItIsAnnounced() throws Exception {
    assertThat(untilClosed(ANSWER + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\nFrom="))
        .startsWith("HTTP/1.1 413")
        .contains("body_too_long");
  }

  /** What a lenient proxy passes on, and means otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nFrom=XX0\r\n\r\n",
        "5\r\nFrom=\n0\r\n\r\n",
        "5\r\nFrom=\r0\r\n\r\n",
        "+5\r\nFrom=\r\n0\r\n\r\n",
        "\r\n5\r\nFrom=\r\n0\r\n\r\n",
        "5\r\nFrom=\r\n\r\n0\r\n\r\n",
        "5;a\r\nFrom=\r\n0\r\n\r\n",
        "5\r\nFrom=\r\n0\r\nX: y\r\n\r\n"
      })
  void chunksAreReadToTheLetter(String body) throws Exception {
    String after = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(untilClosed(ANSWER + "Transfer-Encoding: chunked\r\n\r\n" + body + after))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("connection: close")
        .contains("body_cut_off")
        .doesNotContain("HTTP/1.1 200");
  }

  @Test
  void severalChunksAreOneBodyAndTheNextRequestFollows() throws Exception {
    String body = "3\r\nFro\r\n0002\r\nm=\r\n0\r\n\r\n";
    assertThat(
            untilClosed(
                ANSWER
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + body
                    + "GET /health/live HTTP/1.1\r\nHost: x\r\n"
                    + CLOSE
                    + "\r\n"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("HTTP/1.1 400")
        .containsPattern("(?s)HTTP/1.1 200.*HTTP/1.1 200");
  }

  @Test
  void aHugeBodyIsRefusedBeforeAnybodyIsAsked() throws Exception {
    assertThat(untilClosed(POOLS + "Content-Length: 99999999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .contains("body_too_long");
  }

  @Test
  void whatIsNotHttpIsToldSoInAProblem() throws Exception {
    assertThat(untilClosed("GET /health HTTP/1.1\r\nno header\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "bad_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https:17//answer.url/../..//%2e%2e/a",
        "https:17",
        "mailto:a@b.example",
        "a",
        "*",
        "?a=b",
        "http://",
        "urn:a:b?c",
        "a/answer HTTP/1.1 b"
      })
  void whatHasNoPathIsToldSo(String target) throws Exception {
    assertThat(untilClosed("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 4");
  }

  /**
   * A proxy may let only webhooks through; none of these is one for it, or leads to the API here.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/carriers/../v1/pools",
        "/carriers/..;/v1/pools",
        "/carriers/..;a=b/v1/pools",
        "/carriers/%2e%2E/v1/pools",
        "/carriers/..%2fv1/pools",
        "/carriers/..%5cv1/pools",
        "//v1/pools",
        "/v1//pools",
        "/v1/./pools",
        "/v1/pools/.",
        "/v1;x=y/pools",
        "/v1/pools;x=y",
        "/v1%2Fpools",
        "/%761/pools",
        "/%76%31"
      })
  void aPathThatAProxyMayReadOtherwiseIsRefused(String path) throws Exception {
    assertThat(untilClosed("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("expected a path without empty steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/pools/a%20b",
        "/v1/pools/.a",
        "/v1/pools/a..b",
        "/v1/pools/%C3%A4",
        "/v1/..."
      })
  void whatIsEscapedAndCanBeReadInOneWayOnlyIsNot(String path) throws Exception {
    assertThat(untilClosed("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + CLOSE + "\r\n"))
        .doesNotStartWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "Host: x\r\nConnection: keep-alive\r\n\r\n"})
  void http10IsToldWhatIsExpected(String headers) throws Exception {
    assertThat(untilClosed("GET /health HTTP/1.0\r\n" + headers))
        .startsWith("HTTP/1.1 400")
        .containsIgnoringCase("connection: close")
        .contains("expected HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/nothing", "/v1/pools", SECRET_WEBHOOKS + "answer"})
  void whateverHeadIsAnsweredHasNoBody(String path) throws Exception {
    String head = "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n";
    assertThat(untilClosed(head + CLOSE + "\r\n"))
        .contains("Content-Length: ")
        .endsWith("\r\n\r\n");
  }
}
