package io.bauta.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One statement: its parameters in order, then what to do with it. */
final class Query {

  private final PreparedStatement statement;
  private final Dialect dialect;
  private int rowsInBatch;

  /** Makes a value of a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(Row row) throws SQLException;
  }

  Query(PreparedStatement statement, Dialect dialect) {
    this.statement = statement;
    this.dialect = dialect;
  }

  /**
   * Sets all parameters. Identifiers, instants (as milliseconds), durations (as milliseconds) and
   * enums (by name) are written as the schema keeps them; an empty optional is null.
   */
  Query with(Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, stored(values[i], dialect));
    }
    return this;
  }

  /** {@code value} as the schema keeps it. */
  static @Nullable Object stored(Object value, Dialect dialect) {
    return switch (value) {
      case Optional<?> optional -> optional.isEmpty() ? null : stored(optional.get(), dialect);
      case UUID id -> dialect.id(id);
      case Instant instant -> instant.toEpochMilli();
      case Duration duration -> duration.toMillis();
      case Enum<?> word -> word.name();
      default -> value;
    };
  }

  /** Puts one more row of parameters into the batch, and runs it when it is as long as it pays. */
  Query addBatch(Object... values) throws SQLException {
    with(values);
    statement.addBatch();
    rowsInBatch++;
    if (rowsInBatch == dialect.rowsOfBatch()) {
      executeBatch();
    }
    return this;
  }

  /** Runs what is in the batch. */
  void executeBatch() throws SQLException {
    if (rowsInBatch > 0) {
      statement.executeBatch();
      rowsInBatch = 0;
    }
  }

  /** How many rows were changed. */
  int update() throws SQLException {
    return statement.executeUpdate();
  }

  boolean exists() throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  <T> Optional<T> first(RowReader<T> reader) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(new Row(rows, dialect))) : Optional.empty();
    }
  }

  <T> List<T> all(RowReader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      Row row = new Row(rows, dialect);
      while (rows.next()) {
        all.add(reader.read(row));
      }
    }
    return all;
  }

  /** Does something with each row. */
  @FunctionalInterface
  interface RowAction {
    void take(Row row) throws SQLException;
  }

  /** Hands over row after row. */
  void forEach(RowAction action) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      Row row = new Row(rows, dialect);
      while (rows.next()) {
        action.take(row);
      }
    }
  }

  /** The same, with at most {@code fetchSize} rows in memory. */
  void forEach(int fetchSize, RowAction action) throws SQLException {
    statement.setFetchSize(fetchSize);
    forEach(action);
  }
}
