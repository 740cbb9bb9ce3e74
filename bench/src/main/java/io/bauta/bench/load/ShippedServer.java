package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bauta.bench.wire.VobizWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server as everybody starts it: by {@code ./bauta serve}, with a file for its configuration. */
final class ShippedServer implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofMinutes(5);
  private static final Duration STOP_MAX = Duration.ofMinutes(2);
  private static final int RUNS_UNTIL_CACHED_MAX = 60;
  private static final int CACHES = 2;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Thread endedWithUs;

  private ShippedServer(Process process, URI url) {
    this.process = process;
    this.url = url;
    // Nobody else ends it when the benchmark is ended.
    this.endedWithUs = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(endedWithUs);
  }

  /** Where {@code ./bauta} is, as {@code bench/run} says. */
  static Path root() {
    return Path.of(System.getProperty("bench.root", "."));
  }

  /**
   * Waits until the launcher has made its caches of classes for what is built now: it does so
   * beside the first start, and everybody but the first has them, and a quiet machine.
   */
  static void makeCache(Path directory) throws IOException, InterruptedException {
    for (int run = 0; run < RUNS_UNTIL_CACHED_MAX && !isCached(); run++) {
      Process help =
          new ProcessBuilder(root().resolve("bauta").toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("launcher.log").toFile())
              .start();
      help.waitFor();
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** The launcher takes those that are newer than what was built: the server's, and the other. */
  private static boolean isCached() throws IOException {
    Path target = root().resolve("server/target");
    Path jar = target.resolve("bauta.jar");
    if (!Files.exists(jar)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(jar);
    int caches = 0;
    try (var files = Files.newDirectoryStream(target, "bauta-*.aot")) {
      for (Path file : files) {
        if (Files.size(file) > 0 && Files.getLastModifiedTime(file).compareTo(built) > 0) {
          caches++;
        }
      }
    }
    return caches == CACHES;
  }

  /** Starts it on the data in {@code directory}; returns when it takes connections. */
  static ShippedServer start(Path directory, String jvmOptions)
      throws IOException, InterruptedException {
    return start(directory, jvmOptions, freePort(), "");
  }

  /**
   * The same on this port.
   *
   * @param moreCarriers what the configuration says of other carriers than Vobiz
   */
  static ShippedServer start(Path directory, String jvmOptions, int port, String moreCarriers)
      throws IOException, InterruptedException {
    Path config = directory.resolve("bauta.yaml");
    Files.writeString(config, config(port) + moreCarriers);
    ProcessBuilder builder =
        new ProcessBuilder(
            root().resolve("bauta").toString(),
            "serve",
            "--config",
            config.toString(),
            "--data",
            directory.toString());
    builder.environment().putAll(Map.of("BAUTA_JAVA_OPTS", jvmOptions));
    Path log = directory.resolve("serve.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ShippedServer server = new ShippedServer(process, URI.create("http://127.0.0.1:" + port));
    server.awaitConnection(port, log);
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String config(int port) {
    return """
        server: { host: 127.0.0.1, port: %d, public-url: "http://127.0.0.1:%d" }
        admin-key: %s
        carriers:
          %s:
            carrier: vobiz
            home-region: IN
            auth-id: %s
            auth-token: %s
            signature: require
            webhooks-per-second: 1000000
            calls-per-caller: 1000000
        """
        .formatted(
            port,
            port,
            LoadServer.ADMIN_KEY,
            LoadServer.SIGNED_ACCOUNT,
            VobizWire.AUTH_ID,
            VobizWire.AUTH_TOKEN);
  }

  private void awaitConnection(int port, Path log) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() - begun > START_MAX.toNanos()) {
          process.destroyForcibly();
          throw new IOException("the server did not start:\n" + Files.readString(log, UTF_8));
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }

  URI url() {
    return url;
  }

  long processId() {
    return process.pid();
  }

  /** Resident memory in MiB; 0 where the system does not say. */
  long residentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Matcher matcher = RESIDENT.matcher(Files.exists(status) ? Files.readString(status, UTF_8) : "");
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
  }

  String health() throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(url.resolve("/health")).GET().build(), BodyHandlers.ofString())
        .body();
  }

  /** As a power cut would, but for the disk's own memory. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it finish and stop by itself. */
  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the server did not stop");
    }
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(endedWithUs);
    } catch (IllegalStateException endedJustNow) {
      // It ends it then.
    }
  }
}
