package io.bauta.store;

import io.bauta.event.Event;
import io.bauta.session.Holder;
import io.bauta.store.NewSession.Pair;
import io.bauta.store.NewSession.Seat;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stores many new sessions in PostgreSQL by one statement: one journey and one commit for all.
 *
 * <p>Other than {@link PostgresSessionInsert}, it looks first: a session of which it finds a pair
 * held is left out, and the others are stored. The unique indexes have the last word all the same;
 * what they refuse, they refuse to the whole group, and each of it is then tried by itself. Whoever
 * is not stored here and is not told why is tried by itself too, which finds out.
 */
final class PostgresOpenings {

  /** Which columns of a session are of which type, in their order. */
  private static final String COLUMN_TYPES =
      "uuid uuid text text text bigint bigint bigint text bigint bigint text text bigint bigint"
          + " text text";

  private static final List<String> TYPES = List.of(COLUMN_TYPES.split(" "));

  /** Stands where the place of a pair would. */
  private static final int STORED = -1;

  // As for one session, rows are locked and inserted in the order of their pairs. What is looked
  // for
  // among the bindings is looked for pair by pair, however few rows the planner thinks there are.
  // Until the table was analyzed for the first time, it takes bindings that are not released for
  // rare, and any index of them for as good as another: so no other can serve than is meant.
  private static final TokenStatement INSERT =
      TokenStatement.of(
          "real_token",
          """
          with opening as (
            select * from unnest(?::int[], ?::bigint[], %s)
              as o (nth, asked_at, id, pool_id, reference, metadata, lifetime, opened_at, expires_at,
                closed_at, closed_reason, grace_until, rests_until, mode, rules, call_ttl_millis,
                latest_end, held_reference, idempotency_key)
          ), seat as (
            select * from unnest(?::int[], ?::int[], ?::uuid[], ?::text[], ?::bytea[], ?::bigint[],
                ?::bytea[], ?::bytea[])
              as p (nth, position, id, name, real_number, dials, more_sealed, pin_sealed)
          ), pair as (
            select * from unnest(?::int[], ?::int[], ?::int[], ?::bigint[], ?::bytea[], ?::bytea[])
              as p (nth, place, position, proxy_number, pair_token, pair_next)
          ), lent as materialized (
            select number, pool_id from pool_number
            where number in (select proxy_number from pair)
            order by number for key share
          ), holding as materialized (
            select pair.nth, pair.place, b.session_id as by_session, b.place as by_place,
              b.is_held, pair.pair_token, pair.proxy_number
            from pair
              join opening on opening.nth = pair.nth
              cross join lateral (
                select session_id, place, rests_until is null or rests_until > opening.asked_at
                  as is_held
                from binding
                where {token} = pair.pair_token and proxy_number + 0 = pair.proxy_number
                  and released_at is null
                offset 0) b
          ), fit as materialized (
            select * from opening
            where not exists (select 1 from holding h where h.nth = opening.nth and h.is_held)
              and not exists (
                select 1 from pair left join lent on lent.number = pair.proxy_number
                where pair.nth = opening.nth and lent.pool_id is distinct from opening.pool_id)
          ), rested as materialized (
            select b.at, h.asked_at
            from (
              select holding.by_session, holding.by_place, fit.asked_at
              from holding join fit on fit.nth = holding.nth
              order by holding.pair_token, holding.proxy_number) h
              cross join lateral (
                select ctid as at from binding
                where session_id = h.by_session and place = h.by_place
                  and coalesce(released_at, -1) = -1 and rests_until <= h.asked_at
                for update) b
          ), released as (
            update binding b set released_at = (select asked_at from rested where at = b.ctid)
            where b.ctid = any (array (select at from rested))
            returning 1
          ), stored as (
            insert into session
              (id, pool_id, reference, metadata, lifetime, opened_at, expires_at, closed_at,
               closed_reason, grace_until, rests_until, mode, rules, call_ttl_millis, latest_end,
               held_reference, idempotency_key)
            select id, pool_id, reference, metadata, lifetime, opened_at, expires_at, closed_at,
              closed_reason, grace_until, rests_until, mode, rules, call_ttl_millis, latest_end,
              held_reference, idempotency_key
            from fit
          ), seated as (
            insert into participant
              (session_id, position, pool_id, id, name, real_number, dials, more_sealed, pin_sealed)
            select fit.id, seat.position, fit.pool_id, seat.id, seat.name, seat.real_number,
              seat.dials, seat.more_sealed, seat.pin_sealed
            from fit join seat on seat.nth = fit.nth
          ), bound as (
            insert into binding
              (session_id, place, position, pool_id, proxy_number, real_token, next_token, rests_until)
            select fit.id, pair.place, pair.position, fit.pool_id, pair.proxy_number,
              pair.pair_token, pair.pair_next, fit.rests_until
            from fit join pair on pair.nth = fit.nth
            where (select count(*) from released) >= 0
            order by pair.pair_token, pair.proxy_number
          ), told as (
            insert into event_inbox (id, type, subject, session_id, created_at, data)
            select t.id, t.type, fit.id, fit.id, t.created_at, t.data
            from fit join unnest(?::int[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])
              as t (nth, id, type, created_at, data) on t.nth = fit.nth
          )
          select nth, %d as taken from fit
          union all
          select nth, place as taken from holding where is_held
          """
              .formatted("?::" + String.join("[], ?::", TYPES) + "[]", STORED));

  private PostgresOpenings() {}

  /**
   * What became of each: empty where it is not known why it was not stored.
   *
   * @throws SQLException nothing was stored; a unique index refused it, for one
   */
  static List<Optional<Verdict>> insert(Link link, List<NewSession> sessions) throws SQLException {
    List<Optional<Verdict>> verdicts =
        new ArrayList<>(Collections.nCopies(sessions.size(), Optional.empty()));
    List<Integer> chosen = apart(sessions);
    if (chosen.isEmpty()) {
      return verdicts;
    }
    link.query(INSERT.by(sessions.getFirst().tokens()))
        .with(parameters(sessions, chosen))
        .forEach(
            row -> {
              int nth = Math.toIntExact(row.number("nth"));
              verdicts.set(nth, verdict(sessions.get(nth), Math.toIntExact(row.number("taken"))));
            });
    return verdicts;
  }

  private static Optional<Verdict> verdict(NewSession session, int taken) {
    if (taken == STORED) {
      return Optional.of(new Verdict.Inserted());
    }
    // Who has the pair may be the session that was opened with the same key.
    return session.idempotencyKey().isPresent()
        ? Optional.empty()
        : Optional.of(new Verdict.PairTaken(taken));
  }

  /** Whether it can be looked for by its holders: all who let anyone call have one in common. */
  static boolean takes(NewSession session) {
    return session.heldReference().isEmpty()
        && session.pairs().stream()
            .noneMatch(pair -> pair.binding().holder() instanceof Holder.Anyone);
  }

  /** Those that want nothing that another before them wants. */
  private static List<Integer> apart(List<NewSession> sessions) {
    Set<Object> wanted = new HashSet<>();
    List<Integer> apart = new ArrayList<>();
    for (int nth = 0; nth < sessions.size(); nth++) {
      List<Object> wants = wants(sessions.get(nth));
      if (Collections.disjoint(wanted, wants)) {
        apart.add(nth);
      }
      wanted.addAll(wants);
    }
    return apart;
  }

  private record WantedPair(ByteBuffer token, long number) {}

  private static List<Object> wants(NewSession session) {
    List<Object> wants = new ArrayList<>();
    for (Pair pair : session.pairs()) {
      wants.add(new WantedPair(ByteBuffer.wrap(pair.token().token()), pair.number()));
    }
    session.idempotencyKey().ifPresent(wants::add);
    return wants;
  }

  private record NthSeat(int nth, Seat seat) {}

  private record NthPair(int nth, Pair pair) {}

  private record NthEvent(int nth, Event event) {}

  private static Object[] parameters(List<NewSession> sessions, List<Integer> chosen) {
    List<NthSeat> seats = new ArrayList<>();
    List<NthPair> pairs = new ArrayList<>();
    List<NthEvent> told = new ArrayList<>();
    for (int nth : chosen) {
      NewSession session = sessions.get(nth);
      session.seats().forEach(seat -> seats.add(new NthSeat(nth, seat)));
      session.pairs().forEach(pair -> pairs.add(new NthPair(nth, pair)));
      session.told().ifPresent(event -> told.add(new NthEvent(nth, event)));
    }
    pairs.sort(
        Comparator.comparing((NthPair p) -> p.pair().token().token(), Arrays::compareUnsigned));
    List<Object> values = new ArrayList<>();
    values.add(chosen.toArray(Integer[]::new));
    values.add(
        chosen.stream().map(nth -> sessions.get(nth).now().toEpochMilli()).toArray(Long[]::new));
    addColumns(values, chosen.stream().map(nth -> SessionRows.columns(sessions.get(nth))).toList());
    values.add(seats.stream().map(NthSeat::nth).toArray(Integer[]::new));
    values.add(seats.stream().map(s -> s.seat().position()).toArray(Integer[]::new));
    values.add(seats.stream().map(s -> s.seat().participant().id().uuid()).toArray(UUID[]::new));
    values.add(seats.stream().map(s -> s.seat().participant().name()).toArray(String[]::new));
    values.add(seats.stream().map(s -> s.seat().sealed()).toArray(byte[][]::new));
    values.add(seats.stream().map(s -> s.seat().dials()).toArray(Long[]::new));
    values.add(seats.stream().map(s -> s.seat().moreSealed().orElse(null)).toArray(byte[][]::new));
    values.add(seats.stream().map(s -> s.seat().pinSealed().orElse(null)).toArray(byte[][]::new));
    values.add(pairs.stream().map(NthPair::nth).toArray(Integer[]::new));
    values.add(pairs.stream().map(p -> p.pair().place()).toArray(Integer[]::new));
    values.add(pairs.stream().map(p -> p.pair().binding().position()).toArray(Integer[]::new));
    values.add(pairs.stream().map(p -> p.pair().number()).toArray(Long[]::new));
    values.add(pairs.stream().map(p -> p.pair().token().token()).toArray(byte[][]::new));
    values.add(
        pairs.stream().map(p -> p.pair().token().next().orElse(null)).toArray(byte[][]::new));
    values.add(told.stream().map(NthEvent::nth).toArray(Integer[]::new));
    values.add(told.stream().map(t -> t.event().id().uuid()).toArray(UUID[]::new));
    values.add(told.stream().map(t -> t.event().type().name()).toArray(String[]::new));
    values.add(told.stream().map(t -> t.event().at().toEpochMilli()).toArray(Long[]::new));
    values.add(told.stream().map(t -> t.event().data()).toArray(String[]::new));
    return values.toArray();
  }

  /** An array for each column, of the values that it has in all rows. */
  private static void addColumns(List<Object> values, List<Object[]> rows) {
    Dialect dialect = new PostgresDialect();
    for (int column = 0; column < TYPES.size(); column++) {
      Object[] all =
          switch (TYPES.get(column)) {
            case "uuid" -> new UUID[rows.size()];
            case "bigint" -> new Long[rows.size()];
            default -> new String[rows.size()];
          };
      for (int row = 0; row < all.length; row++) {
        all[row] = Query.stored(rows.get(row)[column], dialect);
      }
      values.add(all);
    }
  }
}
