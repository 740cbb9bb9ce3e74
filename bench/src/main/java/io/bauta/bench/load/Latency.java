package io.bauta.bench.load;

import io.bauta.app.SeededData;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
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

  /** Of the first kind; the others are asked at half of their most. */
  private static final double[] SHARES = {0.1, 0.25, HALF, 0.75};

  /** Two rounds of a rate are compared by this one. */
  private static final double COMPARED_BY = 99.9;

  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final double P50_MILLIS_MOST = 0.3;
  private static final double P999_MILLIS_MOST = 10;

  private static final Duration LEAD = Duration.ofSeconds(1);

  /** A connection may be asked a little more often than others. */
  private static final double STOCK_SPARE = 1.2;

  private final LoadOptions options;
  private final Questions questions;
  private final Leftovers left;
  private final PrintStream progress;
  private final SplittableRandom random = new SplittableRandom();
  private final Map<Rate, List<Histogram>> rounds = new LinkedHashMap<>();

  private Latency(LoadOptions options, Questions questions, Leftovers left, PrintStream progress) {
    this.options = options;
    this.questions = questions;
    this.left = left;
    this.progress = progress;
  }

  /**
   * How often is asked for what.
   *
   * @param share of the most of this kind, or of the first one for the constant reply
   */
  private record Rate(Kind kind, double share, double perSecond) {

    String words() {
      return "%s, %,.0f/s".formatted(kind.words(), perSecond);
    }

    boolean isHalfOfAnAnswer() {
      return share == HALF && kind.isAnswer();
    }
  }

  /** Measures these kinds; says on {@code progress} how far it is. */
  public static Section run(List<Kind> kinds, LoadOptions options, PrintStream progress)
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
      Latency latency =
          new Latency(
              options,
              Questions.to(server, population),
              new Leftovers(server, commands, tables),
              progress);
      latency.measure(kinds);
      server.stop();
      return latency.section();
    }
  }

  private void measure(List<Kind> kinds) throws IOException, InterruptedException {
    var _ = asFastAsItGoes(Kind.CONSTANT, options.length());
    List<Rate> rates = new ArrayList<>();
    for (Kind kind : kinds) {
      var _ = asFastAsItGoes(kind, options.warmUp());
      double most = asFastAsItGoes(kind, options.length()).perSecond();
      progress.printf("  %s: at most %,.0f/s%n", kind.words(), most);
      if (rates.isEmpty()) {
        for (double share : SHARES) {
          rates.add(new Rate(kind, share, most * share));
        }
        rates.add(new Rate(Kind.CONSTANT, HALF, most * HALF));
      } else {
        rates.add(new Rate(kind, HALF, most * HALF));
      }
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (Rate rate : rates) {
        Histogram times = at(rate).times();
        rounds.computeIfAbsent(rate, r -> new ArrayList<>()).add(times);
        progress.printf("  %s%n", line(rate, times));
      }
    }
  }

  private Load asFastAsItGoes(Kind kind, Duration length) throws IOException, InterruptedException {
    int stock = kind.stock(length, options.connections());
    Load load =
        Load.run(
            questions.url(kind),
            options.connections(),
            place -> questions.of(kind, random.split(), stock),
            length);
    return checked(load);
  }

  private Load at(Rate rate) throws IOException, InterruptedException {
    Pace pace = new Pace(rate.perSecond(), LEAD, options.length());
    double each = rate.perSecond() * Load.seconds(pace.whole()) / options.connections();
    Load load =
        Load.runAt(
            pace,
            questions.url(rate.kind()),
            options.connections(),
            place -> questions.of(rate.kind(), random.split(), (int) (each * STOCK_SPARE)),
            (due, nanos) -> {});
    return checked(load);
  }

  private Load checked(Load load) throws IOException, InterruptedException {
    if (load.unexpected() > 0) {
      throw new IOException("%d unexpected responses".formatted(load.unexpected()));
    }
    left.awaitAll();
    return load;
  }

  private Section section() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Times count from when a request was due. Of %d rounds the one in the middle."
            .formatted(options.rounds()));
    lines.add("| asked | of the most | p50 ms | p90 ms | p99 ms | p99.9 ms | longest ms |");
    lines.add("| --- | --: | --: | --: | --: | --: | --: |");
    Chart rates = chart("Time of an answer at a constant rate");
    Chart halves = chart("Time of an answer at half of the most");
    Kind first = rounds.keySet().iterator().next().kind();
    List<Goal> goals = new ArrayList<>();
    rounds.forEach(
        (rate, all) -> {
          Histogram times = middle(all);
          lines.add(line(rate, times));
          for (double percentile : PERCENTILES) {
            if (rate.kind() == first) {
              rates.add(rate.words(), percentile, millis(times, percentile));
            }
            if (rate.share() == HALF) {
              halves.add(rate.words(), percentile, millis(times, percentile));
            }
          }
          // Telnyx waits for no reply: the answer to its call is a command.
          if (rate.isHalfOfAnAnswer() && rate.kind() != Kind.TELNYX) {
            goals.add(goal(P50_MILLIS_MOST, "p50", rate, millis(times, 50)));
            goals.add(goal(P999_MILLIS_MOST, "p99.9", rate, millis(times, 99.9)));
          }
        });
    return new Section("Answers at a constant rate", lines, List.of(rates, halves), goals);
  }

  private static Chart chart(String title) {
    return Chart.of(title, "percentile", "ms", Chart.Axis.STEPS);
  }

  private static Goal goal(double most, String percentile, Rate rate, double millis) {
    String what = "%s at half of the most, %s".formatted(percentile, rate.kind().words());
    return Goal.atMost(most, "ms", what, millis);
  }

  private static Histogram middle(List<Histogram> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(times -> millis(times, COMPARED_BY)))
        .toList()
        .get(rounds.size() / 2);
  }

  private static String line(Rate rate, Histogram times) {
    StringBuilder line = new StringBuilder("| %s | %.2f |".formatted(rate.words(), rate.share()));
    for (double percentile : PERCENTILES) {
      line.append(" %.2f |".formatted(millis(times, percentile)));
    }
    return line.toString();
  }

  private static double millis(Histogram times, double percentile) {
    return times.getValueAtPercentile(percentile) / 1e6;
  }
}
