package io.bauta.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** How far the events are: one row, made when it is first asked for. */
final class EventProgress {

  private static final String MAKE =
      """
      insert into event_progress (id, last_place) values (1, 0) on conflict (id) do nothing
      """;

  private static final String READ =
      """
      select last_place, ends_told_until, followed_until from event_progress where id = 1
      """;

  private static final String PLACED =
      """
      update event_progress set last_place = ? where id = 1
      """;

  private static final String TOLD =
      """
      update event_progress set ends_told_until = ? where id = 1
      """;

  private static final String FOLLOWED =
      """
      update event_progress set followed_until = ? where id = 1
      """;

  private EventProgress() {}

  static long lastPlace(Link link) throws SQLException {
    return link.query(READ).first(row -> row.number("last_place")).orElse(0L);
  }

  static Optional<Instant> endsToldUntil(Link link) throws SQLException {
    return link.query(READ)
        .first(row -> row.optionalInstant("ends_told_until"))
        .flatMap(until -> until);
  }

  static Optional<Instant> followedUntil(Link link) throws SQLException {
    return link.query(READ)
        .first(row -> row.optionalInstant("followed_until"))
        .flatMap(until -> until);
  }

  static void placed(Link link, long last) throws SQLException {
    link.query(MAKE).update();
    link.query(PLACED).with(last).update();
  }

  static void endsTold(Link link, Instant until) throws SQLException {
    link.query(MAKE).update();
    link.query(TOLD).with(until).update();
  }

  static void followed(Link link, Instant until) throws SQLException {
    link.query(MAKE).update();
    link.query(FOLLOWED).with(until).update();
  }
}
