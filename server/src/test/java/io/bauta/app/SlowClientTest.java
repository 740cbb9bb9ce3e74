package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.HandClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that keep a connection and do not do their part, on the bare socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowClientTest {

  private static final int PER_ADDRESS = 20;

  private static final String LIMITS =
      "server: { request-seconds: 1, write-seconds: 1, connections-per-address: %d }\n"
          .formatted(PER_ADDRESS);

  /** Far more than the limits, and far less than the library's own. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String LIVE = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

  private RunningServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, LIMITS + SECRET_PATH, new HandClock());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    // Small, so that an answer that nobody reads soon fills it.
    socket.setReceiveBufferSize(4 * 1024);
    socket.connect(new InetSocketAddress(server.url().getHost(), server.url().getPort()));
    socket.setSoTimeout((int) SOON.toMillis());
    return socket;
  }

  /** Sends {@code begin} at once and then a byte at a time, until the server hangs up. */
  private static void dripUntilClosed(Socket socket, String begin, byte drop) throws Exception {
    long begun = System.nanoTime();
    OutputStream out = socket.getOutputStream();
    out.write(begin.getBytes(US_ASCII));
    try {
      while (System.nanoTime() - begun < SOON.toNanos()) {
        out.write(drop);
        Thread.sleep(20);
      }
    } catch (IOException closed) {
      return;
    }
    throw new AssertionError("the server still waits");
  }

  @Test
  void aHeadThatDripsInIsNotWaitedFor() throws Exception {
    try (Socket socket = connect()) {
      dripUntilClosed(socket, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ", (byte) 'a');
    }
  }

  @Test
  void neitherIsAFirstLine() throws Exception {
    try (Socket socket = connect()) {
      dripUntilClosed(socket, "GET /", (byte) 'a');
    }
  }

  @Test
  void noMoreIsABody() throws Exception {
    try (Socket socket = connect()) {
      dripUntilClosed(
          socket,
          "POST " + SECRET_WEBHOOKS + "answer HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n",
          (byte) 'a');
    }
  }

  @Test
  void norABodyThatNobodyWants() throws Exception {
    try (Socket socket = connect()) {
      dripUntilClosed(
          socket, "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n", (byte) 'a');
    }
  }

  @Test
  void norASecondRequestOnTheSameConnection() throws Exception {
    try (Socket socket = connect()) {
      answer(socket);
      dripUntilClosed(socket, "GET /health/live HTTP/1.1\r\nX-Slow: ", (byte) 'a');
    }
  }

  @Test
  void whoeverConnectsAndSaysNothingIsHungUpOn() throws Exception {
    try (Socket socket = connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** Asks and reads an answer, whose body ends in a brace. */
  private static void answer(Socket socket) throws IOException {
    socket.getOutputStream().write(LIVE.getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.isEmpty() || answer.charAt(answer.length() - 1) != '}') {
      int read = socket.getInputStream().read();
      assertThat(read).as("after: %s", answer).isNotNegative();
      answer.append((char) read);
    }
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void aConnectionThatWaitsForItsNextRequestIsKept() throws Exception {
    try (Socket socket = connect()) {
      answer(socket);
      Thread.sleep(1_500);
      answer(socket);
    }
  }

  /** What we take long for is not the client's fault. */
  @Test
  void aFollowerOfTheEventsWhoReadsIsKept() throws Exception {
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              ("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                      + server.adminKey()
                      + "\r\n\r\n")
                  .getBytes(US_ASCII));
      byte[] first = new byte[1024];
      int read = socket.getInputStream().read(first);
      assertThat(new String(first, 0, read, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
      socket.setSoTimeout(2_000);
      assertThatThrownBy(
              () -> {
                while (socket.getInputStream().read() >= 0) {
                  // What is still to come of the beginning.
                }
              })
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  /** Asks on and on, all in one, and reads nothing: sooner or later our answers go nowhere. */
  @Test
  void answersThatNobodyReadAreNotWrittenForEver() throws Exception {
    byte[] many = LIVE.repeat(1_000).getBytes(US_ASCII);
    try (Socket socket = connect()) {
      long begun = System.nanoTime();
      assertThatThrownBy(
              () -> {
                while (System.nanoTime() - begun < SOON.toNanos()) {
                  socket.getOutputStream().write(many);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAddressHasOnlySoManyConnections() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < PER_ADDRESS + 5; i++) {
        sockets.add(connect());
      }
      int kept = 0;
      for (Socket socket : sockets) {
        kept += isAnswered(socket) ? 1 : 0;
      }
      assertThat(kept).isBetween(1, PER_ADDRESS);
      for (Socket socket : sockets) {
        socket.close();
      }
      assertThat(isAnsweredSoon()).isTrue();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private boolean isAnsweredSoon() throws Exception {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < SOON.toNanos()) {
      try (Socket socket = connect()) {
        if (isAnswered(socket)) {
          return true;
        }
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static boolean isAnswered(Socket socket) {
    try {
      socket.getOutputStream().write(LIVE.getBytes(US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void aTrustedProxyHasAsManyAsItNeeds(@TempDir Path data) throws Exception {
    String trusted =
        "server: { connections-per-address: 2, trusted-proxies: [127.0.0.0/8] }\n" + SECRET_PATH;
    List<Socket> sockets = new ArrayList<>();
    try (RunningServer behind = RunningServer.start(data, trusted, new HandClock())) {
      for (int i = 0; i < 6; i++) {
        Socket socket = new Socket(behind.url().getHost(), behind.url().getPort());
        socket.setSoTimeout((int) SOON.toMillis());
        sockets.add(socket);
        assertThat(isAnswered(socket)).isTrue();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void moreHeadersThanAnybodyNeedsAreRefused() throws Exception {
    StringBuilder head = new StringBuilder("GET /health/live HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < HttpServer.HEADERS_MAX; i++) {
      head.append("a").append(i).append(": b\r\n");
    }
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head.append("\r\n").toString().getBytes(US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 431");
    }
  }
}
