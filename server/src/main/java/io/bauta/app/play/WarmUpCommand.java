package io.bauta.app.play;

import io.bauta.app.ApiClient;
import io.bauta.app.Bauta;
import io.bauta.app.Config;
import io.bauta.app.ConfigReader;
import io.bauta.app.FreePort;
import io.bauta.app.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does without a word what a server does, or what the other commands do, so that the JVM sees the
 * classes that they need and the launcher can keep them for the next one.
 */
@Command(name = "warm-up", hidden = true, description = "Serves, or plays the demo, in silence.")
public final class WarmUpCommand implements Callable<Integer> {

  private static final String HOST = "127.0.0.1";

  /** What the classes are for. */
  enum Run {
    SERVE,
    DEMO
  }

  @Parameters(paramLabel = "RUN", description = "serve or demo.")
  private Run run = Run.DEMO;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("bauta-warm-up-");
    try {
      boolean allHold =
          switch (run) {
            case SERVE -> isServed(data);
            case DEMO -> isPlayed(data);
          };
      return allHold ? 0 : Main.FAILED;
    } finally {
      TemporaryFiles.delete(data);
    }
  }

  private static boolean isPlayed(Path data) throws InterruptedException {
    // For the help, which names all commands, and for a start, which reads a configuration.
    String help = new CommandLine(new Main()).getUsageMessage();
    Config usual = new ConfigReader(Map.of()).read(ConfigReader.CommandLine.NOTHING);
    boolean allHold = !help.isEmpty() && usual.accounts().isEmpty();
    try (Demo demo = new Demo(Staging.ALL, data, Clock.systemUTC())) {
      for (Stage stage : demo.stages()) {
        allHold &= demo.play(stage, _ -> {}).stream().allMatch(Scene::isAsItMustBe);
      }
    }
    return allHold;
  }

  /**
   * Whether a server that is started twice on the same data, by a file, answers a signed question
   * each time. The second start is what most starts are.
   */
  private static boolean isServed(Path data) throws IOException, InterruptedException {
    int port = FreePort.of(HOST);
    URI url = URI.create("http://%s:%d".formatted(HOST, port));
    Path file = Files.writeString(data.resolve("bauta.yaml"), VobizStaging.yaml(url));
    String[] options = {
      "--config", file.toString(), "--data", data.toString(), "--port", Integer.toString(port)
    };
    try (Stage stage = new VobizStaging().stage(url, Instant.now())) {
      Platform platform;
      try (Bauta bauta = Main.started(options)) {
        platform = new Platform(new ApiClient(bauta.url(), ApiClient.key(null, data)), stage);
        platform.opensSession();
      }
      try (Bauta bauta = Main.started(options)) {
        Plays plays = new Plays(stage, platform);
        return plays.perform(Play.AGENT_CALLS).isAsItMustBe() && !bauta.readyLine().isEmpty();
      }
    }
  }
}
