package io.bauta.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.PretendPlatform.Asked;
import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.Secret;
import io.bauta.edge.PlatformAnswer;
import io.bauta.edge.PlatformAnswer.Said;
import io.bauta.edge.PlatformQuestion;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Asking;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.Lending;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.routing.Desk.Answer;
import io.bauta.routing.Switchboard;
import io.bauta.rules.CallRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking over HTTP, and everything that may come back. */
class PlatformHttpTest {

  private static final String CALLER = "+918888800009";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock();
  private final Switchboard switchboard = new Switchboard();
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private PretendPlatform platform;

  @BeforeEach
  void start() throws IOException {
    platform = new PretendPlatform();
  }

  @AfterEach
  void stop() {
    testIsOver.countDown();
    platform.close();
  }

  private NumberPool pool(Optional<String> askUrl) {
    return switchboard.pool(
        PoolMode.PAIR_TWO_NUMBERS,
        new PoolPolicies(
            GracePolicy.NOTICE,
            Optional.empty(),
            UnknownCaller.ASK,
            new Asking(UnknownCaller.REFUSE, askUrl),
            Optional.empty(),
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER,
            Lending.DEFAULT,
            CallRules.DEFAULT),
        Switchboard.M1);
  }

  private PlatformQuestion question(Optional<String> caller, Optional<String> askUrl) {
    pool(askUrl);
    return new PlatformQuestion(
        "ask_1",
        new CallId(new UUID(1, 2)),
        "vobiz",
        new CarrierCallId("call-1"),
        HomeRegion.of("IN"),
        switchboard.pools.line(new PhoneNumber(Switchboard.M1.digits())).orElseThrow(),
        caller.map(PhoneNumber::ofE164),
        Switchboard.NOW);
  }

  private PlatformAnswer ask(URI url, Duration deadline, PlatformQuestion question) {
    WebhookSecret secret = WebhookSecret.of(new Secret(PretendPlatform.SECRET)).orElseThrow();
    try (PlatformHttp http = new PlatformHttp(new PlatformEndpoint(url, secret, deadline), clock)) {
      return http.ask(question);
    }
  }

  private PlatformAnswer ask(Duration deadline) {
    return ask(platform.url(), deadline, question(Optional.of(CALLER), Optional.empty()));
  }

  private static String why(PlatformAnswer answer) {
    return ((Answer.Silence) ((Said) answer).answer()).why();
  }

  @Test
  void theQuestionIsSignedAndSaysWhatTheAnswerNeeds() throws Exception {
    assertThat(ask(LONG)).isEqualTo(new Said(new Answer.Refused(Optional.empty())));

    Asked asked = platform.asked().getFirst();
    assertThat(asked.path()).isEqualTo("/calls");
    assertThat(asked.id()).isEqualTo("ask_1");
    assertThat(asked.timestamp()).isEqualTo(Long.toString(clock.instant().getEpochSecond()));
    assertThat(asked.signature()).isEqualTo(asked.rightSignature());
    assertThat(new String(asked.body(), UTF_8))
        .isEqualTo(
            """
            {"type":"call.unknown_caller","timestamp":"2027-01-31T18:30:00Z","data":{\
            "call":"call_00000000000000010000000000000002","carrier_account":"vobiz",\
            "carrier_call_id":"call-1","pool":"pool_00000000000000070000000000000000",\
            "pool_name":"pool 0","dialed":"+919000000001","caller":"+918888800009",\
            "withheld":false}}""");
  }

  @Test
  void aCallerWhoHidesTheirNumberIsSaidToBeWithheld() {
    ask(platform.url(), LONG, question(Optional.empty(), Optional.empty()));

    Asked asked = platform.asked().getFirst();
    assertThat(asked.json().at("/data/caller").isNull()).isTrue();
    assertThat(asked.json().at("/data/withheld").booleanValue()).isTrue();
  }

  @Test
  void aPoolMayAskElsewhereOnTheSameHost() {
    String other = platform.url().resolve("/taxi").toString();
    ask(platform.url(), LONG, question(Optional.of(CALLER), Optional.of(other)));
    assertThat(platform.asked()).extracting(Asked::path).containsExactly("/taxi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:%d/calls",
        "https://127.0.0.1:%d/calls",
        "http://127.0.0.1:1%d/calls",
        "http://me@127.0.0.1:%d/calls",
        "http://127.0.0.1:%d/calls?a=b",
        "//127.0.0.1:%d/calls",
        "not a url"
      })
  void noOtherHostIsAskedWhateverAPoolSays(String other) {
    String url = other.formatted(platform.url().getPort());
    PlatformAnswer answer =
        ask(platform.url(), LONG, question(Optional.of(CALLER), Optional.of(url)));
    assertThat(why(answer)).contains("ask_url");
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void anAnswerThatComesTooLateIsSilence() {
    platform.answers(
        exchange -> {
          await(testIsOver);
          PretendPlatform.reply(exchange, 200, "{\"action\":\"challenge\"}");
        });
    assertThat(why(ask(Duration.ofMillis(100)))).isEqualTo("it did not answer within 100 ms");
  }

  @Test
  void anAnswerThatTricklesIsSilenceToo() {
    platform.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          OutputStream out = exchange.getResponseBody();
          out.write("{\"action\"".getBytes(UTF_8));
          out.flush();
          await(testIsOver);
        });
    assertThat(why(ask(Duration.ofMillis(300)))).isEqualTo("it did not answer within 300 ms");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 403, 404, 500, 503})
  void anotherStatusIsSilence(int status) {
    platform.answers(exchange -> PretendPlatform.reply(exchange, status, ""));
    assertThat(why(ask(LONG))).isEqualTo("it answered with status " + status);
    assertThat(platform.asked()).hasSize(1);
  }

  @Test
  void noRedirectIsFollowed() {
    platform.answers(
        exchange -> {
          exchange.getResponseHeaders().add("location", "/elsewhere");
          PretendPlatform.reply(exchange, 307, "");
        });
    assertThat(why(ask(LONG))).isEqualTo("it answered with status 307");
    assertThat(platform.asked()).extracting(Asked::path).containsExactly("/calls");
  }

  @Test
  void aHugeAnswerIsNotRead() {
    String longest =
        "{\"action\":\"refuse\"" + " ".repeat(PlatformHttp.ANSWER_BYTES_MAX - 19) + "}";
    platform.says(longest);
    assertThat(ask(LONG)).isEqualTo(new Said(new Answer.Refused(Optional.empty())));

    platform.says(longest + " ");
    assertThat(why(ask(LONG))).contains("more than 16384 bytes");
    platform.answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = new byte[65_536];
          try {
            while (testIsOver.getCount() > 0) {
              exchange.getResponseBody().write(piece);
            }
          } catch (IOException hungUp) {
            // As it should be: nobody reads on.
          }
        });
    assertThat(why(ask(LONG))).contains("more than 16384 bytes");
  }

  @Test
  void junkIsSilence() {
    platform.says("<html>Good morning</html>");
    assertThat(why(ask(LONG))).startsWith("what it said is wrong: the body is not JSON");
  }

  @Test
  void aConnectionThatBreaksIsTriedOnceMore() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread closing =
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!server.isClosed()) {
                      try (Socket socket = server.accept()) {
                        connections.incrementAndGet();
                        int _ = socket.getInputStream().read(new byte[10]);
                      } catch (IOException over) {
                        // The test is over, or the other end has gone first.
                      }
                    }
                  });
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      assertThat(why(ask(url, LONG, question(Optional.of(CALLER), Optional.empty()))))
          .startsWith("it cannot be reached, or breaks off");
      assertThat(connections).hasValue(PlatformHttp.TRIES_MAX);
      server.close();
      closing.join();
    }
  }

  @Test
  void whereNobodyListensIsSilence() {
    URI nowhere = URI.create("http://127.0.0.1:" + RunningServer.freePort() + "/");
    assertThat(why(ask(nowhere, LONG, question(Optional.of(CALLER), Optional.empty()))))
        .startsWith("it cannot be reached");
  }
}
