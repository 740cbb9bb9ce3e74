package io.bauta.app.play;

import io.bauta.app.AdminKey;
import io.bauta.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bauta demo}: masked calls played against a real server, nothing configured. */
@Command(
    name = "demo",
    description = {
      "Plays masked calls with every carrier: starts a server on a temporary store and simulated"
          + " carriers beside it, which call over HTTP with real signatures and other proofs.",
      "Exits 0 only if everybody saw what they should."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--carrier",
      paramLabel = "C",
      description = "Plays this carrier only: vobiz, 8x8, telnyx or alohaa (default: all).")
  private @Nullable String carrier;

  @Option(
      names = "--keep",
      description = "Leaves server and carriers running afterwards, and says where they are.")
  private boolean keep;

  @Option(names = "--ascii", description = "Draws with plain ASCII characters.")
  private boolean ascii;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Staging> stagings = chosen();
    DemoText text = new DemoText(ascii, spec);
    Path data = Files.createTempDirectory("bauta-demo-");
    try (Demo demo = new Demo(stagings, data, Clock.systemUTC())) {
      Map<Stage, List<Scene>> played = play(demo, text);
      text.sumUp(played);
      if (keep) {
        keepRunning(demo, data, text);
      }
      return played.values().stream().flatMap(List::stream).allMatch(Scene::isAsItMustBe)
          ? 0
          : Main.FAILED;
    } finally {
      TemporaryFiles.delete(data);
    }
  }

  private List<Staging> chosen() {
    List<Staging> chosen =
        Staging.ALL.stream()
            .filter(staging -> carrier == null || staging.carrier().equals(carrier))
            .toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--carrier: expected one of "
              + Staging.ALL.stream().map(Staging::carrier).collect(Collectors.joining(", ")));
    }
    return chosen;
  }

  private static Map<Stage, List<Scene>> play(Demo demo, DemoText text)
      throws InterruptedException {
    Map<Stage, List<Scene>> played = new LinkedHashMap<>();
    for (Stage stage : demo.stages()) {
      text.begin(stage);
      played.put(stage, demo.play(stage, text::show));
    }
    return played;
  }

  private static void keepRunning(Demo demo, Path data, DemoText text) throws InterruptedException {
    text.whereItIs(demo.url(), AdminKey.file(data), demo.stages());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  demo.close();
                  TemporaryFiles.delete(data);
                },
                "shutdown"));
    new CountDownLatch(1).await();
  }
}
