package io.bauta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The row at which a result stands, read in the types of the domain. */
final class Row {

  private final ResultSet rows;
  private final Dialect dialect;

  Row(ResultSet rows, Dialect dialect) {
    this.rows = rows;
    this.dialect = dialect;
  }

  String text(String column) throws SQLException {
    return optionalText(column).orElseThrow(() -> missing(column));
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(rows.getString(column));
  }

  long number(String column) throws SQLException {
    return rows.getLong(column);
  }

  OptionalLong optionalNumber(String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  byte[] bytes(String column) throws SQLException {
    return optionalBytes(column).orElseThrow(() -> missing(column));
  }

  Optional<byte[]> optionalBytes(String column) throws SQLException {
    return Optional.ofNullable(rows.getBytes(column));
  }

  UUID id(String column) throws SQLException {
    return optionalId(column).orElseThrow(() -> missing(column));
  }

  Optional<UUID> optionalId(String column) throws SQLException {
    return Optional.ofNullable(dialect.id(rows, column));
  }

  Instant instant(String column) throws SQLException {
    return Instant.ofEpochMilli(rows.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  Duration duration(String column) throws SQLException {
    return Duration.ofMillis(rows.getLong(column));
  }

  Optional<Duration> optionalDuration(String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
  }

  private static SQLException missing(String column) {
    return new SQLException("column " + column + " is null");
  }
}
