package io.bauta.bench.load;

import io.bauta.app.SeededData;
import io.bauta.bench.load.AllCarriers.Asked;
import io.bauta.bench.load.StallTimes.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One server, whose database stands still now and then while all carriers ask it. */
final class StalledServer {

  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration AFTER = Duration.ofSeconds(4);
  private static final Duration LOADED_WAIT_MAX = Duration.ofMinutes(1);
  private static final Duration RECORDED_WAIT_MAX = Duration.ofMinutes(1);
  private static final int SESSIONS = 2_000;

  private final String name;
  private final Path directory;
  private final String url;
  private final CallTables tables;
  private final Standstill.Maker standstill;
  private final StallReport report;
  private final SplittableRandom random = new SplittableRandom();
  private final FirstCommands commands = new FirstCommands();
  private long answered;

  /**
   * One that stores at {@code url}.
   *
   * @param name of the database, for people
   * @param standstill makes the database stand still
   */
  StalledServer(
      String name,
      Path directory,
      String url,
      CallTables tables,
      Standstill.Maker standstill,
      StallReport report) {
    this.name = name;
    this.directory = directory;
    this.url = url;
    this.tables = tables;
    this.standstill = standstill;
    this.report = report;
  }

  /** Starts it, asks it while the database stands still for each of these lengths, and stops it. */
  void run(List<Duration> lengths, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Population population = new Population(SESSIONS, LoadServer.ACCOUNTS);
    SeededData.make(LoadServer.config(1, directory, url, CommandSink.NOWHERE), population);
    try (CommandSink sink = CommandSink.start(commands::taken);
        ServerProcess server = ServerProcess.start(directory, jvmOptions, url, sink.url(), false)) {
      awaitLoaded(server);
      Questions questions = Questions.to(server, population);
      warmUp(questions);
      for (Duration length : lengths) {
        standStill(length, questions);
      }
      server.stop();
    }
    report.end(name, answered, tables.stored());
  }

  private static void awaitLoaded(ServerProcess server) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!server.get("/health").contains("\"routes_loaded\":true")) {
      if (System.nanoTime() - begun > LOADED_WAIT_MAX.toNanos()) {
        throw new IOException("the sessions are still not in memory after " + LOADED_WAIT_MAX);
      }
      Thread.sleep(10);
    }
  }

  private void warmUp(Questions questions) throws IOException, InterruptedException {
    Map<Asked, StallTimes> times = times(new Window(), WARM_UP);
    try (AllCarriers carriers = new AllCarriers(questions, random, WARM_UP, times, commands)) {
      count(carriers.await());
    }
    awaitRecorded();
  }

  private void standStill(Duration length, Questions questions)
      throws IOException, InterruptedException {
    Duration whole = BEFORE.plus(length).plus(AFTER);
    Window window = new Window();
    Map<Asked, StallTimes> times = times(window, whole);
    StallTimes first = new StallTimes(window, whole);
    commands.to(first);
    try (AllCarriers carriers = new AllCarriers(questions, random, whole, times, commands)) {
      Thread.sleep(BEFORE);
      try (Standstill _ = standstill.begin()) {
        window.begin();
        Thread.sleep(length);
      } finally {
        window.end();
      }
      Map<Asked, Load> loads = carriers.await();
      count(loads);
      awaitRecorded();
      report.add(
          "%s, %d s".formatted(name, length.toSeconds()),
          "%d to %d".formatted(BEFORE.toSeconds(), BEFORE.plus(length).toSeconds()),
          loads,
          times,
          first,
          commands,
          window.secondsSinceEnd() - Load.seconds(AFTER));
    }
  }

  private static Map<Asked, StallTimes> times(Window window, Duration length) {
    Map<Asked, StallTimes> times = new EnumMap<>(Asked.class);
    for (Asked asked : Asked.values()) {
      times.put(asked, new StallTimes(window, length));
    }
    return times;
  }

  private void count(Map<Asked, Load> loads) {
    loads.values().forEach(load -> answered += load.requests());
  }

  /** Until every call that was answered is there; what never comes is told at the end. */
  private void awaitRecorded() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while ((tables.stored() < answered || commands.awaited() > 0)
        && System.nanoTime() - begun < RECORDED_WAIT_MAX.toNanos()) {
      Thread.sleep(20);
    }
  }
}
