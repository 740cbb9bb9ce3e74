package io.bauta.bench.load;

import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Whether carriers are answered, in time and right, while the database stands still: SQLite because
 * another connection keeps it locked, PostgreSQL because all its processes are stopped. All
 * carriers ask at a moderate rate the whole time, and afterwards every call must be recorded.
 *
 * @param isRight whether no answer was wrong, and nothing was lost
 */
public record Stall(Section section, boolean isRight) {

  /** Lets each database stand still for each of these lengths. */
  public static Stall run(
      List<Duration> lengths, List<String> jvmOptions, Path directory, PrintStream progress)
      throws IOException, InterruptedException {
    StallReport report = new StallReport(progress);
    Path sqlite = Files.createDirectory(directory.resolve("sqlite"));
    Path file = sqlite.resolve("bauta.db");
    new StalledServer(
            "SQLite",
            sqlite,
            "sqlite:" + file,
            new CallTables(file),
            () -> SqliteLockHeld.on(file),
            report)
        .run(lengths, jvmOptions);
    try (BenchPostgres postgres = BenchPostgres.start(directory)) {
      new StalledServer(
              "PostgreSQL",
              Files.createDirectory(directory.resolve("server")),
              postgres.url(),
              new CallTables(postgres.jdbc()),
              postgres::standStill,
              report)
          .run(lengths, jvmOptions);
    }
    return new Stall(report.section(), report.isRight());
  }
}
