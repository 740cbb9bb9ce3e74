package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Clients open sessions through the API, and the rows that came of it are then written into other
 * databases of the same kind by nobody but writers: round after round, so that all grow alike.
 *
 * @param database what it was stored in, for the table
 * @param opened sessions a second, in each round
 * @param cpuMicros processor time of the server for each session, in each round
 * @param raw sessions whose rows were written in a second, by each plan in each round
 * @param stored sessions in the database after the server stopped
 */
record Opening(
    String database,
    List<Double> opened,
    List<Double> cpuMicros,
    Histogram times,
    List<Raw> raw,
    long acknowledged,
    long stored) {

  private static final String POOL = "openings";
  private static final int NUMBERS = 50;

  /** How many sessions were written in a second, in each round. */
  record Raw(RawWriters.Plan plan, List<Double> written) {

    double median() {
      return Opening.median(written);
    }
  }

  /** Measures a server that stores in {@code served}, and writers by these plans. */
  static Opening run(
      String database,
      RawStore served,
      List<RawWriters.Plan> plans,
      LoadOptions options,
      PrintStream progress)
      throws IOException, InterruptedException, SQLException {
    Path directory = Files.createDirectories(options.directory().resolve(database));
    List<RawWriters> writers = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(directory, options.jvmOptions(), served.url());
        Connection read = served.connectToRead()) {
      makePool(server);
      for (RawWriters.Plan plan : plans) {
        writers.add(RawWriters.open(plan, read));
      }
      Opening opening =
          new Opening(
              database,
              new ArrayList<>(),
              new ArrayList<>(),
              new Histogram(3),
              plans.stream().map(plan -> new Raw(plan, new ArrayList<>())).toList(),
              0,
              0);
      long acknowledged =
          opening.rounds(server, read, served.firstId(), writers, options, progress);
      server.stop();
      return new Opening(
          database,
          opening.opened,
          opening.cpuMicros,
          opening.times,
          opening.raw,
          acknowledged,
          stored(read));
    } finally {
      for (RawWriters one : writers) {
        one.close();
      }
      served.close();
    }
  }

  private static void makePool(ServerProcess server) throws IOException, InterruptedException {
    server.post(
        "/v1/pools",
        "{\"name\":\"%s\",\"carrier_account\":\"%s\"}".formatted(POOL, LoadServer.OPEN_ACCOUNT));
    server.post(
        "/v1/pools/%s/numbers".formatted(POOL),
        IntStream.range(0, NUMBERS)
            .mapToObj(place -> "\"" + Numbers.proxy(place).e164() + "\"")
            .collect(Collectors.joining(",", "{\"numbers\":[", "]}")));
  }

  private long rounds(
      ServerProcess server,
      Connection read,
      Object firstId,
      List<RawWriters> writers,
      LoadOptions options,
      PrintStream progress)
      throws IOException, InterruptedException, SQLException {
    OpeningRequests.People people = new OpeningRequests.People();
    long acknowledged = 0;
    Object last = firstId;
    for (int round = 0; round <= options.rounds(); round++) {
      boolean isWarmUp = round == 0;
      Duration cpu = server.cpu();
      Load load =
          Load.run(
              server.url(),
              options.connections(),
              place -> new OpeningRequests(server.url(), POOL, people),
              isWarmUp ? options.warmUp() : options.length());
      if (load.unexpected() > 0) {
        throw new IOException("%d openings were refused or wrong".formatted(load.unexpected()));
      }
      double used = server.cpu().minus(cpu).toNanos() / 1e3 / load.requests();
      acknowledged += load.requests();
      RawRows rows = RawRows.after(last, read);
      last = rows.lastSession();
      List<Double> written = new ArrayList<>();
      for (RawWriters one : writers) {
        written.add(rows.sessions() / Load.seconds(one.write(rows)));
      }
      progress.printf(
          "  %s%s: %,.0f/s by the API, %,.0f/s raw%n",
          database, isWarmUp ? ", warming up" : "", load.perSecond(), written.getFirst());
      if (!isWarmUp) {
        opened.add(load.perSecond());
        cpuMicros.add(used);
        times.add(load.times());
        for (int i = 0; i < raw.size(); i++) {
          raw.get(i).written().add(written.get(i));
        }
      }
    }
    return acknowledged;
  }

  private static long stored(Connection read) throws SQLException {
    try (Statement select = read.createStatement();
        ResultSet rows = select.executeQuery("select count(*) from session")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  double perSecond() {
    return median(opened);
  }

  double cpuMicrosEach() {
    return median(cpuMicros);
  }

  /** Sessions that were acknowledged and are not there. */
  long lost() {
    return acknowledged - stored;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
