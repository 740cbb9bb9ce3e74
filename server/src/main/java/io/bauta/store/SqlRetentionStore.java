package io.bauta.store;

import io.bauta.retention.DataKind;
import io.bauta.retention.RetentionStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgetting in SQL. Candidates are found before the writer's turn, which is everybody's, and
 * judged again in it.
 */
public final class SqlRetentionStore implements RetentionStore {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String SESSION_IS_OVER =
      """
      coalesce(s.closed_at, s.expires_at) < ? and (s.grace_until is null or s.grace_until < ?)
        and s.rests_until < ?
        and not exists (select 1 from call c where c.session_id = s.id)
        and not exists (
          select 1 from binding b
          where b.session_id = s.id and b.released_at is null and b.rests_until > ?)
      """;

  private static final String SESSIONS =
      "select s.id from session s where s.id > ? and s.id < ? and "
          + SESSION_IS_OVER
          + "order by s.id limit ?";

  private static final String LOCK_SESSION =
      "select s.id from session s where s.id = ? and " + SESSION_IS_OVER;

  /** Children first; each has the session's id as its only parameter. */
  private static final List<String> DELETE_SESSION =
      List.of(
          """
          delete from participant where session_id = ?
          """,
          """
          delete from binding where session_id = ?
          """,
          """
          delete from session_order where session_id = ?
          """,
          """
          delete from known_phone where session_id = ?
          """,
          """
          delete from session where id = ?
          """);

  private static final String EARLY_FACTS =
      """
      select carrier_key, fact_key from early_fact where received_at < ? order by received_at limit ?
      """;

  private static final String DELETE_EARLY_FACT =
      """
      delete from early_fact where carrier_key = ? and fact_key = ?
      """;

  private static final String UNMATCHED_RECORDINGS =
      """
      select r.id from recording r
      where r.ready_at < ? and r.state in ('FAILED', 'DELETED') and r.hold_reason is null
        and r.remove_due_at is null and r.copy_due_at is null
        and not exists (select 1 from call c where c.carrier_key = r.carrier_key)
      limit ?
      """;

  private static final String DELETE_RECORDING =
      """
      delete from recording where id = ? and state in ('FAILED', 'DELETED')
        and hold_reason is null and remove_due_at is null and copy_due_at is null
      """;

  private static final String AUDIT =
      """
      select id from audit_entry where id < ? and at < ? order by id limit ?
      """;

  private static final String DELETE_AUDIT =
      """
      delete from audit_entry where id = ?
      """;

  private static final String RAN =
      """
      insert into retention_run (kind, ran_at, forgotten, forgotten_in_all, failure)
      values (?, ?, ?, ?, ?)
      on conflict (kind) do update set
        ran_at = excluded.ran_at, forgotten = excluded.forgotten,
        forgotten_in_all = retention_run.forgotten_in_all + excluded.forgotten_in_all,
        failure = excluded.failure
      """;

  private static final String RUNS =
      """
      select kind, ran_at, forgotten, forgotten_in_all, failure from retention_run
      """;

  private final Database database;
  private final SqlCallStore calls;

  public SqlRetentionStore(Database database, SqlCallStore calls) {
    this.database = database;
    this.calls = calls;
  }

  @Override
  public Piece forgetCalls(Instant before, Optional<UUID> after) {
    // What is in no place yet would be counted by nobody.
    calls.settleAll();
    List<UUID> found =
        database.read(
            link ->
                ForgottenCalls.find(link, before, after.orElse(BEFORE_ALL), FORGOTTEN_AT_ONCE_MAX));
    return found.isEmpty()
        ? nothing()
        : new Piece(
            database.write(link -> ForgottenCalls.forget(link, found, before)), next(found));
  }

  @Override
  public Piece forgetSessions(Instant before, Instant now, Optional<UUID> after) {
    // One that is in no place yet would be overlooked.
    calls.settleAll();
    List<UUID> found =
        database.read(
            link ->
                link.query(SESSIONS)
                    .with(
                        after.orElse(BEFORE_ALL),
                        SqlCallStore.lastIdOf(before),
                        before,
                        now,
                        now,
                        now,
                        FORGOTTEN_AT_ONCE_MAX)
                    .all(row -> row.id("id")));
    return found.isEmpty()
        ? nothing()
        : new Piece(database.write(link -> forgetSessions(link, found, before, now)), next(found));
  }

  /** One that was opened again meanwhile stays. */
  private static int forgetSessions(Link link, List<UUID> found, Instant before, Instant now)
      throws SQLException {
    int forgotten = 0;
    String lock = LOCK_SESSION + link.dialect().forUpdate();
    for (UUID session : found) {
      if (link.query(lock).with(session, before, now, now, now).exists()) {
        for (String delete : DELETE_SESSION) {
          link.query(delete).with(session).update();
        }
        forgotten++;
      }
    }
    return forgotten;
  }

  private record EarlyFact(byte[] carrierKey, String factKey) {}

  @Override
  public Piece forgetUnmatched(Instant before) {
    List<EarlyFact> facts =
        database.read(
            link ->
                link.query(EARLY_FACTS)
                    .with(before, FORGOTTEN_AT_ONCE_MAX)
                    .all(row -> new EarlyFact(row.bytes("carrier_key"), row.text("fact_key"))));
    List<UUID> recordings =
        database.read(
            link ->
                link.query(UNMATCHED_RECORDINGS)
                    .with(before, FORGOTTEN_AT_ONCE_MAX)
                    .all(row -> row.id("id")));
    if (facts.isEmpty() && recordings.isEmpty()) {
      return nothing();
    }
    int forgotten = database.write(link -> forgetUnmatched(link, facts, recordings));
    boolean more =
        facts.size() == FORGOTTEN_AT_ONCE_MAX || recordings.size() == FORGOTTEN_AT_ONCE_MAX;
    return new Piece(forgotten, more ? Optional.of(BEFORE_ALL) : Optional.empty());
  }

  private static int forgetUnmatched(Link link, List<EarlyFact> facts, List<UUID> recordings)
      throws SQLException {
    int forgotten = 0;
    for (EarlyFact fact : facts) {
      forgotten += link.query(DELETE_EARLY_FACT).with(fact.carrierKey(), fact.factKey()).update();
    }
    for (UUID recording : recordings) {
      forgotten += link.query(DELETE_RECORDING).with(recording).update();
    }
    return forgotten;
  }

  @Override
  public Piece forgetAudit(Instant before) {
    List<UUID> found =
        database.read(
            link ->
                link.query(AUDIT)
                    .with(SqlCallStore.lastIdOf(before), before, FORGOTTEN_AT_ONCE_MAX)
                    .all(row -> row.id("id")));
    return found.isEmpty()
        ? nothing()
        : new Piece(database.write(link -> forgetAudit(link, found)), next(found));
  }

  private static int forgetAudit(Link link, List<UUID> found) throws SQLException {
    int forgotten = 0;
    for (UUID entry : found) {
      forgotten += link.query(DELETE_AUDIT).with(entry).update();
    }
    return forgotten;
  }

  private static Piece nothing() {
    return new Piece(0, Optional.empty());
  }

  private static Optional<UUID> next(List<UUID> found) {
    return found.size() == FORGOTTEN_AT_ONCE_MAX ? Optional.of(found.getLast()) : Optional.empty();
  }

  @Override
  public Optional<Instant> oldest(DataKind kind) {
    return database
        .read(link -> link.query(oldestOf(kind)).first(row -> row.optionalInstant("since")))
        .flatMap(since -> since);
  }

  private static String oldestOf(DataKind kind) {
    return switch (kind) {
      case CALLS -> "select received_at as since from call order by id limit 1";
      case SESSIONS -> "select opened_at as since from session order by id limit 1";
      case UNMATCHED -> "select min(received_at) as since from early_fact";
      case AUDIT -> "select at as since from audit_entry order by id limit 1";
      case RECORDINGS -> "select min(ready_at) as since from recording where deleted_at is null";
      case EVENTS -> "select created_at as since from event order by place limit 1";
      case DELIVERIES -> oldestDelivery("DELIVERED");
      case DEAD_DELIVERIES -> oldestDelivery("DEAD");
      case COMMANDS -> "select min(ended_at) as since from owed_command where ended_at is not null";
    };
  }

  private static String oldestDelivery(String state) {
    return "select min(settled_at) as since from event_delivery where state = '%s' and settled_at is not null"
        .formatted(state);
  }

  @Override
  public void ran(DataKind kind, Instant at, int forgotten, int more, Optional<String> failure) {
    database.write(link -> link.query(RAN).with(kind, at, forgotten, more, failure).update());
  }

  @Override
  public Map<DataKind, Run> lastRuns() {
    Map<DataKind, Run> runs = new EnumMap<>(DataKind.class);
    database.read(
        link -> {
          link.query(RUNS)
              .forEach(
                  row ->
                      runs.put(
                          DataKind.valueOf(row.text("kind")),
                          new Run(
                              row.instant("ran_at"),
                              Math.toIntExact(row.number("forgotten")),
                              Math.toIntExact(row.number("forgotten_in_all")),
                              row.optionalText("failure"))));
          return true;
        });
    return runs;
  }
}
