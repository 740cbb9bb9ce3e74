package io.bauta.store;

import io.bauta.event.Event;
import io.bauta.session.MaskingSession;
import io.bauta.store.NewSession.Pair;
import io.bauta.store.NewSession.Seat;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Stores a new session in PostgreSQL: one statement, so one journey and no lock held over a second
 * one. It is tried without looking; the unique indexes settle a contest, and only who lost looks
 * for what was lost.
 */
final class PostgresSessionInsert {

  // Rows are locked and inserted in the order of their pairs, so that two openings never wait for
  // each other. The number is locked, so that its removal waits for this opening or comes before
  // it.
  private static final TokenStatement INSERT =
      TokenStatement.of(
          "real_token",
          """
          with seat as (
            select * from unnest(?::int[], ?::uuid[], ?::text[], ?::bytea[], ?::bigint[], ?::bytea[],
                ?::bytea[])
              as p (position, id, name, real_number, dials, more_sealed, pin_sealed)
          ), pair as (
            select * from unnest(?::int[], ?::int[], ?::bigint[], ?::bytea[], ?::bytea[])
              as p (place, position, proxy_number, pair_token, pair_next)
          ), lent as materialized (
            select number from pool_number
            where pool_id = ? and number in (select proxy_number from pair)
            order by number for key share
          ), rested as materialized (
            select b.session_id, b.place from binding b
              join pair on pair.pair_token = b.{token} and pair.proxy_number = b.proxy_number
            where b.released_at is null and b.rests_until <= ?
            order by b.{token}, b.proxy_number for update of b
          ), released as (
            update binding b set released_at = ? from rested
            where b.session_id = rested.session_id and b.place = rested.place
              and b.released_at is null
            returning 1
          ), stored as (
            insert into session
              (id, pool_id, reference, metadata, lifetime, opened_at, expires_at, closed_at,
               closed_reason, grace_until, rests_until, mode, rules, call_ttl_millis, latest_end,
               held_reference, idempotency_key)
            select ?::uuid, ?::uuid, ?, ?, ?, ?::bigint, ?::bigint, ?::bigint, ?, ?::bigint, ?::bigint,
              ?, ?, ?::bigint, ?::bigint, ?, ?
            where (select count(*) from lent) = (select count(distinct proxy_number) from pair)
            returning id, pool_id, rests_until
          ), seated as (
            insert into participant
              (session_id, position, pool_id, id, name, real_number, dials, more_sealed, pin_sealed)
            select stored.id, seat.position, stored.pool_id, seat.id, seat.name, seat.real_number,
              seat.dials, seat.more_sealed, seat.pin_sealed
            from stored, seat
          ), bound as (
            insert into binding
              (session_id, place, position, pool_id, proxy_number, real_token, next_token, rests_until)
            select stored.id, pair.place, pair.position, stored.pool_id, pair.proxy_number,
              pair.pair_token, pair.pair_next, stored.rests_until
            from stored, pair
            where (select count(*) from released) >= 0
            order by pair.pair_token, pair.proxy_number
          ), told as (
            insert into event_inbox (id, type, subject, session_id, created_at, data)
            select t.id, t.type, stored.id, stored.id, t.created_at, t.data
            from stored, unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[])
              as t (id, type, created_at, data)
          )
          select 1 from stored
          """);

  private static final String KEY_USED =
      """
      select 1 from session where idempotency_key = ?
      """;

  private static final String NUMBER_IN_POOL =
      """
      select 1 from pool_number where number = ? and pool_id = ?
      """;

  private static final TokenStatement HELD_PAIR =
      TokenStatement.of(
          "real_token",
          """
          select 1 from binding
          where {token} = ? and proxy_number = ? and released_at is null
            and (rests_until is null or rests_until > ?)
          """);

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String KEY_INDEX = "session_idempotency_key";
  private static final String REFERENCE_INDEX = "session_holds_reference";

  private PostgresSessionInsert() {}

  static Verdict run(PostgresDatabase database, NewSession session) {
    Optional<Verdict> verdict = database.insertWithOthers(session);
    // Who lost to an opening that was undone, or to a pair that was released since, tries again.
    for (int i = 0; i < PostgresDatabase.RUNS_MAX && verdict.isEmpty(); i++) {
      if (session.heldReference().isPresent()) {
        database.write(link -> HeldReference.letGo(link, session));
      }
      Attempt attempt = database.writeStatement(link -> attempt(link, session));
      verdict = verdict(database, session, attempt);
    }
    return verdict.orElseThrow(PostgresSessionInsert::endless);
  }

  /** The same, in one transaction with what may be said against it. */
  static Verdict run(
      PostgresDatabase database, NewSession session, UnitOfWork<Optional<Verdict>> objection) {
    Optional<Verdict> verdict = Optional.empty();
    for (int i = 0; i < PostgresDatabase.RUNS_MAX && verdict.isEmpty(); i++) {
      try {
        verdict = Optional.of(database.write(link -> insertUnless(link, session, objection)));
      } catch (Lost lost) {
        verdict = verdict(database, session, lost.attempt);
      }
    }
    return verdict.orElseThrow(PostgresSessionInsert::endless);
  }

  private static Verdict insertUnless(
      Link link, NewSession session, UnitOfWork<Optional<Verdict>> objection) throws SQLException {
    Optional<Verdict> objected = objection.run(link);
    if (objected.isPresent()) {
      return objected.get();
    }
    Attempt attempt = attempt(link, session);
    if (attempt != Attempt.DONE) {
      throw new Lost(attempt);
    }
    return new Verdict.Inserted();
  }

  /** The statement failed, and with it the transaction: what was lost is looked for after it. */
  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Attempt attempt;

    Lost(Attempt attempt) {
      super("an opening lost a contest", null, false, false);
      this.attempt = attempt;
    }
  }

  private static Optional<Verdict> verdict(
      PostgresDatabase database, NewSession session, Attempt attempt) {
    return attempt == Attempt.DONE
        ? Optional.of(new Verdict.Inserted())
        : database.read(link -> whatWasLost(link, session, attempt));
  }

  private static StoreUnavailableException endless() {
    return new StoreUnavailableException("A contest for a number does not come to an end.");
  }

  private enum Attempt {
    DONE,
    KEY_LOST,
    REFERENCE_LOST,
    PAIR_LOST,
    NUMBER_LOST
  }

  private static Attempt attempt(Link link, NewSession session) throws SQLException {
    try {
      boolean stored = link.query(INSERT.by(session.tokens())).with(parameters(session)).exists();
      return stored ? Attempt.DONE : Attempt.NUMBER_LOST;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      // In whatever language the server speaks, it names the index.
      String index = String.valueOf(e.getMessage());
      return index.contains(KEY_INDEX)
          ? Attempt.KEY_LOST
          : index.contains(REFERENCE_INDEX) ? Attempt.REFERENCE_LOST : Attempt.PAIR_LOST;
    }
  }

  private static Object[] parameters(NewSession insert) {
    MaskingSession session = insert.session();
    List<Seat> seats = insert.seats();
    List<Pair> pairs =
        insert.pairs().stream()
            .sorted(Comparator.comparing(pair -> pair.token().token(), Arrays::compareUnsigned))
            .toList();
    List<Object> values = new ArrayList<>();
    values.add(seats.stream().map(Seat::position).toArray(Integer[]::new));
    values.add(seats.stream().map(s -> s.participant().id().uuid()).toArray(UUID[]::new));
    values.add(seats.stream().map(s -> s.participant().name()).toArray(String[]::new));
    values.add(seats.stream().map(Seat::sealed).toArray(byte[][]::new));
    values.add(seats.stream().map(Seat::dials).toArray(Long[]::new));
    values.add(seats.stream().map(s -> s.moreSealed().orElse(null)).toArray(byte[][]::new));
    values.add(seats.stream().map(s -> s.pinSealed().orElse(null)).toArray(byte[][]::new));
    values.add(pairs.stream().map(Pair::place).toArray(Integer[]::new));
    values.add(pairs.stream().map(p -> p.binding().position()).toArray(Integer[]::new));
    values.add(pairs.stream().map(Pair::number).toArray(Long[]::new));
    values.add(pairs.stream().map(pair -> pair.token().token()).toArray(byte[][]::new));
    values.add(pairs.stream().map(p -> p.token().next().orElse(null)).toArray(byte[][]::new));
    values.add(session.pool().uuid());
    values.add(insert.now());
    values.add(insert.now());
    Collections.addAll(values, SessionRows.columns(insert));
    List<Event> told = insert.told().stream().toList();
    values.add(told.stream().map(event -> event.id().uuid()).toArray(UUID[]::new));
    values.add(told.stream().map(event -> event.type().name()).toArray(String[]::new));
    values.add(told.stream().map(event -> event.at().toEpochMilli()).toArray(Long[]::new));
    values.add(told.stream().map(Event::data).toArray(String[]::new));
    return values.toArray();
  }

  private static Optional<Verdict> whatWasLost(Link link, NewSession session, Attempt attempt)
      throws SQLException {
    return switch (attempt) {
      case DONE -> Optional.of(new Verdict.Inserted());
      case KEY_LOST -> session.idempotencyKey().map(Verdict.KeyUsed::new);
      case REFERENCE_LOST -> {
        Optional<Verdict> used = usedKey(link, session);
        yield used.isPresent() ? used : heldReference(link, session);
      }
      case NUMBER_LOST -> goneNumber(link, session);
      case PAIR_LOST -> takenPair(link, session);
    };
  }

  private static Optional<Verdict> usedKey(Link link, NewSession session) throws SQLException {
    Optional<String> key = session.idempotencyKey();
    return key.isPresent() && link.query(KEY_USED).with(key.get()).exists()
        ? key.map(Verdict.KeyUsed::new)
        : Optional.empty();
  }

  private static Optional<Verdict> heldReference(Link link, NewSession session)
      throws SQLException {
    return HeldReference.openHolder(link, session).map(Verdict.ReferenceHeld::new);
  }

  private static Optional<Verdict> goneNumber(Link link, NewSession session) throws SQLException {
    for (Pair pair : session.pairs()) {
      if (!link.query(NUMBER_IN_POOL)
          .with(pair.number(), session.session().pool().uuid())
          .exists()) {
        return Optional.of(new Verdict.NumberGone(pair.place()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> takenPair(Link link, NewSession session) throws SQLException {
    for (Pair pair : session.pairs()) {
      if (link.query(HELD_PAIR.by(session.tokens()))
          .with(pair.token().token(), pair.number(), session.now())
          .exists()) {
        return Optional.of(new Verdict.PairTaken(pair.place()));
      }
    }
    return Optional.empty();
  }
}
