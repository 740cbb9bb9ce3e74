package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.REST;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.endless;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.openedAt;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallTotals.Total;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.FailedTry;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.Recording.Failure;
import io.bauta.recording.RecordingQuery;
import io.bauta.recording.StoredMedia;
import io.bauta.retention.DataKind;
import io.bauta.retention.RetentionStore;
import io.bauta.retention.RetentionStore.Piece;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.KnownPhone;
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.session.SessionStore.InsertOutcome;
import io.bauta.session.SessionStore.InsertOutcome.Inserted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database forgets, and what it does not. */
interface RetentionContract {

  String ACCOUNT = "acme-in";
  Duration DAY = Duration.ofDays(1);
  Instant LATER = NOW.plus(Duration.ofDays(30));

  TestDatabase database();

  private RetentionStore retention() {
    return database().retention();
  }

  private NumberPool storedPool() {
    return SampleSessions.storedPool(database().pools(), 2);
  }

  private MaskingSession stored(MaskingSession session) {
    InsertOutcome outcome =
        database().sessions().insert(session, Optional.empty(), session.openedAt());
    assertThat(outcome).isInstanceOf(Inserted.class);
    return session;
  }

  private MaskingSession storedSession() {
    return stored(session(storedPool(), participant(1, 0), participant(2, 1)));
  }

  private CallStart begin(String name, Instant at, RoutingDecision decision) {
    CallStart start =
        new CallStart(
            new CallId(id(at)),
            new CarrierCallId(name),
            at,
            new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
            decision,
            Set.of());
    database().calls().append(List.of(start), List.of());
    return start;
  }

  private CallStart connected(MaskingSession session, String name, Instant at) {
    return begin(
        name,
        at,
        new Connect(
            session.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  private CallStart refused(String name, Instant at) {
    return begin(name, at, new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()));
  }

  private void tell(String call, Instant at, CallFact... facts) {
    database()
        .calls()
        .append(
            List.of(),
            List.of(facts).stream()
                .map(fact -> new ToldFact(ACCOUNT, new CarrierCallId(call), fact, at))
                .toList());
  }

  private static CallFact ended(Instant at) {
    return new CallEnded(
        "end",
        new HangUp(HangupCause.NORMAL_CLEARING, "", HangupSource.CALLER),
        Optional.of(Duration.ofSeconds(42)),
        Optional.of(at));
  }

  /** A talk of 42 seconds. */
  private CallStart talked(MaskingSession session, String name, Instant at) {
    CallStart start = connected(session, name, at);
    tell(name, at, new Answered("up", Optional.of(at)), ended(at.plusSeconds(42)));
    return start;
  }

  private List<String> calls() {
    return database().calls().list(CallQuery.newest(100)).stream()
        .map(call -> call.start().carrierCallId().text())
        .toList();
  }

  private int forgetCalls(Instant before) {
    int forgotten = 0;
    Optional<UUID> after = Optional.empty();
    do {
      Piece piece = retention().forgetCalls(before, after);
      forgotten += piece.forgotten();
      after = piece.goOnAfter();
    } while (after.isPresent());
    return forgotten;
  }

  private int forgetSessions(Instant before, Instant now) {
    return retention().forgetSessions(before, now, Optional.empty()).forgotten();
  }

  private long rows(String table) {
    return database()
        .database()
        .read(
            link ->
                link.query("select count(*) as n from " + table)
                    .first(row -> row.number("n"))
                    .orElseThrow());
  }

  @Test
  default void oldCallsGoWithAllThatWasToldOfThem() {
    MaskingSession session = storedSession();
    talked(session, "old", NOW);
    refused("old-refused", NOW.plusSeconds(1));
    talked(session, "new", NOW.plus(DAY));

    assertThat(forgetCalls(NOW.plus(DAY))).isEqualTo(2);

    assertThat(calls()).containsExactly("new");
    assertThat(rows("call_fact")).isEqualTo(2);
    assertThat(database().calls().findByCarrierId(ACCOUNT, new CarrierCallId("old"))).isEmpty();
    assertThat(forgetCalls(NOW.plus(DAY))).isZero();
  }

  @Test
  default void aCallThatStillWaitsForItsPlaceIsForgottenAndCountedToo() {
    refused("old", NOW);
    assertThat(forgetCalls(NOW.plus(DAY))).isEqualTo(1);
    assertThat(totals()).singleElement().satisfies(t -> assertThat(t.calls()).isEqualTo(1));
  }

  @Test
  default void aCallThatGoesOnStays() {
    MaskingSession session = storedSession();
    connected(session, "rings", NOW);
    connected(session, "talks", NOW.plusSeconds(1));
    tell("talks", NOW, new Answered("up", Optional.of(NOW)));

    assertThat(forgetCalls(LATER)).isZero();
    assertThat(calls()).containsExactly("talks", "rings");
  }

  @Test
  default void manyGoInPieces() {
    int many = 2 * RetentionStore.FORGOTTEN_AT_ONCE_MAX + 1;
    List<CallStart> starts = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Instant at = NOW.plusSeconds(i);
      starts.add(
          new CallStart(
              new CallId(id(at)),
              new CarrierCallId("c" + i),
              at,
              new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.empty()),
              new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
              Set.of()));
    }
    database().calls().append(starts, List.of());

    Piece first = retention().forgetCalls(LATER, Optional.empty());
    assertThat(first.forgotten()).isEqualTo(RetentionStore.FORGOTTEN_AT_ONCE_MAX);
    assertThat(first.goOnAfter()).isPresent();
    assertThat(first.forgotten() + forgetCalls(LATER)).isEqualTo(many);
    assertThat(totals()).singleElement().satisfies(t -> assertThat(t.calls()).isEqualTo(many));
  }

  private List<Total> totals() {
    return database().totals().of(NOW, NOW.plus(DAY), Optional.empty(), Optional.empty());
  }

  @Test
  default void whatIsForgottenStaysInTheTotals() {
    MaskingSession session = storedSession();
    talked(session, "one", NOW);
    talked(session, "two", NOW.plus(Duration.ofMinutes(20)));
    refused("no", NOW.plus(Duration.ofMinutes(21)));
    talked(session, "kept", NOW.plus(Duration.ofMinutes(40)));
    List<Total> before = totals();
    List<Total> ofPool =
        database().totals().of(NOW, NOW.plus(DAY), Optional.of(session.pool()), Optional.empty());
    List<Total> firstQuarter =
        database()
            .totals()
            .of(NOW, NOW.plus(Duration.ofMinutes(15)), Optional.empty(), Optional.of(ACCOUNT));

    assertThat(forgetCalls(NOW.plus(Duration.ofMinutes(30)))).isEqualTo(3);

    assertThat(totals()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(
            database()
                .totals()
                .of(NOW, NOW.plus(DAY), Optional.of(session.pool()), Optional.empty()))
        .containsExactlyInAnyOrderElementsOf(ofPool);
    assertThat(
            database()
                .totals()
                .of(NOW, NOW.plus(Duration.ofMinutes(15)), Optional.empty(), Optional.of(ACCOUNT)))
        .containsExactlyInAnyOrderElementsOf(firstQuarter)
        .hasSize(1);
  }

  @Test
  default void whatIsForgottenStillCountsForTheLimitOfItsSession() {
    MaskingSession session = storedSession();
    talked(session, "one", NOW);
    talked(session, "two", NOW.plusSeconds(100));
    talked(session, "three", NOW.plus(DAY));

    assertThat(forgetCalls(NOW.plus(DAY))).isEqualTo(2);
    assertThat(database().calls().connectedIn(session.id())).isEqualTo(3);
  }

  private FetchOrder recorded(String call, Instant at) {
    tell(call, at, new RecordingReady("rec", "rec-" + call, Optional.empty(), Optional.empty()));
    return database().recordings().claim(ACCOUNT, LATER, 10).getFirst();
  }

  private void store(FetchOrder order, CarrierCopy copy) {
    database()
        .recordings()
        .stored(
            order.recording().id(),
            new StoredMedia(
                order.mediaName(), "audio/wav", 1, "ab".repeat(32), new byte[] {1}, NOW),
            copy);
  }

  private static AuditEntry entry(Instant at, String action) {
    return new AuditEntry(
        new AuditId(id(at)),
        at,
        AuditEntry.SERVER,
        Optional.empty(),
        action,
        "recording",
        "rec_1",
        Optional.empty());
  }

  @Test
  default void aCallStaysAsLongAsItsRecordingIsKept() {
    MaskingSession session = storedSession();
    talked(session, "c1", NOW);
    FetchOrder order = recorded("c1", NOW);
    assertThat(forgetCalls(LATER)).as("being fetched").isZero();
    database()
        .recordings()
        .failed(
            order.recording().id(),
            new FailedTry(order.mediaName(), new Failure(FetchFailure.TOO_LARGE), Optional.empty()),
            Optional.empty());
    assertThat(forgetCalls(LATER)).as("failed, and the carrier may have it").isZero();
    database().recordings().tryAgain(order.recording().id(), entry(NOW, "recording.tried_again"));
    order = database().recordings().claim(ACCOUNT, LATER, 10).getFirst();
    store(order, CarrierCopy.DUE);
    assertThat(forgetCalls(LATER)).as("stored").isZero();

    database()
        .recordings()
        .delete(
            order.recording().id(),
            DeletionReason.RETENTION,
            CarrierCopy.DUE,
            entry(NOW, "recording.deleted"));
    assertThat(forgetCalls(LATER)).as("media not removed").isZero();
    database().recordings().mediaRemoved(order.recording().id(), Optional.empty());
    assertThat(forgetCalls(LATER)).as("carrier has a copy").isZero();
    database()
        .recordings()
        .copyTried(order.recording().id(), CarrierCopy.DELETED, Optional.empty());

    assertThat(forgetCalls(LATER)).isEqualTo(1);
    assertThat(rows("recording")).isZero();
  }

  @Test
  default void anOldSessionGoesWithItsPeople() {
    MaskingSession session = storedSession();
    database()
        .phones()
        .remember(
            new KnownPhone(new PhoneNumber(proxy(0).digits()), person(1), session.id(), 0, NOW));
    Instant rested = NOW.plus(TTL).plus(REST);

    assertThat(forgetSessions(rested, rested)).as("rests").isZero();
    assertThat(forgetSessions(NOW.plus(TTL), LATER)).as("too new").isZero();
    assertThat(forgetSessions(LATER.minus(DAY), LATER)).isEqualTo(1);

    assertThat(database().sessions().find(session.id())).isEmpty();
    for (String table :
        List.of("session", "participant", "binding", "session_order", "known_phone")) {
      assertThat(rows(table)).as(table).isZero();
    }
  }

  @Test
  default void aSessionStaysAsLongAsACallOfItIsKept() {
    MaskingSession session = storedSession();
    talked(session, "c1", NOW);
    assertThat(forgetSessions(LATER.minus(DAY), LATER)).isZero();

    assertThat(forgetCalls(LATER)).isEqualTo(1);
    assertThat(forgetSessions(LATER.minus(DAY), LATER)).isEqualTo(1);
  }

  @Test
  default void aSessionWithoutAnEndStays() {
    stored(endless(session(storedPool(), participant(1, 0), participant(2, 1))));
    assertThat(forgetSessions(LATER.minus(DAY), LATER)).isZero();
  }

  @Test
  default void aSessionWhoseNumbersWereLentAgainGoesAndTheOtherKeepsThem() {
    NumberPool pool = storedPool();
    stored(session(pool, participant(1, 0), participant(2, 1)));
    Instant again = NOW.plus(TTL).plus(REST).plusSeconds(1);
    MaskingSession second = stored(openedAt(again, pool, participant(1, 0), participant(2, 1)));

    assertThat(forgetSessions(again, again.plusSeconds(1))).isEqualTo(1);

    assertThat(database().sessions().find(second.id())).contains(second);
    assertThat(rows("binding")).isEqualTo(2);
  }

  @Test
  default void whatNobodyKnowsGoes() {
    tell("never", NOW, ended(NOW));
    tell("never", NOW, new RecordingReady("rec", "rec-never", Optional.empty(), Optional.empty()));
    tell("never-either", LATER, ended(LATER));
    database().recordings().giveUp(Set.of(ACCOUNT), LATER);

    assertThat(retention().forgetUnmatched(LATER)).isEqualTo(new Piece(3, Optional.empty()));
    assertThat(rows("early_fact")).isEqualTo(1);
    assertThat(
            database()
                .recordings()
                .list(new RecordingQuery(Optional.empty(), Optional.empty(), Optional.empty(), 10)))
        .isEmpty();
    assertThat(retention().forgetUnmatched(LATER)).isEqualTo(new Piece(0, Optional.empty()));
  }

  @Test
  default void aRecordingThatWaitsForItsCallStays() {
    tell("late", NOW, new RecordingReady("rec", "rec-late", Optional.empty(), Optional.empty()));
    retention().forgetUnmatched(LATER);
    assertThat(rows("recording")).isEqualTo(1);
  }

  @Test
  default void oldEntriesOfTheAuditLogGo() {
    database().audit().append(entry(NOW, "one"));
    database().audit().append(entry(NOW.plus(DAY), "two"));

    assertThat(retention().forgetAudit(NOW.plus(DAY)).forgotten()).isEqualTo(1);
    assertThat(
            database()
                .audit()
                .list(new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), 10)))
        .extracting(AuditEntry::action)
        .containsExactly("two");
  }

  @Test
  default void theOldestOfEachKindIsKnown() {
    for (DataKind kind : DataKind.values()) {
      assertThat(retention().oldest(kind)).as(kind.name()).isEmpty();
    }
    MaskingSession session = storedSession();
    talked(session, "c1", NOW.plusSeconds(5));
    recorded("c1", NOW.plusSeconds(6));
    tell("never", NOW.plusSeconds(7), ended(NOW));
    database().audit().append(entry(NOW.plusSeconds(8), "one"));
    List<Call> settled = database().calls().list(CallQuery.newest(1));

    assertThat(settled).hasSize(1);
    assertThat(retention().oldest(DataKind.SESSIONS)).contains(NOW);
    assertThat(retention().oldest(DataKind.CALLS)).contains(NOW.plusSeconds(5));
    assertThat(retention().oldest(DataKind.RECORDINGS)).contains(NOW.plusSeconds(6));
    assertThat(retention().oldest(DataKind.UNMATCHED)).contains(NOW.plusSeconds(7));
    assertThat(retention().oldest(DataKind.AUDIT)).contains(NOW.plusSeconds(8));
  }

  @Test
  default void runsAreRememberedAndAddedUp() {
    assertThat(retention().lastRuns()).isEmpty();
    retention().ran(DataKind.CALLS, NOW, 200, 200, Optional.empty());
    retention().ran(DataKind.CALLS, NOW, 250, 50, Optional.empty());
    retention().ran(DataKind.CALLS, LATER, 3, 3, Optional.of("away"));
    retention().ran(DataKind.AUDIT, LATER, 0, 0, Optional.empty());

    assertThat(retention().lastRuns())
        .containsOnlyKeys(DataKind.CALLS, DataKind.AUDIT)
        .containsEntry(DataKind.CALLS, new RetentionStore.Run(LATER, 3, 253, Optional.of("away")));
  }

  @Test
  default void whileCallsComeInWhatIsForgottenIsCountedOnce() throws Exception {
    MaskingSession session = storedSession();
    IntStream.range(0, 300).forEach(i -> refused("old" + i, NOW.plusSeconds(i)));
    Thread more =
        Thread.ofVirtual()
            .start(
                () ->
                    IntStream.range(0, 100)
                        .forEach(
                            i -> talked(session, "new" + i, NOW.plus(DAY).minusSeconds(i + 1))));
    int forgotten = forgetCalls(NOW.plusSeconds(1000));
    more.join();

    assertThat(forgotten).isEqualTo(300);
    assertThat(totals().stream().mapToLong(Total::calls).sum()).isEqualTo(400);
  }
}
