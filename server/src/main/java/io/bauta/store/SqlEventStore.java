package io.bauta.store;

import io.bauta.event.Attempt;
import io.bauta.event.Delivery;
import io.bauta.event.DeliveryId;
import io.bauta.event.DeliveryQuery;
import io.bauta.event.DeliveryStore;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.Event;
import io.bauta.event.EventFilter;
import io.bauta.event.EventId;
import io.bauta.event.EventStore;
import io.bauta.event.EventType;
import io.bauta.event.PlacedEvent;
import io.bauta.event.Settlement;
import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.PoolScope;
import io.bauta.session.SessionId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Events and their deliveries in SQL. */
public final class SqlEventStore implements EventStore, DeliveryStore {

  /** Rows that one transaction forgets. */
  static final int FORGOTTEN_AT_ONCE = 2_000;

  private static final int REPLAYED_IN_ONE_TURN = 500;

  private static final String ANY_WAITING =
      """
      select 1 from event_inbox limit 1
      """;

  private static final String OLDEST_WAITING =
      """
      select * from event_inbox order by place limit ?
      """;

  private static final String INSERT =
      """
      insert into event (place, id, type, subject, session_id, pool_id, created_at, data)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LEAVE =
      """
      delete from event_inbox where place = ?
      """;

  private static final String AFTER =
      EventRows.SELECT + "where e.place > ? order by e.place limit ?";

  private static final String PLACE_OF =
      """
      select place from event where id = ?
      """;

  private static final String DUE =
      DeliveryRows.SELECT
          + """
          where d.endpoint_id = ? and d.due_at <= ?
          order by d.due_at, d.event_place limit ?
          """;

  private static final String SETTLE =
      """
      update event_delivery set state = ?, attempts = ?, tries = ?, first_tried_at = ?, due_at = ?,
        settled_at = ?
      where id = ? and state = 'WAITING'
      """;

  private static final String INSERT_ATTEMPT =
      """
      insert into event_attempt (delivery_id, number, at, duration_millis, status, cause)
      values (?, ?, ?, ?, ?, ?)
      on conflict (delivery_id, number) do nothing
      """;

  private static final String FORGET_ATTEMPTS =
      """
      delete from event_attempt where delivery_id = ? and number <= ?
      """;

  private static final String ATTEMPTS =
      """
      select * from event_attempt where delivery_id = ? order by number
      """;

  private static final String HASTEN =
      """
      update event_delivery set due_at = ? where endpoint_id = ? and due_at > ?
      """;

  private static final String ANY_DUE_AFTER =
      """
      select 1 from event_delivery where endpoint_id = ? and due_at > ? limit 1
      """;

  private static final String BRING_BACK =
      """
      update event_delivery set due_at = ?,
        waits_since = case when waits_since > ? then ? else waits_since end,
        first_tried_at = case when first_tried_at > ? then ? else first_tried_at end
      where endpoint_id = ? and due_at > ?
      """;

  private static final String BY_ID = DeliveryRows.SELECT + "where d.id = ?";

  private static final String REPLAY =
      """
      update event_delivery set state = 'WAITING', tries = 0, first_tried_at = null, due_at = null,
        settled_at = null, waits_since = ?
      where id = ? and state <> 'WAITING'
      """;

  private static final String TO_REPLAY =
      """
      select d.id, d.subject from event_delivery d join event e on e.place = d.event_place
      where d.endpoint_id = ? and d.state = ? and e.created_at >= ? and e.created_at < ?
      order by d.event_place limit ?
      """;

  private static final String COUNT =
      """
      select count(*) as deliveries from (
        select 1 from event_delivery where endpoint_id = ? and state = ? limit ?) as counted
      """;

  private static final String FIRST_ENDPOINT =
      """
      select endpoint_id from event_delivery order by endpoint_id limit 1
      """;

  private static final String NEXT_ENDPOINT =
      """
      select endpoint_id from event_delivery where endpoint_id > ? order by endpoint_id limit 1
      """;

  private static final String IS_ENDPOINT =
      """
      select 1 from event_endpoint where id = ?
      """;

  private static final String SETTLED_BEFORE =
      """
      select id from event_delivery where state = ? and settled_at < ? limit ?
      """;

  private static final String WAITING_BEFORE =
      """
      select id, endpoint_id, subject from event_delivery
      where state = 'WAITING' and waits_since < ? limit ?
      """;

  private static final String GIVE_UP =
      """
      update event_delivery set state = 'DEAD', due_at = null, settled_at = ?
      where id = ? and state = 'WAITING'
      """;

  // Places are in the order of time, so that only what is old is looked at.
  private static final String FIRST_SINCE =
      """
      select place from event where created_at >= ? order by place limit 1
      """;

  private static final String OWED_TO_NOBODY =
      """
      select e.place from event e
      where e.place < ?
        and not exists (select 1 from event_delivery d where d.event_place = e.place)
      order by e.place limit ?
      """;

  private static final String DELETE_EVENT =
      """
      delete from event where place = ?
      """;

  private final Database database;
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final ReentrantLock turn = new ReentrantLock(true);

  public SqlEventStore(Database database) {
    this.database = database;
  }

  @Override
  public void append(List<Event> events) {
    database.write(
        link -> {
          EventRecorder.insert(link, events);
          return true;
        });
  }

  @Override
  public boolean areWaiting() {
    return database.read(link -> link.query(ANY_WAITING).exists());
  }

  @Override
  public long place(Supplier<List<Endpoint>> endpoints, Instant now) {
    return inTurn(link -> place(link, endpoints, now));
  }

  /**
   * Whoever changes what is due waits here for the others of this server, and holds no connection
   * meanwhile: there are few.
   */
  private <T> T inTurn(UnitOfWork<T> work) {
    turn.lock();
    try {
      return database.write(
          link -> {
            link.dialect().takeTurn(link, Dialect.Turn.DELIVERIES);
            return work.run(link);
          });
    } finally {
      turn.unlock();
    }
  }

  private record Waiting(long place, Event event) {
    @Override
    public String toString() {
      return event.toString();
    }
  }

  private long place(Link link, Supplier<List<Endpoint>> known, Instant now) throws SQLException {
    long last = EventProgress.lastPlace(link);
    List<Waiting> waiting =
        link.query(OLDEST_WAITING)
            .with(PLACED_AT_ONCE_MAX)
            .all(row -> new Waiting(row.number("place"), EventRows.waiting(row)));
    if (waiting.isEmpty()) {
      return last;
    }
    // Asked for only now: of an event that is here, all were known before it came.
    List<Endpoint> endpoints = known.get();
    Query insert = link.query(INSERT);
    for (int i = 0; i < waiting.size(); i++) {
      List<Object> columns = new ArrayList<>();
      columns.add(last + 1 + i);
      columns.addAll(Arrays.asList(EventRecorder.columns(waiting.get(i).event())));
      insert.addBatch(columns.toArray());
    }
    insert.executeBatch();
    for (Waiting one : waiting) {
      last++;
      for (Endpoint endpoint : endpoints) {
        if (endpoint.isOwed(one.event().type())) {
          UUID id = ids.next(now);
          DeliveryRows.owe(link, id, endpoint.id(), last, one.event().subject(), now);
        }
      }
    }
    Query leave = link.query(LEAVE);
    for (Waiting one : waiting) {
      leave.addBatch(one.place());
    }
    leave.executeBatch();
    EventProgress.placed(link, last);
    return last;
  }

  @Override
  public List<PlacedEvent> after(long place) {
    return database.read(
        link -> link.query(AFTER).with(place, READ_AT_ONCE_MAX).all(EventRows::read));
  }

  @Override
  public long lastPlace() {
    return database.read(EventProgress::lastPlace);
  }

  @Override
  public OptionalLong placeOf(EventId id) {
    return database
        .read(link -> link.query(PLACE_OF).with(id.uuid()).first(row -> row.number("place")))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public List<PlacedEvent> latest(
      Optional<Long> before,
      Optional<SessionId> session,
      EventFilter filter,
      PoolScope scope,
      int limit) {
    List<EventType> types = Arrays.stream(EventType.values()).filter(filter::wants).toList();
    Filter conditions =
        new Filter(EventRows.SELECT)
            .and("e.place < ?", before)
            .and("e.session_id = ?", session.map(SessionId::uuid))
            .in("e.pool_id", scope);
    if (types.size() < EventType.values().length) {
      conditions.and(oneOf("e.type", types), Optional.of(types.getFirst()));
    }
    String sql = conditions.sql("order by e.place desc limit ?", limit);
    return database.read(link -> link.query(sql).with(conditions.values()).all(EventRows::read));
  }

  /** Words of ours, so that only the first need be a parameter. */
  private static String oneOf(String column, List<EventType> types) {
    StringBuilder condition = new StringBuilder("(").append(column).append(" = ?");
    for (EventType type : types.subList(1, types.size())) {
      condition.append(" or ").append(column).append(" = '").append(type.name()).append('\'');
    }
    return condition.append(')').toString();
  }

  @Override
  public Optional<Instant> followedUntil() {
    return database.read(EventProgress::followedUntil);
  }

  @Override
  public void follow(Instant until) {
    database.write(
        link -> {
          EventProgress.followed(link, until);
          return true;
        });
  }

  @Override
  public List<Delivery> due(EndpointId endpoint, Instant now, int limit) {
    return database.read(
        link -> link.query(DUE).with(endpoint.uuid(), now, limit).all(DeliveryRows::read));
  }

  @Override
  public void settle(Settlement settlement, Instant now) {
    inTurn(link -> settle(link, settlement, now));
  }

  private static boolean settle(Link link, Settlement settlement, Instant now) throws SQLException {
    Delivery delivery = settlement.delivery();
    Attempt attempt = settlement.attempt();
    boolean over = settlement.state() != Delivery.State.WAITING;
    int settled =
        link.query(SETTLE)
            .with(
                settlement.state(),
                attempt.number(),
                delivery.tries() + 1,
                delivery.firstTriedAt().orElse(attempt.at()),
                settlement.again(),
                over ? Optional.of(now) : Optional.empty(),
                delivery.id().uuid())
            .update();
    if (settled == 0) {
      return false;
    }
    UUID id = delivery.id().uuid();
    link.query(INSERT_ATTEMPT)
        .with(id, attempt.number(), attempt.at(), attempt.took(), attempt.status(), attempt.cause())
        .update();
    if (attempt.number() > Attempt.KEPT_MAX) {
      link.query(FORGET_ATTEMPTS).with(id, attempt.number() - Attempt.KEPT_MAX).update();
    }
    if (over) {
      DeliveryRows.makeNextDue(link, delivery.endpoint().uuid(), delivery.event().subject(), now);
    }
    return true;
  }

  @Override
  public void hasten(EndpointId endpoint, Instant now) {
    inTurn(link -> link.query(HASTEN).with(now, endpoint.uuid(), now).update());
  }

  @Override
  public void bringBack(EndpointId endpoint, Instant latest, Instant now) {
    // Looked at first without the turn: mostly there is nothing.
    if (database.read(link -> link.query(ANY_DUE_AFTER).with(endpoint.uuid(), latest).exists())) {
      inTurn(
          link ->
              link.query(BRING_BACK)
                  .with(now, now, now, now, now, endpoint.uuid(), latest)
                  .update());
    }
  }

  @Override
  public Optional<Delivery> findDelivery(DeliveryId id) {
    return database.read(link -> link.query(BY_ID).with(id.uuid()).first(DeliveryRows::read));
  }

  @Override
  public List<Attempt> attempts(DeliveryId id) {
    return database.read(link -> link.query(ATTEMPTS).with(id.uuid()).all(SqlEventStore::attempt));
  }

  private static Attempt attempt(Row row) throws SQLException {
    var status = row.optionalNumber("status");
    return new Attempt(
        Math.toIntExact(row.number("number")),
        row.instant("at"),
        row.duration("duration_millis"),
        status.isEmpty() ? Optional.empty() : Optional.of(Math.toIntExact(status.getAsLong())),
        row.text("cause"));
  }

  @Override
  public List<Delivery> deliveries(DeliveryQuery query) {
    Filter filter =
        new Filter(DeliveryRows.SELECT)
            .and("d.endpoint_id = ?", query.endpoint().map(EndpointId::uuid))
            .and("d.state = ?", query.state())
            .and("e.created_at >= ?", query.since())
            .and("d.id < ?", query.before().map(DeliveryId::uuid))
            .in("e.pool_id", query.scope());
    String sql = filter.sql("order by d.id desc limit ?", query.limit());
    return database.read(link -> link.query(sql).with(filter.values()).all(DeliveryRows::read));
  }

  @Override
  public boolean replay(DeliveryId id, Instant now) {
    return inTurn(
        link -> {
          Optional<Delivery> delivery = link.query(BY_ID).with(id.uuid()).first(DeliveryRows::read);
          if (delivery.isEmpty() || link.query(REPLAY).with(now, id.uuid()).update() == 0) {
            return false;
          }
          DeliveryRows.makeNextDue(
              link, delivery.get().endpoint().uuid(), delivery.get().event().subject(), now);
          return true;
        });
  }

  private record OfSubject(UUID id, UUID subject) {}

  @Override
  public int replay(
      EndpointId endpoint, Delivery.State state, Instant since, Instant until, Instant now) {
    // Found before the turn, and put back in pieces: others settle and place in between.
    List<OfSubject> found =
        database.read(
            link ->
                link.query(TO_REPLAY)
                    .with(endpoint.uuid(), state, since, until, REPLAYED_AT_ONCE_MAX)
                    .all(row -> new OfSubject(row.id("id"), row.id("subject"))));
    int replayed = 0;
    for (int from = 0; from < found.size(); from += REPLAYED_IN_ONE_TURN) {
      int to = Math.min(from + REPLAYED_IN_ONE_TURN, found.size());
      List<OfSubject> piece = found.subList(from, to);
      replayed += inTurn(link -> replay(link, endpoint, piece, now));
    }
    return replayed;
  }

  private static int replay(Link link, EndpointId endpoint, List<OfSubject> piece, Instant now)
      throws SQLException {
    int replayed = 0;
    for (OfSubject one : piece) {
      replayed += link.query(REPLAY).with(now, one.id()).update();
    }
    for (UUID subject : piece.stream().map(OfSubject::subject).distinct().toList()) {
      DeliveryRows.makeNextDue(link, endpoint.uuid(), subject, now);
    }
    return replayed;
  }

  @Override
  public Backlog backlog(EndpointId endpoint) {
    return database.read(
        link ->
            new Backlog(
                count(link, endpoint, Delivery.State.WAITING),
                count(link, endpoint, Delivery.State.DEAD)));
  }

  private static int count(Link link, EndpointId endpoint, Delivery.State state)
      throws SQLException {
    return link.query(COUNT)
        .with(endpoint.uuid(), state, Backlog.COUNTED_MAX)
        .first(row -> Math.toIntExact(row.number("deliveries")))
        .orElse(0);
  }

  @Override
  public boolean tidy(
      Instant delivered, Instant dead, Instant waiting, Instant events, Instant now) {
    boolean more = forgetOrphans();
    more |= giveUp(waiting, now);
    more |= forget(Delivery.State.DELIVERED, delivered);
    more |= forget(Delivery.State.DEAD, dead);
    more |= forgetEvents(events);
    return more;
  }

  /** Of endpoints that are taken away: a stop, or an event that was just placed, leaves some. */
  private boolean forgetOrphans() {
    boolean more = false;
    for (UUID endpoint : database.read(SqlEventStore::endpointsThatAreGone)) {
      more |= DeliveryRows.forgetSome(database, endpoint);
    }
    return more;
  }

  /** From one to the next in the index: there are few, of many deliveries each. */
  private static List<UUID> endpointsThatAreGone(Link link) throws SQLException {
    List<UUID> gone = new ArrayList<>();
    Optional<UUID> next = link.query(FIRST_ENDPOINT).first(row -> row.id("endpoint_id"));
    while (next.isPresent()) {
      UUID endpoint = next.get();
      if (!link.query(IS_ENDPOINT).with(endpoint).exists()) {
        gone.add(endpoint);
      }
      next = link.query(NEXT_ENDPOINT).with(endpoint).first(row -> row.id("endpoint_id"));
    }
    return gone;
  }

  private record Old(UUID id, UUID endpoint, UUID subject) {}

  /** Found before the writer's turn, which is everybody's: there may be many that wait. */
  private boolean giveUp(Instant before, Instant now) {
    List<Old> old =
        database.read(
            link ->
                link.query(WAITING_BEFORE)
                    .with(before, FORGOTTEN_AT_ONCE)
                    .all(row -> new Old(row.id("id"), row.id("endpoint_id"), row.id("subject"))));
    return !old.isEmpty() && inTurn(link -> giveUp(link, old, now));
  }

  private static boolean giveUp(Link link, List<Old> old, Instant now) throws SQLException {
    for (Old one : old) {
      if (link.query(GIVE_UP).with(now, one.id()).update() == 1) {
        DeliveryRows.makeNextDue(link, one.endpoint(), one.subject(), now);
      }
    }
    return old.size() == FORGOTTEN_AT_ONCE;
  }

  private boolean forget(Delivery.State state, Instant before) {
    List<UUID> old =
        database.read(
            link ->
                link.query(SETTLED_BEFORE)
                    .with(state, before, FORGOTTEN_AT_ONCE)
                    .all(row -> row.id("id")));
    return !old.isEmpty()
        && inTurn(
            link -> {
              DeliveryRows.forgetSettled(link, old);
              return old.size() == FORGOTTEN_AT_ONCE;
            });
  }

  private boolean forgetEvents(Instant before) {
    List<Long> old = database.read(link -> owedToNobody(link, before));
    return !old.isEmpty() && database.write(link -> forgetEvents(link, old));
  }

  private static List<Long> owedToNobody(Link link, Instant before) throws SQLException {
    long first =
        link.query(FIRST_SINCE)
            .with(before)
            .first(row -> row.number("place"))
            .orElse(Long.MAX_VALUE);
    return link.query(OWED_TO_NOBODY)
        .with(first, FORGOTTEN_AT_ONCE)
        .all(row -> row.number("place"));
  }

  /** No event that has its place is owed to anybody later. */
  private static boolean forgetEvents(Link link, List<Long> old) throws SQLException {
    Query delete = link.query(DELETE_EVENT);
    for (long place : old) {
      delete.addBatch(place);
    }
    delete.executeBatch();
    return old.size() == FORGOTTEN_AT_ONCE;
  }
}
