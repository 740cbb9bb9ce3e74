package io.bauta.bench.load;

import io.bauta.app.SeededData;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * How long an answer takes at rates that the server can keep up with: parts of what it answers at
 * most, which is measured first. Calls are recorded durably.
 */
public final class Latency {

  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75};
  private static final double HALF = 0.5;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final double P50_MILLIS_MOST = 0.3;
  private static final double P999_MILLIS_MOST = 10;

  private Latency() {}

  /** Measures this kind; says on {@code progress} how far it is. */
  public static Section run(Kind kind, LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    Population population = new Population(options.sessions(), LoadServer.ACCOUNTS);
    String url = "sqlite:" + options.directory().resolve("bauta.db");
    SeededData.make(
        LoadServer.config(1, options.directory(), url, CommandSink.NOWHERE), population);
    try (CommandSink commands = CommandSink.start();
        ServerProcess server =
            ServerProcess.start(
                options.directory(),
                options.jvmOptions(),
                url,
                commands.url(),
                options.callsInMemory())) {
      CallTables tables = new CallTables(options.directory().resolve("bauta.db"));
      Asking asking = new Asking(Questions.to(server, population), kind, options, server, tables);
      asking.asFastAsItGoes(options.warmUp());
      double most = asking.asFastAsItGoes(options.length()).perSecond();
      progress.printf("  %s: at most %,.0f/s%n", kind.words(), most);
      Section section = measured(asking, kind, most, progress);
      server.stop();
      return section;
    }
  }

  private static Section measured(Asking asking, Kind kind, double most, PrintStream progress)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: at most %,.0f answers a second. Times count from when a request was due."
            .formatted(kind.words(), most));
    lines.add("| rate | of the most | p50 ms | p90 ms | p99 ms | p99.9 ms | longest ms |");
    lines.add("| --: | --: | --: | --: | --: | --: | --: |");
    Chart chart =
        Chart.of("Time of an answer at a constant rate", "percentile", "ms", Chart.Axis.STEPS);
    List<Goal> goals = new ArrayList<>();
    for (double share : SHARES) {
      Histogram times = asking.at(most * share).times();
      String line = line("%,.0f/s".formatted(most * share), share, times);
      for (double percentile : PERCENTILES) {
        chart.add("%,.0f/s".formatted(most * share), percentile, millis(times, percentile));
      }
      lines.add(line);
      progress.printf("  %s%n", line);
      if (share == HALF) {
        goals.add(Goal.atMost(P50_MILLIS_MOST, "ms", "p50 at half of the most", millis(times, 50)));
        goals.add(
            Goal.atMost(P999_MILLIS_MOST, "ms", "p99.9 at half of the most", millis(times, 99.9)));
      }
    }
    Histogram constant = asking.of(Kind.CONSTANT).at(most * HALF).times();
    lines.add(line("%,.0f/s, constant reply".formatted(most * HALF), HALF, constant));
    progress.printf("  %s%n", lines.getLast());
    return new Section("Answers at a constant rate", lines, List.of(chart), goals);
  }

  private static String line(String rate, double share, Histogram times) {
    StringBuilder line = new StringBuilder("| %s | %.2f |".formatted(rate, share));
    for (double percentile : PERCENTILES) {
      line.append(" %.2f |".formatted(millis(times, percentile)));
    }
    return line.toString();
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }

  /** Asks one server in one way. */
  private record Asking(
      Questions questions,
      Kind kind,
      LoadOptions options,
      ServerProcess server,
      CallTables tables) {

    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final int SIGNATURES_PER_SECOND = 2_000;

    Asking of(Kind other) {
      return new Asking(questions, other, options, server, tables);
    }

    Load asFastAsItGoes(Duration length) throws IOException, InterruptedException {
      return checked(
          Load.run(
              server.url(),
              options.connections(),
              place -> questions.of(kind, RANDOM.split(), stock(length)),
              length));
    }

    /** What was left for later at the rate before is no part of this one. */
    Load at(double perSecond) throws IOException, InterruptedException {
      var _ = tables.settled(System.nanoTime());
      return checked(
          Load.runAt(
              perSecond,
              kind == Kind.CONSTANT ? server.constantUrl() : server.url(),
              options.connections(),
              place -> questions.of(kind, RANDOM.split(), stock(options.length())),
              options.length()));
    }

    private static int stock(Duration length) {
      return (int) (SIGNATURES_PER_SECOND * Load.seconds(length));
    }

    private static Load checked(Load load) throws IOException {
      if (load.unexpected() > 0) {
        throw new IOException("%d unexpected responses".formatted(load.unexpected()));
      }
      return load;
    }
  }
}
