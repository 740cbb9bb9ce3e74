package io.bauta.bench.load;

import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param residentMiB memory of the server after the last round
 * @param answered calls that were answered
 * @param stored calls that stood in the database after the server stopped
 */
public record LoadReport(
    LoadOptions options,
    Map<Kind, List<Round>> rounds,
    long residentMiB,
    long answered,
    long stored) {

  /** Calls that were answered and not recorded. */
  public long lost() {
    return options.callsInMemory() ? 0 : answered - stored;
  }

  /** The table and what belongs to it, and what is to be reached. */
  public Section section() {
    String where = options.callsInMemory() ? "in memory" : "durably";
    List<Goal> goals = new ArrayList<>();
    for (Kind kind : options.kinds()) {
      OptionalDouble bound = options.callsInMemory() ? kind.inMemory() : kind.durable();
      bound.ifPresent(
          least ->
              goals.add(
                  Goal.atLeast(
                      least,
                      "%s, calls recorded %s ÷ constant reply".formatted(kind.words(), where),
                      median(kind, Round::perSecond) / median(Kind.CONSTANT, Round::perSecond))));
    }
    return new Section("Load, calls recorded " + where, lines(), List.of(), goals);
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| %,d sessions, %d connections, %d rounds of %d s | req/s | min–max | ÷ constant |"
                .formatted(
                    options.sessions(),
                    options.connections(),
                    options.rounds(),
                    options.length().toSeconds())
            + " sustained ÷ constant | p50 ms | p99 ms | p99.9 ms | CPU µs/req, server + client |");
    lines.add("| --- | --: | --: | --: | --: | --: | --: | --: | --: |");
    options.kinds().forEach(kind -> lines.add(line(kind)));
    lines.add("");
    lines.add(
        "Calls recorded %s. Server memory at the end: %,d MiB."
            .formatted(options.callsInMemory() ? "in memory alone" : "durably", residentMiB));
    for (Kind kind : options.kinds()) {
      if (kind.isAnswer()) {
        lines.add(
            ("Call log, %s: at most %,.0f entries waiting; after the last answer durable in %.2f s,"
                    + " nothing left to do in %.2f s.")
                .formatted(
                    kind.words(),
                    max(kind, round -> round.waitingMost()),
                    max(kind, round -> Load.seconds(round.drain())),
                    max(kind, round -> Load.seconds(round.settle()))));
      }
    }
    lines.add(
        "Calls answered: %,d; in the database afterwards: %,d; lost: %,d."
            .formatted(answered, stored, lost()));
    return lines;
  }

  private String line(Kind kind) {
    double constant = median(Kind.CONSTANT, Round::perSecond);
    Histogram times = new Histogram(3);
    rounds.getOrDefault(kind, List.of()).forEach(round -> times.add(round.load().times()));
    return "| %s | %,.0f | %,.0f–%,.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.1f + %.1f |"
        .formatted(
            kind.words(),
            median(kind, Round::perSecond),
            min(kind, Round::perSecond),
            max(kind, Round::perSecond),
            median(kind, Round::perSecond) / constant,
            median(kind, Round::perSecondSustained) / constant,
            times.getValueAtPercentile(50) / 1e6,
            times.getValueAtPercentile(99) / 1e6,
            times.getValueAtPercentile(99.9) / 1e6,
            median(kind, Round::serverCpuMicros),
            median(kind, Round::clientCpuMicros));
  }

  private double median(Kind kind, ToDoubleFunction<Round> value) {
    double[] sorted = values(kind, value);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double min(Kind kind, ToDoubleFunction<Round> value) {
    return values(kind, value)[0];
  }

  private double max(Kind kind, ToDoubleFunction<Round> value) {
    double[] sorted = values(kind, value);
    return sorted[sorted.length - 1];
  }

  private double[] values(Kind kind, ToDoubleFunction<Round> value) {
    return rounds.getOrDefault(kind, List.of()).stream().mapToDouble(value).sorted().toArray();
  }
}
