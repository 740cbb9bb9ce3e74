package io.bauta.bench.load;

import io.bauta.store.Database;
import io.bauta.store.DatabaseUrl;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of its own with the server's schema, to which nobody writes but some connections, each
 * group of sessions in one commit: what a server that did nothing else would reach.
 */
final class RawWriters implements AutoCloseable {

  private final Plan plan;
  private final List<Connection> connections = new ArrayList<>();
  private final List<List<PreparedStatement>> inserts = new ArrayList<>();

  /** By how many it is written, and how much at once. */
  record Plan(RawStore store, int connections, int sessionsOfACommit) {

    String words() {
      return "%d sessions in a commit, %d connection%s"
          .formatted(sessionsOfACommit, connections, connections == 1 ? "" : "s");
    }
  }

  private RawWriters(Plan plan) {
    this.plan = plan;
  }

  /** Makes the database, with the pools that are in {@code from}. */
  static RawWriters open(Plan plan, Connection from) throws SQLException {
    Database.open(DatabaseUrl.parse(plan.store().url())).close();
    RawWriters writers = new RawWriters(plan);
    for (int i = 0; i < plan.connections(); i++) {
      Connection connection = plan.store().connectToWrite();
      writers.connections.add(connection);
      writers.inserts.add(RawRows.inserts(connection));
    }
    RawRows.copyPools(from, writers.connections.getFirst());
    for (Connection connection : writers.connections) {
      connection.setAutoCommit(false);
    }
    return writers;
  }

  Plan plan() {
    return plan;
  }

  /** Writes all of them; returns how long that took. */
  Duration write(RawRows rows) throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections.size())) {
      long start = System.nanoTime();
      List<Future<Integer>> writing = new ArrayList<>();
      for (int i = 0; i < connections.size(); i++) {
        writing.add(threads.submit(writer(i, rows, next)));
      }
      for (Future<Integer> one : writing) {
        one.get();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (ExecutionException failed) {
      throw new IOException("rows could not be written", failed.getCause());
    }
  }

  private Callable<Integer> writer(int place, RawRows rows, AtomicInteger next) {
    return () -> {
      int group = plan.sessionsOfACommit();
      int start = next.getAndAdd(group);
      while (start < rows.sessions()) {
        rows.write(inserts.get(place), start, Math.min(start + group, rows.sessions()));
        connections.get(place).commit();
        start = next.getAndAdd(group);
      }
      return place;
    };
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    plan.store().close();
  }
}
