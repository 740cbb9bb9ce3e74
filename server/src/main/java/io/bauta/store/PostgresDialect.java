package io.bauta.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: identifiers are of its own type, and a question about many goes there once. */
final class PostgresDialect implements Dialect {

  private static final String FACTS =
      """
      select f.* from unnest(?::text[], ?::text[]) as wanted (account, call)
        join call_fact f
          on f.carrier_account = wanted.account and f.carrier_call_id = wanted.call
      order by f.received_at, f.fact_key
      """;

  private static final String EARLY_FACTS =
      """
      select f.carrier_account, f.carrier_call_id
      from unnest(?::text[], ?::text[]) as wanted (account, call)
        join call_fact f
          on f.carrier_account = wanted.account and f.carrier_call_id = wanted.call
      where f.early = 1
      """;

  private static final String TAKE_TURN =
      """
      select 1 from pg_advisory_xact_lock(?, ?)
      """;

  /** First half of the lock numbers of this server, so that they meet no other program's. */
  static final int LOCKS = 0x6261_7574;

  @Override
  public Object id(UUID id) {
    return id;
  }

  @Override
  public @Nullable UUID id(ResultSet rows, String column) throws SQLException {
    return rows.getObject(column, UUID.class);
  }

  @Override
  public String forUpdate() {
    return " for update";
  }

  @Override
  public void takeTurn(Link link, Turn turn) throws SQLException {
    link.query(TAKE_TURN).with(LOCKS, turn.number()).exists();
  }

  @Override
  public <T> List<T> facts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    return once(link, FACTS, calls, reader);
  }

  @Override
  public <T> List<T> earlyFacts(Link link, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    return once(link, EARLY_FACTS, calls, reader);
  }

  private static <T> List<T> once(
      Link link, String sql, Collection<CallKey> calls, Query.RowReader<T> reader)
      throws SQLException {
    String[] accounts = calls.stream().map(CallKey::account).toArray(String[]::new);
    String[] ids = calls.stream().map(CallKey::call).toArray(String[]::new);
    return link.query(sql).with(accounts, ids).all(reader);
  }
}
