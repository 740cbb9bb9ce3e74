package io.bauta.store;

import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.session.Holder;
import io.bauta.session.Holding;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Opening;
import io.bauta.session.Order;
import io.bauta.session.OrderId;
import io.bauta.session.People;
import io.bauta.session.Pin;
import io.bauta.session.SessionId;
import io.bauta.session.SessionQuery;
import io.bauta.session.SessionStore;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sessions, their participants and bindings in SQL. */
public final class SqlSessionStore implements SessionStore {

  /** How many sessions of a long answer are in memory at once. */
  private static final int FETCH_SIZE = 1_000;

  private static final String BY_KEY =
      SessionRows.SELECT
          + """
          where s.id in (
            select id from session where idempotency_key = ?
            union all
            select session_id from session_order where idempotency_key = ?)
          """
          + SessionRows.IN_ORDER;

  private static final String BY_ID = SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  private static final TokenStatement HELD_CODES =
      TokenStatement.of(
          "real_token",
          """
          select {token} as held_token from binding
          where proxy_number = ? and released_at is null
            and (rests_until is null or rests_until > ?)
            and {token} in (%s)
          """
              .formatted(String.join(", ", Collections.nCopies(CODES_MAX, "?"))));

  private static final TokenStatement KNOWN_PAIRS =
      TokenStatement.of(
          "real_token",
          """
          select proxy_number, rests_until from binding
          where {token} = ? and released_at is null and pool_id = ?
          """);

  // A pair that was lent again is released; the number that it was with is of interest all the
  // same.
  private static final TokenStatement LAST_BETWEEN =
      TokenStatement.of(
          "real_token",
          """
          select b.session_id from (
            select session_id from binding
            where {token} = ? and released_at is null
            union
            select session_id from (
              select session_id from binding
              where {token} = ? and released_at is not null
              order by session_id desc limit ?) lately
          ) known join binding b on b.session_id = known.session_id
          where b.{token} = ? and b.pool_id = ?
          order by b.session_id desc limit 1
          """);

  private static final TokenStatement IS_PARTICIPANT =
      TokenStatement.of(
          "real_token",
          """
          select 1 from binding
          where {token} = ? and released_at is null and (rests_until is null or rests_until > ?)
          limit 1
          """);

  private static final String LOADS =
      """
      select b.proxy_number, count(*) as pairs
      from pool_number n join binding b on b.proxy_number = n.number
      where n.pool_id = ? and b.released_at is null
        and (b.rests_until is null or b.rests_until > ?)
      group by b.proxy_number
      """;

  // Ids are in order of time, and the index on them is read from its end.
  private static final TokenStatement OPENINGS =
      TokenStatement.of(
          "real_token",
          """
          select s.opened_at, coalesce(s.closed_at, s.expires_at) as ends_at,
            a.{token} as a_token, coalesce(b.{token}, a.{token}) as b_token
          from session s
            join binding a on a.session_id = s.id and a.place = 0
            left join binding b on b.session_id = s.id and b.place = 1
          where s.pool_id = ? and s.id >= ?
          order by s.id desc
          limit ?
          """);

  private static final TokenStatement HOLDINGS =
      TokenStatement.of(
          "real_token",
          """
          select person.numbers, person.lent, count(*) as people
          from (
            select count(*) as numbers, sum(case when held.state = ? then 1 else 0 end) as lent
            from (
              select b.{token} as held_token, n.state
              from pool_number n join binding b on b.proxy_number = n.number
              where n.pool_id = ? and b.released_at is null
                and (b.rests_until is null or b.rests_until > ?)
              limit ?
            ) held
            group by held.held_token
          ) person
          group by person.numbers, person.lent
          order by person.numbers, person.lent
          """);

  // Open: neither closed, whatever the clock says, nor expired at the instant given.
  private static final String UPDATE_END =
      """
      update session set
        expires_at = ?, closed_at = ?, closed_reason = ?, grace_until = ?, rests_until = ?,
        call_ttl_millis = ?, latest_end = ?,
        held_reference = case when cast(? as bigint) is null then held_reference end
      where id = ? and orders_kept is null
        and closed_at is null and (expires_at is null or expires_at > ?)
      """;

  // Pairs that a participant had before their number was replaced rest by themselves.
  private static final String UPDATE_REST =
      """
      update binding set rests_until = ?
      where session_id = ? and released_at is null and position >= 0
      """;

  private static final String REOPEN =
      """
      update session set
        expires_at = ?, closed_at = null, closed_reason = null, grace_until = ?, rests_until = ?,
        call_ttl_millis = ?, latest_end = ?, held_reference = ?
      where id = ? and (closed_at is not null or expires_at <= ?) and erased is null
      """;

  private static final String IS_OPEN =
      """
      select 1 from session
      where id = ? and closed_at is null and (expires_at is null or expires_at > ?)
      """;

  // The plus keeps SQLite from using an index: almost all sessions are held, and are wanted in the
  // order in which the table is.
  private static final String HELD =
      SessionRows.SELECT
          + "where (s.rests_until is null or +s.rests_until > ?) "
          + SessionRows.IN_ORDER;

  private static final TokenStatement HOLDER =
      TokenStatement.of(
          "real_token",
          SessionRows.SELECT
              + """
                join binding h on h.session_id = s.id
              where h.{token} = ? and h.proxy_number = ? and h.released_at is null
              """
              + SessionRows.IN_ORDER);

  private static final String OF_REFERENCE =
      """
      s.id in (
        select id from session where reference = ?
        union all
        select session_id from session_order where reference = ?)
      """;

  private final Database database;
  private final NumberVault vault;
  private final SessionRows rows;
  private final SessionEvents events;
  private final SqlOrders orders;

  /** Sessions of which nobody is told. */
  public SqlSessionStore(Database database, NumberVault vault) {
    this(database, vault, EventRecorder.SILENT);
  }

  public SqlSessionStore(Database database, NumberVault vault, EventRecorder recorder) {
    this.database = database;
    this.vault = vault;
    this.rows = new SessionRows(vault);
    this.events = new SessionEvents(recorder, rows);
    this.orders = new SqlOrders(rows, events);
  }

  @Override
  public InsertOutcome insert(
      MaskingSession session,
      Optional<String> idempotencyKey,
      boolean holdsReference,
      Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      return outcome(
          database.insert(
              NewSession.of(
                  session,
                  idempotencyKey,
                  holdsReference,
                  now,
                  events.opened(session, now),
                  vault,
                  turn.tokens())));
    }
  }

  @Override
  public InsertOutcome insertAlone(
      MaskingSession session, Optional<String> idempotencyKey, Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      NewSession insert =
          NewSession.of(
              session,
              idempotencyKey,
              false,
              now,
              events.opened(session, now),
              vault,
              turn.tokens());
      return outcome(database.insert(insert, link -> orders.objection(link, insert)));
    }
  }

  private InsertOutcome outcome(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Inserted() -> new InsertOutcome.Inserted();
      case Verdict.PairTaken(int place) -> new InsertOutcome.PairTaken(place);
      case Verdict.NumberGone(int place) -> new InsertOutcome.NumberGone(place);
      case Verdict.ReferenceHeld(UUID first) ->
          new InsertOutcome.ReferenceHeld(new SessionId(first));
      case Verdict.KeyUsed(String key) ->
          new InsertOutcome.KeyUsed(findByIdempotencyKey(key).orElseThrow());
      case Verdict.Together(MaskingSession other) -> new InsertOutcome.Together(other);
    };
  }

  @Override
  public Optional<SessionId> referenceHolder(PoolId pool, String reference) {
    return database
        .read(link -> HeldReference.holder(link, pool.uuid(), reference))
        .map(SessionId::new);
  }

  @Override
  public Optional<MaskingSession> findByIdempotencyKey(String key) {
    return database.read(link -> rows.first(link.query(BY_KEY).with(key, key)));
  }

  @Override
  public Optional<MaskingSession> find(SessionId id) {
    return database.read(link -> rows.first(link.query(BY_ID).with(id.uuid())));
  }

  @Override
  public Set<Pin> heldCodes(ProxyNumber number, Collection<Pin> codes, Instant now) {
    if (codes.isEmpty() || codes.size() > CODES_MAX) {
      throw new IllegalArgumentException("%d codes".formatted(codes.size()));
    }
    try (KeyRing.Turn turn = vault.turn()) {
      return heldCodes(number, codes, now, turn.tokens());
    }
  }

  private Set<Pin> heldCodes(
      ProxyNumber number, Collection<Pin> codes, Instant now, Tokens tokens) {
    Map<ByteBuffer, Pin> byToken = new HashMap<>();
    List<Object> values = new ArrayList<>(List.of(number.digits(), now));
    for (Pin code : codes) {
      byte[] token = NewSession.wanted(new Holder.Code(code), tokens);
      byToken.put(ByteBuffer.wrap(token), code);
      values.add(token);
    }
    // The database knows the statement again when it is always the same.
    values.addAll(Collections.nCopies(CODES_MAX - codes.size(), values.getLast()));
    List<ByteBuffer> held =
        database.read(
            link ->
                link.query(HELD_CODES.by(tokens))
                    .with(values.toArray())
                    .all(row -> ByteBuffer.wrap(row.bytes("held_token"))));
    byToken.keySet().retainAll(held);
    return Set.copyOf(byToken.values());
  }

  @Override
  public Set<ProxyNumber> heldBy(Holder holder, PoolId pool, Instant now) {
    return heldBy(List.of(holder), pool, now).getFirst();
  }

  @Override
  public List<Set<ProxyNumber>> heldBy(List<Holder> holders, PoolId pool, Instant now) {
    if (holders.isEmpty()) {
      return List.of();
    }
    try (KeyRing.Turn turn = vault.turn()) {
      Tokens tokens = turn.tokens();
      List<byte[]> held =
          holders.stream().map(holder -> NewSession.wanted(holder, tokens)).toList();
      return database.held(new HeldQuestion(pool.uuid(), held, now, tokens)).stream()
          .map(SqlSessionStore::numbers)
          .toList();
    }
  }

  private static Set<ProxyNumber> numbers(List<Long> digits) {
    Set<ProxyNumber> numbers = new HashSet<>();
    digits.forEach(number -> numbers.add(new ProxyNumber(number)));
    return numbers;
  }

  @Override
  public List<KnownPair> knownPairs(Holder holder, PoolId pool) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = NewSession.wanted(holder, turn.tokens());
      return database.read(
          link ->
              link.query(KNOWN_PAIRS.by(turn.tokens()))
                  .with(token, pool.uuid())
                  .all(
                      row ->
                          new KnownPair(
                              new ProxyNumber(row.number("proxy_number")),
                              row.optionalInstant("rests_until"))));
    }
  }

  @Override
  public Optional<MaskingSession> lastBetween(PhoneNumber one, PhoneNumber other, PoolId pool) {
    try (KeyRing.Turn turn = vault.turn()) {
      Tokens tokens = turn.tokens();
      byte[] first = tokens.wanted(one);
      byte[] second = tokens.wanted(other);
      String sql = LAST_BETWEEN.by(tokens);
      return database.read(
          link -> {
            Optional<UUID> last = lastBetween(link, sql, first, second, pool);
            if (last.isEmpty()) {
              // The pairs of one of them may all be forgotten, and not those of the other.
              last = lastBetween(link, sql, second, first, pool);
            }
            return last.isEmpty()
                ? Optional.empty()
                : rows.first(link.query(BY_ID).with(last.get()));
          });
    }
  }

  private static Optional<UUID> lastBetween(
      Link link, String sql, byte[] one, byte[] other, PoolId pool) throws SQLException {
    return link.query(sql)
        .with(one, one, REMEMBERED_MAX, other, pool.uuid())
        .first(row -> row.id("session_id"));
  }

  @Override
  public boolean isParticipant(PhoneNumber realNumber, Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = turn.tokens().wanted(realNumber);
      return database.read(
          link -> link.query(IS_PARTICIPANT.by(turn.tokens())).with(token, now).exists());
    }
  }

  @Override
  public Map<ProxyNumber, Integer> loads(PoolId pool, Instant now) {
    Map<ProxyNumber, Integer> loads = new HashMap<>();
    database
        .read(link -> link.query(LOADS).with(pool.uuid(), now).all(SqlSessionStore::load))
        .forEach(load -> loads.put(load.number(), load.pairs()));
    return loads;
  }

  private record Load(ProxyNumber number, int pairs) {}

  private static Load load(Row row) throws SQLException {
    return new Load(
        new ProxyNumber(row.number("proxy_number")), Math.toIntExact(row.number("pairs")));
  }

  @Override
  public List<Opening> openings(PoolId pool, Instant since, int limit) {
    List<Opening> openings = new ArrayList<>();
    Map<Long, Integer> people = new HashMap<>();
    try (KeyRing.Turn turn = vault.turn()) {
      String sql = OPENINGS.by(turn.tokens());
      database.scan(
          link -> {
            // A unit may run twice.
            if (turn.isOver()) {
              throw new StoreUnavailableException("Openings were read in part: try again.");
            }
            openings.clear();
            people.clear();
            link.query(sql)
                .with(pool.uuid(), TimeOrderedIds.first(since), limit)
                .forEach(
                    FETCH_SIZE,
                    row -> {
                      // What the statement sees is settled; the many rows keep nobody waiting.
                      turn.close();
                      openings.add(opening(row, people));
                    });
            return true;
          });
    }
    return openings;
  }

  private static Opening opening(Row row, Map<Long, Integer> people) throws SQLException {
    return new Opening(
        row.instant("opened_at"),
        row.optionalInstant("ends_at"),
        person(row.bytes("a_token"), people),
        person(row.bytes("b_token"), people));
  }

  /** The same for the same token. Eight bytes of a token tell people apart well enough to count. */
  private static int person(byte[] token, Map<Long, Integer> people) {
    return people.computeIfAbsent(ByteBuffer.wrap(token).getLong(), unknown -> people.size());
  }

  @Override
  public List<Holding> holdings(PoolId pool, Instant now, int limit) {
    try (KeyRing.Turn turn = vault.turn()) {
      return database.read(
          link ->
              link.query(HOLDINGS.by(turn.tokens()))
                  .with(NumberState.ACTIVE, pool.uuid(), now, limit)
                  .all(SqlSessionStore::holding));
    }
  }

  private static Holding holding(Row row) throws SQLException {
    return new Holding(
        Math.toIntExact(row.number("numbers")),
        Math.toIntExact(row.number("lent")),
        Math.toIntExact(row.number("people")));
  }

  @Override
  public boolean updateEnd(MaskingSession session, Instant now) {
    try {
      return database.write(link -> updateEnd(link, session, now));
    } catch (LentAgain itsPairsAreAnothers) {
      return false;
    }
  }

  /**
   * A pair was released and lent again since {@code now} was read from the clock: the session has
   * ended, and giving it a new end would give the pair to two. Undoes the unit of work.
   */
  static final class LentAgain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LentAgain() {
      super("the session's pairs are lent again", null, false, false);
    }
  }

  @Override
  public boolean called(SessionId session, Instant at) {
    return database.write(link -> CalledSession.move(link, session.uuid(), at));
  }

  @Override
  public boolean reopen(MaskingSession session, boolean holdsReference, Instant now) {
    Optional<String> reference = holdsReference ? session.reference() : Optional.empty();
    try {
      return database.write(
          link ->
              (reference.isEmpty()
                      || HeldReference.isFree(link, session.pool().uuid(), reference.get(), now))
                  && reopen(link, session, reference, now));
    } catch (LentAgain itsPairsAreAnothers) {
      return false;
    }
  }

  private boolean reopen(
      Link link, MaskingSession asked, Optional<String> heldReference, Instant now)
      throws SQLException {
    MaskingSession session = withLastCall(link, asked);
    events.toReopen(link, session, now);
    int reopened =
        link.query(REOPEN)
            .with(
                session.expiresAt(),
                session.graceUntil(),
                session.restsUntil(),
                session.moving().map(FromLastCall::length),
                session.moving().flatMap(FromLastCall::latest),
                heldReference,
                session.id().uuid(),
                now)
            .update();
    if (reopened == 0) {
      return false;
    }
    holdPairs(link, session);
    events.reopened(link, session, now);
    return true;
  }

  @Override
  public boolean replaceNumber(
      MaskingSession session, int position, Instant restsUntil, Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      NumberReplacement replacement =
          new NumberReplacement(session, position, restsUntil, now, vault, turn.tokens());
      database.replacedNumbers().add(session.id().uuid());
      return database.write(link -> replaceNumber(link, session, replacement, now));
    }
  }

  private static boolean replaceNumber(
      Link link, MaskingSession session, NumberReplacement replacement, Instant now)
      throws SQLException {
    // A call that is recorded beside it would miss it, and be missed by it.
    link.dialect().takeTurn(link, Dialect.Turn.CALLS);
    return link.query(IS_OPEN + link.dialect().forUpdate()).with(session.id().uuid(), now).exists()
        && replacement.run(link);
  }

  @Override
  public AloneOutcome replaceNumberAlone(
      MaskingSession session, int position, Instant restsUntil, Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      NumberReplacement replacement =
          new NumberReplacement(session, position, restsUntil, now, vault, turn.tokens());
      database.replacedNumbers().add(session.id().uuid());
      return database.write(
          link -> {
            Optional<MaskingSession> other = orders.otherOpen(link, session, now, turn.tokens());
            if (other.isPresent()) {
              return new AloneOutcome.Together(other.get());
            }
            return replaceNumber(link, session, replacement, now)
                ? new AloneOutcome.Done()
                : new AloneOutcome.NotDone();
          });
    }
  }

  @Override
  public Optional<MaskingSession> openBetween(People people, PoolId pool, Instant now) {
    try (KeyRing.Turn turn = vault.turn()) {
      return database.read(link -> orders.openBetween(link, people, pool, now, turn.tokens()));
    }
  }

  @Override
  public OrderOutcome changeOrders(
      SessionId id,
      Optional<String> idempotencyKey,
      Instant now,
      Function<Standing, Optional<OrderChange>> edit) {
    try {
      return database.write(link -> orders.change(link, id, idempotencyKey, now, edit));
    } catch (LentAgain itsPairsAreAnothers) {
      return new OrderOutcome.NothingDone();
    }
  }

  @Override
  public AloneOutcome reopen(
      MaskingSession session, Order order, boolean alone, boolean holdsReference, Instant now) {
    Optional<String> reference = holdsReference ? session.reference() : Optional.empty();
    try (KeyRing.Turn turn = vault.turn()) {
      return database.write(
          link -> orders.reopen(link, session, order, alone, reference, now, turn.tokens()));
    } catch (LentAgain itsPairsAreAnothers) {
      return new AloneOutcome.NotDone();
    }
  }

  @Override
  public boolean hadNumber(SessionId session, int position, PhoneNumber number) {
    try (KeyRing.Turn turn = vault.turn()) {
      return database.read(
          link -> SqlOrders.hadNumber(link, session, position, number, turn.tokens()));
    }
  }

  @Override
  public List<Order> openOrders(SessionId id, Instant now) {
    return database.read(link -> SqlOrders.open(link, id, now));
  }

  @Override
  public Optional<Order> findOrder(SessionId session, OrderId id) {
    return database.read(link -> SqlOrders.find(link, session, id));
  }

  @Override
  public Optional<OrderId> findOrderByKey(String key) {
    return database.read(link -> SqlOrders.findByKey(link, key));
  }

  @Override
  public Map<SessionId, List<Order>> orders(Collection<SessionId> sessions, Instant now) {
    return sessions.isEmpty()
        ? Map.of()
        : database.read(link -> SqlOrders.told(link, sessions, now));
  }

  private boolean updateEnd(Link link, MaskingSession asked, Instant now) throws SQLException {
    MaskingSession session = withLastCall(link, asked);
    int updated =
        link.query(UPDATE_END)
            .with(
                session.expiresAt(),
                session.closing().map(Closing::at),
                session.closing().map(Closing::reason),
                session.graceUntil(),
                session.restsUntil(),
                session.moving().map(FromLastCall::length),
                session.moving().flatMap(FromLastCall::latest),
                session.closing().map(Closing::at),
                session.id().uuid(),
                now)
            .update();
    if (updated == 0) {
      return false;
    }
    holdPairs(link, session);
    events.ended(link, session, now);
    return true;
  }

  /** A call that came in between moves the new end as it moved the old one. */
  private static MaskingSession withLastCall(Link link, MaskingSession session)
      throws SQLException {
    return session.moving().isEmpty()
        ? session
        : CalledSession.last(link, session.id().uuid()).map(session::calledAt).orElse(session);
  }

  static void holdPairs(Link link, MaskingSession session) throws SQLException {
    int held = link.query(UPDATE_REST).with(session.restsUntil(), session.id().uuid()).update();
    if (held < session.bindings().size()) {
      throw new LentAgain();
    }
  }

  @Override
  public List<MaskingSession> list(SessionQuery query, Instant now) {
    Filter filter =
        new Filter("select s.id from session s ")
            .and("s.pool_id = ?", query.pool().map(PoolId::uuid))
            .in("s.pool_id", query.scope())
            .and(OF_REFERENCE, query.reference(), 2)
            .and("s.id < ?", query.before().map(SessionId::uuid));
    query.state().ifPresent(state -> filter.and(condition(state), Optional.of(now)));
    String page = filter.sql("order by s.id desc limit ?", query.limit());
    String sql = SessionRows.SELECT + "where s.id in (" + page + ") " + SessionRows.NEWEST_FIRST;
    return database.read(link -> rows.all(link.query(sql).with(filter.values())));
  }

  private static String condition(MaskingSession.State state) {
    return switch (state) {
      case OPEN ->
          "s.closed_at is null and coalesce(s.expires_at, %d) > ?".formatted(Long.MAX_VALUE);
      case CLOSED -> "(s.closed_at is not null or s.expires_at <= ?)";
    };
  }

  @Override
  public void forEachHeld(Instant now, Consumer<MaskingSession> action) {
    database.scan(
        link -> {
          SessionRows.Assembly assembly = rows.new Assembly(action);
          link.query(HELD).with(now).forEach(FETCH_SIZE, assembly::add);
          assembly.finish();
          return true;
        });
  }

  @Override
  public Optional<MaskingSession> findHolder(PhoneNumber dialed, Holder holder) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = NewSession.wanted(holder, turn.tokens());
      return database.read(
          link -> rows.first(link.query(HOLDER.by(turn.tokens())).with(token, dialed.digits())));
    }
  }
}
