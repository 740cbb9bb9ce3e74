package io.bauta.store;

import io.bauta.store.NewSession.Pair;
import io.bauta.store.NewSession.Seat;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores a new session in SQLite. There is one writer at a time, so a contest is settled by looking
 * first; behind it stand the unique indexes, and a look that was wrong fails the unit.
 */
final class SqliteSessionInsert {

  private static final String KEY_USED =
      """
      select 1 from session where idempotency_key = ?
      union all
      select 1 from session_order where idempotency_key = ?
      """;

  private static final String NUMBER_IN_POOL =
      """
      select 1 from pool_number where number = ? and pool_id = ?
      """;

  private static final TokenStatement UNRELEASED_PAIR =
      TokenStatement.of(
          "real_token",
          """
          select session_id, place, rests_until from binding
          where {token} = ? and proxy_number = ? and released_at is null
          """);

  private static final String RELEASE =
      """
      update binding set released_at = ? where session_id = ? and place = ?
      """;

  static final String INSERT_SESSION =
      """
      insert into session
        (id, pool_id, reference, metadata, lifetime, opened_at, expires_at, closed_at,
         closed_reason, grace_until, rests_until, mode, rules, call_ttl_millis, latest_end,
         held_reference, idempotency_key)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static final String INSERT_PARTICIPANT =
      """
      insert into participant
        (session_id, position, pool_id, id, name, real_number, dials, more_sealed, pin_sealed)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static final String INSERT_BINDING =
      """
      insert into binding
        (session_id, place, position, pool_id, proxy_number, real_token, next_token, rests_until)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private SqliteSessionInsert() {}

  static Verdict run(Link link, NewSession session) throws SQLException {
    Optional<String> key = session.idempotencyKey();
    if (key.isPresent() && link.query(KEY_USED).with(key, key).exists()) {
      return new Verdict.KeyUsed(key.get());
    }
    for (Pair pair : session.pairs()) {
      if (!isInPool(link, pair, session)) {
        return new Verdict.NumberGone(pair.place());
      }
    }
    Optional<UUID> holder = HeldReference.openHolder(link, session);
    if (holder.isPresent()) {
      return new Verdict.ReferenceHeld(holder.get());
    }
    List<UnreleasedPair> rested = new ArrayList<>();
    for (Pair pair : session.pairs()) {
      Optional<UnreleasedPair> before = unreleased(link, pair, session.tokens());
      if (before.filter(found -> found.isHeldAt(session.now())).isPresent()) {
        return new Verdict.PairTaken(pair.place());
      }
      before.ifPresent(rested::add);
    }
    HeldReference.letGo(link, session);
    for (UnreleasedPair pair : rested) {
      link.query(RELEASE).with(session.now(), pair.session(), pair.place()).update();
    }
    insertRows(link, session);
    return new Verdict.Inserted();
  }

  private static boolean isInPool(Link link, Pair pair, NewSession session) throws SQLException {
    return link.query(NUMBER_IN_POOL).with(pair.number(), session.session().pool().uuid()).exists();
  }

  private record UnreleasedPair(UUID session, long place, Optional<Instant> restsUntil) {

    boolean isHeldAt(Instant now) {
      return restsUntil.isEmpty() || restsUntil.get().isAfter(now);
    }
  }

  private static Optional<UnreleasedPair> unreleased(Link link, Pair pair, Tokens tokens)
      throws SQLException {
    return link.query(UNRELEASED_PAIR.by(tokens))
        .with(pair.token().token(), pair.number())
        .first(
            row ->
                new UnreleasedPair(
                    row.id("session_id"), row.number("place"), row.optionalInstant("rests_until")));
  }

  private static void insertRows(Link link, NewSession insert) throws SQLException {
    var session = insert.session();
    link.query(INSERT_SESSION).with(SessionRows.columns(insert)).update();
    for (Seat seat : insert.seats()) {
      var participant = seat.participant();
      link.query(INSERT_PARTICIPANT)
          .with(
              session.id().uuid(),
              seat.position(),
              session.pool().uuid(),
              participant.id().uuid(),
              participant.name(),
              seat.sealed(),
              seat.dials(),
              seat.moreSealed(),
              seat.pinSealed())
          .update();
    }
    for (Pair pair : insert.pairs()) {
      link.query(INSERT_BINDING)
          .with(
              session.id().uuid(),
              pair.place(),
              pair.binding().position(),
              session.pool().uuid(),
              pair.number(),
              pair.token().token(),
              pair.token().next(),
              session.restsUntil())
          .update();
    }
    if (insert.told().isPresent()) {
      EventRecorder.insert(link, List.of(insert.told().get()));
    }
  }
}
