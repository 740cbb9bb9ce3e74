package io.bauta.store;

import io.bauta.event.Happening;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolStore;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Selection;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Pools and their numbers in SQL. */
public final class SqlPoolStore implements PoolStore {

  private static final String INSERT_POOL =
      """
      insert into pool
        (id, name, carrier_account, mode, selection, ring_timeout_millis, talk_limit_millis,
         announcement, cool_off_millis, grace_millis, created_at, policies)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (name) do nothing
      """;

  private static final String UPDATE_POOL =
      """
      update pool set name = ?, carrier_account = ?, mode = ?, selection = ?,
        ring_timeout_millis = ?, talk_limit_millis = ?, announcement = ?, cool_off_millis = ?,
        grace_millis = ?, policies = ?
      where id = ?
      """;

  private static final String POOLS =
      """
      select * from pool order by created_at, id
      """;

  private static final String DELETE_NUMBERS =
      """
      delete from pool_number where pool_id = ?
      """;

  private static final String DELETE_BLOCKS =
      """
      delete from pool_block where pool_id = ?
      """;

  private static final String DELETE_POOL =
      """
      delete from pool where id = ?
      """;

  private static final String POOL =
      """
      select 1 from pool where id = ?
      """;

  private static final String NEXT_PLACE =
      """
      select coalesce(max(place) + 1, 0) as place from pool_number where pool_id = ?
      """;

  private static final String INSERT_NUMBER =
      """
      insert into pool_number (number, pool_id, place, state, carrier_account)
      values (?, ?, ?, ?, ?)
      on conflict (number) do nothing
      """;

  private static final String POOL_OF_NUMBER =
      """
      select pool_id from pool_number where number = ?
      """;

  private static final String STATE =
      """
      select state from pool_number where number = ? and pool_id = ?
      """;

  private static final String SET_STATE =
      """
      update pool_number set state = ? where number = ? and pool_id = ?
      """;

  private static final String NUMBERS =
      """
      select number, state, carrier_account from pool_number where pool_id = ? order by place
      """;

  private static final String LOCK_NUMBER =
      """
      select number from pool_number where number = ? and pool_id = ?
      """;

  private static final String LOCK_NUMBERS =
      """
      select number from pool_number where pool_id = ? order by number
      """;

  private static final String IS_LENT =
      """
      select 1 from binding
      where proxy_number = ? and released_at is null and (rests_until is null or rests_until > ?)
      """;

  private static final String DELETE_NUMBER =
      """
      delete from pool_number where number = ?
      """;

  private final Database database;
  private final NumberVault vault;
  private final PoliciesColumn policies;
  private final EventRecorder recorder;
  private final Clock clock;

  /** Pools of whose numbers nobody is told. */
  public SqlPoolStore(Database database, NumberVault vault) {
    this(database, vault, EventRecorder.SILENT, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  /**
   * Pools.
   *
   * @param clock says when a number's state changed
   */
  public SqlPoolStore(Database database, NumberVault vault, EventRecorder recorder, Clock clock) {
    this.vault = vault;
    this.policies = new PoliciesColumn(vault);
    this.database = database;
    this.recorder = recorder;
    this.clock = clock;
  }

  @Override
  public CreateOutcome create(NumberPool pool) {
    try (KeyRing.Turn _ = vault.turn()) {
      String column = policies.write(pool.policies());
      int created = database.write(link -> insert(link, pool, column));
      return created == 1 ? CreateOutcome.CREATED : CreateOutcome.NAME_TAKEN;
    }
  }

  private static int insert(Link link, NumberPool pool, String policies) throws SQLException {
    CallPolicy policy = pool.callPolicy();
    return link.query(INSERT_POOL)
        .with(
            pool.id().uuid(),
            pool.name(),
            pool.carrierAccount(),
            pool.mode(),
            pool.selection(),
            policy.ringTimeout(),
            policy.talkLimit(),
            policy.announcement(),
            pool.coolOff(),
            pool.grace(),
            pool.createdAt(),
            policies)
        .update();
  }

  @Override
  public boolean update(NumberPool pool) {
    CallPolicy policy = pool.callPolicy();
    try (KeyRing.Turn _ = vault.turn()) {
      String column = policies.write(pool.policies());
      return database.write(
          link ->
              link.query(UPDATE_POOL)
                      .with(
                          pool.name(),
                          pool.carrierAccount(),
                          pool.mode(),
                          pool.selection(),
                          policy.ringTimeout(),
                          policy.talkLimit(),
                          policy.announcement(),
                          pool.coolOff(),
                          pool.grace(),
                          column,
                          pool.id().uuid())
                      .update()
                  == 1);
    }
  }

  @Override
  public RemoveOutcome delete(PoolId pool, Instant now) {
    return database.write(link -> delete(link, pool.uuid(), now));
  }

  private static RemoveOutcome delete(Link link, UUID pool, Instant now) throws SQLException {
    if (!link.query(POOL + link.dialect().forUpdate()).with(pool).exists()) {
      return RemoveOutcome.UNKNOWN;
    }
    List<Long> numbers =
        link.query(LOCK_NUMBERS + link.dialect().forUpdate())
            .with(pool)
            .all(row -> row.number("number"));
    for (long number : numbers) {
      if (link.query(IS_LENT).with(number, now).exists()) {
        return RemoveOutcome.LENT;
      }
    }
    link.query(DELETE_NUMBERS).with(pool).update();
    link.query(DELETE_BLOCKS).with(pool).update();
    link.query(DELETE_POOL).with(pool).update();
    return RemoveOutcome.REMOVED;
  }

  @Override
  public List<AddOutcome> addNumbers(
      PoolId pool, List<ProxyNumber> numbers, Optional<String> ownAccount) {
    return database.write(link -> addNumbers(link, pool.uuid(), numbers, ownAccount));
  }

  private static List<AddOutcome> addNumbers(
      Link link, UUID pool, List<ProxyNumber> numbers, Optional<String> ownAccount)
      throws SQLException {
    // The pool is locked, so that two registrations do not take the same place.
    if (!link.query(POOL + link.dialect().forUpdate()).with(pool).exists()) {
      throw new IllegalArgumentException("no pool has the id " + new PoolId(pool));
    }
    long place = link.query(NEXT_PLACE).with(pool).first(row -> row.number("place")).orElseThrow();
    List<AddOutcome> outcomes = new ArrayList<>(numbers.size());
    for (ProxyNumber number : numbers) {
      int added =
          link.query(INSERT_NUMBER)
              .with(number.digits(), pool, place + outcomes.size(), NumberState.ACTIVE, ownAccount)
              .update();
      outcomes.add(added == 1 ? AddOutcome.ADDED : whereIs(link, number, pool));
    }
    return outcomes;
  }

  private static AddOutcome whereIs(Link link, ProxyNumber number, UUID pool) throws SQLException {
    Optional<UUID> owner =
        link.query(POOL_OF_NUMBER).with(number.digits()).first(row -> row.id("pool_id"));
    return owner.filter(pool::equals).isPresent()
        ? AddOutcome.ALREADY_HERE
        : AddOutcome.IN_ANOTHER_POOL;
  }

  @Override
  public boolean setState(PoolId pool, ProxyNumber number, NumberState state) {
    return database.write(link -> setState(link, pool, number, state));
  }

  private boolean setState(Link link, PoolId pool, ProxyNumber number, NumberState state)
      throws SQLException {
    Optional<NumberState> before =
        link.query(STATE + link.dialect().forUpdate())
            .with(number.digits(), pool.uuid())
            .first(row -> NumberState.valueOf(row.text("state")));
    if (before.isEmpty()) {
      return false;
    }
    link.query(SET_STATE).with(state, number.digits(), pool.uuid()).update();
    if (before.get() != state) {
      recorder.tell(
          link, new Happening.OfNumber(pool, number, before.get(), state, clock.instant()));
    }
    return true;
  }

  @Override
  public RemoveOutcome removeNumber(PoolId pool, ProxyNumber number, Instant now) {
    return database.write(link -> removeNumber(link, pool.uuid(), number.digits(), now));
  }

  private static RemoveOutcome removeNumber(Link link, UUID pool, long number, Instant now)
      throws SQLException {
    // Locked before looking: an opening that has it in hand is waited for, a later one finds it
    // gone.
    if (!link.query(LOCK_NUMBER + link.dialect().forUpdate()).with(number, pool).exists()) {
      return RemoveOutcome.UNKNOWN;
    }
    if (link.query(IS_LENT).with(number, now).exists()) {
      return RemoveOutcome.LENT;
    }
    link.query(DELETE_NUMBER).with(number).update();
    return RemoveOutcome.REMOVED;
  }

  @Override
  public List<NumberPool> pools() {
    return database.read(link -> link.query(POOLS).all(this::pool));
  }

  private NumberPool pool(Row row) throws SQLException {
    return new NumberPool(
        new PoolId(row.id("id")),
        row.text("name"),
        row.text("carrier_account"),
        PoolMode.valueOf(row.text("mode")),
        Selection.valueOf(row.text("selection")),
        new CallPolicy(
            row.duration("ring_timeout_millis"),
            row.duration("talk_limit_millis"),
            row.optionalText("announcement")),
        row.duration("cool_off_millis"),
        row.duration("grace_millis"),
        row.instant("created_at"),
        policies.read(row.optionalText("policies")));
  }

  @Override
  public List<PooledNumber> numbers(PoolId pool) {
    return database.read(
        link ->
            link.query(NUMBERS)
                .with(pool.uuid())
                .all(
                    row ->
                        new PooledNumber(
                            new ProxyNumber(row.number("number")),
                            NumberState.valueOf(row.text("state")),
                            row.optionalText("carrier_account"))));
  }
}
