package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolId;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Order;
import io.bauta.session.OrderId;
import io.bauta.session.OrderStore;
import io.bauta.session.OrderStore.AloneOutcome;
import io.bauta.session.OrderStore.OrderChange;
import io.bauta.session.OrderStore.OrderOutcome;
import io.bauta.session.OrderStore.Standing;
import io.bauta.session.People;
import io.bauta.session.SessionId;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Orders of sessions in SQL: parts of units of work.
 *
 * <p>Whoever takes several locks takes them in this order: that of an idempotency key, that of two
 * people in a pool, that of the records of calls, the row of a session.
 */
final class SqlOrders {

  private static final String BY_ID = SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  private static final TokenStatement BETWEEN =
      TokenStatement.of(
          "real_token",
          """
          select s.id from binding a
            join binding b on b.session_id = a.session_id
            join session s on s.id = a.session_id
          where a.{token} = ? and a.released_at is null and a.pool_id = ?
            and b.{token} = ? and b.released_at is null
            and s.closed_at is null and (s.expires_at is null or s.expires_at > ?)
          order by s.id desc
          """);

  private static final String PAIRS_HELD =
      """
      select count(*) as pairs from binding
      where session_id = ? and released_at is null and position >= 0
      """;

  private static final String KEY_USED =
      """
      select 1 from session where idempotency_key = ?
      union all
      select 1 from session_order where idempotency_key = ?
      """;

  private static final String ORDERS_KEPT =
      """
      select orders_kept from session where id = ?
      """;

  private static final String END =
      """
      update session set
        expires_at = ?, closed_at = ?, closed_reason = ?, grace_until = ?, rests_until = ?,
        call_ttl_millis = ?, latest_end = ?,
        held_reference = case when cast(? as bigint) is null then held_reference end,
        orders_kept = 1
      where id = ?
      """;

  private static final String HOLD_REFERENCE =
      """
      update session set held_reference = ? where id = ?
      """;

  private static final TokenStatement HAD_NUMBER =
      TokenStatement.of(
          "real_token",
          """
          select 1 from binding
          where session_id = ? and {token} = ? and (position = ? or position = ?)
          """);

  private static final String COLUMNS =
      """
      session_id, id, reference, metadata, lifetime, opened_at, expires_at, closed_at, closed_reason
      """;

  private static final String INSERT =
      "insert into session_order ("
          + COLUMNS
          + ", idempotency_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String UPDATE =
      """
      update session_order set expires_at = ?, closed_at = ?, closed_reason = ?
      where session_id = ? and id = ?
      """;

  private static final String OPEN =
      "select "
          + COLUMNS
          + """
          from session_order
          where session_id = ? and closed_at is null and (expires_at is null or expires_at > ?)
          order by id
          """;

  private static final String FIND =
      "select " + COLUMNS + "from session_order where session_id = ? and id = ?";

  private static final String FIND_BY_KEY =
      """
      select id from session_order where idempotency_key = ?
      """;

  // Those that end last come first, so that the open ones are among them at whatever instant.
  private static final String TOLD =
      "select * from (select "
          + COLUMNS
          + """
            , row_number() over (
                partition by session_id
                order by coalesce(closed_at, expires_at, %d) desc, id desc) as nth
            from session_order) o
          where o.nth <= %d and o.session_id
          """
              .formatted(Long.MAX_VALUE, Order.OPEN_MAX + OrderStore.ENDED_TOLD_MAX);

  private final SessionRows rows;
  private final SessionEvents events;

  SqlOrders(SessionRows rows, SessionEvents events) {
    this.rows = rows;
    this.events = events;
  }

  /** What is to be said against a session of people who may have one. */
  Optional<Verdict> objection(Link link, NewSession insert) throws SQLException {
    Optional<String> key = insert.idempotencyKey();
    if (key.isPresent() && isUsed(link, key.get())) {
      return Optional.of(new Verdict.KeyUsed(key.get()));
    }
    return otherOpen(link, insert.session(), insert.now(), insert.tokens())
        .map(Verdict.Together::new);
  }

  private static boolean isUsed(Link link, String key) throws SQLException {
    link.dialect().takeTurn(link, key.hashCode());
    return link.query(KEY_USED).with(key, key).exists();
  }

  /** Another open session of the same people, of whom no other unit makes one meanwhile. */
  Optional<MaskingSession> otherOpen(Link link, MaskingSession session, Instant now, Tokens tokens)
      throws SQLException {
    People people = People.of(session);
    int number = session.pool().hashCode();
    for (PhoneNumber first : people.firstNumbers()) {
      number += Arrays.hashCode(tokens.wanted(first));
    }
    link.dialect().takeTurn(link, number);
    return openBetween(link, people, session.pool(), now, tokens)
        .filter(other -> !other.id().equals(session.id()));
  }

  Optional<MaskingSession> openBetween(
      Link link, People people, PoolId pool, Instant now, Tokens tokens) throws SQLException {
    List<byte[]> wanted = people.firstNumbers().stream().map(tokens::wanted).toList();
    List<UUID> candidates =
        link.query(BETWEEN.by(tokens))
            .with(wanted.get(0), pool.uuid(), wanted.get(1), now)
            .all(row -> row.id("id"));
    for (UUID candidate : candidates) {
      Optional<MaskingSession> session = rows.first(link.query(BY_ID).with(candidate));
      if (session.filter(found -> People.of(found).equals(people)).isPresent()
          && holdsItsPairs(link, session.get())) {
        return session;
      }
    }
    return Optional.empty();
  }

  /** Not when it has ended by a later clock than was read here, and they were lent again. */
  private static boolean holdsItsPairs(Link link, MaskingSession session) throws SQLException {
    long held =
        link.query(PAIRS_HELD)
            .with(session.id().uuid())
            .first(row -> row.number("pairs"))
            .orElseThrow();
    return held >= session.bindings().size();
  }

  /** A session whose row is locked. */
  private record Locked(MaskingSession session, boolean keepsOrders) {}

  private Optional<Locked> lock(Link link, SessionId id) throws SQLException {
    Optional<Boolean> keeps =
        link.query(ORDERS_KEPT + link.dialect().forUpdate())
            .with(id.uuid())
            .first(row -> row.optionalNumber("orders_kept").isPresent());
    return keeps.isEmpty()
        ? Optional.empty()
        : rows.first(link.query(BY_ID).with(id.uuid()))
            .map(session -> new Locked(session, keeps.get()));
  }

  OrderOutcome change(
      Link link,
      SessionId id,
      Optional<String> key,
      Instant now,
      Function<Standing, Optional<OrderChange>> edit)
      throws SQLException {
    if (key.isPresent() && isUsed(link, key.get())) {
      return new OrderOutcome.KeyUsed();
    }
    Optional<Locked> before = lock(link, id);
    if (before.isEmpty()) {
      return new OrderOutcome.NothingDone();
    }
    List<Order> open = open(link, before.get(), now);
    Optional<OrderChange> change = edit.apply(new Standing(before.get().session(), open));
    if (change.isEmpty()) {
      return new OrderOutcome.NothingDone();
    }
    keepFirst(link, before.get());
    for (Order order : change.get().orders()) {
      if (open.stream().anyMatch(known -> known.id().equals(order.id()))) {
        update(link, id, order);
      } else {
        insert(link, id, order, key);
      }
    }
    MaskingSession after = change.get().session();
    end(link, after);
    if (!after.endsAt().equals(before.get().session().endsAt())) {
      events.ended(link, after, now);
    }
    return new OrderOutcome.Stored(change.get().session());
  }

  private static List<Order> open(Link link, Locked session, Instant now) throws SQLException {
    if (session.keepsOrders()) {
      return open(link, session.session().id(), now);
    }
    Order first = Order.first(session.session());
    return first.isOpenAt(now) ? List.of(first) : List.of();
  }

  private static void keepFirst(Link link, Locked session) throws SQLException {
    if (!session.keepsOrders()) {
      insert(link, session.session().id(), Order.first(session.session()), Optional.empty());
    }
  }

  private static void insert(Link link, SessionId id, Order order, Optional<String> key)
      throws SQLException {
    link.query(INSERT)
        .with(
            id.uuid(),
            order.id().uuid(),
            order.reference(),
            SessionRows.text(order.metadata()),
            SessionRows.text(order.lifetime()),
            order.openedAt(),
            order.expiresAt(),
            order.closing().map(Closing::at),
            order.closing().map(Closing::reason),
            key)
        .update();
  }

  private static void update(Link link, SessionId id, Order order) throws SQLException {
    link.query(UPDATE)
        .with(
            order.expiresAt(),
            order.closing().map(Closing::at),
            order.closing().map(Closing::reason),
            id.uuid(),
            order.id().uuid())
        .update();
  }

  private static void end(Link link, MaskingSession session) throws SQLException {
    link.query(END)
        .with(
            session.expiresAt(),
            session.closing().map(Closing::at),
            session.closing().map(Closing::reason),
            session.graceUntil(),
            session.restsUntil(),
            session.moving().map(FromLastCall::length),
            session.moving().flatMap(FromLastCall::latest),
            session.closing().map(Closing::at),
            session.id().uuid())
        .update();
    SqlSessionStore.holdPairs(link, session);
  }

  AloneOutcome reopen(
      Link link,
      MaskingSession after,
      Order order,
      boolean alone,
      Optional<String> heldReference,
      Instant now,
      Tokens tokens)
      throws SQLException {
    Optional<MaskingSession> other = alone ? otherOpen(link, after, now, tokens) : Optional.empty();
    if (other.isPresent()) {
      return new AloneOutcome.Together(other.get());
    }
    if (heldReference.isPresent()
        && !HeldReference.isFree(link, after.pool().uuid(), heldReference.get(), now)) {
      return new AloneOutcome.NotDone();
    }
    Optional<Locked> before = lock(link, after.id());
    if (before
        .map(Locked::session)
        .filter(s -> s.stateAt(now) == MaskingSession.State.CLOSED && !s.isOfErased())
        .isEmpty()) {
      return new AloneOutcome.NotDone();
    }
    events.toReopen(link, after, now);
    keepFirst(link, before.get());
    insert(link, after.id(), order, Optional.empty());
    end(link, after);
    link.query(HOLD_REFERENCE).with(heldReference, after.id().uuid()).update();
    events.reopened(link, after, now);
    return new AloneOutcome.Done();
  }

  /** The pair of a number that was replaced is under a position that nobody has. */
  static boolean hadNumber(
      Link link, SessionId session, int position, PhoneNumber number, Tokens tokens)
      throws SQLException {
    return link.query(HAD_NUMBER.by(tokens))
        .with(
            session.uuid(),
            tokens.wanted(number),
            position,
            NumberReplacement.formerPosition(position))
        .exists();
  }

  static List<Order> open(Link link, SessionId id, Instant now) throws SQLException {
    return link.query(OPEN).with(id.uuid(), now).all(SqlOrders::order);
  }

  static Optional<Order> find(Link link, SessionId session, OrderId id) throws SQLException {
    return link.query(FIND).with(session.uuid(), id.uuid()).first(SqlOrders::order);
  }

  static Optional<OrderId> findByKey(Link link, String key) throws SQLException {
    return link.query(FIND_BY_KEY).with(key).first(row -> new OrderId(row.id("id")));
  }

  static Map<SessionId, List<Order>> told(Link link, Collection<SessionId> sessions, Instant now)
      throws SQLException {
    record Of(SessionId session, Order order) {}
    Map<SessionId, List<Order>> told = new HashMap<>();
    link.dialect()
        .ofMany(
            link,
            TOLD,
            sessions.stream().map(SessionId::uuid).toList(),
            row -> new Of(new SessionId(row.id("session_id")), order(row)))
        .forEach(of -> told.computeIfAbsent(of.session(), id -> new ArrayList<>()).add(of.order()));
    told.replaceAll((id, orders) -> OrderStore.told(orders, now));
    return told;
  }

  private static Order order(Row row) throws SQLException {
    String reason = row.optionalText("closed_reason").orElse("");
    return new Order(
        new OrderId(row.id("id")),
        row.optionalText("reference"),
        SessionRows.metadata(row.text("metadata")),
        SessionRows.lifetime(row.text("lifetime")),
        row.instant("opened_at"),
        row.optionalInstant("expires_at"),
        row.optionalInstant("closed_at").map(at -> new Closing(at, reason)));
  }
}
