package io.bauta.store;

import io.bauta.event.Audience;
import io.bauta.event.Event;
import io.bauta.event.EventId;
import io.bauta.event.EventText;
import io.bauta.event.Happening;
import io.bauta.id.TimeOrderedIds;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes events in the units of work that change what they tell: so an event is durable if and only
 * if that is. While nobody wants events it writes none.
 */
public final class EventRecorder {

  /** Of whom nobody wants to hear. */
  static final EventRecorder SILENT =
      new EventRecorder(new Audience(), happening -> "", new TimeOrderedIds());

  static final String INSERT =
      """
      insert into event_inbox (id, type, subject, session_id, pool_id, created_at, data)
      values (?, ?, ?, ?, ?, ?, ?)
      """;

  private final Audience audience;
  private final EventText text;
  private final TimeOrderedIds ids;

  public EventRecorder(Audience audience, EventText text, TimeOrderedIds ids) {
    this.audience = audience;
    this.text = text;
    this.ids = ids;
  }

  /** Whether what happens now is to be told. */
  boolean isWanted() {
    return audience.isThere();
  }

  /** The event that tells of {@code happening}, not written yet. */
  public Event event(Happening happening) {
    return new Event(
        new EventId(ids.next(happening.at())),
        happening.type(),
        happening.subject(),
        happening.session(),
        happening.ofPool(),
        happening.at(),
        text.of(happening));
  }

  /** Writes the event of {@code happening} with what else the unit does, if anybody wants it. */
  void tell(Link link, Happening happening) throws SQLException {
    if (isWanted()) {
      insert(link, List.of(event(happening)));
    }
  }

  static void insert(Link link, List<Event> events) throws SQLException {
    Query insert = link.query(INSERT);
    for (Event event : events) {
      insert.addBatch(columns(event));
    }
    insert.executeBatch();
  }

  static Object[] columns(Event event) {
    return new Object[] {
      event.id().uuid(),
      event.type(),
      event.subject(),
      event.session().map(session -> session.uuid()),
      event.pool().map(pool -> pool.uuid()),
      event.at(),
      event.data()
    };
  }
}
