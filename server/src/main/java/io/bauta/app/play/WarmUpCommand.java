package io.bauta.app.play;

import io.bauta.app.Config;
import io.bauta.app.ConfigReader;
import io.bauta.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Plays the demo without a word, so that the JVM sees the classes that a start needs and the
 * launcher can keep them for the next one.
 */
@Command(name = "warm-up", hidden = true, description = "Plays the demo in silence.")
public final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException, InterruptedException {
    // For the help, which names all commands, and for a start, which reads a configuration.
    String help = new CommandLine(new Main()).getUsageMessage();
    Config usual = new ConfigReader(Map.of()).read(ConfigReader.CommandLine.NOTHING);
    Path data = Files.createTempDirectory("bauta-warm-up-");
    try (Demo demo = new Demo(Staging.ALL, data, Clock.systemUTC())) {
      boolean allHold = !help.isEmpty() && usual.accounts().isEmpty();
      for (Stage stage : demo.stages()) {
        allHold &= demo.play(stage, _ -> {}).stream().allMatch(Scene::isAsItMustBe);
      }
      return allHold ? 0 : Main.FAILED;
    } finally {
      TemporaryFiles.delete(data);
    }
  }
}
