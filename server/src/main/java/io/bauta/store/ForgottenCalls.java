package io.bauta.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls that were kept for long enough: gone, and counted. */
final class ForgottenCalls {

  /** Days begin at one of these in every time zone. */
  private static final Duration COUNTED_BY = Duration.ofMinutes(15);

  /** What stands for a call of no pool, and for one that was not refused. */
  private static final UUID NO_POOL = new UUID(0, 0);

  private static final String NOT_REFUSED = "";

  private static final String IS_DONE_WITH =
      """
      c.received_at < ? and c.status not in ('ROUTING', 'RINGING', 'IN_PROGRESS')
        and not exists (
          select 1 from recording r
          where r.carrier_key = c.carrier_key
            and (r.state <> 'DELETED' or r.remove_due_at is not null
              or r.copy_due_at is not null))
      """;

  private static final String FIND =
      "select c.id from call c where c.id > ? and c.id < ? and "
          + IS_DONE_WITH
          + "order by c.id limit ?";

  private static final String READ =
      """
      select c.carrier_key, c.pool_id, c.session_id, c.carrier_account, c.received_at, c.status,
        c.refusal, c.why, c.caller_id, c.talk_millis
      from call c where c.id = ? and
      """
          + IS_DONE_WITH;

  private static final String DELETE_FACTS =
      """
      delete from call_fact where call_id = ?
      """;

  // Deleted is for good: nobody holds it, tries it again, or owes the carrier's copy by then.
  private static final String DELETE_RECORDINGS =
      """
      delete from recording where carrier_key = ? and state = 'DELETED'
      """;

  private static final String DELETE =
      """
      delete from call where id = ?
      """;

  private static final String COUNT =
      """
      insert into call_count
        (counted_at, pool_id, carrier_account, status, refusal, calls, put_through, measured,
         talk_millis)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (counted_at, pool_id, carrier_account, status, refusal) do update set
        calls = call_count.calls + excluded.calls,
        put_through = call_count.put_through + excluded.put_through,
        measured = call_count.measured + excluded.measured,
        talk_millis = call_count.talk_millis + excluded.talk_millis
      """;

  private static final String COUNT_IN_SESSION =
      """
      update session set forgotten_calls = coalesce(forgotten_calls, 0) + ? where id = ?
      """;

  private ForgottenCalls() {}

  static boolean isPool(UUID pool) {
    return !pool.equals(NO_POOL);
  }

  static boolean isRefusal(String refusal) {
    return !refusal.equals(NOT_REFUSED);
  }

  /** Some that may be forgotten, in the order of their ids. */
  static List<UUID> find(Link link, Instant before, UUID after, int limit) throws SQLException {
    return link.query(FIND)
        .with(after, SqlCallStore.lastIdOf(before), before, limit)
        .all(row -> row.id("id"));
  }

  /** What is counted together. */
  private record Key(Instant at, UUID pool, String carrierAccount, String status, String refusal) {}

  private record Counts(long calls, long putThrough, long measured, long talkMillis) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts with(Done call) {
      return new Counts(
          calls + 1,
          putThrough + (call.isPutThrough() ? 1 : 0),
          measured + (call.talked().isPresent() ? 1 : 0),
          talkMillis + call.talked().map(Duration::toMillis).orElse(0L));
    }
  }

  private record Done(
      byte[] carrierKey,
      Optional<UUID> session,
      Key key,
      boolean isPutThrough,
      boolean countsInSession,
      Optional<Duration> talked) {

    static Done read(Row row) throws SQLException {
      boolean isPutThrough = row.optionalNumber("caller_id").isPresent();
      return new Done(
          row.bytes("carrier_key"),
          row.optionalId("session_id"),
          new Key(
              quarter(row.instant("received_at")),
              row.optionalId("pool_id").orElse(NO_POOL),
              row.text("carrier_account"),
              row.text("status"),
              row.optionalText("refusal").orElse(NOT_REFUSED)),
          isPutThrough,
          isPutThrough && row.optionalText("why").filter(SqlCallStore::isOutsideSession).isEmpty(),
          row.optionalDuration("talk_millis"));
    }
  }

  private static Instant quarter(Instant at) {
    long millis = COUNTED_BY.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
  }

  /** How many of {@code found} were: one of which something was told meanwhile may go on. */
  static int forget(Link link, List<UUID> found, Instant before) throws SQLException {
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    Map<Key, Counts> counts = new HashMap<>();
    Map<UUID, Integer> sessions = new HashMap<>();
    int forgotten = 0;
    for (UUID id : found) {
      Optional<Done> done = link.query(READ).with(id, before).first(Done::read);
      if (done.isPresent()) {
        Done call = done.get();
        delete(link, id, call);
        counts.merge(call.key(), Counts.NONE.with(call), (some, one) -> some.with(call));
        if (call.countsInSession()) {
          call.session().ifPresent(session -> sessions.merge(session, 1, Integer::sum));
        }
        forgotten++;
      }
    }
    count(link, counts);
    countInSessions(link, sessions);
    return forgotten;
  }

  private static void delete(Link link, UUID id, Done call) throws SQLException {
    link.query(DELETE_FACTS).with(id).update();
    link.query(DELETE_RECORDINGS).with(call.carrierKey()).update();
    link.query(DELETE).with(id).update();
  }

  private static void count(Link link, Map<Key, Counts> counts) throws SQLException {
    for (Map.Entry<Key, Counts> entry : counts.entrySet()) {
      Key key = entry.getKey();
      Counts more = entry.getValue();
      link.query(COUNT)
          .with(
              key.at(),
              key.pool(),
              key.carrierAccount(),
              key.status(),
              key.refusal(),
              more.calls(),
              more.putThrough(),
              more.measured(),
              more.talkMillis())
          .update();
    }
  }

  private static void countInSessions(Link link, Map<UUID, Integer> sessions) throws SQLException {
    for (Map.Entry<UUID, Integer> entry : sessions.entrySet()) {
      link.query(COUNT_IN_SESSION).with(entry.getValue(), entry.getKey()).update();
    }
  }
}
