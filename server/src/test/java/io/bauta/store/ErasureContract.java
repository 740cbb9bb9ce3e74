package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.store.TestErasures.ENDED;
import static io.bauta.store.TestErasures.RESTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.OwedCommand;
import io.bauta.person.Erasure;
import io.bauta.person.ErasureId;
import io.bauta.person.Erasures;
import io.bauta.person.Erasures.Requested;
import io.bauta.person.Trace;
import io.bauta.person.Traces;
import io.bauta.person.WaitsFor;
import io.bauta.pool.CallPolicy;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PoolMode;
import io.bauta.pool.Pools;
import io.bauta.pool.Ringing;
import io.bauta.pool.Selection;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.Holder;
import io.bauta.session.KnownPhone;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.ParticipantId;
import io.bauta.session.Pin;
import io.bauta.session.SampleSessions;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionListener;
import io.bauta.session.SessionStore.InsertOutcome.Inserted;
import io.bauta.session.Sessions;
import io.bauta.speech.Words;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database loses of a person, and what it keeps. */
interface ErasureContract {

  String ACCOUNT = "acme-in";
  TimeOrderedIds IDS = TestErasures.IDS;

  TestDatabase database();

  private TestErasures erasures() {
    return TestErasures.of(database());
  }

  private Erasure ask(PhoneNumber number, Instant now) {
    return erasures().ask(number, now);
  }

  private Erasure run(ErasureId id, Instant now) {
    return erasures().run(id, now);
  }

  private Erasure run(ErasureId id, Instant now, BooleanSupplier isStopped) {
    return erasures().run(id, now, () -> true, isStopped);
  }

  /** Erased, once everything has rested. */
  private Erasure erased(PhoneNumber number) {
    Erasure done = erasures().erased(number);
    assertNowhere(number);
    return done;
  }

  private void assertNowhere(PhoneNumber number) {
    assertThat(SealedSearch.in(database().database(), database().ring(), number)).isEmpty();
  }

  private void assertSomewhere(PhoneNumber number) {
    assertThat(SealedSearch.in(database().database(), database().ring(), number)).isNotEmpty();
  }

  private NumberPool pool(PoolMode mode) {
    NumberPool pool =
        new NumberPool(
            new PoolId(id(NOW)),
            "of-" + mode,
            ACCOUNT,
            mode,
            Selection.FIRST_FIT,
            CallPolicy.DEFAULT,
            REST,
            Duration.ZERO,
            NOW);
    database().pools().create(pool);
    database()
        .pools()
        .addNumbers(pool.id(), IntStream.range(0, 4).mapToObj(SampleSessions::proxy).toList());
    return pool;
  }

  private MaskingSession stored(NumberPool pool, Participant... people) {
    MaskingSession session =
        new MaskingSession(
            new SessionId(id(NOW)),
            pool.id(),
            Optional.of("booking"),
            Map.of("city", "Pune"),
            new Lifetime.Ttl(TTL),
            NOW,
            Optional.of(NOW.plus(TTL)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOW.plus(TTL).plus(REST)),
            pool.mode(),
            List.of(people));
    assertThat(database().sessions().insert(session, Optional.empty(), NOW))
        .isInstanceOf(Inserted.class);
    return session;
  }

  private MaskingSession found(MaskingSession session) {
    return database().sessions().find(session.id()).orElseThrow();
  }

  private CallStart begin(String name, PhoneNumber caller, RoutingDecision decision) {
    CallStart start =
        new CallStart(
            new CallId(id(NOW)),
            new CarrierCallId(name),
            NOW,
            new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(caller)),
            decision,
            Set.of());
    database().calls().append(List.of(start), List.of());
    return start;
  }

  private void tell(String call, CallFact... facts) {
    database()
        .calls()
        .append(
            List.of(),
            List.of(facts).stream()
                .map(fact -> new ToldFact(ACCOUNT, new CarrierCallId(call), fact, NOW))
                .toList());
  }

  private void ends(String call) {
    tell(
        call,
        new CallEnded(
            "end",
            new HangUp(HangupCause.NORMAL_CLEARING, "", HangupSource.CALLER),
            Optional.of(Duration.ofSeconds(42)),
            Optional.of(NOW)));
  }

  private static Refuse refused() {
    return new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty());
  }

  private Call call(CallStart start) {
    return database().calls().find(start.id()).orElseThrow();
  }

  @Test
  default void oneOfAPairIsGoneAndTheOtherStays() {
    MaskingSession session =
        stored(pool(PoolMode.PAIR_TWO_NUMBERS), participant(1, 0), participant(2, 1));
    CallStart talk =
        begin(
            "talk",
            person(2),
            new Connect(
                session.id(),
                1,
                0,
                person(1),
                proxy(0),
                Duration.ofSeconds(30),
                Duration.ofHours(1)));
    ends("talk");
    Call before = call(talk);
    assertSomewhere(person(1));

    Erasure done = erased(person(1));
    assertThat(done.count(Trace.SESSIONS)).isEqualTo(1);
    assertThat(done.count(Trace.CALLS)).isEqualTo(1);
    MaskingSession after = found(session);
    assertThat(after.participants().getFirst().isErased()).isTrue();
    assertThat(after.participants().getFirst().name()).isEmpty();
    assertThat(after.participants().getLast()).isEqualTo(session.participants().getLast());
    assertThat(after.reference()).isEmpty();
    assertThat(after.metadata()).isEmpty();
    Call call = call(talk);
    assertThat(((Connect) call.start().decision()).destination().isErased()).isTrue();
    assertThat(call.start().incoming().caller()).contains(person(2));
    assertThat(call.facts()).isEqualTo(before.facts());
    assertThat(call.status()).isEqualTo(before.status());

    // The other one, too, and then there is nothing.
    assertThat(erased(person(2)).count(Trace.CALLS)).isEqualTo(1);
    Erasure again = erased(person(1));
    for (Trace trace : Trace.values()) {
      assertThat(again.count(trace)).as(trace.name()).isZero();
    }
  }

  @Test
  default void aPairRestsToItsEnd() {
    NumberPool pool = pool(PoolMode.PAIR_TWO_NUMBERS);
    MaskingSession session = stored(pool, participant(1, 0), participant(2, 1));
    ErasureId id = ask(person(1), ENDED).id();
    Erasure waits = run(id, ENDED);
    assertThat(waits.waitsFor()).contains(WaitsFor.COOL_OFF);
    assertThat(waits.looksAgainAt()).contains(NOW.plus(TTL).plus(REST));
    assertThat(database().sessions().heldBy(new Holder.Phone(person(1)), pool.id(), ENDED))
        .containsExactly(proxy(0));
    assertThat(
            database()
                .sessions()
                .insert(
                    session(pool, participant(1, 0), participant(3, 1)), Optional.empty(), ENDED))
        .isNotInstanceOf(Inserted.class);
    assertThat(found(session).bindings()).hasSize(1);
    assertThat(run(id, RESTED).state()).isEqualTo(Erasure.State.DONE);
    assertNowhere(person(1));
    assertThat(database().sessions().openings(pool.id(), NOW.minusSeconds(1), 10)).hasSize(1);
  }

  @Test
  default void whoIsKnownByACodeIsFound() {
    MaskingSession session =
        stored(
            pool(PoolMode.PIN),
            withPin(participant(1, 0), "4711"),
            withPin(participant(2, 0), "4712"));
    database()
        .phones()
        .remember(
            new KnownPhone(new PhoneNumber(proxy(0).digits()), person(1), session.id(), 1, NOW));
    assertThat(database().traces().openSessions(person(1), NOW)).containsExactly(session.id());
    assertThat(database().traces().openSessions(person(1), ENDED)).isEmpty();

    assertThat(erased(person(1)).count(Trace.KNOWN_TELEPHONES)).isEqualTo(1);
    assertThat(found(session).participants().getFirst().pin()).isEmpty();
    assertThat(found(session).participants().getLast().pin()).isPresent();
  }

  private static Participant withPin(Participant one, String pin) {
    return new Participant(
        one.id(), one.name(), one.realNumber(), List.of(), one.dials(), Optional.of(new Pin(pin)));
  }

  @Test
  default void whoIsOnlyCalledBackIsFoundAndNobodyIsRungInstead() {
    NumberPool pool = pool(PoolMode.ONE_PARTY);
    MaskingSession session = stored(pool, participant(1, 0), participant(2, 0));
    begin(
        "anyone",
        person(7),
        new Connect(
            Why.ANYONE,
            Optional.of(session.id()),
            Optional.empty(),
            Optional.of(Seat.first(0)),
            List.of(person(1)),
            Ringing.IN_ORDER,
            proxy(0),
            Duration.ofSeconds(30),
            Duration.ofHours(1)));
    ends("anyone");
    assertThat(database().calls().lastCallerOf(session.id())).contains(person(7));
    assertThat(database().traces().openSessions(person(2), NOW)).containsExactly(session.id());
    erased(person(2));
    erased(person(7));
    assertThat(database().calls().lastCallerOf(session.id())).isEmpty();
  }

  @Test
  default void furtherNumbersOfAPersonGoWithThem() {
    Participant several =
        new Participant(
            new ParticipantId(id(NOW)),
            "several",
            person(1),
            List.of(person(8), person(9)),
            proxy(0),
            Optional.empty());
    MaskingSession session = stored(pool(PoolMode.PAIR_TWO_NUMBERS), several, participant(2, 1));
    begin(
        "second",
        person(9),
        new Connect(
            Why.SESSION,
            Optional.of(session.id()),
            Optional.of(new Seat(0, 2)),
            Optional.of(Seat.first(1)),
            List.of(person(2)),
            Ringing.IN_ORDER,
            proxy(1),
            Duration.ofSeconds(30),
            Duration.ofHours(1)));
    ends("second");
    assertThat(erased(person(8)).count(Trace.CALLS)).isEqualTo(1);
    for (int n : List.of(1, 8, 9)) {
      assertNowhere(person(n));
    }
  }

  @Test
  default void numbersThatSomebodyHadBeforeAreFoundAlsoInASessionThatIsOpen() {
    NumberPool pool = pool(PoolMode.PAIR_TWO_NUMBERS);
    MaskingSession session = stored(pool, participant(1, 0), participant(2, 1));
    begin(
        "as-first",
        person(2),
        new Connect(
            session.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
    ends("as-first");
    Sessions sessions =
        new Sessions(
            database().sessions(), new Pools(database().pools()), (SessionListener) s -> {}, IDS);
    ParticipantId changing = session.participants().getFirst().id();
    sessions.replaceNumber(session.id(), changing, person(4), NOW.plusSeconds(1));
    sessions.replaceNumber(session.id(), changing, person(5), NOW.plusSeconds(2));

    for (int former : List.of(1, 4)) {
      ErasureId id = ask(person(former), NOW.plusSeconds(3)).id();
      run(id, NOW.plusSeconds(3));
      Erasure done = run(id, NOW.plusSeconds(4).plus(REST));
      assertThat(done.state()).as(former + ": " + done).isEqualTo(Erasure.State.DONE);
      assertNowhere(person(former));
    }
    MaskingSession open = found(session);
    assertThat(open.participants().getFirst().realNumber()).isEqualTo(person(5));
    assertThat(open.stateAt(NOW.plusSeconds(5))).isEqualTo(MaskingSession.State.OPEN);
    assertThat(open.metadata()).isNotEmpty();
  }

  @Test
  default void anOpenSessionIsNamedClosedOrLeft() {
    NumberPool pool = pool(PoolMode.PAIR_TWO_NUMBERS);
    MaskingSession session = stored(pool, participant(1, 0), participant(2, 1));
    Requested refused = erasures().request(person(1), false, false, NOW);
    assertThat(refused).isEqualTo(new Requested.InOpenSessions(List.of(session.id())));
    ErasureId id = ask(person(1), NOW).id();
    assertThat(ask(person(1), NOW).id()).isEqualTo(id);
    run(id, NOW.plusSeconds(1));
    assertThat(found(session).closing()).isPresent();
    assertThat(found(session).isOfErased()).isTrue();
    assertThat(
            database()
                .sessions()
                .reopen(
                    SampleSessions.with(
                        session, Optional.of(NOW.plus(TTL)), Optional.empty(), Optional.of(RESTED)),
                    NOW.plusSeconds(2)))
        .isFalse();

    // One that was opened since it was asked for is another matter.
    ErasureId early = ask(person(6), NOW.minusSeconds(10)).id();
    stored(pool, participant(6, 2), participant(3, 3));
    Erasure left = run(early, NOW.plusSeconds(3));
    assertThat(left.state()).isEqualTo(Erasure.State.DONE);
    assertThat(left.count(Trace.OPEN_SESSIONS)).isEqualTo(1);
    assertThat(left.count(Trace.SESSIONS)).isZero();
  }

  @Test
  default void aCallerWhoWasAskedForDigitsDoesNotComeBack() {
    pool(PoolMode.PIN);
    CallStart asked =
        begin(
            "asked",
            person(1),
            new Challenge(Words.of(""), 4, Duration.ofSeconds(5), false, Optional.empty()));
    ErasureId id = ask(person(1), ENDED).id();
    assertThat(run(id, ENDED).waitsFor()).contains(WaitsFor.CALLS);
    assertSomewhere(person(1));
    tell("asked", new EndNeverTold());
    Instant later = ENDED.plus(Erasures.CALLS_LOOKED_AT_EVERY);
    assertThat(run(id, later).state()).isEqualTo(Erasure.State.DONE);
    assertNowhere(person(1));

    // As from a journal: what was decided afterwards comes late.
    begin("asked", person(1), refused());
    assertThat(call(asked).start().incoming().caller().orElseThrow().isErased()).isTrue();
    assertNowhere(person(1));
  }

  @Test
  default void commandsGoOfCallsThatAreOverAndNoOthers() {
    begin("over", person(1), refused());
    MaskingSession session =
        stored(pool(PoolMode.PAIR_TWO_NUMBERS), participant(3, 0), participant(2, 1));
    begin(
        "goes-on",
        person(2),
        new Connect(
            session.id(), 1, 0, person(3), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
    OwedCommand over = owed("over", "{\"to\":\"+" + person(1).digits() + "\"}");
    OwedCommand goesOn = owed("goes-on", "{\"to\":\"+" + person(1).digits() + "\"}");
    OwedCommand hidden = owed("over", "{\"state\":\"KzQ0NzcwMDkwMDAwMQ\"}");
    OwedCommand net = below(hidden);
    OwedCommand unknown = owed("unknown", "{\"to\":\"+" + person(1).digits() + "\"}");
    OwedCommand others = owed("unknown", "{\"to\":\"+" + person(2).digits() + "\"}");
    database()
        .outbox()
        .append(List.of(), List.of(), List.of(over, hidden, net, unknown, goesOn, others));

    ErasureId id = ask(person(1), ENDED).id();
    assertThat(run(id, ENDED).count(Trace.COMMANDS)).isEqualTo(4);
    assertThat(database().outbox().open())
        .extracting(OwedCommand::key)
        .containsExactlyInAnyOrder(goesOn.key(), others.key());
  }

  private OwedCommand below(OwedCommand owed) {
    CarrierCommand net =
        new CarrierCommand("id-" + id(NOW), "hangup", "leg", owed.command().body())
            .after(Duration.ofSeconds(10), When.WHILE_UNANSWERED);
    return new OwedCommand(ACCOUNT, owed.call(), net, NOW);
  }

  private OwedCommand owed(String call, String body) {
    return new OwedCommand(
        ACCOUNT,
        new CarrierCallId(call),
        new CarrierCommand("id-" + id(NOW), "transfer", "leg", body),
        NOW);
  }

  @Test
  default void anAddressOfARecordingThatNobodyKnowsIsFound() {
    tell(
        "never",
        new RecordingReady(
            "rec",
            "rec-1",
            Optional.of("https://x.example/" + person(1).digits()),
            Optional.empty()));
    ErasureId id = ask(person(1), ENDED).id();
    assertThat(run(id, ENDED).waitsFor()).contains(WaitsFor.RECORDINGS);
    assertThat(database().recordings().toErase(10)).hasSize(1);
    assertThat(database().recordings().claim(ACCOUNT, RESTED, 10)).isEmpty();
  }

  @Test
  default void aRecordingThatIsToldOfLateIsNotFetched() {
    begin("talk", person(1), refused());
    erased(person(1));
    tell(
        "talk",
        new RecordingReady("rec", "rec-1", Optional.of("https://x.example/1"), Optional.empty()));
    assertThat(database().recordings().toErase(10)).hasSize(1);
    assertThat(database().recordings().claim(ACCOUNT, RESTED, 10)).isEmpty();
  }

  @Test
  default void entriesOfTheAuditLogThatTellTheNumberAreCountedAndStay() {
    database()
        .audit()
        .append(
            new AuditEntry(
                new AuditId(id(NOW)),
                NOW,
                "somebody",
                Optional.empty(),
                "pool.changed",
                "pool",
                "pool_1",
                Optional.of("rang +" + person(1).digits())));
    ErasureId id = ask(person(1), ENDED).id();
    Erasure done = run(id, ENDED);
    assertThat(done.count(Trace.AUDIT_ENTRIES)).isEqualTo(1);
    assertThat(database().audit().verify().flaw()).isEmpty();
  }

  /** Stopped after each piece, and gone on with by another server each time. */
  @Test
  default void whatIsStoppedIsGoneOnWithAndCountedOnce() {
    int many = Traces.LOOKED_AT_MAX + 150;
    database()
        .calls()
        .append(
            IntStream.range(0, many)
                .mapToObj(
                    i ->
                        new CallStart(
                            new CallId(id(NOW)),
                            new CarrierCallId("c" + i),
                            NOW,
                            new IncomingCall(
                                ACCOUNT,
                                new PhoneNumber(proxy(1).digits()),
                                Optional.of(person(i % 2 == 0 ? 1 : 2))),
                            refused(),
                            Set.of()))
                .toList(),
            List.of());
    MaskingSession session =
        stored(pool(PoolMode.PAIR_TWO_NUMBERS), participant(1, 0), participant(2, 1));
    ErasureId id = ask(person(1), ENDED).id();
    int runs = 0;
    Erasure now = run(id, ENDED, () -> true);
    while (now.state() == Erasure.State.RUNNING) {
      AtomicInteger asked = new AtomicInteger();
      now = run(id, ENDED, () -> asked.incrementAndGet() > 2);
      assertThat(++runs).isLessThan(100);
    }
    assertThat(runs).isGreaterThan(10);
    Erasure done = run(id, RESTED);
    assertThat(done.count(Trace.CALLS)).isEqualTo((many + 1) / 2);
    assertThat(done.count(Trace.SESSIONS)).isEqualTo(1);
    assertThat(found(session).isOfErased()).isTrue();
    assertNowhere(person(1));
    assertSomewhere(person(2));
  }

  /** Without any key nobody sees which rows were one person's. */
  @Test
  default void whatStandsForThemIsOtherBytesEachTime() {
    stored(pool(PoolMode.PAIR_TWO_NUMBERS), participant(1, 0), participant(2, 1));
    for (int i = 0; i < 4; i++) {
      begin("stranger-" + i, person(1), refused());
    }
    assertThat(erased(person(1)).count(Trace.CALLS)).isEqualTo(4);
    List<ByteBuffer> nobody = new ArrayList<>();
    for (String sealed : List.of("caller_sealed from call", "real_number from participant")) {
      String[] parts = sealed.split(" from ");
      nobody.addAll(
          database()
              .database()
              .read(
                  link ->
                      link.query("select %s as found from %s".formatted(parts[0], parts[1]))
                          .all(row -> ByteBuffer.wrap(row.bytes("found")))));
    }
    assertThat(nobody).hasSize(6).doesNotHaveDuplicates();
  }

  private CallStart putThrough(String name, MaskingSession session) {
    return new CallStart(
        new CallId(id(NOW)),
        new CarrierCallId(name),
        NOW,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        new Connect(
            session.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)),
        Set.of());
  }

  /** It is queued when its session is closed, and stored by whoever stores what is queued. */
  @Test
  default void aCallThatBeganJustBeforeItsSessionWasClosedIsNotMissed() {
    MaskingSession session =
        stored(pool(PoolMode.PAIR_TWO_NUMBERS), participant(1, 0), participant(2, 1));
    List<CallStart> queue = new ArrayList<>();
    TestErasures erasures =
        erasures().heardBy(closed -> queue.add(putThrough("just-before", session)));
    BooleanSupplier flush =
        () -> {
          erasures.calls().append(queue, List.of());
          queue.clear();
          return true;
        };
    ErasureId id = erasures.ask(person(1), NOW).id();
    Erasure waits = erasures.run(id, NOW.plusSeconds(1), flush, () -> false);
    assertThat(flush.getAsBoolean()).isTrue();

    assertThat(waits.waitsFor()).contains(WaitsFor.CALLS);
    ends("just-before");
    run(id, ENDED);
    assertThat(run(id, RESTED).state()).isEqualTo(Erasure.State.DONE);
    assertNowhere(person(1));
    tell(
        "just-before",
        new RecordingReady("rec", "rec-1", Optional.of("https://x.example/1"), Optional.empty()));
    assertThat(database().recordings().toErase(10)).hasSize(1);
  }

  @Test
  default void whileCallsWaitToBeStoredNothingIsLookedFor() {
    ErasureId id = ask(person(1), ENDED).id();
    Erasures.Outcome outcome = erasures().erasures().run(ENDED, () -> false, () -> false);
    assertThat(outcome.fault()).isPresent();
    Erasure failed = erasures().erasures().find(id).orElseThrow();
    assertThat(failed.failedAt()).contains(ENDED);
    assertThat(run(id, ENDED.plus(Erasures.TRIED_AGAIN_AFTER)).state())
        .isEqualTo(Erasure.State.DONE);
  }

  @Test
  default void twoForOneNumberAreOneAsLongAsTheFirstDoesWhatBothAskFor() {
    NumberPool pool = pool(PoolMode.PAIR_TWO_NUMBERS);
    ErasureId less =
        TestErasures.erasure(erasures().request(person(1), false, false, NOW.minusSeconds(10)))
            .id();
    assertThat(TestErasures.erasure(erasures().request(person(1), false, false, NOW)).id())
        .isEqualTo(less);
    ErasureId more = ask(person(1), NOW.minusSeconds(9)).id();
    assertThat(more).isNotEqualTo(less);
    assertThat(ask(person(1), NOW.minusSeconds(8)).id()).isEqualTo(more);

    // Opened since, so that neither of the two closes it.
    MaskingSession session = stored(pool, participant(1, 0), participant(2, 1));
    ErasureId later = ask(person(1), NOW.plusSeconds(1)).id();
    assertThat(later).isNotIn(less, more);
    assertThat(ask(person(1), NOW.plusSeconds(1)).id()).isEqualTo(later);
    run(later, NOW.plusSeconds(2));
    assertThat(found(session).isOfErased()).isTrue();
    for (ErasureId id : List.of(less, more, later)) {
      assertThat(run(id, RESTED).state()).isEqualTo(Erasure.State.DONE);
    }
    assertNowhere(person(1));
  }

  @Test
  default void whoIsLookedForAlreadyIsLookedForAgainWhenThatIsAskedFor() {
    begin("before", person(1), refused());
    ErasureId first = ask(person(1), ENDED).id();
    AtomicInteger asked = new AtomicInteger();
    run(first, ENDED, () -> asked.incrementAndGet() > 4);
    begin("since", person(1), refused());
    ErasureId again = ask(person(1), ENDED.plusSeconds(1)).id();
    assertThat(again).isNotEqualTo(first);
    run(again, ENDED.plusSeconds(2));
    assertNowhere(person(1));
    assertThat(run(first, ENDED.plusSeconds(2)).count(Trace.CALLS)).isEqualTo(1);
    assertThat(run(again, ENDED.plusSeconds(2)).count(Trace.CALLS)).isEqualTo(1);
  }
}
