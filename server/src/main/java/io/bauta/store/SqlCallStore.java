package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Calls and the facts told about them in SQL.
 *
 * <p>{@link #append} is the busiest statement of the server: a beginning is one row, a connected
 * call's numbers are not sealed again, and everything is prepared before the writer's turn.
 */
public final class SqlCallStore implements CallStore {

  private static final String BY_ID = CallRows.SELECT + "where c.id = ?";

  private static final String BY_CARRIER_ID =
      CallRows.SELECT + "where c.carrier_account = ? and c.carrier_call_id = ?";

  private static final String ANY_EARLY =
      """
      select 1 from call_fact where early = 1 limit 1
      """;

  private static final String NOT_EARLY =
      """
      update call_fact set early = 0
      where carrier_account = ? and carrier_call_id = ? and early = 1
      """;

  private static final String SET_STATUS =
      """
      update call set status = ?
      where carrier_account = ? and carrier_call_id = ? and refusal is null and status <> ?
      """;

  private final Database database;
  private final CallRows rows;
  private final CallFactRows factRows;

  public SqlCallStore(Database database, NumberVault vault) {
    this.database = database;
    this.rows = new CallRows(vault);
    this.factRows = new CallFactRows(vault);
  }

  @Override
  public void append(List<CallStart> starts, List<ToldFact> facts) {
    List<Object[]> startColumns = starts.stream().map(rows::columns).toList();
    List<Object[]> factColumns = facts.stream().map(factRows::columns).toList();
    database.write(
        link -> {
          link.dialect().takeTurn(link, Dialect.Turn.CALLS);
          Set<CallKey> touched = new LinkedHashSet<>();
          if (!starts.isEmpty()) {
            insert(link, CallRows.INSERT, startColumns);
            touched.addAll(withEarlyFacts(link, starts));
          }
          if (!facts.isEmpty()) {
            insert(link, CallFactRows.INSERT, factColumns);
            facts.forEach(told -> touched.add(CallKey.of(told)));
          }
          updateStatus(link, touched);
          return true;
        });
  }

  private static void insert(Link link, String sql, List<Object[]> rows) throws SQLException {
    Query insert = link.query(sql);
    for (Object[] columns : rows) {
      insert.addBatch(columns);
    }
    insert.executeBatch();
  }

  /** The calls among these that were talked of before they began. */
  private static Set<CallKey> withEarlyFacts(Link link, List<CallStart> starts)
      throws SQLException {
    if (!link.query(ANY_EARLY).exists()) {
      return Set.of();
    }
    Set<CallKey> keys = new LinkedHashSet<>();
    starts.forEach(start -> keys.add(CallKey.of(start)));
    Set<CallKey> early = new LinkedHashSet<>(link.dialect().earlyFacts(link, keys, CallKey::of));
    Query update = link.query(NOT_EARLY);
    for (CallKey key : early) {
      update.addBatch(key.account(), key.call());
    }
    update.executeBatch();
    return early;
  }

  /** Brings the status column of {@code touched} in line with all the facts told so far. */
  private void updateStatus(Link link, Set<CallKey> touched) throws SQLException {
    if (touched.isEmpty()) {
      return;
    }
    Map<CallKey, List<ToldFact>> facts = facts(link, touched);
    Query update = link.query(SET_STATUS);
    for (CallKey key : touched) {
      CallStatus status = ConnectedCall.status(facts.getOrDefault(key, List.of()));
      update.addBatch(status, key.account(), key.call(), status);
    }
    update.executeBatch();
  }

  private Map<CallKey, List<ToldFact>> facts(Link link, Set<CallKey> calls) throws SQLException {
    return link.dialect().facts(link, calls, factRows::read).stream()
        .collect(groupingBy(CallKey::of));
  }

  @Override
  public Optional<Call> find(CallId id) {
    return database
        .read(link -> calls(link, link.query(BY_ID).with(id.uuid()).all(rows::read)).stream())
        .findFirst();
  }

  @Override
  public Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id) {
    return database
        .read(
            link ->
                calls(
                    link,
                    link.query(BY_CARRIER_ID).with(carrierAccount, id.text()).all(rows::read)))
        .stream()
        .findFirst();
  }

  @Override
  public List<Call> list(CallQuery query) {
    Filter filter =
        new Filter(CallRows.SELECT)
            .and("c.session_id = ?", query.session().map(SessionId::uuid))
            .and("c.status = ?", query.status())
            .and("c.received_at >= ?", query.since())
            .and("c.id < ?", query.before().map(CallId::uuid));
    String sql = filter.sql("order by c.id desc limit ?", query.limit());
    return database.read(
        link -> calls(link, link.query(sql).with(filter.values()).all(rows::read)));
  }

  private List<Call> calls(Link link, List<CallStart> starts) throws SQLException {
    Set<CallKey> keys = new LinkedHashSet<>();
    starts.forEach(start -> keys.add(CallKey.of(start)));
    Map<CallKey, List<ToldFact>> facts = facts(link, keys);
    return starts.stream()
        .map(start -> new Call(start, facts.getOrDefault(CallKey.of(start), List.of())))
        .toList();
  }
}
