package io.bauta.app;

import static io.bauta.app.RunningServer.PARTICIPANT;
import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and broken webhooks: a clear answer, never a connection, never a 5xx, never a number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String ANSWER = SECRET_WEBHOOKS + "answer";
  private static final String RIDER = "918888800001";
  private static final String M1 = "919000000001";

  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, SECRET_PATH, new HandClock());
    server.pool("");
    assertThat(server.open("+" + RIDER, "+918888800002", "").status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        refused("a stranger", "From=918888800077&To=919000000001"),
        refused(
            "another country's number with the same last digits", "From=%2B18888800001&To=" + M1),
        refused("the same without a plus", "From=18888800001&To=" + M1),
        refused("the same with 00", "From=0018888800001&To=" + M1),
        refused("the right person on the wrong number", "From=918888800001&To=919000000002"),
        refused("a number that nobody holds", "From=918888800001&To=919999999999"),
        refused("a withheld caller", "From=anonymous&To=" + M1),
        refused("a keypad spelling", "From=266696687&To=" + M1),
        refused("a blank caller", "From=&To=" + M1),
        refused("no caller", "To=" + M1),
        refused("a proxy number as caller", "From=919000000002&To=" + M1),
        refused("junk as caller", "From=%3Cscript%3E&To=" + M1),
        refused("XML in every field", "From=%26%3C%22%3E&CallUUID=%26%3C%22%27%3E&To=" + M1),
        refused("ten more digits", "From=9188888000019188888000&To=" + M1),
        refused("no To", "From=918888800001"),
        refused("a blank To", "From=918888800001&To="),
        refused("blank on both sides", "From=&To="),
        refused("a To that is no number", "From=918888800001&To=hello"),
        refused("an empty body", ""),
        refused("no form at all", "hello"),
        malformed("a wrong escape", "From=%zz&To=" + M1),
        malformed("a control character", "From=9188888%0000001&To=" + M1),
        malformed("a line break in the call id", "CallUUID=a%0d%0ab&From=" + RIDER + "&To=" + M1),
        malformed("an endless call id", "CallUUID=" + "a".repeat(500) + "&From=1&To=" + M1),
        malformed("a Dial event on the answer URL", "Event=DialConnected&DialAction=connected"));
  }

  private static Arguments refused(String name, String body) {
    return Arguments.of(name, body, 200);
  }

  private static Arguments malformed(String name, String body) {
    return Arguments.of(name, body, 400);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void isAnsweredClearlyAndNotConnected(String name, String body, int status) throws Exception {
    HttpResponse<String> response = server.formBody(ANSWER, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).isNotBlank().doesNotContain("<Dial", "Exception");
    assertThat(PARTICIPANT.matcher(response.body()).find()).isFalse();
    if (status == 200) {
      assertThat(response.body()).contains("<Hangup reason=\"rejected\"/>");
    }
  }

  @Test
  void aMebibyteOfJunkIsRefusedUnread() throws Exception {
    HttpResponse<String> response = server.formBody(ANSWER, "x".repeat(1024 * 1024));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("body_too_long");
  }

  @Test
  void aMebibyteOfJunkInChunksIsRefusedToo() throws Exception {
    byte[] junk = "x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> response =
        server.send(
            server
                .request(ANSWER)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(junk)))
                .build());
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\r\nFrom=918888800001&To=919000000001\r\n0\r\n\r\n",
        "zz\r\nFrom=918888800001\r\n0\r\n\r\n",
        "-5\r\nFrom=918888800001\r\n0\r\n\r\n",
        "ffffffffffff\r\nFrom=918888800001\r\n"
      })
  void wronglyChunkedBodiesAreRefusedAndNotQuoted(String chunks) throws Exception {
    String reply = raw("Transfer-Encoding: chunked\r\n\r\n" + chunks);
    assertThat(reply).startsWith("HTTP/1.1 400").doesNotContain("8888");
  }

  @Test
  void aBodyThatEndsEarlyIsRefused() throws Exception {
    assertThat(raw("Content-Length: 100\r\n\r\nFrom=918888800001")).startsWith("HTTP/1.1 400");
  }

  /** Sends these bytes after the head, says no more, and reads to the end. */
  private String raw(String rest) throws Exception {
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(10_000);
      String head = "POST " + ANSWER + " HTTP/1.1\r\nHost: x\r\n";
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void bytesThatAreNoTextAreMalformed() throws Exception {
    HttpResponse<String> response =
        server.send(
            server
                .request(ANSWER)
                .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}))
                .build());
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void aWrongMethodIsToldWhichAreRight() throws Exception {
    HttpResponse<String> response =
        server.send(server.request(ANSWER).method("PUT", BodyPublishers.noBody()).build());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("GET, POST");
  }

  @Test
  void unknownAccountsEndpointsAndSecretsAreNotFound() throws Exception {
    for (String path :
        new String[] {
          "/carriers/nobody/answer",
          "/carriers/vobiz/answer",
          "/carriers/vobiz/wrong-secret-of-some-length/answer",
          SECRET_WEBHOOKS + "nothing",
          "/carriers/",
          "/carriers/vobiz",
          "/answer",
          "/nothing"
        }) {
      HttpResponse<String> response = server.form(path, Map.of("From", RIDER, "To", M1));
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).contains("not_found").doesNotContain("sixteen");
    }
  }

  @Test
  void aHangupOnTheAnswerUrlIsTakenAndNotAnswered() throws Exception {
    HttpResponse<String> response =
        server.form(
            ANSWER,
            Map.of(
                "Event",
                "Hangup",
                "CallStatus",
                "completed",
                "CallUUID",
                "gone",
                "From",
                RIDER,
                "To",
                M1));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aQuestionOnTheHangupUrlIsToldWhereItBelongs() throws Exception {
    HttpResponse<String> response =
        server.form(SECRET_WEBHOOKS + "hangup", Map.of("From", RIDER, "To", M1));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("answer");
  }
}
