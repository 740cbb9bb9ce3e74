package io.bauta.store;

import io.bauta.event.Event;
import io.bauta.event.EventId;
import io.bauta.event.EventType;
import io.bauta.event.PlacedEvent;
import io.bauta.pool.PoolId;
import io.bauta.session.SessionId;
import java.sql.SQLException;

/** Events as rows. */
final class EventRows {

  /** The columns of an event in a join, each under a name of its own. */
  static final String JOINED =
      """
      e.place as e_place, e.id as e_id, e.type as e_type, e.subject as e_subject,
        e.session_id as e_session_id, e.pool_id as e_pool_id, e.created_at as e_created_at, e.data as e_data
      """;

  static final String SELECT = "select " + JOINED + "from event e\n";

  private EventRows() {}

  static PlacedEvent read(Row row) throws SQLException {
    return new PlacedEvent(
        row.number("e_place"),
        new Event(
            new EventId(row.id("e_id")),
            EventType.valueOf(row.text("e_type")),
            row.id("e_subject"),
            row.optionalId("e_session_id").map(SessionId::new),
            row.optionalId("e_pool_id").map(PoolId::new),
            row.instant("e_created_at"),
            row.text("e_data")));
  }

  /** An event that waits for its place. */
  static Event waiting(Row row) throws SQLException {
    return new Event(
        new EventId(row.id("id")),
        EventType.valueOf(row.text("type")),
        row.id("subject"),
        row.optionalId("session_id").map(SessionId::new),
        row.optionalId("pool_id").map(PoolId::new),
        row.instant("created_at"),
        row.text("data"));
  }
}
