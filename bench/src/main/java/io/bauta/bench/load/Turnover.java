package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many clients open and close sessions at once in one pool that is nearly full, so that they often
 * want the same pairs. What they were told is compared with what the server has, and has after a
 * restart.
 *
 * @param database what it was stored in, for the table
 * @param lost sessions that were acknowledged, not closed, and are not open
 * @param extra sessions that are open, and of which no client knows
 */
public record Turnover(String database, Load load, Ledger ledger, int open, int lost, int extra) {

  private static final String POOL = "turnover";
  private static final int PEOPLE = 500;
  private static final int NUMBERS = 12;
  private static final Pattern ID = Pattern.compile("\"id\":\"(ses_[^\"]+)\"");
  private static final Pattern CURSOR = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

  /** Runs it on this database, in {@code directory}. */
  public static Turnover run(
      String database,
      String dataUrl,
      int connections,
      Duration length,
      List<String> jvmOptions,
      Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Ledger ledger = new Ledger();
    Load load;
    try (ServerProcess server = ServerProcess.start(directory, jvmOptions, dataUrl)) {
      makePool(server);
      load =
          Load.run(
              server.url(),
              connections,
              place -> new TurnoverRequests(server.url(), POOL, PEOPLE, ledger, place),
              length);
      compare(database, load, ledger, server);
      server.stop();
    }
    try (ServerProcess again = ServerProcess.start(directory, jvmOptions, dataUrl)) {
      Turnover turnover = compare(database, load, ledger, again);
      again.stop();
      return turnover;
    }
  }

  private static void makePool(ServerProcess server) throws IOException, InterruptedException {
    server.post(
        "/v1/pools",
        "{\"name\":\"%s\",\"carrier_account\":\"%s\",\"cool_off_seconds\":0}"
            .formatted(POOL, LoadServer.OPEN_ACCOUNT));
    server.post(
        "/v1/pools/%s/numbers".formatted(POOL),
        IntStream.range(0, NUMBERS)
            .mapToObj(place -> "\"" + Numbers.proxy(place).e164() + "\"")
            .collect(Collectors.joining(",", "{\"numbers\":[", "]}")));
  }

  private static Turnover compare(String database, Load load, Ledger ledger, ServerProcess server)
      throws IOException, InterruptedException {
    Set<String> open = open(server);
    Set<String> lost = new HashSet<>(ledger.open());
    lost.removeAll(open);
    Set<String> extra = new HashSet<>(open);
    extra.removeAll(ledger.open());
    Turnover turnover =
        new Turnover(database, load, ledger, open.size(), lost.size(), extra.size());
    if (!turnover.isRight()) {
      throw new IOException("wrong: " + turnover.row());
    }
    return turnover;
  }

  private static Set<String> open(ServerProcess server) throws IOException, InterruptedException {
    return open(server::get);
  }

  /** Gets a page of the API. */
  @FunctionalInterface
  interface Pages {
    String get(String path) throws IOException, InterruptedException;
  }

  /** The ids of all sessions that are open. */
  static Set<String> open(Pages pages) throws IOException, InterruptedException {
    Set<String> open = new HashSet<>();
    String path = "/v1/sessions?state=open&limit=200";
    String page = pages.get(path);
    while (true) {
      Matcher ids = ID.matcher(page);
      while (ids.find()) {
        open.add(ids.group(1));
      }
      Matcher cursor = CURSOR.matcher(page);
      if (!cursor.find()) {
        return open;
      }
      page = pages.get(path + "&cursor=" + cursor.group(1));
    }
  }

  /** Whether no pair was lent twice, and every answer was right, and nothing lost or made up. */
  public boolean isRight() {
    return ledger.lentTwice() == 0 && load.unexpected() == 0 && lost == 0 && extra == 0;
  }

  /** The lines of a table over these. */
  public static List<String> lines(List<Turnover> turnovers, int connections) {
    String head =
        "| %d clients open and close in one pool | opened/s | closed/s | refused, full | p50 ms |"
            + " p99 ms | open at the end | lent twice | lost | not known |";
    return IntStream.range(-2, turnovers.size())
        .mapToObj(
            i ->
                switch (i) {
                  case -2 -> head.formatted(connections);
                  case -1 -> "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |";
                  default -> turnovers.get(i).row();
                })
        .toList();
  }

  private String row() {
    double seconds = Load.seconds(load.length());
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %,.0f | %,d | %.1f | %.1f | %,d | %d | %d | %d |",
        database,
        ledger.openings() / seconds,
        ledger.closings() / seconds,
        ledger.refusals(),
        millis(50),
        millis(99),
        open,
        ledger.lentTwice(),
        lost,
        extra);
  }

  private double millis(double percentile) {
    return load.times().getValueAtPercentile(percentile)
        / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
