package io.bauta.store;

import io.bauta.call.CallId;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.person.Traces;
import io.bauta.session.KnownPhone;
import io.bauta.session.SessionId;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Finds a person in SQL: by opening what is sealed, and by tokens where there are any. */
public final class SqlTraces implements Traces {

  private static final UUID BEFORE_ALL = new UUID(0, 0);
  private static final String CURSOR_SEPARATOR = "/";

  private static final String PARTICIPANTS =
      """
      select session_id, position, real_number, more_sealed, opened_sealed from participant
      where (session_id, position) > (?, ?) order by session_id, position limit ?
      """;

  private static final String CALLS =
      """
      select id, dialed_sealed, caller_sealed, destination_sealed from call
      where id > ? order by id limit ?
      """;

  private static final TokenStatement OPEN_BY_TOKEN =
      TokenStatement.of(
          "real_token",
          """
          select distinct s.id from binding b join session s on s.id = b.session_id
          where b.{token} = ? and b.released_at is null and b.position >= 0
            and s.closed_at is null and (s.expires_at is null or s.expires_at > ?)
          order by s.id limit ?
          """);

  // Of people whom no pair tells: those are known by codes, or called back by whoever is.
  private static final String OPEN_WITHOUT_PAIRS =
      """
      select s.id, p.real_number, p.more_sealed
      from session s join participant p on p.session_id = s.id
      where (s.rests_until is null or s.rests_until > ?) and s.mode in ('PIN', 'ONE_PARTY')
        and s.closed_at is null and (s.expires_at is null or s.expires_at > ?)
      """;

  private static final TokenStatement KNOWN_PHONES =
      TokenStatement.of(
          "phone_token",
          """
          select proxy_number, session_id, position, since from known_phone
          where {token} = ? order by proxy_number
          """);

  private static final int FETCH_SIZE = 1_000;

  private final Database database;
  private final SqlCallStore calls;
  private final NumberVault vault;
  private final SessionRows sessionRows;

  /**
   * What is held on people in {@code database}.
   *
   * @param calls of the same database
   */
  public SqlTraces(Database database, SqlCallStore calls, NumberVault vault) {
    this.database = database;
    this.calls = calls;
    this.vault = vault;
    this.sessionRows = new SessionRows(vault);
  }

  /** Whether {@code sealed} is this number. */
  private boolean is(PhoneNumber number, Optional<byte[]> sealed) {
    return sealed.map(vault::open).filter(number::equals).isPresent();
  }

  private boolean isAmongMore(PhoneNumber number, Optional<byte[]> sealed) {
    return sealed.map(sessionRows::more).filter(more -> more.contains(number)).isPresent();
  }

  @Override
  public Found<SessionId> sessions(PhoneNumber number, Optional<String> after) {
    // One that is in no place yet may be a call that goes on.
    calls.settleAll();
    String[] cursor = after.orElse(BEFORE_ALL + CURSOR_SEPARATOR + "-1").split(CURSOR_SEPARATOR);
    return database.read(
        link -> {
          Set<SessionId> found = new LinkedHashSet<>();
          List<String> reached =
              link.query(PARTICIPANTS)
                  .with(UUID.fromString(cursor[0]), Integer.valueOf(cursor[1]), LOOKED_AT_MAX)
                  .all(
                      row -> {
                        UUID session = row.id("session_id");
                        if (is(number, row.optionalBytes("real_number"))
                            || is(number, row.optionalBytes("opened_sealed"))
                            || isAmongMore(number, row.optionalBytes("more_sealed"))) {
                          found.add(new SessionId(session));
                        }
                        return session + CURSOR_SEPARATOR + row.number("position");
                      });
          return found(List.copyOf(found), reached);
        });
  }

  private static <T> Found<T> found(List<T> found, List<String> reached) {
    return new Found<>(
        found,
        reached.isEmpty() ? Optional.empty() : Optional.of(reached.getLast()),
        reached.size() < LOOKED_AT_MAX);
  }

  @Override
  public Found<CallId> calls(PhoneNumber number, Optional<String> after) {
    calls.settleAll();
    UUID from = after.map(UUID::fromString).orElse(BEFORE_ALL);
    return database.read(
        link -> {
          List<CallId> found = new ArrayList<>();
          List<String> reached =
              link.query(CALLS)
                  .with(from, LOOKED_AT_MAX)
                  .all(
                      row -> {
                        UUID id = row.id("id");
                        if (is(number, row.optionalBytes("dialed_sealed"))
                            || is(number, row.optionalBytes("caller_sealed"))
                            || is(number, row.optionalBytes("destination_sealed"))) {
                          found.add(new CallId(id));
                        }
                        return id.toString();
                      });
          return found(found, reached);
        });
  }

  @Override
  public List<SessionId> openSessions(PhoneNumber number, Instant now) {
    Set<String> open = new TreeSet<>();
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = turn.tokens().wanted(number);
      database
          .read(
              link ->
                  link.query(OPEN_BY_TOKEN.by(turn.tokens()))
                      .with(token, now, OPEN_SESSIONS_MAX)
                      .all(row -> new SessionId(row.id("id"))))
          .forEach(id -> open.add(id.toString()));
    }
    database
        .scan(link -> openWithoutPairs(link, number, now))
        .forEach(id -> open.add(id.toString()));
    return open.stream()
        .limit(OPEN_SESSIONS_MAX)
        .map(id -> SessionId.parse(id).orElseThrow())
        .toList();
  }

  private Set<SessionId> openWithoutPairs(Link link, PhoneNumber number, Instant now)
      throws SQLException {
    Set<SessionId> open = new LinkedHashSet<>();
    link.query(OPEN_WITHOUT_PAIRS)
        .with(now, now)
        .forEach(
            FETCH_SIZE,
            row -> {
              if (open.size() < OPEN_SESSIONS_MAX
                  && (is(number, row.optionalBytes("real_number"))
                      || isAmongMore(number, row.optionalBytes("more_sealed")))) {
                open.add(new SessionId(row.id("id")));
              }
            });
    return open;
  }

  @Override
  public List<KnownPhone> knownPhones(PhoneNumber number) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = turn.tokens().wanted(number);
      return database.read(
          link ->
              link.query(KNOWN_PHONES.by(turn.tokens()))
                  .with(token)
                  .all(
                      row ->
                          new KnownPhone(
                              new PhoneNumber(new ProxyNumber(row.number("proxy_number")).digits()),
                              number,
                              new SessionId(row.id("session_id")),
                              Math.toIntExact(row.number("position")),
                              row.instant("since"))));
    }
  }
}
