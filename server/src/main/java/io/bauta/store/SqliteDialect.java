package io.bauta.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SQLite: identifiers are 16 bytes, and the one writer needs no locks. */
final class SqliteDialect implements Dialect {

  private static final String FACTS =
      """
      select * from call_fact where carrier_account = ? and carrier_call_id = ?
      order by received_at, fact_key
      """;

  private static final String EARLY_FACTS =
      """
      select carrier_account, carrier_call_id from call_fact
      where carrier_account = ? and carrier_call_id = ? and early = 1
      """;

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
  public String forUpdate() {
    return "";
  }

  @Override
  public void takeTurn(Link link, Turn turn) {
    // The writer runs one unit at a time, whatever its kind.
  }

  @Override
  public <T> List<T> facts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    return each(link, FACTS, calls, reader);
  }

  @Override
  public <T> List<T> earlyFacts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    return each(link, EARLY_FACTS, calls, reader);
  }

  /** Asks once for each call: the database is in this process, so a question costs no journey. */
  private static <T> List<T> each(
      Link link, String sql, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    List<T> all = new ArrayList<>();
    for (CallKey key : calls) {
      all.addAll(link.query(sql).with(key.account(), key.call()).all(reader));
    }
    return all;
  }
}
