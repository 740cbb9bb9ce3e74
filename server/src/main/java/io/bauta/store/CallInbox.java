package io.bauta.store;

import static java.util.stream.Collectors.toCollection;

import io.bauta.store.CallRows.NewCall;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

  /**
   * How many are settled in one commit when they are told of, which takes longer; and of how many
   * that are begun in one commit that is done in it.
   */
  static final int TOLD_AT_ONCE_MAX = 512;

  // Several statements, because each parameter that is not there costs as much as one that is. The
  // first is of almost all calls: a participant rings another, and no number need be sealed.
  static final String INSERT_CONNECTED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         caller_position, destination_position, caller_id, ring_timeout_millis,
         talk_limit_millis, shortfalls, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RINGING')
      """;

  static final String INSERT_PUT_THROUGH =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         why, caller_position, caller_place, caller_sealed, destination_position, callee_place,
         destination_sealed, caller_id, ring_timeout_millis, talk_limit_millis, announcement,
         shortfalls, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RINGING')
      """;

  /** Of calls about which the platform was asked. */
  static final String INSERT_EXPLAINED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         why, caller_position, caller_place, caller_sealed, destination_position, callee_place,
         destination_sealed, caller_id, ring_timeout_millis, talk_limit_millis, announcement,
         shortfalls, steps, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RINGING')
      """;

  static final String INSERT_REFUSED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, dialed,
         dialed_sealed, caller_sealed, refusal, announcement, shortfalls, steps, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'REFUSED')
      """;

  static final String INSERT_CHALLENGED =
      """
      insert into call_inbox
        (id, carrier_key, carrier_account, carrier_call_id, received_at, dialed, caller_sealed,
         announcement, shortfalls, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'ROUTING')
      """;

  /** In an order that the journal knows: new ones come last. */
  static final List<String> INSERTS =
      List.of(
          INSERT_CHALLENGED,
          INSERT_CONNECTED,
          INSERT_EXPLAINED,
          INSERT_PUT_THROUGH,
          INSERT_REFUSED);

  /** In the order of one of the indexes. Of two beginnings of one call the first stays. */
  private static final String SETTLE =
      """
      insert into call
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, status,
         dialed, dialed_sealed, caller_sealed, why, caller_position, caller_place,
         destination_position, callee_place, destination_sealed, caller_id, ring_timeout_millis,
         talk_limit_millis, refusal, announcement, shortfalls, steps, told, pool_id)
      select i.id, i.carrier_key, i.carrier_account, i.carrier_call_id, i.session_id,
         i.received_at, i.status, i.dialed, i.dialed_sealed, i.caller_sealed, i.why,
         i.caller_position, i.caller_place, i.destination_position, i.callee_place,
         i.destination_sealed, i.caller_id, i.ring_timeout_millis, i.talk_limit_millis,
         i.refusal, i.announcement, i.shortfalls, i.steps, cast(? as bigint),
         (select n.pool_id from pool_number n where n.number = i.dialed)
      from call_inbox i
      where i.place <= ?
      order by i.carrier_key, i.place
      on conflict (carrier_key) do nothing
      """;

  // One that only asked the caller for digits gives way to what was decided afterwards. Telling
  // those apart takes half as long again, or twice as long, so it is done only where there are any.
  private static final String SETTLE_CHALLENGED =
      """
      insert into call
        (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, status,
         dialed, dialed_sealed, caller_sealed, why, caller_position, caller_place,
         destination_position, callee_place, destination_sealed, caller_id, ring_timeout_millis,
         talk_limit_millis, refusal, announcement, shortfalls, steps, told, pool_id)
      select i.first_id, i.carrier_key, i.carrier_account, i.carrier_call_id, i.session_id,
         i.first_received_at, i.status, i.dialed, i.dialed_sealed, i.caller_sealed, i.why,
         i.caller_position, i.caller_place, i.destination_position, i.callee_place,
         i.destination_sealed, i.caller_id, i.ring_timeout_millis, i.talk_limit_millis,
         i.refusal, i.announcement, i.shortfalls, i.steps, cast(? as bigint),
         (select n.pool_id from pool_number n where n.number = i.dialed)
      from (
        select w.*,
          first_value(w.id) over (partition by w.carrier_key order by w.place) as first_id,
          first_value(w.received_at) over (
            partition by w.carrier_key order by w.place) as first_received_at,
          row_number() over (
            partition by w.carrier_key
            order by case when w.status = 'ROUTING' then 1 else 0 end, w.place) as choice
        from call_inbox w
        where w.place <= ?
      ) as i
      where i.choice = 1
      order by i.carrier_key
      on conflict (carrier_key) do update set
        session_id = excluded.session_id, status = excluded.status,
        dialed_sealed = excluded.dialed_sealed, caller_sealed = excluded.caller_sealed,
        why = excluded.why, caller_position = excluded.caller_position,
        caller_place = excluded.caller_place,
        destination_position = excluded.destination_position,
        callee_place = excluded.callee_place, destination_sealed = excluded.destination_sealed,
        caller_id = excluded.caller_id, ring_timeout_millis = excluded.ring_timeout_millis,
        talk_limit_millis = excluded.talk_limit_millis, refusal = excluded.refusal,
        announcement = excluded.announcement, shortfalls = excluded.shortfalls,
        steps = excluded.steps
      where call.caller_id is null and call.refusal is null and excluded.status <> 'ROUTING'
        and call.erased is null
      """;

  private static final String ANY_CHALLENGED =
      """
      select 1 from call_inbox where place <= ? and status = 'ROUTING' limit 1
      """;

  // For each beginning its call is looked up, in this order and no other. As a join it is ruinous
  // where a database that has not looked at the tables for a while reads all calls first, and all
  // beginnings again for each of them.

  /** Of beginnings, the calls with a place for which is decided now what was not; or null. */
  private static final String DECIDED_NOW =
      """
      select (
        select c.id from call c
        where c.carrier_key = i.carrier_key
          and c.caller_id is null and c.refusal is null and c.erased is null) as id
      from call_inbox i where i.place <= ? and i.status <> 'ROUTING'
      """;

  /** Of beginnings, the calls that have their place now, and had none before; or null. */
  private static final String SETTLED =
      """
      select (select c.id from call c where c.id = i.id) as id from call_inbox i where i.place <= ?
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

  /** Of beginnings, the keys of those for which facts wait; or null. */
  private static final String EARLY =
      """
      select distinct (
        select e.carrier_key from early_fact e where e.carrier_key = i.carrier_key limit 1)
        as carrier_key
      from call_inbox i where i.place <= ?
      """;

  private CallInbox() {}

  static void insert(Link link, List<NewCall> starts) throws SQLException {
    for (String insert : INSERTS) {
      Query query = link.query(insert);
      for (NewCall start : starts) {
        if (start.insert().equals(insert)) {
          query.addBatch(start.columns().toArray());
        }
      }
      query.executeBatch();
    }
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
   * Gives the oldest beginnings their place among the calls, and returns the calls whose status may
   * be another now: those that facts were waiting for, and those for which something is decided of
   * which facts may have been told before.
   *
   * @param told gets the calls of which there may be something to tell now; empty where nobody
   *     wants that
   */
  static Set<UUID> settle(Link link, Optional<Set<UUID>> told) throws SQLException {
    long last =
        link.query(LAST_TO_SETTLE)
            .with(told.isPresent() ? TOLD_AT_ONCE_MAX : SETTLED_AT_ONCE_MAX)
            .first(row -> row.number("place"))
            .orElse(0L);
    if (last == 0) {
      return Set.of();
    }
    Set<UUID> changed = ids(link, DECIDED_NOW, last);
    boolean challenged = !changed.isEmpty() || link.query(ANY_CHALLENGED).with(last).exists();
    link.query(challenged ? SETTLE_CHALLENGED : SETTLE).with(told.map(set -> 0L), last).update();
    changed.addAll(moveEarlyFacts(link, last));
    if (told.isPresent()) {
      told.get().addAll(ids(link, SETTLED, last));
      told.get().addAll(changed);
    }
    link.query(LEAVE).with(last).update();
    return changed;
  }

  private static Set<UUID> ids(Link link, String select, long last) throws SQLException {
    return link.query(select).with(last).all(row -> row.optionalId("id")).stream()
        .flatMap(Optional::stream)
        .collect(toCollection(LinkedHashSet::new));
  }

  /** Gives the facts that waited for these beginnings to their calls, and returns those. */
  private static Set<UUID> moveEarlyFacts(Link link, long last) throws SQLException {
    if (!link.query(ANY_EARLY).exists()) {
      return Set.of();
    }
    List<byte[]> early =
        link.query(EARLY).with(last).all(row -> row.optionalBytes("carrier_key")).stream()
            .flatMap(Optional::stream)
            .toList();
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
