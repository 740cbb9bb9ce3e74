package io.bauta.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that is killed now and then and started again, on the same data and the same port. */
final class SoakServer implements AutoCloseable {

  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");
  private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Duration TOOL_MAX = Duration.ofSeconds(30);
  private static final double KIB = 1024;

  private final Path directory;
  private final String jvmOptions;
  private final int port;
  private final String carriers;
  private volatile ShippedServer server;
  private volatile int kills;
  private volatile boolean isUp = true;

  /** Starts it. */
  SoakServer(Path directory, String jvmOptions, int port, String carriers)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.jvmOptions = jvmOptions;
    this.port = port;
    this.carriers = carriers;
    this.server = start();
  }

  private ShippedServer start() throws IOException, InterruptedException {
    return ShippedServer.start(directory, jvmOptions, port, carriers);
  }

  /** As a crash would, in the middle of whatever it does; returns when it answers again. */
  void killAndStart() throws IOException, InterruptedException {
    isUp = false;
    kills++;
    server.kill();
    server.close();
    server = start();
    isUp = true;
  }

  URI url() {
    return server.url();
  }

  int kills() {
    return kills;
  }

  /** Whether it has been up all the time since there were so many kills. */
  boolean isUndisturbedSince(int killsThen) {
    return isUp && kills == killsThen;
  }

  boolean isUp() {
    return isUp;
  }

  double residentMiB() throws IOException {
    return server.residentMiB();
  }

  /** What is used of the heap, with what nobody refers to any more; 0 where nothing is said. */
  double heapMiB() throws IOException, InterruptedException {
    double sum = 0;
    for (String line : tool("GC.heap_info").split("\n")) {
      Matcher used = HEAP_USED.matcher(line);
      boolean isHeap = !line.contains("Metaspace") && !line.contains("class space");
      sum += isHeap && used.find() ? Long.parseLong(used.group(1)) / KIB : 0;
    }
    return sum;
  }

  /**
   * What is left of the heap after a full collection, which this makes; 0 where nothing is said.
   */
  double liveMiB() throws IOException, InterruptedException {
    Matcher total = LIVE.matcher(tool("GC.class_histogram"));
    return total.find() ? Long.parseLong(total.group(1)) / KIB / KIB : 0;
  }

  private String tool(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.processId()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!jcmd.waitFor(TOOL_MAX.toSeconds(), TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
    }
    return said;
  }

  void stop() throws IOException, InterruptedException {
    server.stop();
  }

  @Override
  public void close() {
    server.close();
  }
}
