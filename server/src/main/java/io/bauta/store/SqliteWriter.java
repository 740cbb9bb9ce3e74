package io.bauta.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes to a SQLite file.
 *
 * <p>It takes whatever waits, runs it, and commits it together: one wait for the disk serves them
 * all. When a unit fails, all are run again, each in a savepoint of its own, so that it fails
 * alone. Nobody is answered before the commit.
 */
final class SqliteWriter implements AutoCloseable {

  /** How many units may wait for their turn. */
  static final int QUEUE_MAX = 1024;

  /** How many units one commit takes. */
  static final int GROUP_MAX = 64;

  /** How long a unit may wait for its turn, in front of the queue and in it. */
  static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

  private final Link link;
  private final BlockingQueue<QueuedUnit<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  private SqliteWriter(Link link) {
    this.link = link;
    this.thread = Thread.ofPlatform().name("bauta-store-writer").unstarted(this::run);
  }

  /** A writer that owns {@code link} and has begun to work. */
  static SqliteWriter start(Link link) {
    SqliteWriter writer = new SqliteWriter(link);
    writer.thread.start();
    return writer;
  }

  /** Runs {@code work} and returns its answer when it is durable. */
  <T> T write(UnitOfWork<T> work) {
    QueuedUnit<T> unit = new QueuedUnit<>(work);
    if (closing || !enqueued(unit)) {
      throw new StoreUnavailableException(
          closing
              ? "The database is being closed."
              : "The database has more changes waiting than it takes: %d.".formatted(QUEUE_MAX));
    }
    if (stopped && unit.claim()) {
      // It came in behind the writer's last look at the queue.
      throw new StoreUnavailableException("The database is closed.");
    }
    return unit.await(TURN_WAIT_MAX);
  }

  private boolean enqueued(QueuedUnit<?> unit) {
    try {
      return queue.offer(unit, TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for the database.", e);
    }
  }

  private void run() {
    List<QueuedUnit<?>> group = new ArrayList<>(GROUP_MAX);
    while (!closing || !queue.isEmpty()) {
      try {
        group.add(queue.take());
        queue.drainTo(group, GROUP_MAX - 1);
        commit(group);
      } catch (InterruptedException ignored) {
        // Nobody may stop this thread but close().
      }
      group.clear();
    }
    stopped = true;
    queue.drainTo(group);
    group.removeIf(unit -> !unit.claim());
    group.forEach(unit -> unit.failed(new StoreUnavailableException("The database is closed.")));
  }

  private void commit(List<QueuedUnit<?>> group) {
    group.removeIf(unit -> !unit.claim());
    try {
      if (!ranTogether(group)) {
        runOneByOne(group);
      }
      link.query("commit").update();
      group.forEach(QueuedUnit::committed);
    } catch (Throwable fault) {
      // Whatever it is, this thread must live on: everybody waits for it.
      LOG.error("A commit to the database failed; {} changes were not made", group.size(), fault);
      rollBack();
      group.forEach(unit -> unit.failed(fault));
    }
  }

  /**
   * Runs all units with no way back for a single one, because a way back costs a copy of every page
   * that is changed. False when one failed; then nothing was done.
   */
  private boolean ranTogether(List<QueuedUnit<?>> group) throws SQLException {
    link.query("begin immediate").update();
    try {
      for (QueuedUnit<?> unit : group) {
        unit.run(link);
      }
      return true;
    } catch (Throwable fault) {
      LOG.debug("One of {} changes failed; each is tried alone", group.size(), fault);
      link.forgetStatements();
      rollBack();
      return false;
    }
  }

  private void runOneByOne(List<QueuedUnit<?>> group) throws SQLException {
    link.query("begin immediate").update();
    for (QueuedUnit<?> unit : group) {
      runAlone(unit);
    }
  }

  private void runAlone(QueuedUnit<?> unit) throws SQLException {
    link.query("savepoint unit").update();
    try {
      unit.run(link);
    } catch (Throwable fault) {
      unit.failedAlone(fault);
      link.forgetStatements();
      // Fails when SQLite gave up the whole transaction (disk full, for one); so does the group.
      link.query("rollback to unit").update();
    }
    link.query("release unit").update();
  }

  private void rollBack() {
    try {
      link.forgetStatements();
      link.query("rollback").update();
    } catch (SQLException alreadyRolledBack) {
      LOG.debug("Nothing to roll back", alreadyRolledBack);
    }
  }

  /** Finishes what waits, then stops. */
  @Override
  public void close() throws SQLException {
    closing = true;
    // Wakes the thread when nothing waits; when something does, the thread is awake.
    boolean _ = queue.offer(new QueuedUnit<>(awake -> true));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
