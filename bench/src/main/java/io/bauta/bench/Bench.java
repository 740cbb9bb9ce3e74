package io.bauta.bench;

import io.bauta.bench.lending.LendingReport;
import io.bauta.bench.lending.ManyBindings;
import io.bauta.bench.load.AnswerLoad;
import io.bauta.bench.load.BenchPostgres;
import io.bauta.bench.load.Growth;
import io.bauta.bench.load.Kind;
import io.bauta.bench.load.Latency;
import io.bauta.bench.load.LoadOptions;
import io.bauta.bench.load.LoadReport;
import io.bauta.bench.load.OpeningLoad;
import io.bauta.bench.load.ServerFlags;
import io.bauta.bench.load.Soak;
import io.bauta.bench.load.Stall;
import io.bauta.bench.load.Turnover;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Report;
import io.bauta.bench.report.Section;
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
    name = "bauta bench",
    description = "Measures Bauta on this machine: inner parts by JMH, then the server under load.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {

  private static final int BINDINGS = 10_000_000;
  private static final int BINDINGS_QUICK = 1_000_000;
  private static final List<Integer> SESSIONS = List.of(0, 1_000, 10_000, 100_000, 1_000_000);
  private static final List<Integer> SESSIONS_QUICK = List.of(0, 1_000, 10_000);
  private static final List<Duration> STILL =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(10));
  private static final List<Duration> STILL_QUICK = List.of(Duration.ofSeconds(1));
  private static final Duration SOAK_QUICK = Duration.ofSeconds(40);
  private static final int SOAK_CLIENTS = 6;
  private static final int SESSIONS_MOST = 10_000_000;

  /** What can be run alone. */
  enum Part {
    LOOKUPS,
    ALLOCATION,
    TURNOVER,
    OPENINGS,
    LOAD,
    LATENCY,
    GROWTH,
    STALL,
    SOAK
  }

  @Option(names = "--quick", description = "Some minutes, for a first look; the figures wander.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description =
          "Only this part; may be given several times: ${COMPLETION-CANDIDATES}. SOAK is not run"
              + " otherwise.")
  private Set<Part> only = EnumSet.noneOf(Part.class);

  @Option(names = "--sessions", paramLabel = "N", description = "Live sessions under load.")
  private int sessions = 1_000_000;

  @Option(
      names = "--most",
      description = "Sessions grow to ten millions: half an hour more, and 8 GB of disk.")
  private boolean most;

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
  private int seconds = 6;

  @Option(names = "--warm-up", paramLabel = "N", description = "Seconds before the first round.")
  private int warmUp = 20;

  @Option(names = "--minutes", paramLabel = "N", description = "Length of a soak.")
  private int minutes = 5;

  @Option(
      names = "--calls",
      paramLabel = "WHERE",
      description =
          "Only with calls recorded there, under load: ${COMPLETION-CANDIDATES}. Otherwise both.")
  private @Nullable Calls calls;

  /** Where calls are recorded. */
  enum Calls {
    DURABLE,
    MEMORY
  }

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Where databases are made; taken away afterwards.")
  private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there too.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with charts there.")
  private @Nullable Path html;

  @Option(
      names = "--svg",
      paramLabel = "DIR",
      description = "Writes each chart there, as a picture of its own.")
  private @Nullable Path svg;

  @Option(
      names = "--server-opt",
      paramLabel = "OPT",
      description = "One more option for the server's JVM; may be given several times.")
  private List<String> serverOptions = new ArrayList<>();

  private final List<Section> sections = new ArrayList<>();
  private boolean isRight = true;

  /** Ends the process with 0 when everything could be measured, and nothing was lost or wrong. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  /** A part of a run, which has a directory of its own for what it makes. */
  @FunctionalInterface
  private interface Run {
    Section in(Path data) throws IOException, InterruptedException, RunnerException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunnerException {
    List<String> machine = Machine.lines(System.getProperty("bench.commit", "unknown"));
    print(machine);
    run(Part.LOOKUPS, "Inner parts, by JMH", this::lookups);
    run(Part.ALLOCATION, "Lending by a simulated pool, then among many bindings", this::lending);
    run(Part.TURNOVER, "Clients open and close sessions", this::turnover);
    run(
        Part.OPENINGS,
        "Clients open sessions, beside raw inserts of the same rows",
        this::openings);
    if (calls != Calls.DURABLE) {
      run(Part.LOAD, "Load, calls recorded in memory", data -> load(data, true));
    }
    if (calls != Calls.MEMORY) {
      run(Part.LOAD, "Load, calls recorded durably", data -> load(data, false));
    }
    run(Part.LATENCY, "Answers at constant rates", this::latency);
    run(
        Part.GROWTH,
        "More and more sessions",
        data -> Growth.run(growing(), shipped(data), System.err));
    run(Part.STALL, "Answers while the database stands still", this::stall);
    run(Part.SOAK, "A server in use, which is killed now and then", this::soak);
    Report report = new Report(machine, sections);
    print(report.goalLines());
    if (json != null) {
      Files.writeString(json, report.json());
    }
    if (html != null) {
      Files.writeString(html, report.html());
    }
    if (svg != null) {
      Files.createDirectories(svg);
      for (Chart chart : report.charts()) {
        Files.writeString(svg.resolve(chart.fileName()), chart.svg());
      }
    }
    return isRight ? 0 : 1;
  }

  private void run(Part part, String doing, Run run)
      throws IOException, InterruptedException, RunnerException {
    if (only.isEmpty() ? part == Part.SOAK : !only.contains(part)) {
      return;
    }
    Path data = Files.createTempDirectory(directory, "bauta-bench");
    try {
      System.err.println(doing + "; what it makes is in " + data);
      Section section = run.in(data);
      sections.add(section);
      print(section.lines());
    } finally {
      delete(data);
    }
  }

  private Section lookups(Path data) throws RunnerException {
    return LookupReport.run(quick, data.resolve("jmh.log")).section();
  }

  private Section lending(Path data) {
    List<String> lines = new ArrayList<>(LendingReport.lines());
    lines.add("");
    lines.addAll(ManyBindings.lines(quick ? BINDINGS_QUICK : BINDINGS));
    return Section.of("Lending", lines);
  }

  private Section turnover(Path data) throws IOException, InterruptedException {
    Duration length = Duration.ofSeconds(quick ? 3 : 3L * seconds);
    try (BenchPostgres postgres = BenchPostgres.start(data)) {
      Path sqlite = data.resolve("sqlite");
      List<Turnover> turnovers =
          List.of(
              Turnover.run(
                  "SQLite",
                  "sqlite:" + sqlite.resolve("bauta.db"),
                  connections,
                  length,
                  jvmOptions(),
                  sqlite),
              Turnover.run(
                  "PostgreSQL",
                  postgres.url(),
                  connections,
                  length,
                  jvmOptions(),
                  data.resolve("server")));
      isRight &= turnovers.stream().allMatch(Turnover::isRight);
      return Section.of("Opening and closing", Turnover.lines(turnovers, connections));
    }
  }

  private Section openings(Path data) throws IOException, InterruptedException {
    OpeningLoad.Outcome outcome = OpeningLoad.run(options(data, false), System.err);
    isRight &= outcome.lost() == 0;
    return outcome.section();
  }

  private Section load(Path data, boolean inMemory) throws IOException, InterruptedException {
    LoadReport report = AnswerLoad.run(options(data, inMemory), System.err);
    isRight &= report.lost() == 0;
    return report.section();
  }

  private Section latency(Path data) throws IOException, InterruptedException {
    List<Kind> asked = kinds.isEmpty() ? Kind.ofCarriers() : List.copyOf(kinds);
    return Latency.run(asked, options(data, false), System.err);
  }

  private Section stall(Path data) throws IOException, InterruptedException {
    Stall stall = Stall.run(quick ? STILL_QUICK : STILL, jvmOptions(), data, System.err);
    isRight &= stall.isRight();
    return stall.section();
  }

  private Section soak(Path data) throws IOException, InterruptedException {
    Duration length = quick ? SOAK_QUICK : Duration.ofMinutes(minutes);
    Soak soak = Soak.run(length, SOAK_CLIENTS, String.join(" ", serverOptions), data, System.err);
    isRight &= soak.isRight();
    return soak.section();
  }

  private LoadOptions options(Path data, boolean inMemory) {
    return new LoadOptions(
        quick ? Math.min(sessions, 10_000) : sessions,
        connections,
        kinds(),
        quick ? Math.min(rounds, 3) : rounds,
        Duration.ofSeconds(quick ? Math.min(seconds, 2) : seconds),
        Duration.ofSeconds(quick ? Math.min(warmUp, 3) : warmUp),
        inMemory,
        jvmOptions(),
        data);
  }

  /** With the options that the launcher gives, and no others. */
  private LoadOptions shipped(Path data) {
    LoadOptions options = options(data, false);
    return new LoadOptions(
        options.sessions(),
        options.connections(),
        options.kinds(),
        options.rounds(),
        options.length(),
        options.warmUp(),
        false,
        serverOptions,
        data);
  }

  private List<Integer> growing() {
    List<Integer> sizes = new ArrayList<>(quick ? SESSIONS_QUICK : SESSIONS);
    if (most) {
      sizes.add(SESSIONS_MOST);
    }
    return sizes;
  }

  /** Of a server that is started without the launcher, which has its own of these. */
  private List<String> jvmOptions() {
    return ServerFlags.with(serverOptions);
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
