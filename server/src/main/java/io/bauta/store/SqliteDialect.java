package io.bauta.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQLite: identifiers are 16 bytes, and the one writer needs no locks. */
final class SqliteDialect implements Dialect {

  @Override
  public Object id(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  @Override
  public @Nullable UUID id(ResultSet rows, String column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  @Override
  public int rowsOfBatch() {
    // Each row is a statement of its own; a batch only saves a few steps of the driver.
    return 1_024;
  }

  @Override
  public boolean locksRows() {
    return false;
  }

  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String rowCount(String table) {
    return "select count(*) as number from " + table;
  }

  @Override
  public void takeTurn(Link link, Turn turn) {
    // The writer runs one unit at a time, whatever its kind.
  }

  @Override
  public void takeTurn(Link link, int number) {
    // Nor whatever it is about.
  }

  /** Asks once for each: the database is in this process, so a question costs no journey. */
  @Override
  public <T> List<T> ofMany(Link link, String select, List<?> keys, Query.RowReader<T> reader)
      throws SQLException {
    String sql = select + " = ?";
    List<T> all = new ArrayList<>();
    for (Object key : keys) {
      all.addAll(link.query(sql).with(key).all(reader));
    }
    return all;
  }
}
