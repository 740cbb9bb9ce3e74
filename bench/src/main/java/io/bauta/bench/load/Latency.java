package io.bauta.bench.load;

import io.bauta.app.SeededData;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * How long an answer takes at rates that the server can keep up with: parts of what it answers at
 * most, which is measured first. Calls are recorded durably. Each rate has several rounds, all
 * rates by turns, and the round in the middle counts: where two processors have the server and the
 * load, a moment in which the machine does something else is in all times of that moment.
 */
public final class Latency {

  private static final double HALF = 0.5;
  private static final List<Rate> RATES =
      List.of(
          new Rate(0.1, false),
          new Rate(0.25, false),
          new Rate(HALF, false),
          new Rate(0.75, false),
          new Rate(HALF, true));

  /** Two rounds of a rate are compared by this one. */
  private static final double COMPARED_BY = 99.9;

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
      asking.of(Kind.CONSTANT).asFastAsItGoes(options.length());
      asking.asFastAsItGoes(options.warmUp());
      double most = asking.asFastAsItGoes(options.length()).perSecond();
      progress.printf("  %s: at most %,.0f/s%n", kind.words(), most);
      Map<Rate, List<Histogram>> rounds = new LinkedHashMap<>();
      for (int round = 0; round < options.rounds(); round++) {
        for (Rate rate : RATES) {
          Histogram times = asking.of(rate.isConstant() ? Kind.CONSTANT : kind).at(rate, most);
          rounds.computeIfAbsent(rate, r -> new ArrayList<>()).add(times);
          progress.printf("  %s%n", line(rate, most, times));
        }
      }
      server.stop();
      return section(kind, most, rounds);
    }
  }

  private static Section section(Kind kind, double most, Map<Rate, List<Histogram>> rounds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: at most %,.0f answers a second. Times count from when a request was due; of several rounds the one in the middle."
            .formatted(kind.words(), most));
    lines.add("| rate | of the most | p50 ms | p90 ms | p99 ms | p99.9 ms | longest ms |");
    lines.add("| --- | --: | --: | --: | --: | --: | --: |");
    Chart chart =
        Chart.of("Time of an answer at a constant rate", "percentile", "ms", Chart.Axis.STEPS);
    List<Goal> goals = new ArrayList<>();
    rounds.forEach(
        (rate, all) -> {
          Histogram times = middle(all);
          lines.add(line(rate, most, times));
          for (double percentile : PERCENTILES) {
            chart.add(rate.words(most), percentile, millis(times, percentile));
          }
          if (rate.share() == HALF && !rate.isConstant()) {
            goals.add(
                Goal.atMost(P50_MILLIS_MOST, "ms", "p50 at half of the most", millis(times, 50)));
            goals.add(
                Goal.atMost(
                    P999_MILLIS_MOST, "ms", "p99.9 at half of the most", millis(times, 99.9)));
          }
        });
    return new Section("Answers at a constant rate", lines, List.of(chart), goals);
  }

  private static Histogram middle(List<Histogram> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(times -> millis(times, COMPARED_BY)))
        .toList()
        .get(rounds.size() / 2);
  }

  private static String line(Rate rate, double most, Histogram times) {
    StringBuilder line =
        new StringBuilder("| %s | %.2f |".formatted(rate.words(most), rate.share()));
    for (double percentile : PERCENTILES) {
      line.append(" %.2f |".formatted(millis(times, percentile)));
    }
    return line.toString();
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }

  /**
   * How often is asked.
   *
   * @param share of the most
   * @param isConstant whether for the constant reply
   */
  private record Rate(double share, boolean isConstant) {

    String words(double most) {
      return "%,.0f/s%s".formatted(most * share, isConstant ? ", constant reply" : "");
    }
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
    private static final Duration LEAD = Duration.ofSeconds(1);

    Asking of(Kind other) {
      return new Asking(questions, other, options, server, tables);
    }

    Load asFastAsItGoes(Duration length) throws IOException, InterruptedException {
      return checked(
          Load.run(
              url(),
              options.connections(),
              place -> questions.of(kind, RANDOM.split(), stock(length)),
              length));
    }

    /** What was left for later at the rate before is no part of this one. */
    Histogram at(Rate rate, double most) throws IOException, InterruptedException {
      var _ = tables.settled(System.nanoTime());
      Pace pace = new Pace(most * rate.share(), LEAD, options.length());
      return checked(
              Load.runAt(
                  pace,
                  url(),
                  options.connections(),
                  place -> questions.of(kind, RANDOM.split(), stock(pace.whole())),
                  (due, nanos) -> {}))
          .times();
    }

    private URI url() {
      return kind == Kind.CONSTANT ? server.constantUrl() : server.url();
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
