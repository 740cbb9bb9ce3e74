package io.bauta.store;

import io.bauta.call.CarrierCallId;
import io.bauta.call.UnmatchedFacts;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Facts in SQL whose call is not known. */
public final class SqlUnmatchedFacts implements UnmatchedFacts {

  private static final String NEWEST =
      """
      select * from early_fact
      order by received_at desc, carrier_account desc, carrier_call_id desc, fact_key desc limit ?
      """;

  private static final String BEFORE =
      """
      select * from early_fact
      where received_at <= ?
        and (received_at, carrier_account, carrier_call_id, fact_key) < (?, ?, ?, ?)
      order by received_at desc, carrier_account desc, carrier_call_id desc, fact_key desc limit ?
      """;

  private final Database database;
  private final SqlCallStore calls;

  public SqlUnmatchedFacts(Database database, SqlCallStore calls) {
    this.database = database;
    this.calls = calls;
  }

  @Override
  public List<Unmatched> newest(Optional<Unmatched> before, int limit) {
    calls.settleAll();
    return database.read(
        link ->
            before.isEmpty()
                ? link.query(NEWEST).with(limit).all(SqlUnmatchedFacts::read)
                : before(link, before.get(), limit));
  }

  private static List<Unmatched> before(Link link, Unmatched last, int limit) throws SQLException {
    return link.query(BEFORE)
        .with(
            last.receivedAt(),
            last.receivedAt(),
            last.carrierAccount(),
            last.carrierCallId().text(),
            last.key(),
            limit)
        .all(SqlUnmatchedFacts::read);
  }

  private static Unmatched read(Row row) throws SQLException {
    return new Unmatched(
        row.instant("received_at"),
        row.text("carrier_account"),
        new CarrierCallId(row.text("carrier_call_id")),
        row.text("fact_key"),
        row.text("kind"));
  }
}
