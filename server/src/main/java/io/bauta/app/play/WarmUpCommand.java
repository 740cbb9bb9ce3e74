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

/**
 * Plays the demo without a word, and serves as {@code bauta serve} does, so that the JVM sees the
 * classes that a start needs and the launcher can keep them for the next one.
 */
@Command(name = "warm-up", hidden = true, description = "Plays the demo in silence.")
public final class WarmUpCommand implements Callable<Integer> {

  private static final String HOST = "127.0.0.1";

  @Override
  public Integer call() throws IOException, InterruptedException {
    // For the help, which names all commands, and for a start, which reads a configuration.
    String help = new CommandLine(new Main()).getUsageMessage();
    Config usual = new ConfigReader(Map.of()).read(ConfigReader.CommandLine.NOTHING);
    Path data = Files.createTempDirectory("bauta-warm-up-");
    try {
      boolean allHold = !help.isEmpty() && usual.accounts().isEmpty();
      try (Demo demo = new Demo(Staging.ALL, data, Clock.systemUTC())) {
        for (Stage stage : demo.stages()) {
          allHold &= demo.play(stage, _ -> {}).stream().allMatch(Scene::isAsItMustBe);
        }
      }
      allHold &= isServed(Files.createDirectory(data.resolve("served")));
      return allHold ? 0 : Main.FAILED;
    } finally {
      TemporaryFiles.delete(data);
    }
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
