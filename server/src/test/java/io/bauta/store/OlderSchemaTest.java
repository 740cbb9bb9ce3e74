package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.Call;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.CommandEnd;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Selection;
import io.bauta.recording.FetchOrder;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.MaskingSession.Closing;
import io.bauta.session.Participant;
import io.bauta.session.SampleSessions;
import io.bauta.session.SessionId;
import io.bauta.session.SessionStore.InsertOutcome;
import io.bauta.speech.Words;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.VaultKeys;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was stored before there were modes is there afterwards, and means the same. */
final class OlderSchemaTest {

  private static final String BEFORE_MODES = "3";
  private static final String RECORDING_URL = "https://recordings.example/one.wav";
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final NumberVault vault = new NumberVault(new KeyRing(VaultKeys.generate()));

  private final NumberPool pairs = pool("pairs", PoolMode.PAIR_TWO_NUMBERS, Duration.ZERO);
  private final NumberPool shared = pool("shared", PoolMode.PAIR_ONE_NUMBER, GRACE);

  private final MaskingSession open =
      session(
          pairs,
          Optional.of(NOW.plus(TTL)),
          Optional.empty(),
          participant(1, 0),
          participant(2, 1));
  private final MaskingSession endless =
      session(shared, Optional.empty(), Optional.empty(), participant(1, 2), participant(2, 2));
  private final MaskingSession inGrace =
      session(
          shared,
          Optional.of(NOW.plus(TTL)),
          Optional.empty(),
          participant(3, 2),
          participant(4, 2));
  private final MaskingSession closed =
      session(
          shared,
          Optional.of(NOW.plus(TTL)),
          Optional.of(new Closing(NOW.plusSeconds(9), "over")),
          participant(5, 2),
          participant(6, 2));
  private final CallStart connected =
      call(
          "settled",
          new Connect(
              open.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  private final CallStart waiting =
      call(
          "waiting",
          new Connect(
              open.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  private final CallStart talked =
      call(
          "talked",
          new Connect(
              open.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  private final OwedCommand owedFirst = owed("b-begin", NOW.minusSeconds(2));
  private final OwedCommand owedNext = owed("a-begin", NOW.minusSeconds(1));
  private final OwedCommand owedBefore = owed("c-begin", NOW.minusSeconds(3));
  private final CallStart refused =
      call(
          "refused",
          new Refuse(
              Reason.SESSION_ENDED, Optional.of(closed.id()), Optional.of(Words.of("Sorry."))));

  private static NumberPool pool(String name, PoolMode mode, Duration grace) {
    return new NumberPool(
        new PoolId(SampleSessions.id(NOW)),
        name,
        "acme-in",
        mode,
        Selection.FIRST_FIT,
        CallPolicy.DEFAULT,
        REST,
        grace,
        NOW);
  }

  private static MaskingSession session(
      NumberPool pool,
      Optional<Instant> expiresAt,
      Optional<Closing> closing,
      Participant... participants) {
    Optional<Instant> end = closing.map(Closing::at).or(() -> expiresAt);
    return new MaskingSession(
        new SessionId(SampleSessions.id(NOW)),
        pool.id(),
        Optional.of("booking-1"),
        Map.of("city", "Pune"),
        expiresAt.isPresent() ? new Lifetime.Ttl(TTL) : new Lifetime.UntilClosed(),
        NOW,
        expiresAt,
        closing,
        pool.grace().isZero() ? Optional.empty() : end.map(at -> at.plus(pool.grace())),
        end.map(at -> at.plus(pool.restAfterEnd())),
        pool.mode(),
        List.of(participants));
  }

  private static CallStart call(String carrierCallId, RoutingDecision decision) {
    return new CallStart(
        new CallId(SampleSessions.id(NOW)),
        new CarrierCallId(carrierCallId),
        NOW.plusSeconds(1),
        new IncomingCall("acme-in", new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        decision,
        Set.of());
  }

  @Test
  void aSqliteFile(@TempDir Path directory) throws SQLException {
    DatabaseUrl.Sqlite url = new DatabaseUrl.Sqlite(directory.resolve("bauta.db"));
    fill("jdbc:sqlite:" + url.file(), "sqlite", "", "", new SqliteDialect());
    isAllThere(url);
  }

  @Test
  void aPostgresDatabase() throws SQLException {
    DatabaseUrl.Postgres url = (DatabaseUrl.Postgres) TestPostgres.create();
    fill(url.jdbc(), "postgresql", url.user(), url.password(), new PostgresDialect());
    isAllThere(url);
  }

  /** As the version before wrote it. */
  private void fill(String jdbc, String folder, String user, String password, Dialect dialect)
      throws SQLException {
    Flyway.configure()
        .dataSource(jdbc, user, password)
        .locations("classpath:db/" + folder)
        .target(BEFORE_MODES)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(jdbc, user, password);
        Link link = new Link(connection, dialect)) {
      write(link, pairs, 0, 1);
      write(link, shared, 2);
      for (MaskingSession session : List.of(open, endless, inGrace, closed)) {
        write(link, session);
      }
      write(link, "call", connected);
      write(link, "call", refused);
      write(link, "call_inbox", waiting);
      link.query(
              """
              insert into call_fact (call_id, fact_key, kind, received_at)
              values (?, 'f1', 'ANSWERED', ?)
              """)
          .with(connected.id().uuid(), NOW)
          .update();
      for (String key : List.of("f2", "f3")) {
        link.query(
                """
                insert into call_fact
                  (call_id, fact_key, kind, received_at, recording_id, recording_url_sealed,
                   recording_millis)
                values (?, ?, 'RECORDING_READY', ?, 'rec-1', ?, 20000)
                """)
            .with(refused.id().uuid(), key, NOW, sealText(RECORDING_URL))
            .update();
      }
      write(link, "call", talked);
      link.query("update call set status = 'COMPLETED' where id = ?")
          .with(talked.id().uuid())
          .update();
      link.query(
              """
              insert into call_fact
                (call_id, fact_key, kind, received_at, cause, carrier_cause, hangup_source,
                 talk_millis)
              values (?, 'end', 'CALL_ENDED', ?, 'NORMAL_CLEARING', '', 'CALLER', 42000)
              """)
          .with(talked.id().uuid(), NOW)
          .update();
      write(link, owedFirst, Optional.empty());
      write(link, owedNext, Optional.empty());
      write(link, owedBefore, Optional.of("DONE"));
    }
  }

  /** Told of before anybody fetched any: it is fetched now, if the carrier still has it. */
  private static void isFetchedNow(FetchOrder order, CallStart of) {
    assertThat(order.url()).contains(RECORDING_URL);
    assertThat(order.recording().call()).contains(of.id());
    assertThat(order.recording().carrierRecordingId()).isEqualTo("rec-1");
    assertThat(order.recording().length()).contains(Duration.ofSeconds(20));
    assertThat(order.recording().readyAt()).isEqualTo(NOW);
  }

  private static void write(Link link, NumberPool pool, int... numbers) throws SQLException {
    link.query(
            """
            insert into pool
              (id, name, carrier_account, mode, selection, ring_timeout_millis,
               talk_limit_millis, announcement, cool_off_millis, grace_millis, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .with(
            pool.id().uuid(),
            pool.name(),
            pool.carrierAccount(),
            pool.mode(),
            pool.selection(),
            pool.callPolicy().ringTimeout(),
            pool.callPolicy().talkLimit(),
            pool.callPolicy().announcement(),
            pool.coolOff(),
            pool.grace(),
            pool.createdAt())
        .update();
    for (int i = 0; i < numbers.length; i++) {
      link.query("insert into pool_number (number, pool_id, place, state) values (?, ?, ?, ?)")
          .with(proxy(numbers[i]).digits(), pool.id().uuid(), i, NumberState.ACTIVE)
          .update();
    }
  }

  private void write(Link link, MaskingSession session) throws SQLException {
    link.query(
            """
            insert into session
              (id, pool_id, reference, metadata, lifetime, opened_at, expires_at, closed_at,
               closed_reason, rests_until)
            values (?, ?, ?, '{"city":"Pune"}', ?, ?, ?, ?, ?, ?)
            """)
        .with(
            session.id().uuid(),
            session.pool().uuid(),
            session.reference(),
            session.expiresAt().isPresent() ? TTL.toString() : "until closed",
            session.openedAt(),
            session.expiresAt(),
            session.closing().map(Closing::at),
            session.closing().map(Closing::reason),
            session.restsUntil())
        .update();
    for (int position = 0; position < session.participants().size(); position++) {
      Participant participant = session.participants().get(position);
      link.query(
              """
              insert into participant
                (session_id, position, pool_id, id, name, real_number, dials)
              values (?, ?, ?, ?, ?, ?, ?)
              """)
          .with(
              session.id().uuid(),
              position,
              session.pool().uuid(),
              participant.id().uuid(),
              participant.name(),
              seal(participant.realNumber()),
              participant.dials().digits())
          .update();
      link.query(
              """
              insert into binding
                (session_id, position, pool_id, proxy_number, real_token, rests_until)
              values (?, ?, ?, ?, ?, ?)
              """)
          .with(
              session.id().uuid(),
              position,
              session.pool().uuid(),
              participant.dials().digits(),
              token(participant.realNumber()),
              session.restsUntil())
          .update();
    }
  }

  private byte[] seal(PhoneNumber number) {
    try (KeyRing.Turn _ = vault.turn()) {
      return vault.seal(number);
    }
  }

  private byte[] sealText(String text) {
    try (KeyRing.Turn _ = vault.turn()) {
      return vault.sealText(text);
    }
  }

  private byte[] token(PhoneNumber number) {
    try (KeyRing.Turn turn = vault.turn()) {
      return turn.tokens().wanted(number);
    }
  }

  private void write(Link link, String table, CallStart start) throws SQLException {
    Optional<Connect> connect =
        Optional.of(start.decision()).filter(Connect.class::isInstance).map(Connect.class::cast);
    link.query(
            """
            insert into %s
              (id, carrier_key, carrier_account, carrier_call_id, session_id, received_at, status,
               dialed, caller_sealed, caller_position, destination_position, caller_id,
               ring_timeout_millis, talk_limit_millis, refusal, announcement)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
                .formatted(table))
        .with(
            start.id().uuid(),
            CallKey.of(start).bytes(),
            start.incoming().carrierAccount(),
            start.carrierCallId().text(),
            start.decision().session().map(SessionId::uuid),
            start.receivedAt(),
            connect.isPresent() ? "RINGING" : "REFUSED",
            start.incoming().dialed().digits(),
            connect.isPresent() ? Optional.empty() : start.incoming().caller().map(this::seal),
            connect.map(c -> c.caller().orElseThrow().position()),
            connect.map(c -> c.callee().orElseThrow().position()),
            connect.map(c -> c.callerId().digits()),
            connect.map(Connect::ringTimeout),
            connect.map(Connect::talkLimit),
            connect.isPresent() ? Optional.empty() : Optional.of(Reason.SESSION_ENDED),
            connect.isPresent() ? Optional.empty() : Optional.of("Sorry."))
        .update();
  }

  private void write(Link link, OwedCommand owed, Optional<String> ended) throws SQLException {
    link.query(
            """
            insert into owed_command
              (command_key, carrier_account, carrier_call_id, command_id, action, leg, body_sealed,
               owed_at, delay_millis, due_at, ended, ended_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .with(
            owed.key(),
            owed.account(),
            owed.call().text(),
            owed.command().id(),
            owed.command().action(),
            owed.command().leg(),
            ended.isPresent() ? Optional.empty() : Optional.of(sealText(owed.command().body())),
            owed.owedAt(),
            owed.command().delay(),
            owed.dueAt(),
            ended,
            ended.map(why -> NOW))
        .update();
  }

  private OwedCommand owed(String id, Instant at) {
    return new OwedCommand(
        "acme-in", connected.carrierCallId(), new CarrierCommand(id, "answer", "leg", "{}"), at);
  }

  private void isAllThere(DatabaseUrl url) {
    try (Database database = Database.open(url)) {
      SqlPoolStore pools = new SqlPoolStore(database, vault);
      SqlSessionStore sessions = new SqlSessionStore(database, vault);
      SqlCallStore calls = new SqlCallStore(database, vault);

      assertThat(pools.pools()).containsExactlyInAnyOrder(pairs, shared);
      assertThat(pools.pools()).allMatch(pool -> pool.policies().equals(PoolPolicies.DEFAULT));
      assertThat(pools.numbers(pairs.id())).hasSize(2);
      areThere(sessions);
      assertThat(calls.find(connected.id()))
          .contains(
              new Call(
                  connected,
                  List.of(
                      new ToldFact(
                          "acme-in", connected.carrierCallId(), new Answered("f1"), NOW))));
      assertThat(calls.find(refused.id()).orElseThrow().start()).isEqualTo(refused);
      SqlRecordingStore recordings =
          new SqlRecordingStore(
              database, calls, vault, EventRecorder.SILENT, SqlAuditLog.open(database, vault, NOW));
      List<FetchOrder> orders = recordings.claim("acme-in", NOW, 10);
      assertThat(orders).hasSize(1);
      isFetchedNow(orders.getFirst(), refused);
      assertThat(calls.find(waiting.id())).contains(new Call(waiting, List.of()));
      areThere(new SqlOutboxStore(database, calls, vault));
      assertThat(calls.find(talked.id()).flatMap(Call::talkTime)).contains(Duration.ofSeconds(42));
      assertThat(
              new SqlCallTotals(database, calls)
                  .of(NOW, NOW.plusSeconds(60), Optional.empty(), Optional.empty()))
          .filteredOn(total -> total.measured() > 0)
          .singleElement()
          .satisfies(total -> assertThat(total.talked()).isEqualTo(Duration.ofSeconds(42)));
    }
  }

  private void areThere(SqlOutboxStore outbox) {
    assertThat(outbox.open()).containsExactly(owedFirst, owedNext);
    assertThat(outbox.netsOf("acme-in", connected.carrierCallId())).isEmpty();
    assertThat(outbox.append(List.of(), List.of(), List.of(owedBefore, owedNext))).isEmpty();
    outbox.ended(owedFirst, CommandEnd.DONE, NOW);
    assertThat(outbox.open()).containsExactly(owedNext);
  }

  private void areThere(SqlSessionStore sessions) {
    for (MaskingSession session : List.of(open, endless, inGrace, closed)) {
      assertThat(sessions.find(session.id())).contains(session);
      for (Participant participant : session.participants()) {
        Holder holder = new Holder.Phone(participant.realNumber());
        PhoneNumber dialed = new PhoneNumber(participant.dials().digits());
        assertThat(sessions.findHolder(dialed, holder)).contains(session);
        assertThat(sessions.heldBy(holder, session.pool(), NOW))
            .containsExactly(participant.dials());
      }
    }
    assertThat(
            sessions.insert(
                session(
                    pairs,
                    Optional.empty(),
                    Optional.empty(),
                    participant(1, 0),
                    participant(9, 1)),
                Optional.empty(),
                NOW))
        .isEqualTo(new InsertOutcome.PairTaken(0));
    MaskingSession over = SampleSessions.closed(open, NOW.plusSeconds(60));
    assertThat(sessions.updateEnd(over, NOW)).isTrue();
    assertThat(sessions.find(open.id())).contains(over);
  }
}
