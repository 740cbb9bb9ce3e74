package io.bauta.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second server away from a PostgreSQL database: a lock that lives as long as a connection
 * of its own. Servers keep routes in memory and do not yet tell each other of changes, so two on
 * one database would route differently.
 */
final class PostgresOwnership implements AutoCloseable {

  private static final Duration CHECK_EVERY = Duration.ofSeconds(5);
  private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(5);
  private static final int OWNER = 0;

  /** How long an owner that has just stopped, or was killed, may take to be gone. */
  static final Duration TAKE_WAIT_MAX = Duration.ofSeconds(2);

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final String LOCK =
      """
      select pg_advisory_lock(?, ?)
      """;

  private static final String UNLOCK =
      """
      select pg_advisory_unlock_all()
      """;

  // The server asks this connection every few seconds, so that a machine that vanished without a
  // word loses the lock in about half a minute.
  private static final String SHORT_KEEPALIVES =
      """
      set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3
      """;

  private static final Logger LOG = LoggerFactory.getLogger(PostgresOwnership.class);

  private final DatabaseUrl.Postgres url;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bauta-store-owner").factory());
  private Connection connection;
  private volatile boolean owned = true;
  private volatile boolean changedByAnother;
  private volatile UnitOfWork<Boolean> asLeft = link -> true;

  private PostgresOwnership(DatabaseUrl.Postgres url) throws SQLException {
    this.url = url;
    this.connection = lockedConnection();
  }

  /** Takes the lock, or says who has it. */
  static PostgresOwnership take(DatabaseUrl.Postgres url) throws SQLException {
    PostgresOwnership ownership = new PostgresOwnership(url);
    var _ =
        ownership.timer.scheduleWithFixedDelay(
            ownership::check,
            CHECK_EVERY.toMillis(),
            CHECK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
    return ownership;
  }

  /**
   * Refuses when the lock was lost: another server may be the owner by now.
   *
   * @throws StoreUnavailableException until the lock is ours again
   */
  void require() {
    if (changedByAnother) {
      throw new StoreUnavailableException(changed());
    }
    if (!owned) {
      throw new StoreUnavailableException("The connection that owns %s is lost.".formatted(url));
    }
  }

  private String changed() {
    return "Another server owned %s meanwhile and changed its keys. This one stores nothing any more: let one server run, and restart it."
        .formatted(url);
  }

  /** As {@link Database#ownAgainOnlyIf}. */
  void ownAgainOnlyIf(UnitOfWork<Boolean> isAsLeft) {
    asLeft = isAsLeft;
  }

  private Connection lockedConnection() throws SQLException {
    Connection candidate = DriverManager.getConnection(url.jdbc(), url.properties());
    try {
      try (Statement statement = candidate.createStatement()) {
        statement.execute(SHORT_KEEPALIVES);
        statement.execute("set lock_timeout = " + TAKE_WAIT_MAX.toMillis());
      }
      if (isLocked(candidate)) {
        return candidate;
      }
    } catch (SQLException e) {
      candidate.close();
      throw e;
    }
    candidate.close();
    throw new StoreUnavailableException(
        "Another server uses the database %s. Stop it, or give this one its own.".formatted(url));
  }

  private static boolean isLocked(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setInt(1, PostgresDialect.LOCKS);
      statement.setInt(2, OWNER);
      return statement.execute();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Sees whether the lock is held, and takes it again when it is not. */
  synchronized void check() {
    try {
      if (changedByAnother || (owned && connection.isValid((int) ANSWER_WAIT_MAX.toSeconds()))) {
        return;
      }
      owned = false;
      LOG.error("The connection that owns {} is lost; nothing is stored until it is back", url);
      connection.close();
      connection = lockedConnection();
      if (isAsLeft()) {
        owned = true;
        LOG.info("{} is owned again", url);
      } else {
        // For good: what is in memory here is of before. The lock is free for the next one.
        changedByAnother = true;
        connection.close();
        LOG.error("{}", changed());
      }
    } catch (SQLException | RuntimeException e) {
      LOG.warn("{} cannot be owned again yet: {}", url, e.getMessage());
    }
  }

  private boolean isAsLeft() throws SQLException {
    Link link = new Link(connection, new PostgresDialect());
    try {
      return asLeft.run(link);
    } finally {
      link.forgetStatements();
    }
  }

  @Override
  public void close() throws SQLException {
    timer.close();
    synchronized (this) {
      try (Connection last = connection) {
        release(last);
      }
    }
  }

  /** PostgreSQL notices a closed connection only some time later; a successor need not wait. */
  private static void release(Connection last) {
    try (Statement statement = last.createStatement()) {
      statement.execute(UNLOCK);
    } catch (SQLException lost) {
      LOG.debug("The connection that owned the database was lost before", lost);
    }
  }
}
