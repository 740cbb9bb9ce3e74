package io.bauta.store;

import io.bauta.event.Delivery;
import io.bauta.event.DeliveryId;
import io.bauta.event.EndpointId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Deliveries as rows. Of those of one subject to one endpoint that wait, the first has a time at
 * which it is due. Whoever changes that has the turn of deliveries, so that none is forgotten
 * between two who look at the same time.
 */
final class DeliveryRows {

  private static final String SOME_OF_ENDPOINT =
      """
      select id from event_delivery where endpoint_id = ? limit ?
      """;

  static final String SELECT =
      """
      select d.id, d.endpoint_id, d.state, d.attempts, d.tries, d.first_tried_at, d.due_at,
        d.created_at, d.settled_at,
      """
          + EventRows.JOINED
          + "from event_delivery d join event e on e.place = d.event_place\n";

  private static final String INSERT =
      """
      insert into event_delivery
        (id, endpoint_id, event_place, subject, state, attempts, tries, created_at, waits_since,
         due_at)
      select ?, ?, ?, ?, 'WAITING', 0, 0, cast(? as bigint), cast(? as bigint),
        case when exists (
          select 1 from event_delivery d
          where d.endpoint_id = ? and d.subject = ? and d.state = 'WAITING')
        then null else cast(? as bigint) end
      """;

  private static final String NEXT =
      """
      select id, due_at from event_delivery
      where endpoint_id = ? and subject = ? and state = 'WAITING'
      order by event_place limit 1
      """;

  private static final String ANY_DUE =
      """
      select 1 from event_delivery
      where endpoint_id = ? and subject = ? and state = 'WAITING' and due_at is not null
      """;

  private static final String MAKE_DUE =
      """
      update event_delivery set due_at = ? where id = ?
      """;

  private static final String IS_SETTLED =
      """
      select 1 from event_delivery where id = ? and state <> 'WAITING'
      """;

  private static final String DELETE =
      """
      delete from event_delivery where id = ?
      """;

  private static final String DELETE_ATTEMPTS =
      """
      delete from event_attempt where delivery_id = ?
      """;

  private DeliveryRows() {}

  static Delivery read(Row row) throws SQLException {
    return new Delivery(
        new DeliveryId(row.id("id")),
        new EndpointId(row.id("endpoint_id")),
        EventRows.read(row),
        Delivery.State.valueOf(row.text("state")),
        Math.toIntExact(row.number("attempts")),
        Math.toIntExact(row.number("tries")),
        row.optionalInstant("first_tried_at"),
        row.optionalInstant("due_at"),
        row.instant("created_at"),
        row.optionalInstant("settled_at"));
  }

  /** Owes an event to an endpoint: at once, or after what waits of its subject. */
  static void owe(Link link, UUID id, EndpointId endpoint, long place, UUID subject, Instant now)
      throws SQLException {
    link.query(INSERT)
        .with(
            id,
            endpoint.uuid(),
            place,
            subject,
            now,
            now,
            endpoint.uuid(),
            subject,
            now.toEpochMilli())
        .update();
  }

  /** Makes the first that waits of a subject due at {@code now}, unless one is due already. */
  static void makeNextDue(Link link, UUID endpoint, UUID subject, Instant now) throws SQLException {
    if (link.query(ANY_DUE).with(endpoint, subject).exists()) {
      return;
    }
    List<UUID> next = link.query(NEXT).with(endpoint, subject).all(row -> row.id("id"));
    for (UUID id : next) {
      link.query(MAKE_DUE).with(now, id).update();
    }
  }

  /** Those of {@code deliveries} that were not replayed since somebody looked. */
  static void forgetSettled(Link link, List<UUID> deliveries) throws SQLException {
    List<UUID> settled = new ArrayList<>();
    for (UUID id : deliveries) {
      if (link.query(IS_SETTLED).with(id).exists()) {
        settled.add(id);
      }
    }
    forget(link, settled);
  }

  /**
   * Forgets at most {@link SqlEventStore#FORGOTTEN_AT_ONCE} of this endpoint, which are found
   * before the writer's turn.
   *
   * @return whether there may be more
   */
  static boolean forgetSome(Database database, UUID endpoint) {
    List<UUID> some =
        database.read(
            link ->
                link.query(SOME_OF_ENDPOINT)
                    .with(endpoint, SqlEventStore.FORGOTTEN_AT_ONCE)
                    .all(row -> row.id("id")));
    if (!some.isEmpty()) {
      database.write(
          link -> {
            forget(link, some);
            return true;
          });
    }
    return some.size() == SqlEventStore.FORGOTTEN_AT_ONCE;
  }

  static void forget(Link link, List<UUID> deliveries) throws SQLException {
    Query delete = link.query(DELETE);
    Query deleteAttempts = link.query(DELETE_ATTEMPTS);
    for (UUID id : deliveries) {
      deleteAttempts.addBatch(id);
      delete.addBatch(id);
    }
    deleteAttempts.executeBatch();
    delete.executeBatch();
  }
}
