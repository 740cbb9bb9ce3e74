package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.CallStatus;
import io.bauta.store.CallFactRows.NewFact;
import io.bauta.store.CallFactRows.StoredFact;
import io.bauta.store.CallRows.NewCall;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Stores beginnings of calls and facts about calls: the busiest unit of the server. A beginning is
 * one row; only calls that facts are told about are looked at again.
 */
final class CallAppend implements UnitOfWork<Boolean> {

  private static final String ANY_EARLY =
      """
      select 1 from early_fact limit 1
      """;

  private static final String EARLY_BY_KEYS =
      "select distinct carrier_key from early_fact where carrier_key";

  private static final String SET_STATUS =
      """
      update call set status = ? where id = ? and refusal is null and status <> ?
      """;

  private final List<NewCall> starts;
  private final List<NewFact> facts;
  private final CallFactRows factRows;

  CallAppend(List<NewCall> starts, List<NewFact> facts, CallFactRows factRows) {
    this.starts = starts;
    this.facts = facts;
    this.factRows = factRows;
  }

  @Override
  public Boolean run(Link link) throws SQLException {
    // A fact that comes beside the beginning of its call would miss it, and be missed by it.
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    Set<UUID> toldOf = new LinkedHashSet<>();
    if (!starts.isEmpty()) {
      insertStarts(link);
      toldOf.addAll(moveEarlyFacts(link));
    }
    if (!facts.isEmpty()) {
      toldOf.addAll(insertFacts(link));
    }
    if (!toldOf.isEmpty()) {
      updateStatus(link, List.copyOf(toldOf));
    }
    return true;
  }

  private void insertStarts(Link link) throws SQLException {
    Query connected = link.query(CallRows.INSERT_CONNECTED);
    Query refused = link.query(CallRows.INSERT_REFUSED);
    for (NewCall start : starts) {
      boolean isConnected = start.insert().equals(CallRows.INSERT_CONNECTED);
      (isConnected ? connected : refused).addBatch(start.columns().toArray());
    }
    connected.executeBatch();
    refused.executeBatch();
  }

  /** Gives the facts that waited for these beginnings to their calls, and returns those. */
  private Set<UUID> moveEarlyFacts(Link link) throws SQLException {
    if (!link.query(ANY_EARLY).exists()) {
      return Set.of();
    }
    List<byte[]> begun = starts.stream().map(start -> start.key().bytes()).toList();
    List<byte[]> early =
        link.dialect().ofMany(link, EARLY_BY_KEYS, begun, row -> row.bytes("carrier_key"));
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

  /** Returns the calls that the facts are about; facts about no call yet are kept as early. */
  private Set<UUID> insertFacts(Link link) throws SQLException {
    Map<CallKey, UUID> calls = callsOfFacts(link);
    Query insert = link.query(CallFactRows.INSERT);
    Query insertEarly = link.query(CallFactRows.INSERT_EARLY);
    for (NewFact fact : facts) {
      UUID call = calls.get(fact.key());
      if (call == null) {
        insertEarly.addBatch(fact.earlyColumns());
      } else {
        insert.addBatch(fact.columns(call));
      }
    }
    insert.executeBatch();
    insertEarly.executeBatch();
    return new LinkedHashSet<>(calls.values());
  }

  private Map<CallKey, UUID> callsOfFacts(Link link) throws SQLException {
    List<byte[]> keys = facts.stream().map(NewFact::key).distinct().map(CallKey::bytes).toList();
    Map<CallKey, UUID> calls = new HashMap<>();
    link.dialect()
        .ofMany(
            link,
            CallRows.BY_KEYS,
            keys,
            row -> calls.put(CallKey.of(row.bytes("carrier_key")), row.id("id")));
    return calls;
  }

  /** Brings the status column of these calls in line with all the facts told so far. */
  private void updateStatus(Link link, List<UUID> calls) throws SQLException {
    Map<UUID, List<StoredFact>> told =
        link.dialect().ofMany(link, CallFactRows.OF_CALLS, calls, factRows::read).stream()
            .collect(groupingBy(StoredFact::call));
    Query update = link.query(SET_STATUS);
    for (UUID call : calls) {
      CallStatus status = ConnectedCall.status(told.getOrDefault(call, List.of()));
      update.addBatch(status, call, status);
    }
    update.executeBatch();
  }
}
