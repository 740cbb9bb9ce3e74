package io.bauta.store;

import io.bauta.call.CallStatus;
import io.bauta.call.CallTotals;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.routing.RoutingDecision.Reason;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts of calls in SQL, from the columns that follow the facts. */
public final class SqlCallTotals implements CallTotals {

  private static final String SELECT =
      """
      select c.pool_id, c.carrier_account, c.status, c.refusal, count(*) as calls,
        count(c.caller_id) as put_through, count(c.talk_millis) as measured,
        coalesce(sum(c.talk_millis), 0) as talked
      from call c
      """;

  private static final String GROUPED =
      """
      group by c.pool_id, c.carrier_account, c.status, c.refusal
      """;

  /** Of calls that were forgotten there is nothing else. */
  private static final String SELECT_FORGOTTEN =
      """
      select f.pool_id, f.carrier_account, f.status, f.refusal, sum(f.calls) as calls,
        sum(f.put_through) as put_through, sum(f.measured) as measured,
        sum(f.talk_millis) as talked
      from call_count f
      """;

  private static final String FORGOTTEN_GROUPED =
      """
      group by f.pool_id, f.carrier_account, f.status, f.refusal
      """;

  private final Database database;
  private final SqlCallStore calls;

  public SqlCallTotals(Database database, SqlCallStore calls) {
    this.database = database;
    this.calls = calls;
  }

  private record Key(Optional<PoolId> pool, String carrierAccount) {}

  /** What is added up of the rows of one key. */
  private static final class Sums {
    private final Map<CallStatus, Long> statuses = new EnumMap<>(CallStatus.class);
    private final Map<Reason, Long> refusals = new EnumMap<>(Reason.class);
    private long putThrough;
    private long measured;
    private Duration talked = Duration.ZERO;

    void add(Row row) throws SQLException {
      long calls = row.number("calls");
      statuses.merge(CallStatus.valueOf(row.text("status")), calls, Long::sum);
      Optional<String> refusal = row.optionalText("refusal").filter(ForgottenCalls::isRefusal);
      if (refusal.isPresent()) {
        refusals.merge(Reason.valueOf(refusal.get()), calls, Long::sum);
      }
      putThrough += row.number("put_through");
      measured += row.number("measured");
      talked = talked.plus(row.duration("talked"));
    }

    Total of(Key key) {
      return new Total(
          key.pool(), key.carrierAccount(), statuses, putThrough, refusals, measured, talked);
    }
  }

  @Override
  public List<Total> of(
      Instant since,
      Instant until,
      Optional<PoolId> pool,
      Optional<String> carrierAccount,
      PoolScope scope) {
    calls.settleAll();
    Filter kept =
        new Filter(SELECT)
            .and("c.id >= ?", Optional.of(SqlCallStore.firstIdOf(since)))
            .and("c.id < ?", Optional.of(SqlCallStore.lastIdOf(until)))
            .and("c.received_at >= ?", Optional.of(since))
            .and("c.received_at < ?", Optional.of(until))
            .and("c.pool_id = ?", pool.map(PoolId::uuid))
            .and("c.carrier_account = ?", carrierAccount)
            .in("c.pool_id", scope);
    Filter forgotten =
        new Filter(SELECT_FORGOTTEN)
            .and("f.counted_at >= ?", Optional.of(since))
            .and("f.counted_at < ?", Optional.of(until))
            .and("f.pool_id = ?", pool.map(PoolId::uuid))
            .and("f.carrier_account = ?", carrierAccount)
            .in("f.pool_id", scope);
    // In one statement, so that a call that is forgotten meanwhile is on one side of it.
    String sql = kept.sql(GROUPED) + "union all\n" + forgotten.sql(FORGOTTEN_GROUPED);
    Object[] values = Stream.of(kept, forgotten).map(Filter::values).flatMap(Stream::of).toArray();
    Map<Key, Sums> sums = new LinkedHashMap<>();
    database.read(
        link -> {
          link.query(sql)
              .with(values)
              .forEach(row -> sums.computeIfAbsent(key(row), key -> new Sums()).add(row));
          return true;
        });
    return sums.entrySet().stream().map(sum -> sum.getValue().of(sum.getKey())).toList();
  }

  private static Key key(Row row) throws SQLException {
    return new Key(
        row.optionalId("pool_id").filter(ForgottenCalls::isPool).map(PoolId::new),
        row.text("carrier_account"));
  }
}
