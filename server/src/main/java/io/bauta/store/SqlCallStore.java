package io.bauta.store;

import static java.util.stream.Collectors.groupingBy;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolScope;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import io.bauta.store.CallFactRows.StoredFact;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls and the facts told about them in SQL. */
public final class SqlCallStore implements CallStore {

  private static final String IS_THERE =
      """
      select 1 from call c
      """;

  private static final String BY_ID = CallRows.SELECT + "where c.id = ?";

  /** For {@link Dialect#ofMany}. */
  private static final String BY_IDS = CallRows.SELECT + "where c.id";

  private static final String BY_CARRIER_KEY = CallRows.SELECT + "where c.carrier_key = ?";

  // Ids are in the order of time, so the calls of a time lie beside each other in their index.
  private static final String BY_TRAITS =
      CallRows.SELECT
          + """
          where c.id >= ? and c.id < ? and c.received_at >= ? and c.received_at <= ?
            and c.carrier_account = ? and c.dialed = ? and c.refusal is null
          order by c.id
          """;

  // A participant's id is made together with the session's, so that they are near each other in
  // time, and the primary key finds who is in an index of their own nowhere.
  private static final String SEAT_OF_PARTICIPANT =
      """
      select session_id, position from participant
      where session_id >= ? and session_id < ? and id = ?
      """;

  private static final String LAST_CALLER =
      """
      select caller_sealed from call
      where session_id = ? and why is not null and caller_position is null
        and caller_sealed is not null and why in (?, ?) and erased is null
      order by received_at desc, id desc limit 1
      """;

  private static final String CONNECTED =
      """
      select coalesce((select s.forgotten_calls from session s where s.id = ?), 0) + (
        select count(*) from call c
        where c.session_id = ? and c.caller_id is not null and (c.why is null or c.why <> ?)
      ) as calls
      """;

  private static final String LAST_ERASURE =
      """
      select max(requested_at) as requested_at from erasure
      """;

  private static final String ANY_SESSION =
      """
      select 1 from session where id = ?
      """;

  /** An id may be that much ahead of the time that it was made at, or behind it. */
  private static final Duration ID_APART_MAX = Duration.ofMinutes(1);

  private static final Comparator<StoredFact> IN_ORDER_OF_ARRIVAL =
      Comparator.comparing(StoredFact::receivedAt).thenComparing(stored -> stored.fact().key());

  /** How long whoever reads calls waits for calls of a burst to be put in their place. */
  static final Duration READ_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(SqlCallStore.class);

  /** Counts what left something in the inbox; the first is what an earlier run may have left. */
  private final AtomicLong appended = new AtomicLong(1);

  /** Up to which of those the inbox is known to have been empty since. */
  private final AtomicLong settled = new AtomicLong();

  /** Held by whoever settles for those who read. */
  private final ReentrantLock settling = new ReentrantLock();

  private final Database database;
  private final NumberVault vault;
  private final CallRows rows;
  private final CallFactRows factRows;
  private final CallEvents events;

  /** Calls of which nobody is told. */
  public SqlCallStore(Database database, NumberVault vault) {
    this(database, vault, EventRecorder.SILENT);
  }

  public SqlCallStore(Database database, NumberVault vault, EventRecorder recorder) {
    this.database = database;
    this.vault = vault;
    this.rows = new CallRows(vault);
    this.factRows = new CallFactRows(vault);
    this.events = new CallEvents(recorder, rows, factRows);
  }

  @Override
  public void append(List<CallStart> starts, List<ToldFact> facts) {
    append(starts, facts, link -> List.of());
  }

  /** The same, together with {@code more}, which runs in the same transaction; its answer. */
  <T> T append(List<CallStart> starts, List<ToldFact> facts, UnitOfWork<T> more) {
    try (KeyRing.Turn _ = vault.turn()) {
      return appendSealed(starts, facts, more);
    }
  }

  private <T> T appendSealed(List<CallStart> starts, List<ToldFact> facts, UnitOfWork<T> more) {
    // Everything is sealed here, before the writer's turn, which is everybody's.
    CallAppend append =
        new CallAppend(
            onePerCall(starts).stream().map(rows::seal).toList(),
            called(starts),
            facts.stream().map(factRows::seal).toList(),
            factRows,
            database.replacedNumbers(),
            events);
    try {
      return database.write(
          link -> {
            append.run(link);
            return more.run(link);
          });
    } finally {
      // Also when nobody knows whether it was done.
      appended.incrementAndGet();
    }
  }

  /**
   * Stores beginnings that an earlier process had sealed, and says how many: one that cannot be
   * stored costs no other its place. One that could not be read again is left out: it is of another
   * database, or of what this one was before a backup took its place. One that began before
   * somebody was to be erased is stored without numbers: nobody knows any more who that was.
   *
   * @throws StoreUnavailableException when the store is away
   */
  int appendKept(List<KeptCall> all) {
    List<KeptCall> kept = all.stream().filter(this::canBeRead).toList();
    if (kept.size() < all.size()) {
      LOG.warn(
          "{} beginnings of calls are left out: they are of another database",
          all.size() - kept.size());
    }
    Optional<Instant> lastErasure = lastErasure();
    if (lastErasure.isEmpty()) {
      return storeKept(kept);
    }
    // Until they are stored: what is sealed here must not outlive its key.
    try (KeyRing.Turn _ = vault.turn()) {
      int stored =
          storeKept(kept.stream().map(call -> withoutErased(call, lastErasure.get())).toList());
      knownLate(kept.stream().map(KeptCall::id).toList());
      return stored;
    }
  }

  private Optional<Instant> lastErasure() {
    return database
        .read(link -> link.query(LAST_ERASURE).first(row -> row.optionalInstant("requested_at")))
        .flatMap(last -> last);
  }

  private KeptCall withoutErased(KeptCall call, Instant lastErasure) {
    return call.begunAt().isAfter(lastErasure)
        ? call
        : call.withoutNumbers(() -> ErasedSession.sealedNobody(vault));
  }

  /** Somebody may have been erased before these calls came to be known. */
  private void knownLate(List<UUID> calls) {
    settleAll();
    ErasedCalls erased = new ErasedCalls(vault);
    database.write(
        link -> {
          link.dialect().takeTurn(link, Dialect.Turn.CALLS);
          erased.knownLate(link, calls);
          return true;
        });
  }

  private int storeKept(List<KeptCall> kept) {
    try {
      store(kept);
      return kept.size();
    } catch (RuntimeException oneIsAtFault) {
      LOG.warn("beginnings of calls are stored one by one", oneIsAtFault);
    }
    append(List.of(), List.of());
    int stored = 0;
    for (KeptCall call : kept) {
      try {
        store(List.of(call));
        stored++;
      } catch (RuntimeException fault) {
        LOG.error("the beginning of a call cannot be stored and is left out", fault);
      }
    }
    return stored;
  }

  private boolean canBeRead(KeptCall call) {
    try {
      call.sealed().forEach(vault::open);
    } catch (VaultException sealedByOtherKeys) {
      return false;
    }
    return call.session().isEmpty()
        || database.read(link -> link.query(ANY_SESSION).with(call.session().get()).exists());
  }

  private void store(List<KeptCall> kept) {
    Map<UUID, Instant> moved = new TreeMap<>();
    kept.stream()
        .flatMap(call -> call.called().stream())
        .forEach(call -> moved.merge(call.session(), call.at(), SqlCallStore::later));
    CallAppend append =
        new CallAppend(
            kept.stream().map(CallRows::ofEarlierProcess).toList(),
            moved,
            List.of(),
            factRows,
            database.replacedNumbers(),
            events);
    try (KeyRing.Turn _ = vault.turn()) {
      database.write(append);
    }
    appended.incrementAndGet();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** In one order for all appends, so that none waits for another in a circle. */
  private static Map<UUID, Instant> called(List<CallStart> starts) {
    Map<UUID, Instant> called = Map.of();
    for (CallStart start : starts) {
      if (start.decision() instanceof Connect connect && connect.prolongs().isPresent()) {
        called = called.isEmpty() ? new TreeMap<>() : called;
        called.merge(
            connect.session().orElseThrow().uuid(), connect.prolongs().get(), SqlCallStore::later);
      }
    }
    return called;
  }

  private static boolean areOfDifferentCalls(List<CallStart> starts) {
    Set<CarrierCallId> ids = HashSet.newHashSet(starts.size());
    for (CallStart start : starts) {
      if (!ids.add(start.carrierCallId())) {
        return false;
      }
    }
    return true;
  }

  /** The rows of an append are in no order, so what comes of several of one call is said here. */
  private static Collection<CallStart> onePerCall(List<CallStart> starts) {
    if (areOfDifferentCalls(starts)) {
      return starts;
    }
    record Named(String account, CarrierCallId call) {}
    Map<Named, CallStart> calls = LinkedHashMap.newLinkedHashMap(starts.size());
    for (CallStart start : starts) {
      Named named = new Named(start.incoming().carrierAccount(), start.carrierCallId());
      calls.merge(named, start, CallStart::followedBy);
    }
    return calls.values();
  }

  @Override
  public boolean settle() {
    long before = appended.get();
    if (settled.get() >= before) {
      return false;
    }
    // What is sealed is copied: whoever changes keys waits until it is where it is going.
    try (KeyRing.Turn _ = vault.turn()) {
      boolean more = database.write(this::settle);
      if (!more) {
        settled.accumulateAndGet(before, Math::max);
      }
      return more;
    }
  }

  private boolean settle(Link link) throws SQLException {
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    Set<UUID> toTell = new LinkedHashSet<>();
    Set<UUID> changed =
        CallInbox.settle(link, events.areWanted() ? Optional.of(toTell) : Optional.empty());
    CallStatusColumn.update(link, changed, factRows);
    events.tell(link, toTell);
    return !CallInbox.isEmpty(link);
  }

  /**
   * Whoever reads sees every call that was appended before. After a great burst that takes long;
   * then they are asked to come again, rather than shown less.
   *
   * <p>Of many who come while calls are appended, one settles for all that wait.
   */
  void settleAll() {
    long wanted = appended.get();
    if (settled.get() >= wanted) {
      return;
    }
    long giveUp = System.nanoTime() + READ_WAIT_MAX.toNanos();
    awaitTurnToSettle();
    try {
      while (settled.get() < wanted && settle()) {
        if (System.nanoTime() > giveUp) {
          throw stillSettling();
        }
      }
    } finally {
      settling.unlock();
    }
  }

  private void awaitTurnToSettle() {
    try {
      if (!settling.tryLock(READ_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw stillSettling();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for the database.", stopped);
    }
  }

  private static StoreUnavailableException stillSettling() {
    return new StoreUnavailableException("Calls of a burst are still being put in their place.");
  }

  @Override
  public Optional<Call> find(CallId id) {
    return first(BY_ID, id.uuid());
  }

  @Override
  public boolean isIn(PoolScope scope, CallId id) {
    settleAll();
    Filter filter =
        new Filter(IS_THERE).and("c.id = ?", Optional.of(id.uuid())).in("c.pool_id", scope);
    String sql = filter.sql("");
    return database.read(link -> link.query(sql).with(filter.values()).exists());
  }

  @Override
  public Optional<Call> findByCarrierId(String carrierAccount, CarrierCallId id) {
    return first(BY_CARRIER_KEY, CallKey.of(carrierAccount, id.text()).bytes());
  }

  private Optional<Call> first(String sql, Object value) {
    settleAll();
    return database.read(link -> calls(link, link.query(sql).with(value).all(rows::read))).stream()
        .findFirst();
  }

  @Override
  public List<Call> listByTraits(String carrierAccount, CallTraits traits, Instant toldAt) {
    settleAll();
    Instant from = traits.from(toldAt);
    Instant until = traits.until(toldAt);
    Object[] values = {
      firstIdOf(from), lastIdOf(until), from, until, carrierAccount, traits.dialed().digits()
    };
    return database.read(link -> calls(link, having(traits, link, values)));
  }

  /** The people's numbers are sealed, so they are compared here. */
  private List<CallStart> having(CallTraits traits, Link link, Object[] values)
      throws SQLException {
    return link.query(BY_TRAITS).with(values).all(rows::read).stream()
        .filter(traits::haveTheNumbersOf)
        .limit(CallTraits.CALLS_MAX)
        .toList();
  }

  @Override
  public List<Call> list(CallQuery query) {
    settleAll();
    return database.read(link -> list(link, query));
  }

  /** Where a participant stands in the rows of calls. */
  private record SeatOf(UUID session, int position) {}

  private List<Call> list(Link link, CallQuery query) throws SQLException {
    Optional<SeatOf> seat = Optional.empty();
    if (query.participant().isPresent()) {
      seat = seatOf(link, query.participant().get());
      if (seat.isEmpty()) {
        return List.of();
      }
    }
    Filter filter =
        new Filter(CallRows.SELECT)
            .and("c.session_id = ?", query.session().map(SessionId::uuid))
            .and("c.session_id = ?", seat.map(SeatOf::session))
            .and(
                "(c.caller_position = ? or c.destination_position = ?)",
                seat.map(SeatOf::position),
                2)
            .and("(c.dialed = ? or c.caller_id = ?)", query.number().map(ProxyNumber::digits), 2)
            .and("c.status = ?", query.status())
            .and("c.carrier_account = ?", query.carrierAccount())
            .and("c.pool_id = ?", query.pool().map(PoolId::uuid))
            .in("c.pool_id", query.scope())
            .and("c.received_at >= ?", query.since())
            .and("c.received_at < ?", query.until())
            // Ids are in the order of time, and there is an index of them.
            .and("c.id >= ?", query.since().map(SqlCallStore::firstIdOf))
            .and("c.id < ?", query.until().map(SqlCallStore::lastIdOf))
            .and("c.id < ?", query.before().map(CallId::uuid));
    String sql = filter.sql("order by c.id desc limit ?", query.limit());
    return calls(link, link.query(sql).with(filter.values()).all(rows::read));
  }

  private static Optional<SeatOf> seatOf(Link link, ParticipantId participant) throws SQLException {
    Instant made = TimeOrderedIds.time(participant.uuid());
    return link.query(SEAT_OF_PARTICIPANT)
        .with(firstIdOf(made), lastIdOf(made), participant.uuid())
        .first(row -> new SeatOf(row.id("session_id"), Math.toIntExact(row.number("position"))));
  }

  /** Before the ids of all that came to be at {@code time} or later. */
  static UUID firstIdOf(Instant time) {
    return TimeOrderedIds.first(time.minus(ID_APART_MAX));
  }

  /** After the ids of all that came to be at {@code time} or before. */
  static UUID lastIdOf(Instant time) {
    return TimeOrderedIds.first(time.plus(ID_APART_MAX));
  }

  @Override
  public int connectedIn(SessionId session) {
    settleAll();
    return database.read(
        link ->
            link.query(CONNECTED)
                .with(session.uuid(), session.uuid(), Why.SUPPORT)
                .first(row -> Math.toIntExact(row.number("calls")))
                .orElse(0));
  }

  /** Whether a call that was put through for this reason counts for no session. */
  static boolean isOutsideSession(String why) {
    return why.equals(Why.SUPPORT.name());
  }

  @Override
  public Optional<PhoneNumber> lastCallerOf(SessionId session) {
    settleAll();
    return database.read(
        link ->
            link.query(LAST_CALLER)
                .with(session.uuid(), Why.ANYONE, Why.GRACE)
                .first(rows::caller));
  }

  /** The calls of these ids, in no order. */
  List<Call> calls(List<UUID> ids) {
    return ids.isEmpty()
        ? List.of()
        : database.read(link -> calls(link, link.dialect().ofMany(link, BY_IDS, ids, rows::read)));
  }

  private List<Call> calls(Link link, List<CallStart> starts) throws SQLException {
    if (starts.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = starts.stream().map(start -> start.id().uuid()).toList();
    Map<UUID, List<StoredFact>> facts =
        link.dialect().ofMany(link, CallFactRows.OF_CALLS, ids, factRows::read).stream()
            .collect(groupingBy(StoredFact::call));
    return starts.stream()
        .map(start -> call(start, facts.getOrDefault(start.id().uuid(), List.of())))
        .toList();
  }

  private static Call call(CallStart start, List<StoredFact> facts) {
    return new Call(
        start, facts.stream().sorted(IN_ORDER_OF_ARRIVAL).map(fact -> fact.of(start)).toList());
  }
}
