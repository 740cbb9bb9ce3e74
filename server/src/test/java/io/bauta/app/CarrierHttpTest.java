package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.carrier.CarrierRequest;
import io.bauta.carrier.HttpReply;
import io.bauta.simulator.LoopbackMedia;
import io.bauta.simulator.LoopbackMedia.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of carriers' APIs, bounded in time and size. */
@Timeout(30)
class CarrierHttpTest {

  private final LoopbackMedia api = new LoopbackMedia();

  @AfterEach
  void close() {
    api.close();
  }

  private HttpReply send(Duration replyWait) throws Exception {
    String url = api.base().resolve("calls").toString();
    try (CarrierHttp http = new CarrierHttp(replyWait)) {
      return http.send(new CarrierRequest("GET", url, Map.of(), Optional.empty()));
    }
  }

  @Test
  void theReplyIsWhatWasSent() throws Exception {
    api.answersNext(Answer.of("application/json", "{\"a\":1}".getBytes(US_ASCII)));
    HttpReply reply = send(Duration.ofSeconds(10));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body()).asString(US_ASCII).isEqualTo("{\"a\":1}");
  }

  /** The URL of a command names a call, and whatever a carrier has made of that. */
  @ParameterizedTest
  @ValueSource(
      strings = {"https://api.example.com/calls/91 8888/x", "/calls/918888", "ftp://918888"})
  void whatIsNoUrlIsNotRepeated(String url) {
    try (CarrierHttp http = new CarrierHttp()) {
      assertThatThrownBy(
              () -> http.send(new CarrierRequest("GET", url, Map.of(), Optional.empty())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not the URL of a place on the web")
          .hasNoCause();
    }
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() {
    api.pauses(Duration.ofSeconds(60));
    assertThatThrownBy(() -> send(Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no whole reply within 300 ms");
  }

  @Test
  void aBodyWithoutEndIsCut() throws Exception {
    api.answersNext(Answer.of("text/plain", new byte[60_000]).withoutEnd());
    assertThat(send(Duration.ofSeconds(20)).body()).hasSize(CarrierHttp.REPLY_BYTES_MAX);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    api.answersNext(Answer.redirect(api.base().resolve("elsewhere")));
    assertThat(send(Duration.ofSeconds(10)).status()).isEqualTo(302);
    assertThat(api.asked()).containsExactly("GET /calls");
  }

  @Test
  void theRequestArrivesAsItWasMade() throws Exception {
    try (Peer peer = new Peer(OK);
        CarrierHttp http = new CarrierHttp()) {
      var _ =
          http.send(
              new CarrierRequest(
                  "POST",
                  peer.url(),
                  Map.of("Authorization", "Bearer t", "Content-Type", "application/json"),
                  Optional.of("{\"words\":\"ठहरिए\"}")));
      assertThat(peer.heads())
          .singleElement()
          .asString()
          .startsWith("POST /calls HTTP/1.1\r\n")
          .contains("Authorization: Bearer t\r\n", "Content-Type: application/json\r\n")
          .contains("Content-Length: 27\r\n")
          .doesNotContain("Upgrade", "Cookie", "Accept-Encoding");
      assertThat(peer.bodies()).containsExactly("{\"words\":\"ठहरिए\"}");
    }
  }

  @Test
  void aPostWithoutBodySaysSo() throws Exception {
    try (Peer peer = new Peer(OK);
        CarrierHttp http = new CarrierHttp()) {
      var _ = http.send(peer.post());
      assertThat(peer.heads()).singleElement().asString().contains("Content-Length: 0\r\n");
    }
  }

  @Test
  void aConnectionIsKeptForTheNextRequest() throws Exception {
    try (Peer peer = new Peer(OK, OK, CHUNKED, OK);
        CarrierHttp http = new CarrierHttp()) {
      for (int i = 0; i < 4; i++) {
        assertThat(http.send(peer.get()).body()).asString(US_ASCII).isEqualTo("ok");
      }
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void whatTheTimeIsIsTold() throws Exception {
    List<String> dates = new ArrayList<>();
    try (Peer peer = new Peer(DATED);
        CarrierHttp http = new CarrierHttp(Duration.ofSeconds(10), dates::add)) {
      var _ = http.send(peer.get());
    }
    assertThat(dates).containsExactly("Sun, 22 Nov 2026 12:00:00 GMT");
  }

  @Test
  void aReplyWithoutBodyHasAnEmptyOne() throws Exception {
    try (Peer peer = new Peer("HTTP/1.1 204 No Content\r\n\r\n");
        CarrierHttp http = new CarrierHttp()) {
      HttpReply reply = http.send(peer.get());
      assertThat(reply.status()).isEqualTo(204);
      assertThat(reply.contentType()).isEmpty();
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void whatIsNotHttpIsNoReply() throws Exception {
    try (Peer peer =
            new Peer("SSH-2.0-x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok");
        CarrierHttp http = new CarrierHttp(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> http.send(peer.get())).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> http.send(peer.get())).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whereNobodyListensThereIsNoReply() throws Exception {
    CarrierRequest request;
    try (Peer gone = new Peer(OK)) {
      request = gone.get();
    }
    try (CarrierHttp http = new CarrierHttp()) {
      assertThatThrownBy(() -> http.send(request)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsLateIsBrokenOff() throws Exception {
    try (Peer peer = new Peer();
        CarrierHttp http = new CarrierHttp(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> http.send(peer.get())).isInstanceOf(HttpTimeoutException.class);
      peer.awaitBrokenOff();
    }
  }

  @Test
  void whoeverIsStoppedWaitsNoLongerAndBreaksItOff() throws Exception {
    try (Peer peer = new Peer();
        CarrierHttp http = new CarrierHttp(Duration.ofSeconds(20))) {
      CompletableFuture<Boolean> stopped = new CompletableFuture<>();
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      var _ = http.send(peer.get());
                      stopped.complete(false);
                    } catch (InterruptedException expected) {
                      stopped.complete(true);
                    } catch (IOException other) {
                      stopped.completeExceptionally(other);
                    }
                  });
      peer.awaitRequest();
      waiting.interrupt();
      assertThat(stopped.get(10, TimeUnit.SECONDS)).isTrue();
      peer.awaitBrokenOff();
    }
  }

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String DATED =
      OK.replace("\r\n\r\n", "\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n\r\n");
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";

  /** Answers requests in turn with these bytes, and those after them never. */
  private static final class Peer implements AutoCloseable {

    private final ServerSocket listening;
    private final Queue<String> replies;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch brokenOff = new CountDownLatch(1);

    Peer(String... replies) throws IOException {
      this.replies = new ConcurrentLinkedQueue<>(List.of(replies));
      this.listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::listen);
    }

    String url() {
      return "http://127.0.0.1:%d/calls".formatted(listening.getLocalPort());
    }

    CarrierRequest get() {
      return new CarrierRequest("GET", url(), Map.of(), Optional.empty());
    }

    CarrierRequest post() {
      return new CarrierRequest("POST", url(), Map.of(), Optional.empty());
    }

    List<String> heads() {
      return heads;
    }

    List<String> bodies() {
      return bodies;
    }

    int connections() {
      return connections.get();
    }

    void awaitRequest() throws InterruptedException {
      assertThat(requested.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void awaitBrokenOff() throws InterruptedException {
      assertThat(brokenOff.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void listen() {
      try {
        while (true) {
          Socket socket = listening.accept();
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        InputStream in = socket.getInputStream();
        for (String head = head(in); head.endsWith("\r\n\r\n"); head = head(in)) {
          heads.add(head);
          bodies.add(new String(in.readNBytes(bodyLength(head)), UTF_8));
          requested.countDown();
          String reply = replies.poll();
          if (reply != null) {
            socket.getOutputStream().write(reply.getBytes(US_ASCII));
          }
        }
      } catch (IOException reset) {
        // So may a client end it too.
      }
      brokenOff.countDown();
    }

    /** Up to the empty line; less where the connection ends before. */
    private static String head(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      int next = in.read();
      while (next >= 0) {
        head.append((char) next);
        if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
          return head.toString();
        }
        next = in.read();
      }
      return head.toString();
    }

    private static int bodyLength(String head) {
      return head.lines()
          .filter(line -> line.startsWith("Content-Length: "))
          .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
          .findFirst()
          .orElse(0);
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
