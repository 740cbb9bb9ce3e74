package io.bauta.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code bauta bench}, where there are no sources to measure from: with them the launcher runs it
 * and this is never asked. It is here for the help and for completion.
 */
@Command(
    name = "bench",
    description = "Measures Bauta on this machine; from its sources alone, by ./bauta bench.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class BenchCommand implements Callable<Integer> {

  @SuppressWarnings("UnusedVariable") // Whatever they are, the answer is the same.
  @Unmatched
  private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    throw new ConfigException(
        "what measures is not installed: run ./bauta bench where Bauta's sources are");
  }
}
