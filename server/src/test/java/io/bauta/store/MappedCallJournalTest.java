package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.call.Call;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallJournal;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Trace;
import io.bauta.session.Lifetime.FromLastCall;
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.session.Seat;
import io.bauta.speech.Words;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.TokenStage;
import io.bauta.vault.VaultKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MappedCallJournalTest {

  private static final String ACCOUNT = "acme-in";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @TempDir private Path directory;

  private MappedCallJournal open() {
    return MappedCallJournal.open(
        file(), DATABASE.vault(), new SqlCallStore(DATABASE.database(), DATABASE.vault()));
  }

  private Path file() {
    return directory.resolve("calls.journal");
  }

  private static MaskingSession storedSession() {
    MaskingSession session =
        session(
            SampleSessions.storedPool(DATABASE.pools(), 2), participant(1, 0), participant(2, 1));
    DATABASE.sessions().insert(session, Optional.empty(), NOW);
    return session;
  }

  private static CallStart start(String name, RoutingDecision decision) {
    return new CallStart(
        new CallId(id(NOW)),
        new CarrierCallId(name),
        NOW,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        decision,
        Set.of("caller_name"));
  }

  private static CallStart connected(MaskingSession session, String name) {
    return start(
        name,
        new Connect(
            session.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  /** One whose numbers stand in no session. */
  private static Connect anyone(MaskingSession session, Optional<Words> notice) {
    return new Connect(
        Why.ANYONE,
        Optional.of(session.id()),
        Optional.empty(),
        Optional.of(new Seat(0, 0)),
        List.of(person(1)),
        Ringing.IN_ORDER,
        proxy(0),
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        notice);
  }

  private static CallStart explained(String name, RoutingDecision decision, int stepLength) {
    CallStart start = start(name, decision);
    return new CallStart(
        start.id(),
        start.carrierCallId(),
        start.receivedAt(),
        start.incoming(),
        start.decision(),
        start.shortfalls(),
        List.of(new Trace.Step("platform_asked", true, "x".repeat(stepLength))));
  }

  private static CallStart refused(String name) {
    return start(
        name, new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(Words.of("Sorry."))));
  }

  private static CallStart challenged(String name) {
    return start(
        name, new Challenge(Words.of(""), 0, Duration.ZERO, false, Optional.of(Words.of("Code?"))));
  }

  private static List<Call> calls() {
    return DATABASE.calls().list(CallQuery.newest(100));
  }

  @Test
  void whatWasNotStoredIsStoredByTheNextProcess() {
    MaskingSession session = storedSession();
    List<CallStart> starts =
        List.of(
            connected(session, "connected"),
            start("anyone", anyone(session, Optional.empty())),
            start("notice", anyone(session, Optional.of(Words.of("It is recorded.")))),
            explained("explained", anyone(session, Optional.empty()), 10),
            refused("refused"),
            challenged("challenged"));
    try (MappedCallJournal journal = open()) {
      starts.forEach(journal::keep);
    }
    assertThat(calls()).isEmpty();

    open().close();
    assertThat(calls())
        .containsExactlyInAnyOrderElementsOf(
            starts.stream().map(start -> new Call(start, List.of())).toList());
    open().close();
    assertThat(calls()).hasSize(starts.size());
  }

  /** It is read in parts; a slot in the last one is as good as one in the first. */
  @Test
  void whatIsInItsLastSlotIsStoredToo() {
    MaskingSession session = storedSession();
    try (MappedCallJournal journal = open()) {
      int[] kept = new int[MappedCallJournal.SLOTS_MAX];
      for (int slot = 0; slot < kept.length; slot++) {
        kept[slot] = journal.keep(connected(session, "c" + slot));
      }
      for (int slot = 1; slot < kept.length - 1; slot++) {
        journal.forget(kept[slot]);
      }
    }
    open().close();
    assertThat(calls())
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactlyInAnyOrder("c0", "c" + (MappedCallJournal.SLOTS_MAX - 1));
  }

  /** Versions before had fewer slots, and an upgrade may come right after a kill. */
  @Test
  void aShorterFileOfAnEarlierVersionIsLengthenedAndReadAsWell() throws IOException {
    int slotsBefore = 32 * 1_024;
    try (MappedCallJournal journal = open()) {
      journal.keep(refused("before the upgrade"));
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.truncate((slotsBefore + 1L) * MappedCallJournal.SLOT_BYTES);
    }
    try (MappedCallJournal journal = open()) {
      assertThat(calls())
          .extracting(call -> call.start().carrierCallId().text())
          .containsExactly("before the upgrade");
      for (int slot = 0; slot <= slotsBefore; slot++) {
        assertThat(journal.keep(refused("c" + slot))).isNotEqualTo(CallJournal.NOT_KEPT);
      }
    }
    assertThat(Files.size(file()))
        .isEqualTo((MappedCallJournal.SLOTS_MAX + 1L) * MappedCallJournal.SLOT_BYTES);
  }

  @Test
  void ofADecisionThatIsTooLongTheStepsAreLeftOut() {
    Connect connect = anyone(storedSession(), Optional.empty());
    CallStart start = explained("c1", connect, 600);
    try (MappedCallJournal journal = open()) {
      assertThat(journal.keep(start)).isNotEqualTo(CallJournal.NOT_KEPT);
    }
    open().close();
    assertThat(calls())
        .singleElement()
        .satisfies(call -> assertThat(call.start().decision()).isEqualTo(connect))
        .satisfies(call -> assertThat(call.start().steps()).isEmpty());
  }

  @Test
  void theEndOfItsSessionMovesAsItDoesWithTheCall() {
    FromLastCall moving = new FromLastCall(Duration.ofMinutes(10), Optional.empty());
    MaskingSession session =
        session(
            SampleSessions.storedPool(DATABASE.pools(), 2), participant(1, 0), participant(2, 1));
    Instant end = NOW.plus(moving.length());
    DATABASE
        .sessions()
        .insert(
            new MaskingSession(
                session.id(),
                session.pool(),
                Optional.empty(),
                Map.of(),
                moving,
                NOW,
                Optional.of(end),
                Optional.empty(),
                Optional.empty(),
                Optional.of(end.plus(SampleSessions.REST)),
                session.mode(),
                session.participants(),
                session.rules(),
                Optional.of(moving)),
            Optional.empty(),
            NOW);
    Connect connect =
        new Connect(
            Why.SESSION,
            Optional.of(session.id()),
            Optional.of(new Seat(1, 0)),
            Optional.of(new Seat(0, 0)),
            List.of(person(1)),
            Ringing.IN_ORDER,
            proxy(0),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Optional.empty(),
            false,
            Optional.of(NOW.plusSeconds(77)));
    try (MappedCallJournal journal = open()) {
      journal.keep(start("c1", connect));
    }
    open().close();
    assertThat(DATABASE.sessions().find(session.id()).orElseThrow().expiresAt())
        .contains(end.plusSeconds(77));
  }

  @Test
  void whatWasStoredIsForgottenAndIsNoCallTwice() {
    CallStart forgotten = refused("forgotten");
    CallStart storedOnly = refused("stored");
    try (MappedCallJournal journal = open()) {
      journal.forget(journal.keep(forgotten));
      journal.keep(storedOnly);
      DATABASE.calls().append(List.of(storedOnly), List.of());
    }
    open().close();
    assertThat(calls()).containsExactly(new Call(storedOnly, List.of()));
  }

  @Test
  void whatWasToldMeanwhileFindsItsCall() {
    CallStart start = connected(storedSession(), "c1");
    try (MappedCallJournal journal = open()) {
      journal.keep(start);
    }
    open().close();
    HangUp hangUp = new HangUp(HangupCause.USER_BUSY, "", HangupSource.CALLER);
    DATABASE
        .calls()
        .append(
            List.of(),
            List.of(
                new ToldFact(
                    ACCOUNT,
                    start.carrierCallId(),
                    new CallEnded("end", hangUp, Optional.empty()),
                    NOW)));
    assertThat(calls())
        .singleElement()
        .satisfies(call -> assertThat(call.status()).isEqualTo(CallStatus.BUSY));
  }

  /** It would be in each list, and could not be read there. */
  @Test
  void whatIsOfAnotherDatabaseIsLeftOut() {
    MaskingSession session = storedSession();
    NumberVault others = new NumberVault(new KeyRing(VaultKeys.generate()));
    try (MappedCallJournal journal =
        MappedCallJournal.open(
            file(), others, new SqlCallStore(DATABASE.database(), DATABASE.vault()))) {
      journal.keep(refused("sealed by other keys"));
      journal.keep(connected(session, "of this session"));
      journal.keep(
          connected(
              session(SampleSessions.pool("another"), participant(1, 0), participant(2, 1)),
              "of no session here"));
    }
    open().close();
    assertThat(calls())
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("of this session");
  }

  @Test
  void aSlotThatIsFreedIsTakenAgain() {
    try (MappedCallJournal journal = open()) {
      int first = journal.keep(refused("a"));
      journal.forget(first);
      assertThat(journal.keep(refused("b"))).isEqualTo(first);
    }
    open().close();
    assertThat(calls())
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("b");
  }

  @Test
  void beyondItsSlotsNothingIsKept() {
    try (MappedCallJournal journal = open()) {
      Set<Integer> tickets = new HashSet<>();
      for (int i = 0; i < MappedCallJournal.SLOTS_MAX; i++) {
        tickets.add(journal.keep(refused("c" + i)));
      }
      assertThat(tickets).hasSize(MappedCallJournal.SLOTS_MAX).doesNotContain(CallJournal.NOT_KEPT);
      assertThat(journal.keep(refused("one more"))).isEqualTo(CallJournal.NOT_KEPT);
      journal.forget(CallJournal.NOT_KEPT);
      tickets.forEach(journal::forget);
      assertThat(journal.keep(refused("again"))).isNotEqualTo(CallJournal.NOT_KEPT);
    }
  }

  @Test
  void whatIsTooLongForASlotIsNotKept() {
    Words long1 = Words.of("x".repeat(600));
    CallStart start =
        start("c1", new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.of(long1)));
    try (MappedCallJournal journal = open()) {
      assertThat(journal.keep(start)).isEqualTo(CallJournal.NOT_KEPT);
      journal.keep(refused("c2"));
    }
    open().close();
    assertThat(calls()).hasSize(1);
  }

  /** A start that had to make it again could not, on a disk that is full by then. */
  @Test
  void keepsItsRoomOnTheDiskWhenItIsClosed() throws IOException {
    MappedCallJournal journal = open();
    journal.forget(journal.keep(refused("stored")));
    long size = Files.size(file());
    journal.close();
    assertThat(Files.size(file())).isEqualTo(size);
  }

  /** It has a slot then, and may be about to write. */
  @Test
  void whoeverHasASlotWhenItIsClosedFindsItsPlace() throws IOException {
    MappedCallJournal journal = open();
    int ticket = journal.keep(refused("being stored"));
    journal.close();
    journal.forget(ticket);
    assertThat(journal.keep(refused("too late"))).isEqualTo(CallJournal.NOT_KEPT);

    open().close();
    assertThat(calls())
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("being stored");
  }

  @Test
  void aHalfWrittenSlotIsLeftOut() throws IOException {
    try (MappedCallJournal journal = open()) {
      journal.keep(refused("torn"));
      journal.keep(refused("whole"));
    }
    try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), MappedCallJournal.SLOT_BYTES + 100);
    }
    open().close();
    assertThat(calls())
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("whole");
  }

  @Test
  void twoProcessesDoNotShareIt() {
    try (MappedCallJournal _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("calls.journal");
    }
  }

  @Test
  void noNumberIsInItInClear() throws IOException {
    try (MappedCallJournal journal = open()) {
      journal.keep(connected(storedSession(), "c1"));
      journal.keep(refused("c2"));
    }
    byte[] file = Files.readAllBytes(file());
    String text = new String(file, StandardCharsets.ISO_8859_1);
    for (int person : List.of(1, 2)) {
      long digits = person(person).digits();
      String bytes =
          new String(
              ByteBuffer.allocate(Long.BYTES).putLong(digits).array(), StandardCharsets.ISO_8859_1);
      assertThat(text.contains(Long.toString(digits))).isFalse();
      assertThat(text.contains(bytes)).isFalse();
    }
    assertThat(text).contains("acme-in");
  }

  @Test
  void knowsWhetherAFormerKeySealedWhatIsInIt() {
    KeyRing ring = new KeyRing(VaultKeys.generate());
    NumberVault vault = new NumberVault(ring);
    try (MappedCallJournal journal =
        MappedCallJournal.open(
            file(), vault, new SqlCallStore(DATABASE.database(), DATABASE.vault()))) {
      int before = journal.keep(connected(storedSession(), "call-1"));
      assertThat(journal.isSealedAnew()).isTrue();
      ring.change(() -> new KeyRing.Content(ring.keys().withNewSealingKey(), TokenStage.REST));

      int after = journal.keep(start("call-2", refusal()));

      assertThat(journal.isSealedAnew()).isFalse();
      journal.forget(before);
      assertThat(journal.isSealedAnew()).isTrue();
      journal.forget(after);
    }
  }

  private static Refuse refusal() {
    return new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty());
  }

  /** As when another server of the same database erased them, and this one comes back. */
  @Test
  void whoWasErasedMeanwhileDoesNotComeBack() {
    MaskingSession session = storedSession();
    CallStart connected = connected(session, "connected");
    CallStart known = refused("stored-and-kept");
    List<CallStart> starts =
        List.of(
            connected,
            known,
            start("anyone", anyone(session, Optional.empty())),
            explained("explained", anyone(session, Optional.empty()), 10),
            refused("refused"),
            start("unknown", new Refuse(Reason.UNKNOWN_NUMBER, Optional.empty(), Optional.empty())),
            challenged("challenged"));
    try (MappedCallJournal journal = open()) {
      starts.forEach(journal::keep);
      DATABASE.calls().append(List.of(known), List.of());
    }
    // Told of before its call is known.
    recorded(connected, "rec-early");
    TestErasures erasures = TestErasures.of(DATABASE);
    erasures.erased(person(2));
    assertThat(DATABASE.recordings().toErase(9)).isEmpty();

    open().close();
    assertThat(calls()).hasSize(starts.size());
    assertThat(SealedSearch.in(DATABASE.database(), DATABASE.ring(), person(2))).isEmpty();
    assertThat(calls()).allMatch(call -> call.start().isOfErased());
    assertThat(calls()).allMatch(call -> call.start().steps().isEmpty());
    assertThat(DATABASE.calls().lastCallerOf(session.id())).isEmpty();
    recorded(connected, "rec-late");
    assertThat(DATABASE.recordings().toErase(9)).hasSize(2);

    // Whose call began after the last erasure was asked for is recorded as ever.
    CallStart since =
        new CallStart(
            new CallId(id(TestErasures.RESTED)),
            new CarrierCallId("since"),
            TestErasures.RESTED,
            connected.incoming(),
            refused("since").decision(),
            Set.of());
    try (MappedCallJournal journal = open()) {
      journal.keep(since);
    }
    open().close();
    assertThat(DATABASE.calls().find(since.id()).orElseThrow().start().incoming().caller())
        .contains(person(2));
  }

  private static void recorded(CallStart call, String recording) {
    DATABASE
        .calls()
        .append(
            List.of(),
            List.of(
                new ToldFact(
                    ACCOUNT,
                    call.carrierCallId(),
                    new RecordingReady(
                        recording, recording, Optional.of("https://x.example/1"), Optional.empty()),
                    NOW)));
  }
}
