package io.bauta.store;

import io.bauta.audit.AuditEntry;
import io.bauta.event.EventRedaction;
import io.bauta.number.PhoneNumber;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureId;
import io.bauta.person.ErasureStage;
import io.bauta.person.ErasureStore;
import io.bauta.person.Trace;
import io.bauta.person.Traces;
import io.bauta.person.WaitsFor;
import io.bauta.recording.DeletionReason;
import io.bauta.session.SessionId;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Erasures in SQL. Whatever is found is found before the writer's turn, which is everybody's. */
public final class SqlErasureStore implements ErasureStore {

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private static final String BEGIN =
      """
      insert into erasure
        (id, requested_at, number_sealed, closes_sessions, removes_blocks, stage)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String SELECT =
      """
      select * from erasure
      """;

  private static final String BY_ID = SELECT + "where id = ?";

  private static final String PENDING = SELECT + "where done_at is null order by id";

  private static final String COUNTS =
      """
      select trace, number from erasure_count where erasure_id = ?
      """;

  private static final String ADD =
      """
      insert into erasure_count (erasure_id, trace, number) values (?, ?, ?)
      on conflict (erasure_id, trace) do update set
        number = erasure_count.number + excluded.number
      """;

  private static final String SET =
      """
      insert into erasure_count (erasure_id, trace, number) values (?, ?, ?)
      on conflict (erasure_id, trace) do update set number = excluded.number
      """;

  private static final String REACHED =
      """
      update erasure set stage = ?, reached = ?, again_from = ?, waits_for = null,
        looks_again_at = null, failed_at = null
      where id = ?
      """;

  private static final String WAITS =
      """
      update erasure set reached = ?, again_from = null, waits_for = ?, looks_again_at = ?,
        failed_at = null
      where id = ?
      """;

  private static final String FAILED =
      """
      update erasure set failed_at = ?, looks_again_at = ? where id = ?
      """;

  private static final String NUMBER_DONE =
      """
      update erasure set number_sealed = null, stage = ?, reached = null, again_from = null,
        waits_for = null, looks_again_at = null, failed_at = null
      where id = ?
      """;

  private static final String DONE =
      """
      update erasure set stage = ?, waits_for = null, looks_again_at = null, failed_at = null,
        done_at = ?
      where id = ?
      """;

  private static final String RECORDING_PAGE =
      """
      select r.id, r.url_sealed, c.status
      from recording r left join call c on c.carrier_key = r.carrier_key
      where r.id > ? and r.url_sealed is not null and r.erased_for is null
      order by r.id limit ?
      """;

  private static final String ERASE_RECORDING =
      """
      update recording set erased_for = ?
      where id = ? and url_sealed is not null and erased_for is null
      """;

  private static final String COMMAND_PAGE =
      """
      select command_key, carrier_account, carrier_call_id, body_sealed from owed_command
      where ended is null and command_key > ? order by command_key limit ?
      """;

  private static final String CALL_GOES_ON =
      """
      select 1 from call
      where carrier_key = ? and status in ('ROUTING', 'RINGING', 'IN_PROGRESS')
      """;

  private static final String END_COMMAND =
      """
      update owed_command set ended = 'NOT_WANTED', ended_at = ?, body_sealed = null
      where command_key = ? and ended is null
      """;

  private static final TokenStatement FORGET_PHONES =
      TokenStatement.of(
          "phone_token",
          """
          delete from known_phone where {token} = ?
          """);

  // Pairs of a number that somebody had before it was replaced: they rest by themselves.
  private static final TokenStatement FORMER_PAIRS =
      TokenStatement.of(
          "real_token",
          """
          update binding set erased_for = ?
          where {token} = ? and position < 0 and erased_for is null
          """);

  private static final String AUDIT_PAGE =
      """
      select sequence, detail from audit_entry
      where sequence > ? order by sequence limit ?
      """;

  private static final String RESTED =
      """
      select session_id, place, next_token from binding
      where erased_for = ? and (released_at is not null or coalesce(rests_until, 0) <= ?)
      limit ?
      """;

  private static final String TAKE_TOKEN =
      """
      update binding set real_token = ?, next_token = ?, erased_for = null
      where session_id = ? and place = ?
      """;

  private static final String LAST_REST =
      """
      select max(rests_until) as rests_until from binding where erased_for = ?
      """;

  private static final String RECORDINGS_LEFT =
      """
      select count(*) as number from recording
      where erased_for = ? and ((state <> 'DELETED' and hold_reason is null)
        or remove_due_at is not null or copy_due_at is not null)
      """;

  private static final String RECORDINGS_GONE =
      """
      select count(*) as number from recording
      where erased_for = ? and state = 'DELETED' and deleted_why = ?
      """;

  private static final String RECORDINGS_HELD =
      """
      select count(*) as number from recording where erased_for = ? and state <> 'DELETED'
      """;

  private static final String COPIES_LEFT =
      """
      select count(*) as number from recording
      where erased_for = ? and state = 'DELETED' and carrier_copy <> 'DELETED'
      """;

  // Those that are held are deleted when they are let go.
  private static final String LET_RECORDINGS_GO =
      """
      update recording set erased_for = null where erased_for = ? and state = 'DELETED'
      """;

  private final SecureRandom random = new SecureRandom();
  private final Database database;
  private final SqlCallStore calls;
  private final NumberVault vault;
  private final SqlAuditLog audit;
  private final SessionRows sessionRows;
  private final SessionEvents sessionEvents;
  private final ErasedEvents events;

  /**
   * The erasures in {@code database}.
   *
   * @param calls of the same database
   * @param redaction takes people out of what is told
   * @param audit of the same database
   */
  public SqlErasureStore(
      Database database,
      SqlCallStore calls,
      NumberVault vault,
      EventRecorder recorder,
      EventRedaction redaction,
      SqlAuditLog audit) {
    this.database = database;
    this.calls = calls;
    this.vault = vault;
    this.audit = audit;
    this.sessionRows = new SessionRows(vault);
    this.sessionEvents = new SessionEvents(recorder, sessionRows);
    this.events = new ErasedEvents(new CallRows(vault), sessionRows, redaction);
  }

  @Override
  public void begin(Erasure erasure, PhoneNumber number, AuditEntry entry) {
    try (KeyRing.Turn _ = vault.turn()) {
      byte[] sealed = vault.seal(number);
      database.write(
          link -> {
            link.query(BEGIN)
                .with(
                    erasure.id().uuid(),
                    erasure.requestedAt(),
                    sealed,
                    erasure.closesSessions() ? 1 : 0,
                    erasure.removesBlocks() ? 1 : 0,
                    erasure.stage())
                .update();
            audit.insert(link, entry);
            return true;
          });
    }
  }

  @Override
  public Optional<Erasure> find(ErasureId id) {
    return database.read(link -> find(link, id));
  }

  private static Optional<Erasure> find(Link link, ErasureId id) throws SQLException {
    Map<Trace, Long> counts = counts(link, id.uuid());
    return link.query(BY_ID).with(id.uuid()).first(row -> row(row, counts));
  }

  private static Map<Trace, Long> counts(Link link, UUID id) throws SQLException {
    Map<Trace, Long> counts = new EnumMap<>(Trace.class);
    link.query(COUNTS)
        .with(id)
        .forEach(row -> counts.put(Trace.valueOf(row.text("trace")), row.number("number")));
    return counts;
  }

  private static Erasure row(Row row, Map<Trace, Long> counts) throws SQLException {
    return new Erasure(
        new ErasureId(row.id("id")),
        row.instant("requested_at"),
        row.number("closes_sessions") == 1,
        row.number("removes_blocks") == 1,
        ErasureStage.valueOf(row.text("stage")),
        row.optionalText("waits_for").map(WaitsFor::valueOf),
        row.optionalInstant("looks_again_at"),
        row.optionalInstant("failed_at"),
        row.optionalInstant("done_at"),
        counts);
  }

  @Override
  public List<Erasure> list(Optional<ErasureId> before, int limit) {
    Filter filter = new Filter(SELECT).and("id < ?", before.map(ErasureId::uuid));
    String sql = filter.sql("order by id desc limit ?", limit);
    return database.read(
        link -> {
          List<Erasure> page = new ArrayList<>();
          List<UUID> found = link.query(sql).with(filter.values()).all(row -> row.id("id"));
          for (UUID id : found) {
            find(link, new ErasureId(id)).ifPresent(page::add);
          }
          return page;
        });
  }

  @Override
  public List<Pending> pending() {
    return database.read(
        link ->
            link.query(PENDING)
                .all(
                    row ->
                        new Pending(
                            row(row, Map.of()),
                            row.optionalBytes("number_sealed").map(vault::open),
                            row.optionalText("reached"),
                            row.optionalText("again_from"))));
  }

  @Override
  public OfSession eraseFromSession(
      ErasureId id, SessionId session, PhoneNumber number, Instant now) {
    calls.settleAll();
    try (KeyRing.Turn _ = vault.turn()) {
      ErasedSession erased = new ErasedSession(sessionRows, sessionEvents, vault);
      return database.write(
          link -> {
            OfSession outcome = erased.erase(link, id, session, number, now);
            if (outcome == OfSession.ERASED) {
              add(link, id, Trace.SESSIONS, 1);
            }
            return outcome;
          });
    }
  }

  private static void add(Link link, ErasureId id, Trace trace, long number) throws SQLException {
    if (number > 0) {
      link.query(ADD).with(id.uuid(), trace, number).update();
    }
  }

  @Override
  public Piece erase(
      ErasureId id, ErasureStage stage, PhoneNumber number, Optional<String> after, Instant now) {
    return switch (stage) {
      case CALLS -> eraseCalls(id, number, after, now);
      case RECORDINGS -> eraseRecordings(id, number, after);
      case COMMANDS -> eraseCommands(id, number, after, now);
      case LISTS -> eraseLists(id, number);
      case EVENTS -> eraseEvents(id, number, after);
      case AUDIT -> lookAtAudit(id, number);
      case SESSIONS, MEMORY, RESTS, DONE ->
          throw new IllegalArgumentException(stage + " is not the store's alone");
    };
  }

  private Piece eraseCalls(ErasureId id, PhoneNumber number, Optional<String> after, Instant now) {
    calls.settleAll();
    try (KeyRing.Turn _ = vault.turn()) {
      ErasedCalls erased = new ErasedCalls(vault);
      ErasedCalls.Looked looked = database.read(link -> erased.look(link, number, after));
      if (looked.hits().isEmpty()) {
        return new Piece(looked.reached(), looked.isLast(), false);
      }
      return database.write(
          link -> {
            link.dialect().takeTurn(link, Dialect.Turn.CALLS);
            ErasedCalls.Done done = erased.erase(link, id, looked, now);
            add(link, id, Trace.CALLS, done.changed());
            add(link, id, Trace.COMMANDS, done.commands());
            return done.piece();
          });
    }
  }

  /** Rows in which the number is, of a page. */
  private record Told<T>(List<T> rows, List<String> reached, boolean leftSome) {

    static <T> Told<T> empty() {
      return new Told<>(new ArrayList<>(), new ArrayList<>(), false);
    }

    Piece piece(Optional<String> after, int pageSize) {
      return new Piece(
          reached.isEmpty() ? after : Optional.of(reached.getLast()),
          reached.size() < pageSize,
          leftSome);
    }
  }

  /** What is not told of any call that is known, and whose address gives the number away. */
  private Piece eraseRecordings(ErasureId id, PhoneNumber number, Optional<String> after) {
    UUID from = after.map(UUID::fromString).orElse(BEFORE_ALL);
    Told<UUID> told = database.read(link -> recordings(link, number, from));
    if (!told.rows().isEmpty()) {
      database.write(
          link -> {
            for (UUID recording : told.rows()) {
              link.query(ERASE_RECORDING).with(id.uuid(), recording).update();
            }
            return true;
          });
    }
    return told.piece(after, ERASED_AT_ONCE_MAX);
  }

  private Told<UUID> recordings(Link link, PhoneNumber number, UUID from) throws SQLException {
    Told<UUID> told = Told.empty();
    boolean[] leftSome = {false};
    link.query(RECORDING_PAGE)
        .with(from, ERASED_AT_ONCE_MAX)
        .forEach(
            row -> {
              UUID id = row.id("id");
              told.reached().add(id.toString());
              if (number.isToldBy(vault.openText(row.bytes("url_sealed")))) {
                if (row.optionalText("status").filter(ErasedCalls::goesOn).isPresent()) {
                  leftSome[0] = true;
                } else {
                  told.rows().add(id);
                }
              }
            });
    return new Told<>(told.rows(), told.reached(), leftSome[0]);
  }

  /** A call that goes on now is another one, begun since: those that were theirs are over. */
  private Piece eraseCommands(
      ErasureId id, PhoneNumber number, Optional<String> after, Instant now) {
    Told<String> told = database.read(link -> commands(link, number, after.orElse("")));
    if (!told.rows().isEmpty()) {
      database.write(
          link -> {
            int ended = 0;
            for (String key : told.rows()) {
              ended += link.query(END_COMMAND).with(now, key).update();
            }
            add(link, id, Trace.COMMANDS, ended);
            return true;
          });
    }
    return told.piece(after, ERASED_AT_ONCE_MAX);
  }

  private Told<String> commands(Link link, PhoneNumber number, String after) throws SQLException {
    Told<String> told = Told.empty();
    record OfCall(String key, byte[] call) {}
    List<OfCall> hits = new ArrayList<>();
    link.query(COMMAND_PAGE)
        .with(after, ERASED_AT_ONCE_MAX)
        .forEach(
            row -> {
              String key = row.text("command_key");
              told.reached().add(key);
              if (number.isToldBy(vault.openText(row.bytes("body_sealed")))) {
                byte[] call =
                    CallKey.of(row.text("carrier_account"), row.text("carrier_call_id")).bytes();
                hits.add(new OfCall(key, call));
              }
            });
    for (OfCall hit : hits) {
      if (!link.query(CALL_GOES_ON).with(hit.call()).exists()) {
        told.rows().add(hit.key());
      }
    }
    return told;
  }

  private Piece eraseLists(ErasureId id, PhoneNumber number) {
    try (KeyRing.Turn turn = vault.turn()) {
      Tokens tokens = turn.tokens();
      byte[] token = tokens.wanted(number);
      return database.write(
          link -> {
            int phones = link.query(FORGET_PHONES.by(tokens)).with(token).update();
            add(link, id, Trace.KNOWN_TELEPHONES, phones);
            link.query(FORMER_PAIRS.by(tokens)).with(id.uuid(), token).update();
            return new Piece(Optional.empty(), true, false);
          });
    }
  }

  private Piece eraseEvents(ErasureId id, PhoneNumber number, Optional<String> after) {
    return database.write(
        link -> {
          ErasedEvents.Done done = events.erase(link, number, after);
          add(link, id, Trace.EVENTS, done.changed());
          return done.piece();
        });
  }

  /** What is kept there cannot be changed: it is said how much of it there is. */
  private Piece lookAtAudit(ErasureId id, PhoneNumber number) {
    long telling = 0;
    Optional<Long> after = Optional.of(0L);
    while (after.isPresent()) {
      long from = after.get();
      Told<Long> page = database.read(link -> auditPage(link, number, from));
      telling += page.rows().size();
      after =
          page.reached().size() < Traces.LOOKED_AT_MAX
              ? Optional.empty()
              : Optional.of(Long.valueOf(page.reached().getLast()));
    }
    set(id, Map.of(Trace.AUDIT_ENTRIES, telling));
    return new Piece(Optional.empty(), true, false);
  }

  private static Told<Long> auditPage(Link link, PhoneNumber number, long from)
      throws SQLException {
    Told<Long> page = Told.empty();
    link.query(AUDIT_PAGE)
        .with(from, Traces.LOOKED_AT_MAX)
        .forEach(
            row -> {
              page.reached().add(Long.toString(row.number("sequence")));
              if (row.optionalText("detail").filter(number::isToldBy).isPresent()) {
                page.rows().add(row.number("sequence"));
              }
            });
    return page;
  }

  private void set(ErasureId id, Map<Trace, Long> counts) {
    database.write(
        link -> {
          set(link, id, counts);
          return true;
        });
  }

  private static void set(Link link, ErasureId id, Map<Trace, Long> counts) throws SQLException {
    for (Map.Entry<Trace, Long> one : counts.entrySet()) {
      link.query(SET).with(id.uuid(), one.getKey(), one.getValue()).update();
    }
  }

  @Override
  public void removed(ErasureId id, Trace trace, long number) {
    if (number > 0) {
      database.write(
          link -> {
            add(link, id, trace, number);
            return true;
          });
    }
  }

  @Override
  public void reached(
      ErasureId id, ErasureStage stage, Optional<String> reached, Optional<String> againFrom) {
    database.write(link -> link.query(REACHED).with(stage, reached, againFrom, id.uuid()).update());
  }

  @Override
  public void waits(ErasureId id, WaitsFor waitsFor, Instant until, Optional<String> againFrom) {
    database.write(link -> link.query(WAITS).with(againFrom, waitsFor, until, id.uuid()).update());
  }

  @Override
  public void failed(ErasureId id, Instant at, Instant again) {
    database.write(link -> link.query(FAILED).with(at, again, id.uuid()).update());
  }

  @Override
  public void numberDone(ErasureId id, Map<Trace, Long> left) {
    database.write(
        link -> {
          set(link, id, left);
          return link.query(NUMBER_DONE).with(ErasureStage.RESTS, id.uuid()).update();
        });
  }

  @Override
  public Rest rest(ErasureId id, Instant now) {
    int taken;
    do {
      taken = database.write(link -> takeTokens(link, id, now));
    } while (taken == ERASED_AT_ONCE_MAX);
    return database.read(
        link ->
            new Rest(
                link.query(LAST_REST)
                    .with(id.uuid())
                    .first(row -> row.optionalInstant("rests_until"))
                    .flatMap(rest -> rest),
                Math.toIntExact(number(link, RECORDINGS_LEFT, id.uuid()))));
  }

  /** In place of each token come bytes that are nobody's: what is counted by tokens stays so. */
  private int takeTokens(Link link, ErasureId id, Instant now) throws SQLException {
    record Pair(UUID session, long place, boolean hasNext) {}
    List<Pair> rested =
        link.query(RESTED)
            .with(id.uuid(), now, ERASED_AT_ONCE_MAX)
            .all(
                row ->
                    new Pair(
                        row.id("session_id"),
                        row.number("place"),
                        row.optionalBytes("next_token").isPresent()));
    for (Pair pair : rested) {
      byte[] nobodys = new byte[Tokens.BYTES];
      random.nextBytes(nobodys);
      link.query(TAKE_TOKEN)
          .with(
              nobodys,
              pair.hasNext() ? Optional.of(nobodys) : Optional.empty(),
              pair.session(),
              pair.place())
          .update();
    }
    return rested.size();
  }

  private static long number(Link link, String sql, Object... values) throws SQLException {
    return link.query(sql).with(values).first(row -> row.number("number")).orElse(0L);
  }

  @Override
  public void done(ErasureId id, Function<Erasure, AuditEntry> entry, Instant now) {
    database.write(
        link -> {
          UUID uuid = id.uuid();
          set(
              link,
              id,
              Map.of(
                  Trace.RECORDINGS, number(link, RECORDINGS_GONE, uuid, DeletionReason.ERASURE),
                  Trace.HELD_RECORDINGS, number(link, RECORDINGS_HELD, uuid),
                  Trace.CARRIER_COPIES, number(link, COPIES_LEFT, uuid)));
          link.query(LET_RECORDINGS_GO).with(uuid).update();
          link.query(DONE).with(ErasureStage.DONE, now, uuid).update();
          audit.insert(link, entry.apply(find(link, id).orElseThrow()));
          return true;
        });
    database.letGoOfOldPages();
  }
}
