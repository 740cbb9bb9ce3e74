package io.bauta.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A transaction of somebody else, which lets nobody write to a SQLite file. */
final class SqliteLockHeld implements Standstill {

  private static final Duration LOCK_WAIT_MAX = Duration.ofSeconds(10);

  private final Connection connection;

  private SqliteLockHeld(Connection connection) {
    this.connection = connection;
  }

  static SqliteLockHeld on(Path database) throws IOException {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma busy_timeout = " + LOCK_WAIT_MAX.toMillis());
        statement.execute("begin exclusive");
        return new SqliteLockHeld(connection);
      } catch (SQLException notLocked) {
        connection.close();
        throw notLocked;
      }
    } catch (SQLException notLocked) {
      throw new IOException("the database could not be locked", notLocked);
    }
  }

  @Override
  public void close() throws IOException {
    // What is open at the close of a connection is undone.
    try (connection) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("rollback");
      }
    } catch (SQLException notReleased) {
      throw new IOException("the lock could not be released", notReleased);
    }
  }
}
