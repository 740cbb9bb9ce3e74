package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Floods of webhooks at a whole server: what is still answered, and how the rest is refused. */
class WebhookFloodTest {

  private static final String PATH = "/carriers/vobiz/sixteen-letters-or-more/";
  private static final String NARROW = "/carriers/narrow/other-letters-or-more/";
  private static final String CARRIERS =
      """
      server: { trusted-proxies: [127.0.0.1] }
      carriers:
        vobiz: { carrier: vobiz, home-region: IN, signature: "off", path-secret: sixteen-letters-or-more,
                 calls-per-caller: 3 }
        narrow: { carrier: vobiz, home-region: IN, signature: "off", path-secret: other-letters-or-more,
                  webhooks-per-second: 1 }
        signed: { carrier: vobiz, home-region: IN, auth-token: token-of-the-test-account }
      """;

  private RunningServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, CARRIERS, new HandClock());
    server.pool("");
    assertThat(server.open("+918888800001", "+918888800002", "").status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> ask(String caller, String call) throws Exception {
    return server.form(
        PATH + "answer", Map.of("From", caller, "To", "919000000001", "CallUUID", call));
  }

  private JsonNode refused() throws Exception {
    return server.get("/health").body().path("webhooks_refused");
  }

  @Test
  void aCallerWhoCallsTooOftenIsRefusedInTheCarriersWordsAndRecorded() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(ask("918888800001", "call-" + i).body()).contains("<Dial");
    }
    HttpResponse<String> fourth = ask("918888800001", "call-3");
    assertThat(fourth.statusCode()).isEqualTo(200);
    assertThat(fourth.body()).contains("<Hangup").doesNotContain("<Dial");
    assertThat(ask("918888800002", "call-4").statusCode()).isEqualTo(200);
    assertThat(refused().path("caller_too_often").asInt()).isEqualTo(1);
    JsonNode calls = server.get("/v1/calls?status=refused").body().path("data");
    JsonNode refused =
        calls
            .valueStream()
            .filter(call -> call.path("carrier_call_id").asString("").equals("call-3"))
            .findFirst()
            .orElseThrow();
    assertThat(refused.path("refusal_reason").asString("")).isEqualTo("caller_too_often");
    assertThat(server.get("/v1/calls/" + refused.path("id").asString("")).body().toString())
        .contains("caller_rate");
  }

  @Test
  void questionsOverTheRateAreRefusedInTheCarriersWordsAndFactsAskedForAgain() throws Exception {
    String question = "From=918888800001&To=919000000001&CallUUID=a";
    assertThat(atOnce(NARROW + "answer", "", question, 50))
        .hasSize(50)
        .allMatch(answer -> answer.startsWith("HTTP/1.1 200") && answer.contains("<Hangup"));
    assertThat(refused().path("over_rate").asInt()).isPositive();
    String fact = "Event=Hangup&From=918888800001&To=919000000001&CallUUID=a";
    assertThat(atOnce(NARROW + "hangup", "", fact, 100))
        .hasSize(100)
        .anyMatch(answer -> answer.startsWith("HTTP/1.1 200"))
        .anyMatch(answer -> answer.startsWith("HTTP/1.1 503"));
  }

  /** The answers to one webhook that is sent so many times in one go, so that no time passes. */
  private List<String> atOnce(String path, String headers, String body, int times)
      throws Exception {
    String head = "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n%s\r\n%s";
    String type = "Content-Type: application/x-www-form-urlencoded\r\n" + headers;
    String one = head.formatted(path, type, body.length(), "", body);
    String last = head.formatted(path, type, body.length(), "Connection: close\r\n", body);
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      socket.setSoTimeout(30_000);
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  socket.getOutputStream().write((one.repeat(times - 1) + last).getBytes(US_ASCII));
                } catch (IOException cutOff) {
                  throw new UncheckedIOException(cutOff);
                }
              });
      String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
      sender.join();
      return Pattern.compile("(?=HTTP/1\\.1 \\d)").splitAsStream(all).toList();
    }
  }

  private static final String FORGED =
      "X-Vobiz-Signature-V3: AAAA\r\nX-Vobiz-Signature-V3-Nonce: 12345678901234567890\r\n";

  private long notLookedAt(String from) throws Exception {
    return atOnce(
            "/carriers/signed/answer",
            FORGED + "X-Forwarded-For: " + from + "\r\n",
            "From=918888800001&To=919000000001&CallUUID=a",
            400)
        .stream()
        .filter(answer -> answer.startsWith("HTTP/1.1 429"))
        .count();
  }

  private HttpResponse<String> forge(String from) throws Exception {
    return server.send(
        server
            .request("/carriers/signed/answer")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Forwarded-For", from)
            .header("X-Vobiz-Signature-V3", "AAAA")
            .header("X-Vobiz-Signature-V3-Nonce", "12345678901234567890")
            .POST(BodyPublishers.ofString("From=918888800001&To=919000000001&CallUUID=a"))
            .build());
  }

  /** By the client's address, which a trusted proxy tells: others behind it are not stopped. */
  @Test
  void whoForgesTooMuchIsNotLookedAtAnyMore() throws Exception {
    long notLookedAt = notLookedAt("198.51.100.7");
    assertThat(notLookedAt).isPositive();
    assertThat(refused().path("source_forges").asLong()).isEqualTo(notLookedAt);
    assertThat(forge("203.0.113.9").statusCode()).isEqualTo(403);
    JsonNode shown = server.get("/v1/webhooks?carrier_account=signed").body().path("data");
    assertThat(shown.path(0).path("webhook").path("from").asString("")).isEqualTo("203.0.113.9");
  }

  /** The same header from one who is no trusted proxy says nothing. */
  @Test
  void whoPretendsToAskForOthersIsKnownByTheirOwnAddress(@TempDir Path data) throws Exception {
    server.close();
    server =
        RunningServer.start(
            data.resolve("open"),
            CARRIERS.replace("trusted-proxies: [127.0.0.1]", "trusted-proxies: [10.0.0.1]"),
            new HandClock());
    assertThat(notLookedAt("198.51.100.7")).isPositive();
    JsonNode shown = server.get("/v1/webhooks?carrier_account=signed").body().path("data");
    assertThat(shown.path(0).path("webhook").path("from").asString("")).isEqualTo("127.0.0.1");
  }

  /** Wrong keys are counted by the client's address as well. */
  @Test
  void wrongKeysOfOneClientBehindAProxyDoNotStopAnother() throws Exception {
    int stopped = 0;
    for (int i = 0; i < 30; i++) {
      stopped += wrongKey("198.51.100.7") == 429 ? 1 : 0;
    }
    assertThat(stopped).isPositive();
    assertThat(wrongKey("203.0.113.9")).isEqualTo(401);
  }

  private int wrongKey(String from) throws Exception {
    return server
        .send(
            server
                .request("/v1/pools")
                .header("Authorization", "Bearer wrong")
                .header("X-Forwarded-For", from)
                .build())
        .statusCode();
  }
}
