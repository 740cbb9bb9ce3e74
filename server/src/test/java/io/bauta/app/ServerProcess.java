package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed: closing it is {@code kill -9}. */
public final class ServerProcess implements AutoCloseable {

  private static final String OUTPUT = "serve.out";
  private static final String LOG = "serve.err";
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Process process;
  private final Path data;

  private ServerProcess(Process process, Path data) {
    this.process = process;
    this.data = data;
  }

  /** Starts one on {@code data} with this configuration; it answers when this returns. */
  public static ServerProcess start(Path data, String yaml, int port) throws Exception {
    Path config = Files.writeString(data.resolve("bauta.yaml"), yaml);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.bauta.app.Main",
                "serve",
                "--config",
                config.toString(),
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port))
            .redirectOutput(new File(data.toFile(), OUTPUT))
            .redirectError(new File(data.toFile(), LOG));
    builder.environment().put("PORT", Integer.toString(port));
    ServerProcess server = new ServerProcess(builder.start(), data);
    server.awaitReady(port);
    return server;
  }

  private void awaitReady(int port) throws Exception {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/health".formatted(port))).build();
    long deadline = System.nanoTime() + START_MAX.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (http.send(health, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          // A process has no event for this: ask again, a little later.
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    }
    close();
    throw new AssertionError("not ready: " + Files.readString(data.resolve(LOG)));
  }

  /** Kills it, as a power cut does. What it said until then must hold nobody's number. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    for (String file : List.of(OUTPUT, LOG)) {
      assertThat(RunningServer.PARTICIPANT.matcher(Files.readString(data.resolve(file))).find())
          .as("a participant's number in %s", file)
          .isFalse();
    }
  }
}
