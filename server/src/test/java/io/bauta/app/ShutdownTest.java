package io.bauta.app;

import static io.bauta.app.RunningServer.SECRET_PATH;
import static io.bauta.app.RunningServer.SECRET_WEBHOOKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped finishes what it began, and leaves its store clean. */
@Timeout(60)
class ShutdownTest {

  @Test
  void anAnswerInFlightIsFinished(@TempDir Path data) throws Exception {
    RunningServer server = RunningServer.start(data, SECRET_PATH, new HandClock());
    byte[] body = "From=918888800001&To=919000000001".getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + SECRET_WEBHOOKS
                  + "answer HTTP/1.1\r\nHost: x\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, 5);
      out.flush();
      // The server has the head and waits for the rest of the body: the answer is in flight.
      awaitConnection(server);
      Thread stopping = Thread.ofVirtual().start(server::close);
      out.write(body, 5, body.length - 5);
      out.flush();
      assertThat(statusLine(socket.getInputStream())).startsWith("HTTP/1.1 200");
      stopping.join();
    }
  }

  /** Another request is answered on another connection, so the first one has been accepted. */
  private static void awaitConnection(RunningServer server) throws Exception {
    assertThat(server.send(server.request("/health").GET().build()).statusCode()).isEqualTo(200);
  }

  private static String statusLine(InputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  @Test
  void whatWasToldJustBeforeIsInTheStore(@TempDir Path data) throws Exception {
    RunningServer server = RunningServer.start(data, SECRET_PATH, new HandClock());
    for (int i = 0; i < 200; i++) {
      server.form(
          SECRET_WEBHOOKS + "answer",
          Map.of("CallUUID", "c" + i, "From", "918888800001", "To", "919000000001"));
    }
    server.close();
    assertThat(data.resolve("bauta.db-wal"))
        .satisfiesAnyOf(
            wal -> assertThat(wal).doesNotExist(), wal -> assertThat(Files.size(wal)).isZero());
    try (RunningServer again = RunningServer.start(data, SECRET_PATH, new HandClock())) {
      assertThat(again.get("/v1/calls?limit=200").body().path("data")).hasSize(200);
    }
  }
}
