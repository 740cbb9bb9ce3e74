package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.audit.ChainReport;
import io.bauta.call.Call;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.EventFilter;
import io.bauta.event.SigningSecret;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.OwedCommand;
import io.bauta.pool.Block;
import io.bauta.pool.BlockId;
import io.bauta.pool.BlockStore.BlockOutcome;
import io.bauta.pool.GracePolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PinPolicy;
import io.bauta.pool.PoolPolicies;
import io.bauta.pool.Ringing;
import io.bauta.pool.UnknownCaller;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.RecordingId;
import io.bauta.recording.StoredMedia;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.KnownPhone;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.Pin;
import io.bauta.session.SampleSessions;
import io.bauta.session.SessionStore.InsertOutcome;
import io.bauta.store.SealedTable.Sealed;
import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.MasterKeySource;
import io.bauta.vault.MediaVault;
import io.bauta.vault.NumberVault;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys are rotated while everything that they keep is used, and the server may stop after any step:
 * nothing becomes unreadable, nobody is lost, and no pair is lent twice.
 */
class VaultRotationTest {

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  /** Fewer than come to be in the larger tables, so that steps end in the middle of them. */
  private static final int STEP_ROWS = 7;

  private static final int STEPS_MAX = 400;

  /** For how many steps something new is added: then the tables do not grow away from the pass. */
  private static final int GROWING_STEPS = 12;

  private static final int STRANGER = 30;
  private static final int BLOCKED = 31;
  private static final int SUPPORT = 32;
  private static final int FORMER = 33;
  private static final int MORE = 34;
  private static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS1lbmRwb2ludA";

  @TempDir Path directory;
  private TestDatabase database;
  private SqlVault vault;
  private NumberVault numbers;
  private MaskingSession first;
  private NumberPool pool;
  private Call call;
  private RecordingId recording;
  private OwedCommand owed;
  private final List<MaskingSession> opened = new ArrayList<>();
  private int rests;

  static Stream<TestDatabase> databases() {
    return Stream.of(SQLITE, POSTGRES);
  }

  static AuditEntry entry(String action, String subject) {
    return new AuditEntry(
        new AuditId(id(NOW)),
        NOW,
        "admin",
        Optional.empty(),
        action,
        "vault",
        subject,
        Optional.empty());
  }

  /** As a start does after the process ended. */
  private void restart() {
    vault = TestVault.open(database.database(), directory);
    numbers = new NumberVault(vault.ring());
  }

  private SqlSessionStore sessions() {
    return new SqlSessionStore(database.database(), numbers);
  }

  private SqlCallStore calls() {
    return new SqlCallStore(database.database(), numbers);
  }

  private void fill(TestDatabase filled) {
    database = filled;
    restart();
    SqlPoolStore pools = new SqlPoolStore(database.database(), numbers);
    pool = storedPool(pools, 4);
    pools.create(forwarding());
    MaskingSession before = session(pool, withMore(FORMER, Optional.empty()), participant(2, 1));
    assertThat(sessions().insert(before, Optional.of("key"), NOW))
        .isInstanceOf(InsertOutcome.Inserted.class);
    first = renumbered(before);
    assertThat(sessions().replaceNumber(first, 0, NOW.plusSeconds(60), NOW)).isTrue();
    assertThat(sessions().find(first.id())).contains(first);
    CallStart refused =
        new CallStart(
            new CallId(id(NOW)),
            new CarrierCallId("c1"),
            NOW,
            new IncomingCall("acme-in", person(STRANGER), Optional.of(person(STRANGER + 1))),
            new Refuse(Reason.UNKNOWN_NUMBER, Optional.empty(), Optional.empty()),
            Set.of());
    calls().append(List.of(refused), List.of(recordingReady("1")));
    call = calls().find(refused.id()).orElseThrow();
    // And one that stays in the inbox until somebody reads.
    calls().append(List.of(waiting(0)), List.of());
    blocks().block(new Block(new BlockId(id(NOW)), pool.id(), person(BLOCKED), NOW), 9);
    phones().remember(known());
    owed =
        new OwedCommand(
            "acme-in",
            new CarrierCallId("c1"),
            new CarrierCommand(
                "cmd-1", "transfer", "leg-1", "{}", Duration.ZERO, CarrierCommand.When.ALWAYS),
            NOW);
    outbox().append(List.of(), List.of(), List.of(owed));
    endpoints()
        .add(
            new Endpoint(
                new EndpointId(id(NOW)),
                "https://platform.example/events",
                EventFilter.ALL,
                Optional.empty(),
                Endpoint.State.ACTIVE,
                List.of(new SigningSecret(SECRET, Optional.empty())),
                NOW));
    store();
    // One that nobody has fetched yet: it has an address, and no key.
    calls().append(List.of(), List.of(recordingReady("2")));
  }

  private CallStart waiting(int n) {
    return new CallStart(
        new CallId(id(NOW.plusMillis(n))),
        new CarrierCallId("waiting-" + n),
        NOW,
        new IncomingCall(
            "acme-in", new PhoneNumber(proxy(0).digits()), Optional.of(person(STRANGER))),
        new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
        Set.of());
  }

  private static Participant withMore(int n, Optional<PhoneNumber> openedWith) {
    return new Participant(
        new ParticipantId(id(NOW)),
        "p",
        person(n),
        List.of(person(MORE)),
        proxy(0),
        Optional.of(new Pin("4711")),
        openedWith);
  }

  private static MaskingSession renumbered(MaskingSession before) {
    return new MaskingSession(
        before.id(),
        before.pool(),
        before.reference(),
        before.metadata(),
        before.lifetime(),
        before.openedAt(),
        before.expiresAt(),
        before.closing(),
        before.graceUntil(),
        before.restsUntil(),
        before.mode(),
        List.of(renumbered(before.participants().getFirst()), before.participants().getLast()),
        before.rules(),
        before.moving());
  }

  private static Participant renumbered(Participant before) {
    return new Participant(
        before.id(),
        before.name(),
        person(1),
        before.moreNumbers(),
        before.dials(),
        before.pin(),
        Optional.of(before.realNumber()));
  }

  private static NumberPool forwarding() {
    NumberPool base = SampleSessions.pool("support");
    return new NumberPool(
        base.id(),
        base.name(),
        base.carrierAccount(),
        base.mode(),
        base.selection(),
        base.callPolicy(),
        base.coolOff(),
        base.grace(),
        base.createdAt(),
        new PoolPolicies(
            GracePolicy.FORWARD,
            Optional.empty(),
            UnknownCaller.FORWARD,
            Optional.of(person(SUPPORT)),
            PinPolicy.DEFAULT,
            Ringing.IN_ORDER));
  }

  private static ToldFact recordingReady(String name) {
    return new ToldFact(
        "acme-in",
        new CarrierCallId("c" + name),
        new RecordingReady(
            name,
            "rec-" + name,
            Optional.of("https://recordings.example/" + name),
            Optional.empty()),
        NOW);
  }

  private void store() {
    FetchOrder order = recordings().claim("acme-in", NOW, 9).getFirst();
    recording = order.recording().id();
    MediaVault media = new MediaVault(vault.ring());
    try (KeyRing.Turn _ = media.turn()) {
      recordings()
          .stored(
              recording,
              new StoredMedia(
                  order.mediaName(),
                  "audio/wav",
                  4711,
                  "ab".repeat(32),
                  media.newKey(order.mediaName()).sealed(),
                  NOW),
              CarrierCopy.KEPT);
    }
  }

  private KnownPhone known() {
    return new KnownPhone(new PhoneNumber(proxy(0).digits()), person(STRANGER), first.id(), 1, NOW);
  }

  private SqlBlockStore blocks() {
    return new SqlBlockStore(database.database(), numbers);
  }

  private SqlKnownPhoneStore phones() {
    return new SqlKnownPhoneStore(database.database(), numbers);
  }

  private SqlOutboxStore outbox() {
    return new SqlOutboxStore(database.database(), calls(), numbers);
  }

  private SqlEndpointStore endpoints() {
    return new SqlEndpointStore(database.database(), numbers);
  }

  private SqlRecordingStore recordings() {
    return new SqlRecordingStore(
        database.database(), calls(), numbers, EventRecorder.SILENT, vault.audit());
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theSealingKeyIsRotatedOverRestarts(TestDatabase database) {
    fill(database);
    int before = vault.ring().keys().sealingId();
    long entries = assertTheChainIsWhole();
    vault.start(Keyset.SEALING, entry("vault.rotation_begun", "sealing"));

    int steps = rotate();
    assertThat(assertTheChainIsWhole()).isEqualTo(entries + 2);

    assertThat(steps).isGreaterThan(2 * SealedColumns.of(Keyset.SEALING).size());
    int after = vault.ring().keys().sealingId();
    assertThat(after).isNotEqualTo(before);
    assertThat(vault.ring().keys().ids(Keyset.SEALING)).containsExactly(after);
    assertThat(sealedBy().keySet()).containsExactly(after);
    assertThat(vault.status().keys())
        .filteredOn(key -> key.id() == before)
        .singleElement()
        .satisfies(key -> assertThat(key.retiredAt()).isPresent());
    assertIsAudited("sealing");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theKeyOfTokensIsRotatedOverRestarts(TestDatabase database) {
    fill(database);
    List<ByteBuffer> before = tokens("");
    vault.start(Keyset.TOKENS, entry("vault.rotation_begun", "tokens"));
    EnumSet<TokenStage> seen = EnumSet.noneOf(TokenStage.class);

    for (int step = 0; TestVault.steps(vault, STEP_ROWS); step++) {
      assertThat(step).isLessThan(STEPS_MAX);
      seen.add(vault.ring().stage());
      restart();
      use();
    }

    assertThat(seen).containsAll(EnumSet.allOf(TokenStage.class));
    assertThat(tokens("where next_token is not null")).isEmpty();
    assertThat(tokens("")).hasSizeGreaterThan(before.size()).doesNotContainAnyElementsOf(before);
    assertThat(vault.ring().keys().ids(Keyset.TOKENS)).hasSize(2);
    assertIsAudited("tokens");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void rotationsFollowOneAnother(TestDatabase database) {
    fill(database);
    for (Keyset keyset : List.of(Keyset.TOKENS, Keyset.SEALING, Keyset.TOKENS, Keyset.SEALING)) {
      assertThat(vault.start(keyset, entry("vault.rotation_begun", keyset.name())))
          .isInstanceOf(SqlVault.Outcome.Done.class);
      assertThat(vault.start(keyset, entry("vault.rotation_begun", keyset.name())))
          .isInstanceOf(SqlVault.Outcome.Refused.class);
      while (TestVault.steps(vault)) {
        assertThat(vault.progress().isPresent() || vault.ring().stage() == TokenStage.REST)
            .isTrue();
      }
      use();
    }
    restart();
    use();
    assertThat(sealedBy()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aKeyIsNotTakenOutWhileSomethingThatItSealedWaitsElsewhere(TestDatabase database) {
    fill(database);
    AtomicBoolean waits = new AtomicBoolean(true);
    vault.takeOutOnlyWhen(() -> !waits.get());
    vault.start(Keyset.SEALING, entry("vault.rotation_begun", "sealing"));

    for (int step = 0; step < STEPS_MAX; step++) {
      assertThat(TestVault.steps(vault)).isTrue();
    }
    assertThat(vault.ring().keys().ids(Keyset.SEALING)).hasSize(2);
    waits.set(false);
    vault.expectFormerlySealed();
    int pass = vault.progress().orElseThrow().pass();
    while (vault.progress().filter(progress -> progress.pass() == pass).isPresent()) {
      vault.step(NOW);
    }
    assertThat(vault.progress()).as("one pass more").isPresent();
    rotate();
    assertThat(vault.ring().keys().ids(Keyset.SEALING)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aChangeOfKeysIsPutOffWhileSomebodyUsesThemForLong(TestDatabase database) throws Exception {
    fill(database);
    try (LongTurn _ = new LongTurn(vault.ring())) {
      assertThat(vault.start(Keyset.TOKENS, entry("vault.rotation_begun", "tokens")))
          .isInstanceOf(SqlVault.Outcome.Refused.class);
      assertThat(vault.rotateMaster(entry("vault.rotated", "master")))
          .isInstanceOf(SqlVault.Outcome.Refused.class);
      assertThat(vault.progress()).isEmpty();
      use();
    }
    for (Keyset keyset : Keyset.values()) {
      assertThat(vault.start(keyset, entry("vault.rotation_begun", keyset.name())))
          .isInstanceOf(SqlVault.Outcome.Done.class);
      SqlVault.Step step = SqlVault.Step.TAKEN;
      int putOff = 0;
      while (step != SqlVault.Step.NONE) {
        try (LongTurn _ = new LongTurn(vault.ring())) {
          do {
            step = vault.step(NOW);
          } while (step == SqlVault.Step.TAKEN);
          use();
        }
        putOff += step == SqlVault.Step.PUT_OFF ? 1 : 0;
        step = vault.step(NOW);
      }
      assertThat(putOff).as("before each pass and each stage").isGreaterThan(2);
    }
    restart();
    use();
    assertThat(sealedBy()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatDoesNotOpenIsNamed(TestDatabase database) {
    fill(database);
    vault.start(Keyset.SEALING, entry("vault.rotation_begun", "sealing"));
    spoil(
        "update participant set real_number = ? where session_id = ? and position = 1",
        new byte[40]);

    assertThatThrownBy(
            () -> {
              while (TestVault.steps(vault)) {
                assertThat(vault.progress()).isPresent();
              }
            })
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(
            "real_number of row " + first.id().uuid() + " 1 of table participant");
    assertThatThrownBy(() -> sessions().find(first.id()))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("real_number of row " + first.participants().get(1).id());
  }

  /** Such as a server leaves that does not know yet how far the rotation is. */
  @ParameterizedTest
  @MethodSource("databases")
  void aRowWithoutTheNextTokenThatItShouldHaveGetsIt(TestDatabase database) {
    fill(database);
    vault.start(Keyset.TOKENS, entry("vault.rotation_begun", "tokens"));
    stepUntil(TokenStage.FILLING, 1);
    spoil("update binding set next_token = ? where session_id = ? and place = 0", new byte[16]);
    stepUntil(TokenStage.MOVING, 0);
    spoil("update binding set next_token = ? where session_id = ? and place = 0", Optional.empty());
    while (TestVault.steps(vault, STEP_ROWS)) {
      assertThat(vault.ring().keys().ids(Keyset.TOKENS)).hasSize(2);
    }
    use();
    assertThat(tokens("where next_token is not null")).isEmpty();
  }

  private void stepUntil(TokenStage stage, int pass) {
    while (vault.ring().stage() != stage || vault.progress().orElseThrow().pass() < pass) {
      assertThat(TestVault.steps(vault, STEP_ROWS)).isTrue();
    }
  }

  private void spoil(String sql, Object value) {
    int rows =
        database.database().write(link -> link.query(sql).with(value, first.id().uuid()).update());
    assertThat(rows).isEqualTo(1);
  }

  @Test
  void aNumberThatIsCopiedToCallsIsSealedAsItIsThen() throws Exception {
    fill(POSTGRES);
    MaskingSession session = session(pool, participant(90, 2), participant(91, 3));
    sessions().insert(session, Optional.empty(), NOW);
    ofSession(session);
    vault.start(Keyset.SEALING, entry("vault.rotation_begun", "sealing"));
    CountDownLatch resealed = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    KeyRing.Turn turn = vault.ring().turn();
    byte[] anew = numbers.seal(person(90));
    turn.close();
    Thread rotation =
        inThread(
            link -> {
              link.query(
                      "update participant set real_number = ? where session_id = ? and position = 0")
                  .with(anew, session.id().uuid())
                  .update();
              resealed.countDown();
              return await(goOn);
            });
    resealed.await();
    Thread replacement =
        Thread.ofPlatform()
            .start(
                () -> sessions().replaceNumber(renumbered(session), 0, NOW.plusSeconds(60), NOW));
    awaitSomebodyWho("not granted");
    goOn.countDown();
    rotation.join();
    replacement.join();

    assertThat(values("call", "caller_sealed", "where caller_position = 0"))
        .containsExactly(ByteBuffer.wrap(anew));
  }

  /** As if the call had been put through in it. */
  private void ofSession(MaskingSession session) {
    database
        .database()
        .write(
            link ->
                link.query(
                        "update call set session_id = ?, caller_position = 0, caller_sealed = null where id = ?")
                    .with(session.id().uuid(), call.start().id().uuid())
                    .update());
  }

  private Thread inThread(UnitOfWork<Boolean> unit) {
    return Thread.ofPlatform().start(() -> database.database().write(unit));
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitSomebodyWho(String waits) {
    while (!database
        .database()
        .<Boolean>read(link -> link.query("select 1 from pg_locks where " + waits).exists())) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoGivesCallsTheirPlaceUsesTheKeys() throws Exception {
    fill(POSTGRES);
    SqlCallStore store = calls();
    store.append(List.of(waiting(50)), List.of());
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread other =
        inThread(
            link -> {
              link.dialect().takeTurn(link, Dialect.Turn.CALLS);
              locked.countDown();
              return await(goOn);
            });
    locked.await();
    Thread settling = Thread.ofPlatform().start(store::settle);
    awaitSomebodyWho("locktype = 'advisory' and not granted");

    assertThat(vault.ring().awaitTurns()).isFalse();
    goOn.countDown();
    other.join();
    settling.join();
    assertThat(vault.ring().awaitTurns()).isTrue();
  }

  /** Somebody who uses the keys until this is closed. */
  private static final class LongTurn implements AutoCloseable {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Thread user;

    LongTurn(KeyRing ring) throws InterruptedException {
      CountDownLatch begun = new CountDownLatch(1);
      user =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (KeyRing.Turn _ = ring.turn()) {
                      begun.countDown();
                      goOn.await();
                    } catch (InterruptedException stopped) {
                      Thread.currentThread().interrupt();
                    }
                  });
      begun.await();
    }

    @Override
    public void close() throws InterruptedException {
      goOn.countDown();
      user.join();
    }
  }

  private int rotate() {
    int step = 0;
    while (TestVault.steps(vault, STEP_ROWS)) {
      assertThat(step).isLessThan(STEPS_MAX);
      restart();
      use();
      step++;
    }
    return step;
  }

  /** Everything that was there is there, and works; and something new is added. */
  private void use() {
    SqlSessionStore sessions = sessions();
    assertThat(sessions.find(first.id())).contains(first);
    assertThat(sessions.heldBy(new Holder.Phone(person(1)), pool.id(), NOW))
        .containsExactly(proxy(0));
    assertThat(sessions.heldBy(new Holder.Phone(person(MORE)), pool.id(), NOW)).isNotEmpty();
    assertThat(sessions.hadNumber(first.id(), 0, person(FORMER))).isTrue();
    assertThat(sessions.isParticipant(person(2), NOW)).isTrue();
    assertThat(sessions.findHolder(new PhoneNumber(proxy(1).digits()), new Holder.Phone(person(2))))
        .contains(first);
    assertThat(sessions.lastBetween(person(1), person(2), pool.id())).contains(first);
    assertNoPairIsLentTwice(sessions);
    if (rests < GROWING_STEPS) {
      add(sessions);
    }
    for (MaskingSession session :
        List.of(opened.getFirst(), opened.get(opened.size() / 2), opened.getLast())) {
      assertThat(
              sessions.findHolder(
                  new PhoneNumber(session.participants().getFirst().dials().digits()),
                  new Holder.Phone(session.participants().getFirst().realNumber())))
          .contains(session);
    }
    assertTheRestIsReadable();
    assertThat(assertTheChainIsWhole()).isNotNegative();
  }

  private void add(SqlSessionStore sessions) {
    assertARestedPairIsLentAgain(sessions);
    calls().append(List.of(waiting(1 + rests)), List.of());
    MaskingSession fresh =
        session(
            pool, participant(100 + 2 * opened.size(), 2), participant(101 + 2 * opened.size(), 3));
    assertThat(sessions.insert(fresh, Optional.empty(), NOW))
        .isInstanceOf(InsertOutcome.Inserted.class);
    opened.add(fresh);
  }

  /** Rule 1, whichever tokens the rows have: also for a rival that did not look. */
  private void assertNoPairIsLentTwice(SqlSessionStore sessions) {
    MaskingSession rival = session(pool, participant(2, 1), participant(60, 0));
    assertThat(sessions.insert(rival, Optional.empty(), NOW))
        .isInstanceOf(InsertOutcome.PairTaken.class);
    for (MaskingSession session : opened) {
      Participant holder = session.participants().get(1);
      MaskingSession other =
          session(
              pool,
              new Participant(new ParticipantId(id(NOW)), "r", holder.realNumber(), holder.dials()),
              participant(61, 2));
      assertThat(sessions.insert(other, Optional.empty(), NOW))
          .isInstanceOf(InsertOutcome.PairTaken.class);
    }
  }

  private void assertARestedPairIsLentAgain(SqlSessionStore sessions) {
    Instant at = NOW.plus(Duration.ofDays(400).multipliedBy(rests++));
    MaskingSession again = openedAt(at, pool, participant(70, 0), participant(71, 1));
    assertThat(sessions.insert(again, Optional.empty(), at))
        .isInstanceOf(InsertOutcome.Inserted.class);
    assertThat(sessions.lastBetween(person(70), person(71), pool.id())).contains(again);
  }

  private void assertTheRestIsReadable() {
    assertThat(calls().find(call.start().id())).contains(call);
    assertThat(phones().find(known().dialed(), known().phone())).contains(known());
    phones().remember(known());
    assertThat(blocks().block(new Block(new BlockId(id(NOW)), pool.id(), person(BLOCKED), NOW), 9))
        .isInstanceOf(BlockOutcome.BlockedBefore.class);
    assertThat(blocks().blocks()).hasSize(1);
    assertThat(outbox().findOpen(owed.key())).contains(owed);
    assertThat(endpoints().endpoints().getFirst().secrets().getFirst().reveal()).isEqualTo(SECRET);
    assertThat(new SqlPoolStore(database.database(), numbers).pools())
        .anyMatch(known -> known.policies().forwardTo().equals(Optional.of(person(SUPPORT))));
    StoredMedia media = recordings().find(recording).orElseThrow().media().orElseThrow();
    assertThat(new MediaVault(vault.ring()).open(media.sealedKey(), media.name())).isNotNull();
  }

  /** By what a restart reads too; how many entries it has. */
  private long assertTheChainIsWhole() {
    ChainReport report = vault.audit().verify();
    assertThat(report.flaw()).isEmpty();
    return report.entries();
  }

  private void assertIsAudited(String subject) {
    List<AuditEntry> entries =
        vault
            .audit()
            .list(new AuditQuery(Optional.of("vault"), Optional.of(subject), Optional.empty(), 9));
    assertThat(entries)
        .extracting(AuditEntry::action)
        .containsExactlyInAnyOrder("vault.rotated", "vault.rotation_begun");
  }

  /** How many values each key sealed, by what the values themselves say. */
  private Map<Integer, Integer> sealedBy() {
    Map<Integer, Integer> counts = new HashMap<>();
    for (SealedTable table : SealedColumns.of(Keyset.SEALING)) {
      for (Sealed column : table.sealed()) {
        if (!(column instanceof Sealed.Policies)) {
          values(table.name(), column.column(), "")
              .forEach(value -> counts.merge(value.getInt(1), 1, Integer::sum));
        }
      }
    }
    assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(10);
    return counts;
  }

  private List<ByteBuffer> tokens(String where) {
    List<ByteBuffer> tokens = new ArrayList<>();
    for (SealedTable table : SealedColumns.of(Keyset.TOKENS)) {
      tokens.addAll(values(table.name(), table.token().orElseThrow(), where));
    }
    return tokens;
  }

  private List<ByteBuffer> values(String table, String column, String where) {
    return database
        .database()
        .read(
            link ->
                link.query("select %s from %s %s".formatted(column, table, where))
                    .all(row -> row.optionalBytes(column)))
        .stream()
        .flatMap(Optional::stream)
        .map(ByteBuffer::wrap)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theMasterKeyIsRotated(TestDatabase database) throws Exception {
    fill(database);
    Path master = directory.resolve("master.key");
    String old = Files.readString(master);

    assertThat(vault.rotateMaster(entry("vault.rotated", "master")))
        .isInstanceOf(SqlVault.Outcome.Done.class);

    assertThat(Files.readString(master)).isNotEqualTo(old);
    assertThat(directory.resolve("master.key.next")).doesNotExist();
    use();
    restart();
    use();
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    MasterKeySource former = new MasterKeySource.Said(old, "the old one");
    assertThatThrownBy(() -> TestVault.open(database.database(), former, elsewhere))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("is not the one of this database");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aChangeOfTheMasterKeyGoesOnWhereItWas(TestDatabase database) throws Exception {
    fill(database);
    MasterKeySource.InFile file = TestVault.inFile(directory);
    String old = Files.readString(file.file());

    // Killed when the new one was made, and nothing was wrapped with it.
    file.makeNext();
    restart();
    use();
    assertThat(file.file()).hasContent(old);
    assertThat(file.next()).exists();
    String next = Files.readString(file.next());

    // The one that is there is the one that is taken.
    vault.rotateMaster(entry("vault.rotated", "master"));
    assertThat(file.file()).hasContent(next);

    // Killed when all was wrapped with the new one, and it was not in its place yet.
    Files.move(file.file(), file.next());
    Files.writeString(file.file(), old);
    Files.setPosixFilePermissions(file.file(), Set.of(PosixFilePermission.OWNER_READ));
    restart();
    use();
    assertThat(file.file()).hasContent(next);
    assertThat(file.next()).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void theMasterKeyMayChangeInTheMiddleOfARotation(TestDatabase database) {
    fill(database);
    vault.start(Keyset.SEALING, entry("vault.rotation_begun", "sealing"));
    vault.step(NOW, STEP_ROWS);
    vault.rotateMaster(entry("vault.rotated", "master"));
    rotate();
    restart();
    use();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aMasterKeyThatIsTheSameIsRefused(TestDatabase database) throws Exception {
    fill(database);
    MasterKeySource.InFile file = TestVault.inFile(directory);
    Files.copy(file.file(), file.next());
    assertThat(vault.rotateMaster(entry("vault.rotated", "master")))
        .isInstanceOf(SqlVault.Outcome.Refused.class);
    restart();
    use();
  }
}
