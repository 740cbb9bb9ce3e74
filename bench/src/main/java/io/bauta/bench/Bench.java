package io.bauta.bench;

import io.bauta.bench.lending.LendingReport;
import io.bauta.bench.lending.ManyBindings;
import io.bauta.bench.load.AnswerLoad;
import io.bauta.bench.load.BenchPostgres;
import io.bauta.bench.load.Kind;
import io.bauta.bench.load.LoadOptions;
import io.bauta.bench.load.LoadReport;
import io.bauta.bench.load.Turnover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmarks and prints their tables, in Markdown. */
@Command(
    name = "bench/run",
    description = "Measures Bauta on this machine: inner parts by JMH, then the server under load.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

  private static final List<String> SERVER_OPTIONS =
      List.of("-XX:+UseCompactObjectHeaders", "-Xmx1g");

  private static final int BINDINGS = 10_000_000;
  private static final int QUICK_SECONDS = 3;
  private static final int BINDINGS_QUICK = 1_000_000;

  /** What can be run alone. */
  enum Part {
    LOOKUPS,
    ALLOCATION,
    TURNOVER,
    LOAD
  }

  @Option(names = "--quick", description = "About a minute, for a first look; the figures wander.")
  private boolean quick;

  @Option(names = "--only", paramLabel = "PART", description = "Only ${COMPLETION-CANDIDATES}.")
  private @Nullable Part only;

  @Option(names = "--sessions", paramLabel = "N", description = "Live sessions under load.")
  private int sessions = 100_000;

  @Option(names = "--connections", paramLabel = "N", description = "Connections under load.")
  private int connections = 64;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "Only this kind of load, beside the constant reply; may be given several times:"
              + " ${COMPLETION-CANDIDATES}.")
  private Set<Kind> kinds = EnumSet.noneOf(Kind.class);

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each kind of load.")
  private int rounds = 5;

  @Option(names = "--seconds", paramLabel = "N", description = "Length of a round.")
  private int seconds = 10;

  @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before the first round.")
  private int warmUp = 20;

  @Option(names = "--in-memory", description = "Calls are recorded in memory alone.")
  private boolean inMemory;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where the database is made; taken away afterwards.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--server-opt",
      paramLabel = "OPT",
      description = "One more option for the server's JVM; may be given several times.")
  private List<String> serverOptions = new ArrayList<>();

  /** Ends the process with 0 when everything could be measured. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunnerException {
    print(Machine.lines(System.getProperty("bench.commit", "unknown")));
    if (only == null || only == Part.LOOKUPS) {
      Path log = Files.createTempFile(directory, "bauta-jmh", ".log");
      System.err.println("Inner parts; JMH writes to " + log);
      print(LookupReport.run(quick, log).lines());
    }
    if (only == null || only == Part.ALLOCATION) {
      System.err.println("Lending by a simulated pool, then among many bindings");
      print(LendingReport.lines());
      print(ManyBindings.lines(quick ? BINDINGS_QUICK : BINDINGS));
    }
    if ((only == null || only == Part.TURNOVER) && !turnover()) {
      return 1;
    }
    return only == null || only == Part.LOAD ? load() : 0;
  }

  private boolean turnover() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory(directory, "bauta-bench");
    List<String> jvmOptions = new ArrayList<>(SERVER_OPTIONS);
    jvmOptions.addAll(serverOptions);
    Duration length = Duration.ofSeconds(quick ? QUICK_SECONDS : seconds);
    System.err.println("Clients open and close sessions; databases are in " + data);
    try (BenchPostgres postgres = BenchPostgres.start(data)) {
      Path sqlite = data.resolve("sqlite");
      List<Turnover> turnovers =
          List.of(
              Turnover.run(
                  "SQLite",
                  "sqlite:" + sqlite.resolve("bauta.db"),
                  connections,
                  length,
                  jvmOptions,
                  sqlite),
              Turnover.run(
                  "PostgreSQL",
                  postgres.url(),
                  connections,
                  length,
                  jvmOptions,
                  data.resolve("server")));
      print(Turnover.lines(turnovers, connections));
      return turnovers.stream().allMatch(Turnover::isRight);
    } finally {
      delete(data);
    }
  }

  private int load() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory(directory, "bauta-bench");
    try {
      System.err.println("Server under load; its database and log are in " + data);
      LoadReport report = AnswerLoad.run(options(data), System.err);
      print(report.lines());
      return report.lost() == 0 ? 0 : 1;
    } finally {
      delete(data);
    }
  }

  private LoadOptions options(Path data) {
    List<String> jvmOptions = new ArrayList<>(SERVER_OPTIONS);
    jvmOptions.addAll(serverOptions);
    return quick
        ? new LoadOptions(
            10_000,
            connections,
            kinds(),
            3,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            inMemory,
            jvmOptions,
            data)
        : new LoadOptions(
            sessions,
            connections,
            kinds(),
            rounds,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(warmUp),
            inMemory,
            jvmOptions,
            data);
  }

  private List<Kind> kinds() {
    EnumSet<Kind> chosen = kinds.isEmpty() ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(kinds);
    chosen.add(Kind.CONSTANT);
    return List.copyOf(chosen);
  }

  private static void print(List<String> lines) {
    lines.forEach(System.out::println);
    System.out.println();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Bench::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException notDeleted) {
      throw new UncheckedIOException(notDeleted);
    }
  }
}
