package io.bauta.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bauta demo}: masked calls played against a real server, nothing configured. */
@Command(
    name = "demo",
    description = {
      "Plays masked calls: starts a server on a temporary store and a simulated carrier beside it,"
          + " which calls over HTTP with real signatures.",
      "Exits 0 only if everybody saw what they should."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--keep",
      description = "Leaves the server running afterwards, and says where it is.")
  private boolean keep;

  @Option(names = "--ascii", description = "Draws with plain ASCII characters.")
  private boolean ascii;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path data = Files.createTempDirectory("bauta-demo-");
    try (Demo demo = new Demo(data, Clock.systemUTC())) {
      List<Demo.Expectation> expectations = demo.play(scene -> show(scene, out));
      boolean allHold = report(expectations, out);
      if (keep) {
        keepRunning(demo, data, out);
      }
      return allHold ? 0 : Main.FAILED;
    } finally {
      TemporaryFiles.delete(data);
    }
  }

  private void show(Demo.Scene scene, PrintWriter out) {
    out.println();
    out.println(scene.title());
    out.println();
    out.println(Diagrams.of(scene.call(), ascii, spec));
    out.flush();
  }

  private static boolean report(List<Demo.Expectation> expectations, PrintWriter out) {
    out.println();
    long failed = expectations.stream().filter(expectation -> !expectation.holds()).count();
    for (Demo.Expectation expectation : expectations) {
      out.println((expectation.holds() ? "  ok    " : "  WRONG ") + expectation.words());
    }
    out.println();
    out.println(
        failed == 0
            ? "All %d expectations hold.".formatted(expectations.size())
            : "%d of %d expectations do not hold.".formatted(failed, expectations.size()));
    out.flush();
    return failed == 0;
  }

  private static void keepRunning(Demo demo, Path data, PrintWriter out)
      throws InterruptedException {
    out.println();
    out.println(
        "The server is at %s, its API key in %s.".formatted(demo.url(), AdminKey.file(data)));
    out.println("Stop it with Ctrl-C.");
    out.flush();
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
