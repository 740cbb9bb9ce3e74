package io.bauta.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server in a process of its own, so that its heap and its collector are its own too. */
final class ServerProcess implements AutoCloseable {

  private static final Duration STOP_MAX = Duration.ofMinutes(2);
  private static final Pattern WAITING = Pattern.compile("\"call_log_waiting\":(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final Path log;
  private final URI url;
  private final URI constantUrl;
  private final HttpClient http = HttpClient.newHttpClient();

  private ServerProcess(Process process, Path log, int port, int constantPort) {
    this.process = process;
    this.log = log;
    this.url = URI.create("http://127.0.0.1:" + port);
    this.constantUrl = URI.create("http://127.0.0.1:" + constantPort);
  }

  /**
   * Starts it in {@code directory} with these options of the JVM; returns when it has all sessions
   * in memory.
   */
  static ServerProcess start(Path directory, List<String> jvmOptions, String dataUrl)
      throws IOException, InterruptedException {
    return start(directory, jvmOptions, dataUrl, CommandSink.NOWHERE, false);
  }

  /**
   * The same.
   *
   * @param telnyxApi where it sends commands to
   * @param callsInMemory whether it records calls in memory alone
   */
  static ServerProcess start(
      Path directory,
      List<String> jvmOptions,
      String dataUrl,
      String telnyxApi,
      boolean callsInMemory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LoadServer.class.getName());
    command.add(directory.toString());
    command.addAll(List.of(dataUrl, telnyxApi, Boolean.toString(callsInMemory)));
    Path log = directory.resolve("server.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(ServerFlags.ENVIRONMENT);
    Process process = builder.start();
    String ready = readyLine(process.inputReader(UTF_8));
    if (ready == null) {
      process.destroy();
      throw new IOException("the server did not start:\n" + Files.readString(log));
    }
    String[] words = ready.split(" ");
    var server =
        new ServerProcess(process, log, Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    // To load them is work for seconds, and must not be part of what is measured.
    SessionsInMemory.await(() -> server.get("/health"));
    return server;
  }

  /** The JVM may have something to say before. */
  private static @Nullable String readyLine(BufferedReader said) throws IOException {
    String line = said.readLine();
    while (line != null && !line.startsWith(LoadServer.READY)) {
      line = said.readLine();
    }
    return line;
  }

  URI url() {
    return url;
  }

  URI constantUrl() {
    return constantUrl;
  }

  /** Processor time that it has used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Resident memory in MiB; 0 where the system does not say. */
  long residentMiB() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    Matcher matcher = RESIDENT.matcher(Files.readString(status));
    return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
  }

  /** How many entries wait in the call log. */
  int callLogWaiting() throws IOException, InterruptedException {
    Matcher matcher = WAITING.matcher(get("/health"));
    if (!matcher.find()) {
      throw new IOException("the health page does not say what waits in the call log");
    }
    return Integer.parseInt(matcher.group(1));
  }

  String get(String path) throws IOException, InterruptedException {
    return send(request(path).GET().build());
  }

  String post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", "Bearer " + LoadServer.ADMIN_KEY);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s: status %d, %s".formatted(request.uri(), response.statusCode(), response.body()));
    }
    return response.body();
  }

  /** Lets it finish and stop by itself. */
  void stop() throws IOException, InterruptedException {
    http.close();
    process.getOutputStream().close();
    if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("the server did not stop:\n" + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
