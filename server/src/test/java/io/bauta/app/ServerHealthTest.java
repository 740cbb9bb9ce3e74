package io.bauta.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.doctor.ServerExam;
import io.bauta.doctor.ServerExam.NotAsked;
import io.bauta.doctor.ServerExam.NotOurs;
import io.bauta.doctor.ServerExam.NotRunning;
import io.bauta.doctor.ServerExam.Running;
import io.bauta.doctor.ServerExam.Silent;
import io.bauta.doctor.ServerExam.Untrusted;
import io.bauta.door.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told apart where a server should be. */
class ServerHealthTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Queue<Socket> come = new ConcurrentLinkedQueue<>();
  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
    for (Socket one : come) {
      one.close();
    }
  }

  /** Tells whoever connects {@code words}, and leaves the connection open. */
  private void says(String words) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listening.isClosed()) {
                try {
                  Socket one = listening.accept();
                  come.add(one);
                  one.getOutputStream().write(words.getBytes(US_ASCII));
                  one.getOutputStream().flush();
                } catch (IOException closed) {
                  return;
                }
              }
            });
  }

  private void answers(int status, String body) {
    says("HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
  }

  private String url(String scheme) {
    return "%s://127.0.0.1:%d".formatted(scheme, listening.getLocalPort());
  }

  private ServerExam.Seen ask(Duration waitMax) throws InterruptedException {
    return ServerHealth.ask(URI.create(url("http")), Optional.empty(), waitMax);
  }

  @Test
  void aServerSaysHowItIsAlsoWhereItIsIll() throws Exception {
    answers(503, "{\"status\":\"not_storing\",\"call_log_lost\":2,\"instance\":\"i\"}");
    assertThat(ask(LONG)).isEqualTo(new Running(url("http"), "not_storing", 2, "i"));
  }

  @Test
  void whatAnswersAndIsNoServerIsNone() throws Exception {
    answers(404, "<html>");
    assertThat(ask(LONG)).isEqualTo(new NotOurs(url("http"), 404));
  }

  @Test
  void whatAnswersWithoutAnEndIsNotReadToIt() throws Exception {
    says("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(200_000));
    assertThat(ask(LONG)).isEqualTo(new NotOurs(url("http"), 200));
  }

  @Test
  void whereNobodyListensNoneRuns() throws Exception {
    listening.close();
    assertThat(ask(LONG)).isEqualTo(new NotRunning(url("http")));
  }

  @Test
  void aServerThatHangsIsNotOneThatDoesNotRun() throws Exception {
    says("");
    assertThat(ask(SHORT)).isEqualTo(new Silent(url("http"), SHORT));
  }

  @Test
  void aServerThatHangsInTheMiddleOfItsAnswerIsNotWaitedFor() throws Exception {
    says("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{");
    assertThat(ask(SHORT)).isEqualTo(new Silent(url("http"), SHORT));
  }

  @Test
  void whatSpeaksNoTlsWhereItShouldIsNotOneThatDoesNotRun() throws Exception {
    answers(400, "");
    assertThat(ServerHealth.ask(URI.create(url("https")), Optional.empty(), LONG))
        .isEqualTo(new Untrusted(url("https")));
  }

  @Test
  void aCertificateThatCannotBeReadIsSaid(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("none.pem");
    assertThat(
            ServerHealth.ask(URI.create(url("https")), Optional.of(new TlsFiles(file, file)), LONG))
        .isEqualTo(new NotAsked(url("https"), file + ": cannot be read (NoSuchFileException)"));
  }
}
