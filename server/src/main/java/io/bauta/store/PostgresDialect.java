package io.bauta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: identifiers are of its own type, and a question about many goes there once. */
final class PostgresDialect implements Dialect {

  private static final String TAKE_TURN =
      """
      select 1 from pg_advisory_xact_lock(?, ?)
      """;

  /** First half of the lock numbers of this server, so that they meet no other program's. */
  static final int LOCKS = 0x6261_7574;

  /** The same, of locks whose second half is whatever follows from what they are about. */
  private static final int LOCKS_BY_NUMBER = LOCKS + 1;

  @Override
  public Object id(UUID id) {
    return id;
  }

  @Override
  public @Nullable UUID id(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, UUID.class);
  }

  @Override
  public int rowsOfBatch() {
    // The driver makes one statement of them, and one of thousands of rows takes long to plan.
    return 128;
  }

  @Override
  public boolean locksRows() {
    return true;
  }

  @Override
  public String forUpdate() {
    return " for update";
  }

  /** As the server estimates it: to count the rows of a great table takes minutes. */
  @Override
  public String rowCount(String table) {
    return """
        select cast(greatest(reltuples, 0) as bigint) as number from pg_class
        where oid = to_regclass('%s')
        """
        .formatted(table);
  }

  @Override
  public void takeTurn(Link link, Turn turn) throws SQLException {
    link.query(TAKE_TURN).with(LOCKS, turn.number()).exists();
  }

  @Override
  public void takeTurn(Link link, int number) throws SQLException {
    link.query(TAKE_TURN).with(LOCKS_BY_NUMBER, number).exists();
  }

  @Override
  public <T> List<T> ofMany(Link link, String select, List<?> keys, Query.RowReader<T> reader)
      throws SQLException {
    Object all =
        keys.getFirst() instanceof UUID ? keys.toArray(UUID[]::new) : keys.toArray(byte[][]::new);
    return link.query(select + " = any (?)").with(all).all(reader);
  }
}
