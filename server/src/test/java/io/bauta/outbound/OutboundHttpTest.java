package io.bauta.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bauta.outbound.OutboundHttp.ReplyReader;
import io.bauta.outbound.Outcome.Answered;
import io.bauta.outbound.Outcome.Failed;
import io.bauta.outbound.Outcome.Failure;
import io.bauta.outbound.Outcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OutboundHttpTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int BYTES_MAX = 1_000;
  private static final InetAddress THIS_MACHINE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress METADATA = InetAddress.ofLiteral("169.254.169.254");
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(THIS_MACHINE, 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    switch (exchange.getRequestURI().getPath()) {
      case "/echo" -> {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("content-type", "text/plain");
        exchange.getResponseHeaders().set("retry-after", "7");
        exchange.sendResponseHeaders(202, body.length);
        exchange.getResponseBody().write(body);
      }
      case "/elsewhere" -> {
        exchange.getResponseHeaders().set("location", "/echo");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/endless" -> {
        exchange.sendResponseHeaders(200, 0);
        while (end.getCount() > 0) {
          exchange.getResponseBody().write(new byte[100]);
        }
      }
      case "/silent" -> await();
      case "/stuck" -> {
        exchange.sendResponseHeaders(200, 500);
        exchange.getResponseBody().write(1);
        exchange.getResponseBody().flush();
        await();
      }
      default -> exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static OutboundRequest get(URI url, Duration timeMax) {
    return new OutboundRequest("GET", url, Map.of(), Optional.empty(), timeMax, BYTES_MAX);
  }

  private static String whole(OutboundReply reply) throws IOException {
    return reply.status() + " " + new String(reply.body().readAllBytes(), UTF_8);
  }

  private static <T> Outcome<T> send(OutboundRequest request, ReplyReader<T> reader) {
    try (OutboundHttp http = new OutboundHttp(Reach.ANYWHERE, "test")) {
      return http.send(request, reader);
    }
  }

  @Test
  void whatIsSentIsAnswered() {
    OutboundRequest post =
        new OutboundRequest(
            "POST",
            url("/echo"),
            Map.of("content-type", "text/plain"),
            Optional.of("hello".getBytes(UTF_8)),
            LONG,
            BYTES_MAX);

    assertThat(send(post, reply -> whole(reply) + reply.retryAfter().orElse("")))
        .isEqualTo(new Answered<>("202 hello7"));
  }

  @Test
  void noRedirectIsFollowed() {
    assertThat(send(get(url("/elsewhere"), LONG), OutboundHttpTest::whole))
        .isEqualTo(new Answered<>("302 "));
    assertThat(requests).hasValue(1);
  }

  @Test
  void aBodyWithoutEndIsReadNoFurtherThanAllowed() {
    assertThat(send(get(url("/endless"), LONG), OutboundHttpTest::whole))
        .isEqualTo(new Failed<>(Failure.TOO_LONG));
  }

  @Test
  void aBodyWithoutEndThatNobodyReadsHoldsNothingUp() {
    assertThat(send(get(url("/endless"), Duration.ofMinutes(10)), OutboundReply::status))
        .isEqualTo(new Answered<>(200));
  }

  @Test
  void whoeverIsSlowIsNotWaitedForAnyLonger() {
    assertThat(send(get(url("/silent"), SHORT), OutboundHttpTest::whole))
        .isEqualTo(new Failed<>(Failure.TOO_SLOW));
    assertThat(send(get(url("/stuck"), SHORT), OutboundHttpTest::whole))
        .isEqualTo(new Failed<>(Failure.TOO_SLOW));
  }

  @Test
  void whereNobodyListensNothingIsReached() throws IOException {
    URI nobody;
    try (ServerSocket free = new ServerSocket(0, 1, THIS_MACHINE)) {
      nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    assertThat(send(get(nobody, LONG), OutboundHttpTest::whole))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE));
  }

  @Test
  void aFaultOfTheReaderIsTheReaders() {
    assertThatThrownBy(
            () ->
                send(
                    get(url("/echo"), LONG),
                    reply -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aNameThatLeadsInsideIsRefused() {
    assertThat(refusal("https://files.example/a", THIS_MACHINE)).isEqualTo(Barrier.NOT_PUBLIC);
    assertThat(refusal("https://files.example/a", METADATA)).isEqualTo(Barrier.NOT_PUBLIC);
    assertThat(refusal("https://files.example/a", PUBLIC, METADATA)).isEqualTo(Barrier.NOT_PUBLIC);
    assertThat(refusal("https://files.example/a")).isEqualTo(Barrier.NO_ADDRESS);
    assertThat(refusal("http://files.example/a", PUBLIC)).isEqualTo(Barrier.NOT_HTTPS);
    assertThat(requests).hasValue(0);
  }

  /** However it is written: the operating system's own look-up reads these. */
  @Test
  void anAddressInPlaceOfANameIsRefusedAlike() {
    try (OutboundHttp http = new OutboundHttp(Reach.PUBLIC, "test")) {
      for (String host : List.of("127.0.0.1", "2130706433", "127.1", "[::1]", "localhost")) {
        assertThat(
                http.send(get(URI.create("https://" + host + "/a"), LONG), OutboundReply::status))
            .as(host)
            .isInstanceOf(Refused.class);
      }
    }
  }

  private static Barrier refusal(String url, InetAddress... addresses) {
    NameService names =
        host -> {
          if (addresses.length == 0) {
            throw new UnknownHostException(host);
          }
          return List.of(addresses);
        };
    try (OutboundHttp http = new OutboundHttp(Reach.PUBLIC_AT_443, "test", names)) {
      return http.send(get(URI.create(url), LONG), OutboundReply::status)
              instanceof Refused<Integer>(Barrier why)
          ? why
          : null;
    }
  }

  /** The name is looked up once, so that it cannot lead elsewhere between look and connection. */
  @Test
  void whatWasLookedAtIsWhatIsConnectedTo() {
    AtomicInteger looks = new AtomicInteger();
    NameService names =
        host -> {
          looks.incrementAndGet();
          return List.of(THIS_MACHINE);
        };
    URI url = URI.create("http://files.example:" + server.getAddress().getPort() + "/echo");
    try (OutboundHttp http = new OutboundHttp(Reach.ANYWHERE, "test", names)) {
      assertThat(http.send(get(url, LONG), OutboundReply::status)).isEqualTo(new Answered<>(202));
    }
    assertThat(looks).hasValue(1);
  }

  @Test
  void nothingOfALinkIsPrinted() {
    assertThat(get(URI.create("https://files.example/+12025550101.mp3"), LONG).toString())
        .doesNotContain("2025550101", "example");
  }
}
