package io.bauta.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Moves the end of a session whose lifetime runs from its last call. */
final class CalledSession {

  private static final String MOVING =
      """
      select expires_at, call_ttl_millis, latest_end, last_call_at from session
      where id = ? and closed_at is null and call_ttl_millis is not null
      """;

  private static final String LAST_CALL =
      """
      select last_call_at from session where id = ?
      """;

  // Locked, so that whoever lends them again comes before or after.
  private static final String PAIRS =
      """
      select released_at from binding where session_id = ? and position >= 0 order by place
      """;

  private static final String NOTE =
      """
      update session set last_call_at = ? where id = ?
      """;

  private static final String MOVE =
      """
      update session set
        expires_at = expires_at + ?, grace_until = grace_until + ?, rests_until = rests_until + ?
      where id = ?
      """;

  private static final String MOVE_REST =
      """
      update binding set rests_until = rests_until + ?
      where session_id = ? and released_at is null and position >= 0
      """;

  private CalledSession() {}

  private record Moving(
      Instant end, Duration lifetime, Optional<Instant> latest, Optional<Instant> lastCall) {}

  /** What {@link io.bauta.session.SessionStore#called} does, in a unit of work. */
  static boolean move(Link link, UUID session, Instant at) throws SQLException {
    Optional<Moving> found =
        link.query(MOVING + link.dialect().forUpdate())
            .with(session)
            .first(
                row ->
                    new Moving(
                        row.instant("expires_at"),
                        row.duration("call_ttl_millis"),
                        row.optionalInstant("latest_end"),
                        row.optionalInstant("last_call_at")));
    if (found.isEmpty() || isLentAgain(link, session)) {
      return false;
    }
    Moving moving = found.get();
    if (moving.lastCall().filter(last -> !last.isBefore(at)).isEmpty()) {
      link.query(NOTE).with(at, session).update();
    }
    Instant moved = at.plus(moving.lifetime());
    Instant end = moving.latest().filter(moved::isAfter).orElse(moved);
    if (end.isAfter(moving.end())) {
      Duration later = Duration.between(moving.end(), end);
      link.query(MOVE).with(later, later, later, session).update();
      link.query(MOVE_REST).with(later, session).update();
    }
    return true;
  }

  private static boolean isLentAgain(Link link, UUID session) throws SQLException {
    return link
        .query(PAIRS + link.dialect().forUpdate())
        .with(session)
        .all(row -> row.optionalInstant("released_at"))
        .stream()
        .anyMatch(Optional::isPresent);
  }

  /** The last call of a session that the store knows of; its row is locked. */
  static Optional<Instant> last(Link link, UUID session) throws SQLException {
    return link.query(LAST_CALL + link.dialect().forUpdate())
        .with(session)
        .first(row -> row.optionalInstant("last_call_at"))
        .flatMap(last -> last);
  }
}
