package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static io.bauta.store.TestErasures.ENDED;
import static io.bauta.store.TestErasures.RESTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.OwedCommand;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureId;
import io.bauta.person.Trace;
import io.bauta.pool.Block;
import io.bauta.pool.BlockId;
import io.bauta.pool.NumberPool;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Holder;
import io.bauta.session.KnownPhone;
import io.bauta.session.MaskingSession;
import io.bauta.vault.KeyRing;
import io.bauta.vault.Keyset;
import io.bauta.vault.NumberVault;
import io.bauta.vault.TokenStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody is erased while keys are rotated, and the server may stop after any step of either:
 * nothing of them comes back, and of all others everything can be read and found.
 */
class ErasureRotationTest {

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  private static final int STEP_ROWS = 7;
  private static final int STEPS_MAX = 400;
  private static final int CALLS = 20;

  /** At this step the master key changes as well. */
  private static final int MASTER_STEP = 3;

  @TempDir Path directory;
  private TestDatabase database;
  private SqlVault vault;
  private NumberVault numbers;
  private NumberPool pool;
  private MaskingSession theirs;
  private MaskingSession others;

  /** What a rotation has just read when somebody is erased. */
  enum Reading {
    SEALED(Keyset.SEALING, TokenStage.REST),
    TOKENS_TO_FILL(Keyset.TOKENS, TokenStage.FILLING),
    TOKENS_TO_MOVE(Keyset.TOKENS, TokenStage.MOVING);

    private final Keyset keyset;
    private final TokenStage stage;

    Reading(Keyset keyset, TokenStage stage) {
      this.keyset = keyset;
      this.stage = stage;
    }
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

  private TestErasures erasures() {
    return TestErasures.of(database.database(), numbers, vault.audit());
  }

  private void fill(TestDatabase filled) {
    database = filled;
    restart();
    pool = storedPool(new SqlPoolStore(database.database(), numbers), 4);
    theirs = session(pool, participant(1, 0), participant(2, 1));
    others = session(pool, participant(3, 2), participant(4, 3));
    sessions().insert(theirs, Optional.empty(), NOW);
    sessions().insert(others, Optional.empty(), NOW);
    calls()
        .append(IntStream.range(0, CALLS).mapToObj(ErasureRotationTest::call).toList(), List.of());
    SqlBlockStore blocks = new SqlBlockStore(database.database(), numbers);
    blocks.block(new Block(new BlockId(id(NOW)), pool.id(), person(1), NOW), 9);
    blocks.block(new Block(new BlockId(id(NOW)), pool.id(), person(3), NOW), 9);
    PhoneNumber dialed = new PhoneNumber(proxy(2).digits());
    new SqlKnownPhoneStore(database.database(), numbers)
        .remember(new KnownPhone(dialed, person(1), others.id(), 0, NOW));
    OwedCommand owed =
        new OwedCommand(
            "acme-in",
            new CarrierCallId("c0"),
            new CarrierCommand(
                "cmd", "transfer", "leg", "{\"to\":\"+" + person(1).digits() + "\"}"),
            NOW);
    new SqlOutboxStore(database.database(), calls(), numbers)
        .append(List.of(), List.of(), List.of(owed));
  }

  private static CallStart call(int n) {
    return new CallStart(
        new CallId(id(NOW)),
        new CarrierCallId("c" + n),
        NOW,
        new IncomingCall(
            "acme-in", new PhoneNumber(proxy(1).digits()), Optional.of(person(n % 2 == 0 ? 1 : 3))),
        new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
        Set.of());
  }

  private void begin(Keyset keyset) {
    assertThat(vault.start(keyset, VaultRotationTest.entry("vault.rotation_begun", "key")))
        .isInstanceOf(SqlVault.Outcome.Done.class);
  }

  private void assertOnlyTheyAreGone() {
    assertThat(found(person(1))).isEmpty();
    assertThat(found(person(2))).contains("participant.real_number");
    assertThat(found(person(3)))
        .contains(
            "participant.real_number",
            "binding.real_token",
            "call.caller_sealed",
            "pool_block.number_sealed",
            "pool_block.number_token");
    assertThat(sessions().find(others.id())).contains(others);
    assertThat(sessions().heldBy(new Holder.Phone(person(3)), pool.id(), NOW))
        .containsExactly(proxy(2));
    assertThat(sessions().find(theirs.id()).orElseThrow().isOfErased()).isTrue();
    assertThat(vault.audit().verify().flaw()).isEmpty();
  }

  private List<String> found(PhoneNumber number) {
    return SealedSearch.in(database.database(), vault.ring(), number);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(SQLITE, Keyset.SEALING, 9),
        Arguments.of(SQLITE, Keyset.TOKENS, 7),
        Arguments.of(SQLITE, Keyset.TOKENS, 14),
        Arguments.of(POSTGRES, Keyset.SEALING, 4),
        Arguments.of(POSTGRES, Keyset.TOKENS, 4));
  }

  /**
   * A step of one, a step of the other.
   *
   * @param stepsBefore how far the rotation is when the erasure is asked for
   */
  @ParameterizedTest
  @MethodSource("cases")
  void nobodyComesBackWithANewKey(TestDatabase filled, Keyset keyset, int stepsBefore) {
    fill(filled);
    begin(keyset);
    for (int step = 0; step < stepsBefore; step++) {
      assertThat(TestVault.steps(vault, STEP_ROWS)).isTrue();
    }
    ErasureId id = erasures().ask(person(1), ENDED).id();
    Erasure erasure = erasures().erasures().find(id).orElseThrow();
    boolean rotates = true;
    for (int step = 0; rotates || erasure.state() != Erasure.State.DONE; step++) {
      assertThat(step).isLessThan(STEPS_MAX);
      rotates = TestVault.steps(vault, STEP_ROWS);
      if (step == MASTER_STEP) {
        assertThat(vault.rotateMaster(VaultRotationTest.entry("vault.rotated", "master")))
            .isInstanceOf(SqlVault.Outcome.Done.class);
      }
      restart();
      AtomicInteger asked = new AtomicInteger();
      erasure =
          erasures()
              .run(
                  id,
                  erasure.state() == Erasure.State.WAITING ? RESTED : ENDED,
                  () -> true,
                  () -> asked.incrementAndGet() > 2);
      restart();
    }
    assertThat(erasure.count(Trace.CALLS)).isEqualTo(CALLS / 2);
    assertThat(erasure.count(Trace.SESSIONS)).isEqualTo(1);
    assertThat(erasure.count(Trace.BLOCKS)).isEqualTo(1);
    assertThat(erasure.count(Trace.KNOWN_TELEPHONES)).isEqualTo(1);
    assertThat(erasure.count(Trace.COMMANDS)).isEqualTo(1);
    assertOnlyTheyAreGone();
  }

  @ParameterizedTest
  @EnumSource
  void whatARotationHasReadOfThemIsNotWrittenBack(Reading reading) {
    fill(SQLITE);
    calls().settleAll();
    begin(reading.keyset);
    for (int step = 0; vault.ring().stage() != reading.stage; step++) {
      assertThat(step).isLessThan(STEPS_MAX);
      assertThat(TestVault.steps(vault, STEP_ROWS)).isTrue();
    }
    List<RotationPage.Looked> read = new ArrayList<>();
    try (KeyRing.Turn turn = vault.ring().turn()) {
      for (SealedTable table : SealedColumns.of(reading.keyset)) {
        RotationPage page =
            new RotationPage(
                table, reading.keyset, vault.ring(), turn.tokens(), SqlVault.STEP_ROWS_MAX);
        read.add(database.database().read(link -> page.look(link, Optional.empty())));
      }
    }
    assertThat(read).anyMatch(page -> !page.changes().isEmpty());
    erasures().erased(person(1));

    for (RotationPage.Looked page : read) {
      database.database().write(page::change);
    }
    assertThat(found(person(1))).isEmpty();
    for (int step = 0; TestVault.steps(vault); step++) {
      assertThat(step).isLessThan(STEPS_MAX);
      restart();
    }
    assertOnlyTheyAreGone();
  }
}
