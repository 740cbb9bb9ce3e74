package io.bauta.store;

import io.bauta.event.Event;
import io.bauta.event.EventType;
import io.bauta.event.Happening;
import io.bauta.session.MaskingSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Tells of sessions, in the units of work that change them. */
final class SessionEvents {

  private static final String BY_ID = SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  // Of two who want to tell of one end, one finds it so.
  private static final String END_TOLD =
      """
      update session set end_told = expires_at
      where id = ? and closed_at is null and expires_at <= ?
        and (end_told is null or end_told <> expires_at)
      """;

  private final EventRecorder recorder;
  private final SessionRows rows;

  SessionEvents(EventRecorder recorder, SessionRows rows) {
    this.recorder = recorder;
    this.rows = rows;
  }

  /** The event of an opening, to be written with it; empty when nobody wants it. */
  Optional<Event> opened(MaskingSession session, Instant now) {
    return recorder.isWanted()
        ? Optional.of(recorder.event(happening(EventType.SESSION_OPENED, session, now)))
        : Optional.empty();
  }

  /** Its end is another one now, or it was closed. */
  void ended(Link link, MaskingSession session, Instant now) throws SQLException {
    EventType type =
        session.closing().isPresent() ? EventType.SESSION_CLOSED : EventType.SESSION_EXTENDED;
    recorder.tell(link, happening(type, session, now));
  }

  /** Before a session that is over is opened again: by the clock it ended untold, perhaps. */
  void toReopen(Link link, MaskingSession session, Instant now) throws SQLException {
    if (recorder.isWanted()) {
      expired(link, session, now);
    }
  }

  void reopened(Link link, MaskingSession session, Instant now) throws SQLException {
    recorder.tell(link, happening(EventType.SESSION_REOPENED, session, now));
  }

  /** Tells that a session has ended by the clock; not when that was told, or is not so. */
  void expired(Link link, MaskingSession session, Instant now) throws SQLException {
    if (link.query(END_TOLD).with(session.id().uuid(), now).update() == 0) {
      return;
    }
    Optional<MaskingSession> before = rows.first(link.query(BY_ID).with(session.id().uuid()));
    if (before.isPresent()) {
      recorder.tell(link, happening(EventType.SESSION_CLOSED, before.get(), now));
    }
  }

  /** Tells that a session will end by the clock soon. */
  void expiring(Link link, MaskingSession session, Instant now) throws SQLException {
    recorder.tell(link, happening(EventType.SESSION_EXPIRING, session, now));
  }

  private static Happening happening(EventType type, MaskingSession session, Instant now) {
    return new Happening.OfSession(type, session, now);
  }
}
