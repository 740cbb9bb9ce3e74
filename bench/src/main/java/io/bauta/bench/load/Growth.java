package io.bauta.bench.load;

import io.bauta.app.SeededData;
import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What more sessions cost: the start, memory, an answer, and a start after the server was killed
 * while it answered.
 */
public final class Growth {

  private static final int MILLION = 1_000_000;
  private static final double START_SECONDS_MOST_EMPTY = 0.5;
  private static final double START_SECONDS_MOST_MILLION = 1.2;
  private static final double RESIDENT_MIB_MOST_MILLION = 500;

  /**
   * Of so many starts the one in the middle counts: a single one is as slow as the machine then.
   */
  private static final int STARTS = 5;

  private final LoadOptions options;
  private final PrintStream progress;
  private final SplittableRandom random = new SplittableRandom();
  private final List<Goal> goals = new ArrayList<>();
  private long asked;

  private Growth(LoadOptions options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Measures each of these.
   *
   * @param sessions how many, in ascending order; 0 is an empty server
   */
  public static Section run(List<Integer> sessions, LoadOptions options, PrintStream progress)
      throws IOException, InterruptedException {
    return new Growth(options, progress).run(sessions);
  }

  private Section run(List<Integer> sessions) throws IOException, InterruptedException {
    ShippedServer.makeCache(options.directory());
    startOnce();
    List<String> lines = new ArrayList<>();
    lines.add(
        "| sessions | start to first answer | all in memory after | answers/s | p50 ms | p99 ms"
            + " | MiB resident | start after `kill -9` | calls lost |");
    lines.add("| --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    Chart speed = Chart.of("Answers, as fast as they go", "live sessions", "per second", true);
    Chart memory = Chart.of("Memory while serving", "live sessions", "MiB", true);
    Chart start = Chart.of("Start to the first answer", "live sessions", "seconds", true);
    for (int count : sessions) {
      Path directory = Files.createTempDirectory(options.directory(), "sessions");
      Point point = measured(Math.max(count, 1), directory);
      int x = Math.max(1, count);
      speed.add("Vobiz, signed, durable", x, point.perSecond());
      memory.add("resident", x, point.residentMiB());
      start.add("first start", x, point.startSeconds());
      start.add("after kill -9", x, point.restartSeconds());
      lines.add(point.line(count));
      progress.printf("  %s%n", point.line(count));
      addGoals(count, point);
    }
    return new Section("More sessions", lines, List.of(speed, memory, start), goals);
  }

  /**
   * A start that does not count: with it this process loads the classes that ask, for which the
   * first server would else have to wait, on the same processors.
   */
  private void startOnce() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(options.directory(), "first");
    Population population = seeded(1, directory);
    try (ShippedServer server = ShippedServer.start(directory, jvmOptions())) {
      firstAnswer(new Questions(server.url(), server.url(), population), System.nanoTime());
      server.kill();
    }
  }

  private static Population seeded(int sessions, Path directory) throws IOException {
    Population population = new Population(sessions, List.of(LoadServer.SIGNED_ACCOUNT));
    String url = "sqlite:" + directory.resolve("bauta.db");
    SeededData.make(LoadServer.config(1, directory, url, CommandSink.NOWHERE), population);
    return population;
  }

  private void addGoals(int count, Point point) {
    if (count == 0) {
      goals.add(
          Goal.atMost(
              START_SECONDS_MOST_EMPTY, "s", "start to first answer, empty", point.startSeconds()));
    }
    if (count == MILLION) {
      goals.add(
          Goal.atMost(
              START_SECONDS_MOST_MILLION,
              "s",
              "start to first answer, one million sessions",
              point.startSeconds()));
      goals.add(
          Goal.atMost(
              RESIDENT_MIB_MOST_MILLION,
              "MiB",
              "resident while serving, one million sessions",
              point.residentMiB()));
    }
  }

  /** What was measured among so many. */
  private record Point(
      double startSeconds,
      double loadedSeconds,
      double perSecond,
      double p50,
      double p99,
      long residentMiB,
      double restartSeconds,
      long lost) {

    String line(int sessions) {
      return "| %,d | %.2f s | %.2f s | %,.0f | %.2f | %.2f | %,d | %.2f s | %,d |"
          .formatted(
              sessions,
              startSeconds,
              loadedSeconds,
              perSecond,
              p50,
              p99,
              residentMiB,
              restartSeconds,
              lost);
    }
  }

  private Point measured(int sessions, Path directory) throws IOException, InterruptedException {
    Population population = seeded(sessions, directory);
    double[] starts = new double[STARTS];
    double loadedSeconds;
    Load load;
    long resident;
    asked = 0;
    for (int i = 1; i < STARTS; i++) {
      starts[i] = startedAndStopped(directory, population);
    }
    long begun = System.nanoTime();
    try (ShippedServer server = ShippedServer.start(directory, jvmOptions())) {
      Questions questions = new Questions(server.url(), server.url(), population);
      starts[0] = firstAnswer(questions, begun);
      loadedSeconds = loaded(server, begun);
      ask(questions, options.warmUp());
      load = ask(questions, options.length());
      resident = server.residentMiB();
      server.kill();
    }
    double restart = startedAndStopped(directory, population);
    Arrays.sort(starts);
    return new Point(
        starts[STARTS / 2],
        loadedSeconds,
        load.perSecond(),
        load.times().getValueAtPercentile(50) / 1e6,
        load.times().getValueAtPercentile(99) / 1e6,
        resident,
        restart,
        asked - new CallTables(directory.resolve("bauta.db")).stored());
  }

  /** Seconds until its first answer. */
  private double startedAndStopped(Path directory, Population population)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (ShippedServer server = ShippedServer.start(directory, jvmOptions())) {
      double seconds = firstAnswer(new Questions(server.url(), server.url(), population), begun);
      server.stop();
      return seconds;
    }
  }

  private String jvmOptions() {
    return String.join(" ", options.jvmOptions());
  }

  private double firstAnswer(Questions questions, long begun)
      throws IOException, InterruptedException {
    Load one =
        Load.run(
            questions.server(), 1, place -> new Once(requests(questions)), Duration.ofSeconds(1));
    if (one.unexpected() > 0) {
      throw new IOException("the first answer is wrong");
    }
    asked += one.requests();
    return (System.nanoTime() - begun) / 1e9;
  }

  private Load ask(Questions questions, Duration length) throws IOException, InterruptedException {
    Load load =
        Load.run(questions.server(), options.connections(), place -> requests(questions), length);
    if (load.unexpected() > 0) {
      throw new IOException("%d unexpected responses".formatted(load.unexpected()));
    }
    asked += load.requests();
    return load;
  }

  private RequestMaker requests(Questions questions) {
    return questions.of(Kind.SIGNED, random.split(), 0);
  }

  private static double loaded(ShippedServer server, long begun)
      throws IOException, InterruptedException {
    SessionsInMemory.await(server::health);
    return (System.nanoTime() - begun) / 1e9;
  }
}
