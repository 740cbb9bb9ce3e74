package io.bauta.store;

import io.bauta.store.CallRows.NewCall;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where beginnings of calls are durable first: a table without indexes.
 *
 * <p>In the table of calls a row lands in two indexes that are in no order of time. When ten
 * thousands come in a second, the pages of those are most of the work, and a page is written again
 * with each commit. So they wait here, and are settled, many rows at once and in the order of an
 * index, when there is time.
 */
final class CallInbox {

  /** How many beginnings may wait to be settled. When there are more, each commit settles some. */
  static final int WAITING_MAX = 1_000_000;

  /** How many are settled in one commit; so many take a tenth of a second. */
  static final int SETTLED_AT_ONCE_MAX = 4_096;

  // Two statements, because each parameter that is not there costs as much as one that is.
  static final String INSERT_CONNECTED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         caller_position, destination_position, caller_id, ring_timeout_millis,
         talk_limit_millis, shortfalls, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RINGING')
      """;

  static final String INSERT_REFUSED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         dialed_sealed, caller_sealed, refusal, announcement, shortfalls, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REFUSED')
      """;

  // In the order of one of the indexes; of two beginnings of one call the first stays.
  private static final String SETTLE =
      """
      insert into call
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, status,
         dialed, dialed_sealed, caller_sealed, caller_position, destination_position, caller_id,
         ring_timeout_millis, talk_limit_millis, refusal, announcement, shortfalls, pool_id)
      select i.id, i.carrier_key, i.carrier_account, i.carrier_call_id, i.session_id,
         i.received_at, i.status, i.dialed, i.dialed_sealed, i.caller_sealed, i.caller_position,
         i.destination_position, i.caller_id, i.ring_timeout_millis, i.talk_limit_millis,
         i.refusal, i.announcement, i.shortfalls,
         (select n.pool_id from pool_number n where n.number = i.dialed)
      from call_inbox i
      where i.place <= ?
      order by i.carrier_key, i.place
      on conflict (carrier_key) do nothing
      """;

  private static final String LAST_TO_SETTLE =
      """
      select coalesce(max(place), 0) as place
      from (select place from call_inbox order by place limit ?) as oldest
      """;

  private static final String LEAVE =
      """
      delete from call_inbox where place <= ?
      """;

  private static final String WAITING =
      """
      select coalesce(
        (select max(place) from call_inbox) - (select min(place) from call_inbox) + 1, 0) as waiting
      """;

  private static final String ANY_EARLY =
      """
      select 1 from early_fact limit 1
      """;

  private static final String EARLY =
      """
      select distinct e.carrier_key
      from call_inbox i cross join early_fact e
      where i.place <= ? and e.carrier_key = i.carrier_key
      """;

  private CallInbox() {}

  static void insert(Link link, List<NewCall> starts) throws SQLException {
    Query connected = link.query(INSERT_CONNECTED);
    Query refused = link.query(INSERT_REFUSED);
    for (NewCall start : starts) {
      boolean isConnected = start.insert().equals(INSERT_CONNECTED);
      (isConnected ? connected : refused).addBatch(start.columns().toArray());
    }
    connected.executeBatch();
    refused.executeBatch();
  }

  static boolean isFull(Link link) throws SQLException {
    return waiting(link) >= WAITING_MAX;
  }

  static boolean isEmpty(Link link) throws SQLException {
    return waiting(link) == 0;
  }

  private static long waiting(Link link) throws SQLException {
    return link.query(WAITING).first(row -> row.number("waiting")).orElse(0L);
  }

  /**
   * Gives the oldest beginnings their place among the calls, and returns the calls that facts were
   * waiting for.
   */
  static Set<UUID> settle(Link link) throws SQLException {
    long last =
        link.query(LAST_TO_SETTLE)
            .with(SETTLED_AT_ONCE_MAX)
            .first(row -> row.number("place"))
            .orElse(0L);
    if (last == 0) {
      return Set.of();
    }
    link.query(SETTLE).with(last).update();
    Set<UUID> toldOf = moveEarlyFacts(link, last);
    link.query(LEAVE).with(last).update();
    return toldOf;
  }

  /** Gives the facts that waited for these beginnings to their calls, and returns those. */
  private static Set<UUID> moveEarlyFacts(Link link, long last) throws SQLException {
    if (!link.query(ANY_EARLY).exists()) {
      return Set.of();
    }
    List<byte[]> early = link.query(EARLY).with(last).all(row -> row.bytes("carrier_key"));
    if (early.isEmpty()) {
      return Set.of();
    }
    Query move = link.query(CallFactRows.MOVE_EARLY);
    Query delete = link.query(CallFactRows.DELETE_EARLY);
    for (byte[] key : early) {
      move.with(key).update();
      delete.with(key).update();
    }
    return new LinkedHashSet<>(
        link.dialect().ofMany(link, CallRows.BY_KEYS, early, row -> row.id("id")));
  }
}
