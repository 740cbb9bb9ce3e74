package io.bauta.bench.load;

import io.bauta.bench.load.AllCarriers.Asked;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What came of the times in which databases stood still. */
final class StallReport {

  /**
   * Later than that an answer is too late: Vobiz advises no more than one to two seconds, Telnyx
   * repeats after two, and 8x8 and Alohaa say nothing.
   */
  private static final Duration DEADLINE = Duration.ofMillis(1_500);

  private static final String FIRST_COMMAND = "Telnyx, first command";
  private static final double NEARLY_ALL = 99.9;

  private final PrintStream progress;
  private final List<String> rows = new ArrayList<>();
  private final List<String> sums = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();
  private final List<Goal> goals = new ArrayList<>();
  private boolean isRight = true;

  /** Rows go to {@code progress} as well, as soon as they are known. */
  StallReport(PrintStream progress) {
    this.progress = progress;
  }

  /**
   * Takes in one time.
   *
   * @param name which database, for how long
   * @param still from when to when, in seconds
   * @param first until the first command to Telnyx
   * @param recordedSeconds from the last question until every call was recorded
   */
  void add(
      String name,
      String still,
      Map<Asked, Load> loads,
      Map<Asked, StallTimes> times,
      StallTimes first,
      FirstCommands commands,
      double recordedSeconds) {
    Chart chart =
        Chart.of("Longest answers: " + name, "seconds; it stood still from " + still, "ms", false);
    long late = 0;
    for (Map.Entry<Asked, Load> load : loads.entrySet()) {
      StallTimes taken = Objects.requireNonNull(times.get(load.getKey()));
      late += row(name, load.getKey().words(), load.getValue().unexpected(), taken, chart);
    }
    late += row(name, FIRST_COMMAND, commands.takeWrong() + commands.awaited(), first, chart);
    charts.add(chart);
    goals.add(Goal.atMost(0, "", "late while the database stands still: " + name, late));
    say(
        "%s: every call was recorded %.1f s after the last answer."
            .formatted(name, Math.max(0, recordedSeconds)));
  }

  private long row(String name, String words, long wrong, StallTimes times, Chart chart) {
    long late = times.later(DEADLINE);
    String row =
        "| %s | %s | %,d | %,d | %,d | %,d | %.1f | %.1f | %.1f |"
            .formatted(
                name,
                words,
                times.answered(),
                times.answeredWithin(),
                wrong,
                late,
                times.millisWithin(50),
                times.millisWithin(NEARLY_ALL),
                times.longestMillis());
    rows.add(row);
    progress.println("  " + row);
    times.draw(chart, words);
    isRight &= wrong == 0;
    return late;
  }

  /** Takes in what was stored when the server had stopped. */
  void end(String name, long answered, long stored) {
    isRight &= answered == stored;
    say(
        "%s: calls answered: %,d; in the database afterwards: %,d; lost: %,d."
            .formatted(name, answered, stored, answered - stored));
  }

  private void say(String line) {
    sums.add(line);
    progress.println("  " + line);
  }

  /** Whether no answer was wrong, and no call or command is missing. */
  boolean isRight() {
    return isRight;
  }

  Section section() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| database, still for | question | answers | due meanwhile | wrong | later than %,d ms"
                .formatted(DEADLINE.toMillis())
            + " | p50 ms meanwhile | p99.9 ms meanwhile | longest ms |");
    lines.add("| --- | --- | --: | --: | --: | --: | --: | --: | --: |");
    lines.addAll(rows);
    lines.add("");
    lines.addAll(sums);
    return new Section("While the database stands still", lines, charts, goals);
  }
}
