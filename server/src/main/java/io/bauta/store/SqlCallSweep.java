package io.bauta.store;

import io.bauta.call.Call;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallSweep;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The sweep in SQL. It goes through the calls once, in the order of their ids, when they are a few
 * minutes old; those that go on then are put on a list of their own, which is short, each with the
 * moment by which its end must have been told. So no call pays for an index by which the few would
 * be found.
 */
public final class SqlCallSweep implements CallSweep {

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final int ROW = 1;

  private static final String LOOKED_UNTIL =
      """
      select looked_until from call_sweep where id = ?
      """;

  private static final String LOOK_UNTIL =
      """
      insert into call_sweep (id, looked_until) values (?, ?)
      on conflict (id) do update set looked_until = excluded.looked_until
      """;

  private static final String LAST_OF_NEXT =
      """
      select id from call where id > ? and id < ? order by id limit 1 offset ?
      """;

  private static final String UNENDED =
      """
      select c.id from call c
      where c.id > ? and c.id <= ? and c.refusal is null
        and not exists (
          select 1 from call_fact f
          where f.call_id = c.id and f.kind in ('CALL_ENDED', 'END_NEVER_TOLD'))
      """;

  private static final String WATCH =
      """
      insert into unended_call (due_at, call_id) values (?, ?) on conflict do nothing
      """;

  private static final String DUE =
      """
      select due_at, call_id from unended_call where due_at <= ? order by due_at, call_id limit ?
      """;

  private static final String UNSETTLED =
      """
      select 1 from call_inbox where id < ? limit 1
      """;

  private static final String LAST =
      """
      select id from call where id > ? and id <= ? order by id desc limit 1
      """;

  private static final String FORGET =
      """
      delete from unended_call where due_at = ? and call_id = ?
      """;

  private final Database database;
  private final SqlCallStore calls;

  public SqlCallSweep(Database database, SqlCallStore calls) {
    this.database = database;
    this.calls = calls;
  }

  @Override
  public boolean sweep(Instant now) {
    boolean moreToLookAt = look(now);
    return close(now) || moreToLookAt;
  }

  private boolean look(Instant now) {
    UUID from =
        database.read(
            link ->
                link.query(LOOKED_UNTIL)
                    .with(ROW)
                    .first(row -> row.id("looked_until"))
                    .orElse(BEFORE_ALL));
    UUID end = TimeOrderedIds.first(now.minus(LOOKED_AT_AFTER));
    // In a burst calls wait for their place; it is not for the sweep to hurry whoever answers
    // calls.
    if (!isAfter(end, from) || database.read(link -> link.query(UNSETTLED).with(end).exists())) {
      return false;
    }
    Optional<UUID> lastOfMany =
        database.read(
            link ->
                link.query(LAST_OF_NEXT)
                    .with(from, end, LOOKED_AT_MAX - 1)
                    .first(row -> row.id("id")));
    // Not beyond the last call that is there: after a clock is set back, calls of earlier ids come.
    Optional<UUID> last =
        lastOfMany.isPresent()
            ? lastOfMany
            : database.read(link -> link.query(LAST).with(from, end).first(row -> row.id("id")));
    if (last.isEmpty()) {
      return false;
    }
    UUID until = last.get();
    List<UUID> unended =
        database.read(link -> link.query(UNENDED).with(from, until).all(row -> row.id("id")));
    List<Due> due =
        calls.calls(unended).stream()
            .map(call -> new Due(call.canLastUntil(), call.start().id().uuid()))
            .toList();
    database.write(
        link -> {
          watch(link, due);
          return link.query(LOOK_UNTIL).with(ROW, until).update();
        });
    return lastOfMany.isPresent();
  }

  /** As databases order them, byte by byte. */
  private static boolean isAfter(UUID one, UUID other) {
    int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
    return high > 0
        || (high == 0
            && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits())
                > 0);
  }

  /** A call that went on, and until when its end is waited for. */
  private record Due(Instant at, UUID call) {}

  private static void watch(Link link, List<Due> due) throws SQLException {
    Query query = link.query(WATCH);
    for (Due one : due) {
      query.addBatch(one.at(), one.call());
    }
    query.executeBatch();
  }

  /** Closes those whose time is over, unless their end came meanwhile. */
  private boolean close(Instant now) {
    List<Due> due =
        database.read(
            link ->
                link.query(DUE)
                    .with(now, CLOSED_MAX)
                    .all(row -> new Due(row.instant("due_at"), row.id("call_id"))));
    if (due.isEmpty()) {
      return false;
    }
    Map<UUID, Call> found = new HashMap<>();
    calls
        .calls(due.stream().map(Due::call).toList())
        .forEach(call -> found.put(call.start().id().uuid(), call));
    List<ToldFact> facts = new ArrayList<>();
    List<Due> later = new ArrayList<>();
    for (Call call : found.values()) {
      if (call.isEnded()) {
        continue;
      }
      // What was decided with the caller's digits may let it last longer.
      if (call.canLastUntil().isAfter(now)) {
        later.add(new Due(call.canLastUntil(), call.start().id().uuid()));
      } else {
        facts.add(endOf(call, now));
      }
    }
    calls.append(
        List.of(),
        facts,
        link -> {
          forget(link, due);
          watch(link, later);
          return true;
        });
    return due.size() == CLOSED_MAX;
  }

  private static ToldFact endOf(Call call, Instant now) {
    return new ToldFact(
        call.start().incoming().carrierAccount(),
        call.start().carrierCallId(),
        new EndNeverTold(),
        now);
  }

  private static void forget(Link link, List<Due> due) throws SQLException {
    Query query = link.query(FORGET);
    for (Due one : due) {
      query.addBatch(one.at(), one.call());
    }
    query.executeBatch();
  }
}
