package io.bauta.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
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
    }
    return new Query(statement, dialect);
  }

  Dialect dialect() {
    return dialect;
  }

  Connection connection() {
    return connection;
  }

  /**
   * Forgets the prepared statements. After a fault: one may hold rows of a batch that was never
   * run, and SQLite's driver closes the one that failed.
   */
  void forgetStatements() throws SQLException {
    List<PreparedStatement> statements = List.copyOf(prepared.values());
    prepared.clear();
    for (PreparedStatement statement : statements) {
      statement.close();
    }
  }

  /** Closes the statements, then the connection. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      forgetStatements();
    }
  }
}
