package io.bauta.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * A connection with the statements that were prepared on it. Used by one thread at a time.
 *
 * <p>Plain JDBC rather than Jdbi: statements are reused by their text for as long as the connection
 * lives, and a call record must not cost more than its row.
 */
public final class Link implements AutoCloseable {

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Link(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** The statement {@code sql}, ready for its parameters. */
  Query query(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    } else {
      // A unit that failed may have left rows in it.
      statement.clearBatch();
    }
    return new Query(statement, dialect);
  }

  Dialect dialect() {
    return dialect;
  }

  Connection connection() {
    return connection;
  }

  /** Closes the statements, then the connection. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
    }
  }
}
