package io.bauta.bench.load;

import io.bauta.bench.report.Chart;
import io.bauta.bench.report.Goal;
import io.bauta.bench.report.Section;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A server in use for a while: sessions open and close, people call through all four carriers,
 * whose webhooks come twice, at once, out of order, and again after a lost reply; keys rotate; and
 * now and then the server is killed and started again. At the end everything that it acknowledged
 * must be in the database.
 *
 * @param isRight whether nothing was lost, and nothing wrong
 */
public record Soak(Section section, boolean isRight) {

  /** In the last part of the time nothing is killed, so that memory can grow if it does. */
  private static final double UNDISTURBED_SHARE = 0.4;

  private static final double GROWTH_MOST = 1.25;
  private static final Duration SETTLED_WAIT_MAX = Duration.ofMinutes(3);

  /**
   * Lets it run for so long.
   *
   * @param clients who open sessions and call, at the same time
   */
  public static Soak run(
      Duration length, int clients, String jvmOptions, Path directory, PrintStream progress)
      throws IOException, InterruptedException {
    ShippedServer.makeCache(directory);
    int port = ShippedServer.freePort();
    try (SoakCarriers carriers = new SoakCarriers(port);
        SoakServer server = new SoakServer(directory, jvmOptions, port, carriers.configuration())) {
      return new Run(length, clients, server, carriers, directory, progress).run();
    }
  }

  /** One run, with what it needs. */
  private static final class Run {

    private static final Duration STEP = Duration.ofSeconds(2);
    private static final int STEPS_TO_ROTATION = 7;
    private static final int STEPS_TO_LIVE = 5;
    private static final int KILLS_EVERY_STEPS_LEAST = 3;
    private static final int KILLS_EVERY_STEPS_MOST = 12;

    private final Duration length;
    private final int clients;
    private final SoakServer server;
    private final SoakCarriers carriers;
    private final Path directory;
    private final PrintStream progress;
    private final SoakLedger ledger = new SoakLedger();
    private final SplittableRandom random = new SplittableRandom();
    private final Chart memory = Chart.of("Memory", "seconds", "MiB", false);
    private final List<Double> live = new ArrayList<>();
    private final long start = System.nanoTime();
    private int rotations;

    Run(
        Duration length,
        int clients,
        SoakServer server,
        SoakCarriers carriers,
        Path directory,
        PrintStream progress) {
      this.length = length;
      this.clients = clients;
      this.server = server;
      this.carriers = carriers;
      this.directory = directory;
      this.progress = progress;
    }

    Soak run() throws IOException, InterruptedException {
      try (SoakApi api = new SoakApi(server.url());
          ExecutorService threads = Executors.newFixedThreadPool(clients)) {
        makePools(api);
        List<Future<Void>> running = new ArrayList<>();
        for (int place = 0; place < clients; place++) {
          running.add(
              threads.submit(
                  new SoakClient(place, server, carriers, api, ledger, () -> !isOver())));
        }
        disturb(api);
        for (Future<Void> client : running) {
          await(client);
        }
        return compared(api);
      }
    }

    private static void await(Future<Void> client) throws IOException, InterruptedException {
      try {
        client.get();
      } catch (ExecutionException failed) {
        throw new IOException("a client could not go on", failed.getCause());
      }
    }

    private boolean isOver() {
      return System.nanoTime() - start > length.toNanos();
    }

    private void makePools(SoakApi api) throws IOException, InterruptedException {
      for (SoakCarriers.Account account : carriers.accounts()) {
        made(
            api.post(
                "/v1/pools",
                "{\"name\":\"%s\",\"carrier_account\":\"%s\",\"mode\":\"%s\",\"cool_off_seconds\":0}"
                    .formatted(account.name(), account.name(), account.mode()),
                "pool-" + account.name()));
        made(
            api.post(
                "/v1/pools/%s/numbers".formatted(account.name()),
                account.numbers().stream()
                    .map(number -> "\"" + number + "\"")
                    .collect(Collectors.joining(",", "{\"numbers\":[", "]}")),
                "numbers-" + account.name()));
      }
    }

    private static void made(SoakApi.Answer answer) throws IOException {
      if (answer.status() / 100 != 2) {
        throw new IOException("the pools could not be made: " + answer.body());
      }
    }

    /** What happens beside the clients: kills, rotations, other faults; and memory is looked at. */
    private void disturb(SoakApi api) throws IOException, InterruptedException {
      int untilKill = KILLS_EVERY_STEPS_LEAST;
      for (int step = 1; !isOver(); step++) {
        Thread.sleep(STEP);
        carriers.sufferAnew(random);
        look(step);
        if (step % STEPS_TO_ROTATION == 0) {
          String key = random.nextBoolean() ? "sealing" : "tokens";
          int status = api.tryPost("/v1/vault/rotate", "{\"key\":\"" + key + "\"}");
          rotations += status == 202 ? 1 : 0;
        }
        if (seconds() < (1 - UNDISTURBED_SHARE) * Load.seconds(length) && --untilKill == 0) {
          server.killAndStart();
          live.clear();
          untilKill = random.nextInt(KILLS_EVERY_STEPS_LEAST, KILLS_EVERY_STEPS_MOST);
          progress.printf("  killed and started again at %.0f s%n", seconds());
        }
      }
    }

    private double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }

    private void look(int step) throws IOException, InterruptedException {
      memory.add("resident", seconds(), server.residentMiB());
      memory.add("heap, used", seconds(), server.heapMiB());
      if (step % STEPS_TO_LIVE == 0) {
        double mib = server.liveMiB();
        live.add(mib);
        memory.add("heap after a collection", seconds(), mib);
      }
    }

    private Soak compared(SoakApi api) throws IOException, InterruptedException {
      CallTables tables = new CallTables(directory.resolve("bauta.db"));
      awaitSettled(tables);
      Set<String> sessions = Turnover.open(api::get);
      live.add(server.liveMiB());
      server.stop();
      Map<String, String> calls = tables.statuses();
      long lost = ledger.lostSessions(sessions) + ledger.lostCalls(calls) + ledger.lostEnds(calls);
      boolean isRight = lost == 0 && ledger.unknownSessions(sessions) == 0 && ledger.wrong() == 0;
      Section section = new Section("Soak", lines(sessions, calls), List.of(memory), goals(lost));
      section.lines().forEach(line -> progress.println("  " + line));
      return new Soak(section, isRight);
    }

    private static void awaitSettled(CallTables tables) throws IOException, InterruptedException {
      long begun = System.nanoTime();
      while (tables.waiting() > 0) {
        if (System.nanoTime() - begun > SETTLED_WAIT_MAX.toNanos()) {
          throw new IOException("calls still wait for their place after " + SETTLED_WAIT_MAX);
        }
        Thread.sleep(50);
      }
    }

    private List<String> lines(Set<String> sessions, Map<String, String> calls) {
      List<String> lines = new ArrayList<>();
      lines.add("| %,.0f s, %d clients | count |".formatted(Load.seconds(length), clients));
      lines.add("| --- | --: |");
      row(lines, "killed by `kill -9` and started again", server.kills());
      row(lines, "rotations of a key begun", rotations);
      row(lines, "sessions opened", ledger.openings());
      row(lines, "sessions closed", ledger.closings());
      row(lines, "sessions open at the end", sessions.size());
      row(lines, "acknowledged and lost", ledger.lostSessions(sessions));
      row(lines, "open, and nobody knows", ledger.unknownSessions(sessions));
      row(lines, "calls answered", ledger.callCount());
      row(lines, "answered and lost", ledger.lostCalls(calls));
      row(lines, "their end acknowledged and lost", ledger.lostEnds(calls));
      row(lines, "wrong", ledger.wrong());
      lines.add("");
      lines.add("Resident at the end: %,.0f MiB.".formatted(lastResident()));
      if (ledger.wrong() > 0) {
        lines.add("The first that was wrong: " + ledger.firstWrong());
      }
      return lines;
    }

    private static void row(List<String> lines, String what, long count) {
      lines.add("| %s | %,d |".formatted(what, count));
    }

    private double lastResident() {
      List<Chart.Point> points = memory.series().getOrDefault("resident", List.of());
      return points.isEmpty() ? 0 : points.getLast().y();
    }

    private List<Goal> goals(long lost) {
      List<Goal> goals = new ArrayList<>();
      goals.add(Goal.atMost(0, "", "acknowledged and lost in a soak", lost));
      if (live.size() > 1) {
        goals.add(
            Goal.atMost(
                GROWTH_MOST,
                "",
                "heap after a collection, end ÷ middle of the last life",
                live.getLast() / live.get(live.size() / 2 - (live.size() == 2 ? 1 : 0))));
      }
      return goals;
    }
  }
}
