package io.bauta.bench.load;

import io.bauta.bench.load.Opening.Raw;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import io.bauta.store.OpeningStatements;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How many sessions are opened in a second, beside what the database takes in of such rows. */
public final class OpeningLoad {

  private static final double RATIO_LEAST = 0.6;

  /** As many as the server's own commits take in, first; then fewer and more. */
  private static final List<Integer> SQLITE_GROUPS =
      List.of(OpeningStatements.SESSIONS_OF_A_COMMIT, 16, 256);

  private static final List<Integer> POSTGRES_CONNECTIONS = List.of(1, 2, 4);

  private OpeningLoad() {}

  /**
   * What came of it.
   *
   * @param lost sessions that were acknowledged and are not in the database
   */
  public record Outcome(Section section, long lost) {}

  /** Measures both databases; says on {@code progress} how far it is. */
  public static Outcome run(LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    try {
      List<Opening> openings = List.of(sqlite(options, progress), postgres(options, progress));
      return new Outcome(
          section(openings, options), openings.stream().mapToLong(Opening::lost).sum());
    } catch (SQLException failed) {
      throw new IOException("rows could not be read or written", failed);
    }
  }

  private static Opening sqlite(LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException, SQLException {
    List<RawWriters.Plan> plans =
        SQLITE_GROUPS.stream()
            .map(group -> new RawWriters.Plan(file(options, "raw-" + group), 1, group))
            .toList();
    return Opening.run("SQLite", file(options, "bauta"), plans, options, progress);
  }

  private static RawStore file(LoadOptions options, String name) {
    return new RawStore.Sqlite(options.directory().resolve(name + ".db").toString());
  }

  private static Opening postgres(LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException, SQLException {
    try (BenchPostgres server = BenchPostgres.start(options.directory())) {
      List<RawWriters.Plan> plans = new ArrayList<>();
      for (int connections : POSTGRES_CONNECTIONS) {
        plans.add(
            new RawWriters.Plan(
                server.store("raw_" + connections),
                connections,
                OpeningStatements.SESSIONS_OF_A_COMMIT));
      }
      return Opening.run("PostgreSQL", server.store("bauta"), plans, options, progress);
    }
  }

  private static Section section(List<Opening> openings, LoadOptions options) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| %d clients open, %d rounds of %d s | opened/s | p50 ms | p99 ms | server CPU µs each | raw/s | ratio | lost |"
            .formatted(options.connections(), options.rounds(), options.length().toSeconds()));
    lines.add("| --- | --: | --: | --: | --: | --: | --: | --: |");
    List<Goal> goals = new ArrayList<>();
    for (Opening opening : openings) {
      double ratio = opening.perSecond() / measure(opening).median();
      lines.add(
          "| %s | %,.0f | %.1f | %.1f | %.0f | %,.0f | %.2f | %d |"
              .formatted(
                  opening.database(),
                  opening.perSecond(),
                  opening.times().getValueAtPercentile(50) / 1e6,
                  opening.times().getValueAtPercentile(99) / 1e6,
                  opening.cpuMicrosEach(),
                  measure(opening).median(),
                  ratio,
                  opening.lost()));
      goals.add(
          Goal.atLeast(
              RATIO_LEAST, "opened through the API ÷ raw inserts, " + opening.database(), ratio));
    }
    lines.add("");
    lines.add("| the same rows, nothing but inserts | sessions/s | opened ÷ this |");
    lines.add("| --- | --: | --: |");
    for (Opening opening : openings) {
      for (Raw raw : opening.raw()) {
        lines.add(
            "| %s, %s | %,.0f | %.2f |"
                .formatted(
                    opening.database(),
                    raw.plan().words(),
                    raw.median(),
                    opening.perSecond() / raw.median()));
      }
    }
    return new Section("Opening, beside raw inserts", lines, List.of(), goals);
  }

  /**
   * What the goal goes by: of those whose commits take in as many sessions as the server's, the
   * quickest.
   */
  private static Raw measure(Opening opening) {
    return opening.raw().stream()
        .filter(raw -> raw.plan().sessionsOfACommit() == OpeningStatements.SESSIONS_OF_A_COMMIT)
        .max(Comparator.comparingDouble(Raw::median))
        .orElseThrow();
  }
}
