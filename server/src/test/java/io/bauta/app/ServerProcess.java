package io.bauta.app;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed: closing it is {@code kill -9}. */
public final class ServerProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts one on {@code data} with this configuration; it answers when this returns. */
  public static ServerProcess start(Path data, String yaml, int port) throws Exception {
    Path config = Files.writeString(data.resolve("bauta.yaml"), yaml);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
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
            .redirectOutput(new File(data.toFile(), "serve.out"))
            .redirectError(new File(data.toFile(), "serve.err"));
    builder.environment().put("PORT", Integer.toString(port));
    ServerProcess server = new ServerProcess(builder.start());
    server.awaitReady(data, port);
    return server;
  }

  private void awaitReady(Path data, int port) throws Exception {
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
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    }
    close();
    throw new AssertionError("not ready: " + Files.readString(data.resolve("serve.err")));
  }

  /** Kills it, as a power cut does. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
