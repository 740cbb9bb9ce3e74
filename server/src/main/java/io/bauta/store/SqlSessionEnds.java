package io.bauta.store;

import io.bauta.event.SessionEnds;
import io.bauta.session.LastCalls;
import io.bauta.session.MaskingSession;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends of sessions by the clock, found by an index on them. What was told stands with the session,
 * with the end that was meant: one that was extended or opened again has another one.
 */
public final class SqlSessionEnds implements SessionEnds {

  /** How far each look goes back behind the one before: clocks are set, and changes take time. */
  static final Duration OVERLAP = Duration.ofSeconds(30);

  private static final String EXPIRED =
      """
      select id from session
      where closed_at is null and expires_at > ? and expires_at <= ?
        and (end_told is null or end_told <> expires_at)
      order by expires_at limit ?
      """;

  private static final String EXPIRING =
      """
      select id from session
      where closed_at is null and expires_at > ? and expires_at <= ? and expires_at > ?
        and opened_at <= expires_at - ?
        and (expiring_told is null or expiring_told <> expires_at)
      order by expires_at limit ?
      """;

  private static final String EXPIRING_TOLD =
      """
      update session set expiring_told = expires_at
      where id = ? and closed_at is null and expires_at > ? and expires_at <= ?
      """;

  private static final String BY_ID = SessionRows.SELECT + "where s.id = ? " + SessionRows.IN_ORDER;

  private final Database database;
  private final SessionRows rows;
  private final SessionEvents events;

  public SqlSessionEnds(Database database, NumberVault vault, EventRecorder recorder) {
    this.database = database;
    this.rows = new SessionRows(vault);
    this.events = new SessionEvents(recorder, rows);
  }

  @Override
  public Optional<Instant> toldUntil() {
    return database.read(EventProgress::endsToldUntil);
  }

  @Override
  public void beginAt(Instant now) {
    database.write(
        link -> {
          EventProgress.endsTold(link, now);
          return true;
        });
  }

  @Override
  public boolean tell(Instant now, Duration notice, LastCalls lastCalls) {
    Optional<Instant> until = toldUntil();
    if (until.isEmpty()) {
      beginAt(now);
      return false;
    }
    // A clock that was set back is followed.
    Instant from = earlier(until.get(), now).minus(OVERLAP);
    List<UUID> expired = database.read(link -> expired(link, from, now));
    List<UUID> expiring = database.read(link -> expiring(link, from, now, notice));
    boolean more = expired.size() == TOLD_AT_ONCE_MAX || expiring.size() == TOLD_AT_ONCE_MAX;
    if (expired.isEmpty() && expiring.isEmpty()) {
      if (Duration.between(until.get(), now).abs().compareTo(OVERLAP) > 0) {
        beginAt(now);
      }
      return false;
    }
    return database.write(
        link -> {
          boolean put = tell(link, expired, expiring, now, notice, lastCalls);
          if (!more && !put) {
            EventProgress.endsTold(link, now);
          }
          // Those that are put off would only be found again at once.
          return more && !put;
        });
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<UUID> expired(Link link, Instant from, Instant now) throws SQLException {
    return link.query(EXPIRED).with(from, now, TOLD_AT_ONCE_MAX).all(row -> row.id("id"));
  }

  /** Whoever opened one for less than the notice knows that it ends soon. */
  private static List<UUID> expiring(Link link, Instant from, Instant now, Duration notice)
      throws SQLException {
    return link.query(EXPIRING)
        .with(from.plus(notice), now.plus(notice), now, notice, TOLD_AT_ONCE_MAX)
        .all(row -> row.id("id"));
  }

  /** Whether one of them was put off, because its last call is not in the store yet. */
  private boolean tell(
      Link link,
      List<UUID> expired,
      List<UUID> expiring,
      Instant now,
      Duration notice,
      LastCalls lastCalls)
      throws SQLException {
    boolean put = false;
    for (UUID id : expiring) {
      Optional<MaskingSession> session = rows.first(link.query(BY_ID).with(id));
      if (session.isPresent()
          && link.query(EXPIRING_TOLD).with(id, now, now.plus(notice)).update() == 1) {
        events.expiring(link, session.get(), now);
      }
    }
    for (UUID id : expired) {
      Optional<MaskingSession> session = rows.first(link.query(BY_ID).with(id));
      if (session.isPresent() && lastCalls.isOpen(session.get(), now)) {
        put = true;
      } else if (session.isPresent()) {
        events.expired(link, session.get(), now);
      }
    }
    return put;
  }
}
