package io.bauta.call;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolStore;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Trace;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.SampleSessions;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionStore;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link CallStore} does. The stores are empty at the beginning of each test. */
public interface CallStoreContract {

  String ACCOUNT = "acme-in";
  HangUp NORMAL = new HangUp(HangupCause.NORMAL_CLEARING, "16 normal", HangupSource.CALLER);
  HangUp BUSY = new HangUp(HangupCause.USER_BUSY, "", HangupSource.DESTINATION);

  CallStore calls();

  SessionStore sessions();

  PoolStore pools();

  private MaskingSession storedSession() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    sessions().insert(session, Optional.empty(), NOW);
    return session;
  }

  private static CallStart start(
      String carrierCallId, Instant at, IncomingCall incoming, RoutingDecision decision) {
    return new CallStart(
        new CallId(SampleSessions.id(at)),
        new CarrierCallId(carrierCallId),
        at,
        incoming,
        decision,
        Set.of());
  }

  /** The second participant of {@code session} calls the first. */
  private static CallStart connected(MaskingSession session, String carrierCallId, Instant at) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(2))),
        new Connect(
            session.id(), 1, 0, person(1), proxy(0), Duration.ofSeconds(30), Duration.ofHours(1)));
  }

  /** The same, where they hear {@code notice} before. */
  private static CallStart connectedAfter(
      String notice, MaskingSession session, String carrierCallId, Instant at) {
    CallStart plain = connected(session, carrierCallId, at);
    Connect connect = (Connect) plain.decision();
    return start(
        carrierCallId,
        at,
        plain.incoming(),
        new Connect(
            connect.why(),
            connect.session(),
            connect.caller(),
            connect.callee(),
            connect.destinations(),
            connect.ringing(),
            connect.callerId(),
            connect.ringTimeout(),
            connect.talkLimit(),
            Optional.of(Words.of(notice))));
  }

  private static CallStart refused(String carrierCallId, Reason reason, Instant at) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(7))),
        new Refuse(reason, Optional.empty(), Optional.of(Words.of("Sorry."))));
  }

  /** Somebody is asked for digits. */
  private static CallStart challenged(String carrierCallId, Instant at) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(7))),
        new Challenge(Words.of("Your code?"), 4, Duration.ofSeconds(10), false, Optional.empty()));
  }

  /** They entered those of the first participant of {@code session}. */
  private static CallStart connectedByDigits(
      MaskingSession session, String carrierCallId, Instant at) {
    CallStart asked = challenged(carrierCallId, at);
    return start(
        carrierCallId,
        at,
        asked.incoming().entered("4711"),
        new Connect(
            Why.PIN,
            Optional.of(session.id()),
            Optional.empty(),
            Optional.of(Seat.first(0)),
            List.of(person(1)),
            Ringing.IN_ORDER,
            proxy(0),
            Duration.ofSeconds(30),
            Duration.ofHours(1)));
  }

  private static ToldFact told(String carrierCallId, CallFact fact) {
    return told(carrierCallId, fact, NOW.plusSeconds(9));
  }

  private static ToldFact told(String carrierCallId, CallFact fact, Instant at) {
    return new ToldFact(ACCOUNT, new CarrierCallId(carrierCallId), fact, at);
  }

  /** It waited in the call log while the number was replaced. */
  @Test
  default void aCallThatIsStoredLateKeepsTheNumbersThatItHad() {
    MaskingSession session = storedSession();
    CallStart before = connected(session, "before", NOW);
    CallStart waited = connected(session, "waited", NOW.plusSeconds(1));
    begin(before);

    replaceFirst(session);
    begin(waited);

    assertThat(calls().find(before.id()).orElseThrow().start()).isEqualTo(before);
    assertThat(calls().find(waited.id()).orElseThrow().start()).isEqualTo(waited);
  }

  @Test
  default void callsKeepTheirNumbersWhileOneIsReplaced() {
    MaskingSession session = storedSession();
    List<CallStart> all =
        IntStream.range(0, 40)
            .mapToObj(i -> connected(session, "call-" + i, NOW.plusSeconds(i)))
            .toList();

    List<Future<?>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (CallStart start : all) {
        done.add(threads.submit(() -> begin(start)));
        if (start == all.get(15)) {
          done.add(threads.submit(() -> replaceFirst(session)));
        }
      }
    }
    done.forEach(Future::resultNow);

    all.forEach(
        start ->
            assertThat(calls().find(start.id()).map(Call::start)).as("its record").contains(start));
  }

  private void replaceFirst(MaskingSession session) {
    Participant old = session.participants().getFirst();
    MaskingSession replaced =
        new MaskingSession(
            session.id(),
            session.pool(),
            session.reference(),
            session.metadata(),
            session.lifetime(),
            session.openedAt(),
            session.expiresAt(),
            session.closing(),
            session.restsUntil(),
            List.of(
                new Participant(old.id(), old.name(), person(5), old.dials()),
                session.participants().get(1)));
    assertThat(sessions().replaceNumber(replaced, 0, NOW.plusSeconds(90_000), NOW)).isTrue();
  }

  private void begin(CallStart... starts) {
    calls().append(List.of(starts), List.of());
  }

  private void tell(ToldFact... facts) {
    calls().append(List.of(), List.of(facts));
  }

  private static CallQuery all() {
    return CallQuery.newest(3);
  }

  private static CallQuery withStatus(CallStatus status) {
    return CallQuery.newest(3).of(status);
  }

  @Test
  default void aConnectedCallReadsBackEqual() {
    CallStart start = connected(storedSession(), "c1", NOW);
    CallStart withShortfalls =
        new CallStart(
            new CallId(SampleSessions.id(NOW)),
            new CarrierCallId("c2"),
            NOW.plusMillis(1),
            start.incoming(),
            start.decision(),
            Set.of("TALK_LIMIT_IGNORED", "RING_TIMEOUT_IGNORED"));
    begin(start, withShortfalls);

    assertThat(calls().find(start.id())).contains(new Call(start, List.of()));
    assertThat(calls().find(withShortfalls.id())).contains(new Call(withShortfalls, List.of()));
    assertThat(calls().findByCarrierId(ACCOUNT, new CarrierCallId("c1")))
        .contains(new Call(start, List.of()));
  }

  @Test
  default void everyRefusalReadsBackEqual() {
    for (Reason reason : Reason.values()) {
      CallStart start = refused("c" + reason, reason, NOW);
      begin(start);
      assertThat(calls().find(start.id())).contains(new Call(start, List.of()));
    }
  }

  @Test
  default void aRefusalWithoutCallerOrAnnouncementReadsBackEqual() {
    SessionId session = storedSession().id();
    CallStart start =
        start(
            "c1",
            NOW,
            new IncomingCall(ACCOUNT, person(99), Optional.empty()),
            new Refuse(Reason.UNKNOWN_NUMBER, Optional.of(session), Optional.empty()));
    begin(start);

    assertThat(calls().find(start.id())).contains(new Call(start, List.of()));
  }

  @Test
  default void anUnknownCallIsNotFound() {
    assertThat(calls().find(new CallId(SampleSessions.id(NOW)))).isEmpty();
    assertThat(calls().findByCarrierId(ACCOUNT, new CarrierCallId("c1"))).isEmpty();
    assertThat(calls().list(all())).isEmpty();
  }

  @Test
  default void aRepeatedBeginningIsLeftOut() {
    MaskingSession session = storedSession();
    CallStart first = connected(session, "c1", NOW);
    CallStart again = connected(session, "c1", NOW.plusSeconds(1));
    CallStart sameBatch = connected(session, "c1", NOW.plusSeconds(2));
    begin(first);
    begin(again, sameBatch);

    assertThat(calls().list(all())).containsExactly(new Call(first, List.of()));
    assertThat(calls().find(again.id())).isEmpty();
  }

  @Test
  default void anotherAccountMayUseTheSameCarrierCallId() {
    CallStart first = refused("c1", Reason.UNKNOWN_CALLER, NOW);
    CallStart other =
        start(
            "c1",
            NOW,
            new IncomingCall("other", first.incoming().dialed(), Optional.empty()),
            first.decision());
    begin(first, other);

    assertThat(calls().findByCarrierId("other", new CarrierCallId("c1")))
        .contains(new Call(other, List.of()));
    assertThat(calls().list(all())).hasSize(2);
  }

  @Test
  default void everyKindOfFactReadsBackEqual() {
    CallStart start = connected(storedSession(), "c1", NOW);
    begin(start);
    List<ToldFact> facts =
        List.of(
            told("c1", new Answered("1"), NOW.plusSeconds(1)),
            told("c1", new LegEnded("2", Leg.OUTBOUND, BUSY, Optional.empty()), NOW.plusSeconds(2)),
            told(
                "c1",
                new LegEnded("3", Leg.INBOUND, NORMAL, Optional.of(Duration.ofSeconds(69))),
                NOW.plusSeconds(3)),
            told("c1", new CallEnded("4", NORMAL, Optional.empty()), NOW.plusSeconds(4)),
            told(
                "c1",
                new RecordingReady(
                    "5", "rec-1", Optional.empty(), Optional.of(Duration.ofMillis(68_500))),
                NOW.plusSeconds(5)),
            told(
                "c1",
                new RecordingReady("6", "rec-2", Optional.empty(), Optional.empty()),
                NOW.plusSeconds(6)));
    calls().append(List.of(), facts);

    assertThat(calls().find(start.id())).contains(new Call(start, facts));
    assertThat(calls().list(all())).containsExactly(new Call(start, facts));
  }

  @Test
  default void whereARecordingIsIsNotKeptWithTheCall() {
    CallStart start = connected(storedSession(), "c1", NOW);
    begin(start);
    RecordingReady ready =
        new RecordingReady(
            "1", "rec-1", Optional.of("https://rec.example/447700900001"), Optional.empty());
    tell(told("c1", ready, NOW));

    assertThat(calls().find(start.id()))
        .contains(new Call(start, List.of(told("c1", ready.withoutUrl(), NOW))));
  }

  @Test
  default void aRepeatedFactIsLeftOut() {
    CallStart start = connected(storedSession(), "c1", NOW);
    ToldFact first = told("c1", new Answered("1"), NOW.plusSeconds(1));
    begin(start);
    tell(first, told("c1", new Answered("1"), NOW.plusSeconds(2)));
    tell(told("c1", new Answered("1"), NOW.plusSeconds(3)));

    assertThat(calls().find(start.id())).contains(new Call(start, List.of(first)));
  }

  @Test
  default void aFactMayComeBeforeTheBeginning() {
    ToldFact ended = told("c1", new CallEnded("1", BUSY, Optional.empty()));
    tell(ended);
    assertThat(calls().findByCarrierId(ACCOUNT, new CarrierCallId("c1"))).isEmpty();

    CallStart start = connected(storedSession(), "c1", NOW);
    begin(start);

    assertThat(calls().find(start.id())).contains(new Call(start, List.of(ended)));
    assertThat(calls().list(withStatus(CallStatus.BUSY))).hasSize(1);
    assertThat(calls().list(withStatus(CallStatus.RINGING))).isEmpty();
  }

  @Test
  default void aFactMayComeWithTheBeginning() {
    CallStart start = connected(storedSession(), "c1", NOW);
    ToldFact answered = told("c1", new Answered("1"));
    calls().append(List.of(start), List.of(answered));

    assertThat(calls().list(withStatus(CallStatus.IN_PROGRESS)))
        .containsExactly(new Call(start, List.of(answered)));
  }

  @Test
  default void theOrderOfFactsDecidesNothing() {
    MaskingSession session = storedSession();
    Duration talk = Duration.ofSeconds(69);
    begin(connected(session, "c1", NOW), connected(session, "c2", NOW));
    tell(told("c1", new Answered("1")));
    tell(told("c1", new LegEnded("2", Leg.OUTBOUND, NORMAL, Optional.of(talk))));
    tell(told("c1", new CallEnded("3", NORMAL, Optional.empty())));
    tell(told("c2", new CallEnded("3", NORMAL, Optional.empty())));
    tell(told("c2", new LegEnded("2", Leg.OUTBOUND, NORMAL, Optional.of(talk))));
    tell(told("c2", new Answered("1")));

    assertThat(calls().list(withStatus(CallStatus.COMPLETED)))
        .hasSize(2)
        .allMatch(call -> call.talkTime().equals(Optional.of(talk)));
  }

  @Test
  default void aRefusedCallStaysRefused() {
    CallStart start = refused("c1", Reason.SESSION_ENDED, NOW);
    begin(start);
    tell(told("c1", new CallEnded("1", NORMAL, Optional.empty())));

    assertThat(calls().list(withStatus(CallStatus.REFUSED))).hasSize(1);
    assertThat(calls().list(withStatus(CallStatus.CANCELLED))).isEmpty();
  }

  @Test
  default void whoIsAskedForDigitsHasOneCallWithWhatWasDecidedInTheEnd() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    begin(asked);
    tell(told("c1", new Answered("1")));
    begin(challenged("c1", NOW.plusSeconds(8)));
    begin(connectedByDigits(session, "c1", NOW.plusSeconds(15)));
    tell(told("c1", new CallEnded("3", NORMAL, Optional.empty())));

    Call call = calls().list(all()).getFirst();
    assertThat(calls().list(all())).hasSize(1);
    assertThat(call.start().id()).isEqualTo(asked.id());
    assertThat(call.start().receivedAt()).isEqualTo(NOW);
    assertThat(call.start().decision())
        .isInstanceOfSatisfying(
            Connect.class,
            connect -> {
              assertThat(connect.why()).isEqualTo(Why.PIN);
              assertThat(connect.destination()).isEqualTo(person(1));
            });
    assertThat(call.facts()).hasSize(2);
    assertThat(calls().list(withStatus(CallStatus.COMPLETED))).hasSize(1);
  }

  @Test
  default void whoWasAskedForDigitsAndReachedNobodyIsListedSo() {
    MaskingSession session = storedSession();
    Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));
    begin(challenged("c1", NOW), challenged("c2", NOW));
    begin(connectedByDigits(session, "c1", NOW.plusSeconds(15)));
    tell(
        told("c1", new LegEnded("1", Leg.OUTBOUND, BUSY, Optional.of(Duration.ZERO))),
        told("c1", new CallEnded("2", NORMAL, minute)),
        told("c2", new CallEnded("2", NORMAL, minute)));

    for (CallStatus status : List.of(CallStatus.BUSY, CallStatus.CANCELLED)) {
      assertThat(calls().list(withStatus(status)))
          .hasSize(1)
          .allMatch(call -> call.status() == status && call.talkTime().isEmpty());
    }
    assertThat(calls().list(withStatus(CallStatus.COMPLETED))).isEmpty();
  }

  /** The words are kept with the call, and for them the carrier has answered the caller already. */
  @Test
  default void whoHeardANoticeAndReachedNobodyIsListedSo() {
    MaskingSession session = storedSession();
    Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));
    CallStart start = connectedAfter("This call is recorded.", session, "c1", NOW);
    begin(start, connectedAfter("Recorded.", session, "c2", NOW.plusMillis(1)));
    tell(
        told("c1", new LegEnded("1", Leg.OUTBOUND, BUSY, Optional.of(Duration.ZERO))),
        told("c1", new CallEnded("2", NORMAL, minute)),
        told("c2", new Answered("1")),
        told("c2", new CallEnded("2", NORMAL, minute)));

    List<Call> busy = calls().list(withStatus(CallStatus.BUSY));
    assertThat(busy).hasSize(1);
    assertThat(busy.getFirst().status()).isEqualTo(CallStatus.BUSY);
    assertThat(busy.getFirst().talkTime()).isEmpty();
    assertThat(busy.getFirst().start().decision()).isEqualTo(start.decision());
    assertThat(busy.getFirst().start().incoming()).isEqualTo(start.incoming());
    assertThat(calls().list(withStatus(CallStatus.COMPLETED))).hasSize(1);
  }

  @Test
  default void whoCouldNotBeAskedForDigitsIsListedAsFailed() {
    HangUp fault = new HangUp(HangupCause.ANSWER_FAULT, "", HangupSource.BAUTA);
    begin(challenged("c1", NOW));
    tell(told("c1", new CallEnded("end", fault, Optional.empty())));

    assertThat(calls().list(withStatus(CallStatus.FAILED)))
        .hasSize(1)
        .allMatch(call -> call.status() == CallStatus.FAILED);
    assertThat(calls().list(withStatus(CallStatus.CANCELLED))).isEmpty();
  }

  // A call whose caller was asked for digits first, however the two beginnings come.

  private static CallStart refusedAfterDigits(String carrierCallId, Instant at) {
    CallStart asked = challenged(carrierCallId, at);
    return start(
        carrierCallId,
        at,
        asked.incoming(),
        new Refuse(Reason.PIN_LOCKED, Optional.empty(), Optional.of(Words.of("Sorry."))));
  }

  /** {@code decided} as the record of the call of {@code asked} has it. */
  private static CallStart recordOf(CallStart asked, CallStart decided) {
    IncomingCall incoming = decided.incoming();
    return new CallStart(
        asked.id(),
        asked.carrierCallId(),
        asked.receivedAt(),
        new IncomingCall(incoming.carrierAccount(), incoming.dialed(), incoming.caller()),
        decided.decision(),
        decided.shortfalls());
  }

  private void onlyCallIs(CallStart start, CallStatus status, ToldFact... facts) {
    Call call = new Call(start, List.of(facts));
    assertThat(call.status()).isEqualTo(status);
    assertThat(calls().list(all())).containsExactly(call);
    assertThat(calls().find(start.id())).contains(call);
    assertThat(calls().findByCarrierId(ACCOUNT, start.carrierCallId())).contains(call);
    for (CallStatus other : CallStatus.values()) {
      assertThat(calls().list(withStatus(other)))
          .as("listed as %s", other)
          .hasSize(other == status ? 1 : 0);
    }
  }

  @Test
  default void askedAndDecidedInOneBatchIsOneCall() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart again = challenged("c1", NOW.plusSeconds(5));
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    begin(asked, again, decided);

    onlyCallIs(recordOf(asked, decided), CallStatus.RINGING);
    assertThat(calls().find(decided.id())).isEmpty();
  }

  @Test
  default void askedAndDecidedInTwoBatchesIsOneCall() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    begin(asked);
    begin(decided);

    onlyCallIs(recordOf(asked, decided), CallStatus.RINGING);
  }

  @Test
  default void askedAndReadAndThenDecidedIsOneCall() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    begin(asked);
    assertThat(calls().find(asked.id()))
        .hasValueSatisfying(call -> assertThat(call.status()).isEqualTo(CallStatus.ROUTING));
    begin(challenged("c1", NOW.plusSeconds(5)));
    begin(decided);

    onlyCallIs(recordOf(asked, decided), CallStatus.RINGING);
  }

  @Test
  default void askedAndRefusedIsOneCall() {
    CallStart asked = challenged("c1", NOW);
    CallStart refused = refusedAfterDigits("c1", NOW.plusSeconds(9));
    CallStart other = challenged("c2", NOW.plusMillis(1));
    CallStart otherRefused = refusedAfterDigits("c2", NOW.plusSeconds(9));
    begin(asked, refused);
    begin(other);
    calls().list(all());
    begin(otherRefused);

    assertThat(calls().list(withStatus(CallStatus.REFUSED)))
        .containsExactly(
            new Call(recordOf(other, otherRefused), List.of()),
            new Call(recordOf(asked, refused), List.of()));
    assertThat(calls().list(all())).hasSize(2);
  }

  @Test
  default void whatWasDecidedForTheFirstTimeStays() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    CallStart repeated = refusedAfterDigits("c1", NOW.plusSeconds(10));
    begin(asked, decided, repeated);
    begin(challenged("c1", NOW.plusSeconds(11)), repeated);
    onlyCallIs(recordOf(asked, decided), CallStatus.RINGING);

    begin(repeated, challenged("c1", NOW.plusSeconds(12)));
    onlyCallIs(recordOf(asked, decided), CallStatus.RINGING);
  }

  @Test
  default void whoIsAskedAfterTheyWereConnectedIsConnected() {
    CallStart decided = connected(storedSession(), "c1", NOW);
    begin(decided, challenged("c1", NOW.plusSeconds(1)));
    onlyCallIs(decided, CallStatus.RINGING);

    begin(challenged("c1", NOW.plusSeconds(2)));
    onlyCallIs(decided, CallStatus.RINGING);
  }

  @Test
  default void ofTwoDecisionsInOneBatchTheFirstStays() {
    MaskingSession session = storedSession();
    CallStart first = refused("c1", Reason.SESSION_ENDED, NOW);
    begin(first, connected(session, "c1", NOW.plusSeconds(1)));

    onlyCallIs(first, CallStatus.REFUSED);
  }

  @Test
  default void factsToldBeforeTheDecisionIsReadCountForItsStatus() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    ToldFact answered = told("c1", new Answered("1"), NOW.plusSeconds(15));
    ToldFact ended = told("c1", new CallEnded("2", NORMAL, Optional.empty()), NOW.plusSeconds(20));
    begin(asked);
    calls().list(all());
    begin(decided);
    tell(answered);
    tell(ended);

    onlyCallIs(recordOf(asked, decided), CallStatus.COMPLETED, answered, ended);
  }

  @Test
  default void factsToldBetweenTheAskingAndTheDecisionCountForItsStatus() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    ToldFact outbound =
        told(
            "c1",
            new LegEnded("1", Leg.OUTBOUND, BUSY, Optional.of(Duration.ZERO)),
            NOW.plusSeconds(15));
    ToldFact ended = told("c1", new CallEnded("2", NORMAL, Optional.empty()), NOW.plusSeconds(20));
    begin(asked);
    calls().list(all());
    tell(outbound, ended);
    assertThat(calls().list(withStatus(CallStatus.CANCELLED))).hasSize(1);
    begin(decided);

    onlyCallIs(recordOf(asked, decided), CallStatus.BUSY, outbound, ended);
  }

  @Test
  default void factsToldBeforeTheAskingAreTheCalls() {
    MaskingSession session = storedSession();
    CallStart asked = challenged("c1", NOW);
    CallStart decided = connectedByDigits(session, "c1", NOW.plusSeconds(9));
    ToldFact outbound =
        told("c1", new LegEnded("1", Leg.OUTBOUND, BUSY, Optional.empty()), NOW.plusSeconds(15));
    tell(outbound);
    begin(asked);
    begin(decided);

    onlyCallIs(recordOf(asked, decided), CallStatus.BUSY, outbound);
  }

  @Test
  default void whoHangsUpWhenAskedHasCancelledTheCall() {
    CallStart asked = challenged("c1", NOW);
    ToldFact ended = told("c1", new CallEnded("1", NORMAL, Optional.empty()));
    begin(asked);
    assertThat(calls().list(withStatus(CallStatus.ROUTING))).hasSize(1);
    tell(ended);

    assertThat(calls().list(withStatus(CallStatus.ROUTING))).isEmpty();
    assertThat(calls().list(withStatus(CallStatus.CANCELLED)))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.start().id()).isEqualTo(asked.id());
              assertThat(call.start().incoming()).isEqualTo(asked.incoming());
              assertThat(call.start().decision()).isInstanceOf(Challenge.class);
              assertThat(call.facts()).containsExactly(ended);
              assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
            });
  }

  @Test
  default void aBurstOfWhichSomeAreAskedIsAsManyCalls() {
    MaskingSession session = storedSession();
    List<CallStart> burst = burst(session);
    List<CallStart> asked =
        IntStream.range(0, BURST).mapToObj(i -> challenged("a" + i, NOW.plusMillis(i))).toList();
    calls().append(asked, List.of());
    List<CallStart> decided =
        IntStream.range(0, BURST)
            .mapToObj(i -> connectedByDigits(session, "a" + i, NOW.plusSeconds(9)))
            .toList();
    calls().append(decided, List.of());

    assertThat(calls().find(burst.get(7).id())).contains(new Call(burst.get(7), List.of()));
    for (int i : new int[] {0, 7, BURST - 1}) {
      assertThat(calls().find(asked.get(i).id()))
          .contains(new Call(recordOf(asked.get(i), decided.get(i)), List.of()));
      assertThat(calls().find(decided.get(i).id())).isEmpty();
    }
  }

  // Calls that are not simply of one participant to another.

  private static CallStart putThrough(
      String carrierCallId,
      Instant at,
      Why why,
      Optional<PhoneNumber> caller,
      Optional<SessionId> session,
      Optional<Seat> callerSeat,
      Optional<Seat> calleeSeat,
      PhoneNumber destination) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), caller),
        new Connect(
            why,
            session,
            callerSeat,
            calleeSeat,
            List.of(destination),
            Ringing.IN_ORDER,
            proxy(0),
            Duration.ofSeconds(30),
            Duration.ofHours(1)));
  }

  private static CallStart explained(CallStart start) {
    return new CallStart(
        start.id(),
        start.carrierCallId(),
        start.receivedAt(),
        start.incoming(),
        start.decision(),
        start.shortfalls(),
        List.of(
            new Trace.Step("platform_asked", true, "the platform says that +…07 is rung"),
            new Trace.Step("connect", true, "rings it")));
  }

  @Test
  default void whatThePlatformSaidReadsBackEqual() {
    Optional<SessionId> session = Optional.of(storedSession().id());
    CallStart outside =
        explained(
            putThrough(
                "outside",
                NOW,
                Why.PLATFORM,
                Optional.of(person(7)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                person(8)));
    CallStart opened =
        explained(
            putThrough(
                "opened",
                NOW,
                Why.SESSION,
                Optional.of(person(1)),
                session,
                Optional.of(Seat.first(0)),
                Optional.of(Seat.first(1)),
                person(2)));
    begin(outside, opened);
    assertThat(calls().find(outside.id())).contains(new Call(outside, List.of()));
    assertThat(calls().find(opened.id())).contains(new Call(opened, List.of()));
    assertThat(calls().connectedIn(session.orElseThrow())).isEqualTo(1);
  }

  /** The participants of {@link #storedSession} are persons 1 and 2, by their first numbers. */
  @Test
  default void whateverLetsACallThroughReadsBackEqual() {
    Optional<SessionId> session = Optional.of(storedSession().id());
    Optional<Seat> nobody = Optional.empty();
    Optional<PhoneNumber> withheld = Optional.empty();
    Optional<PhoneNumber> second = Optional.of(person(2));
    Optional<Seat> firstSeat = Optional.of(Seat.first(0));
    Optional<Seat> secondSeat = Optional.of(Seat.first(1));
    List<CallStart> calls =
        List.of(
            putThrough(
                "anyone",
                NOW,
                Why.ANYONE,
                Optional.of(person(7)),
                session,
                nobody,
                firstSeat,
                person(1)),
            putThrough(
                "withheld", NOW, Why.ANYONE, withheld, session, nobody, firstSeat, person(1)),
            putThrough("pin", NOW, Why.PIN, withheld, session, nobody, secondSeat, person(2)),
            putThrough("grace", NOW, Why.GRACE, second, session, secondSeat, firstSeat, person(1)),
            putThrough(
                "support",
                NOW,
                Why.SUPPORT,
                Optional.of(person(7)),
                Optional.empty(),
                nobody,
                nobody,
                person(99)),
            putThrough(
                "late support", NOW, Why.SUPPORT, second, session, nobody, nobody, person(99)),
            putThrough(
                "second telephones",
                NOW,
                Why.SESSION,
                Optional.of(person(22)),
                session,
                Optional.of(new Seat(1, 3)),
                Optional.of(new Seat(0, 4)),
                person(11)),
            putThrough(
                "from a second telephone",
                NOW,
                Why.SESSION,
                Optional.of(person(22)),
                session,
                Optional.of(new Seat(1, 1)),
                firstSeat,
                person(1)),
            putThrough(
                "last caller",
                NOW,
                Why.SESSION,
                Optional.of(person(1)),
                session,
                firstSeat,
                nobody,
                person(7)),
            putThrough(
                "twentieth participant",
                NOW,
                Why.GRACE,
                Optional.of(person(20)),
                session,
                Optional.of(new Seat(19, 4)),
                nobody,
                person(7)));
    begin(calls.toArray(CallStart[]::new));

    for (CallStart call : calls) {
      assertThat(calls().find(call.id()))
          .as(call.carrierCallId().text())
          .contains(new Call(call, List.of()));
    }
    assertThat(calls().list(CallQuery.newest(20).of(session.orElseThrow())))
        .hasSize(calls.size() - 1);
    assertThat(calls().list(withStatus(CallStatus.RINGING))).hasSize(3);
  }

  @Test
  default void aPutThroughCallGoesOnAsOthersDo() {
    Optional<SessionId> session = Optional.of(storedSession().id());
    CallStart start =
        putThrough(
            "c1",
            NOW,
            Why.ANYONE,
            Optional.empty(),
            session,
            Optional.empty(),
            Optional.of(Seat.first(0)),
            person(1));
    ToldFact answered = told("c1", new Answered("1"), NOW.plusSeconds(3));
    begin(start);
    tell(answered);

    onlyCallIs(start, CallStatus.IN_PROGRESS, answered);
  }

  @Test
  default void theLastCallerIsWhoWasPutThroughLastAndShowedTheirNumber() {
    SessionId session = storedSession().id();
    Optional<SessionId> its = Optional.of(session);
    Optional<Seat> nobody = Optional.empty();
    Optional<Seat> party = Optional.of(Seat.first(0));
    assertThat(calls().lastCallerOf(session)).isEmpty();

    begin(
        putThrough("1", NOW, Why.ANYONE, Optional.of(person(7)), its, nobody, party, person(1)),
        putThrough(
            "2",
            NOW.plusSeconds(1),
            Why.ANYONE,
            Optional.of(person(8)),
            its,
            nobody,
            party,
            person(1)),
        putThrough(
            "3", NOW.plusSeconds(2), Why.ANYONE, Optional.empty(), its, nobody, party, person(1)),
        refused("4", Reason.SESSION_ENDED, NOW.plusSeconds(3)));
    assertThat(calls().lastCallerOf(session)).contains(person(8));

    begin(
        putThrough(
            "5",
            NOW.plusSeconds(4),
            Why.ANYONE,
            Optional.of(person(9)),
            Optional.of(new SessionId(SampleSessions.id(NOW))),
            nobody,
            party,
            person(1)),
        putThrough(
            "6",
            NOW.plusSeconds(5),
            Why.SESSION,
            Optional.of(person(1)),
            its,
            party,
            nobody,
            person(8)),
        putThrough(
            "7",
            NOW.plusSeconds(6),
            Why.SUPPORT,
            Optional.of(person(9)),
            its,
            nobody,
            nobody,
            person(99)),
        putThrough(
            "8",
            NOW.plusSeconds(7),
            Why.GRACE,
            Optional.of(person(1)),
            its,
            Optional.of(new Seat(0, 1)),
            nobody,
            person(8)));
    assertThat(calls().lastCallerOf(session)).contains(person(8));

    begin(
        putThrough(
            "9",
            NOW.plusSeconds(8),
            Why.GRACE,
            Optional.of(person(7)),
            its,
            nobody,
            party,
            person(1)));
    assertThat(calls().lastCallerOf(session)).as("late, and put through").contains(person(7));
  }

  @Test
  default void callsAreListedByTheStatusThatTheyReport() {
    MaskingSession session = storedSession();
    begin(
        connected(session, "c1", NOW),
        connected(session, "c2", NOW),
        connected(session, "c3", NOW));
    tell(told("c2", new Answered("1")), told("c3", new CallEnded("1", BUSY, Optional.empty())));

    for (CallStatus status : List.of(CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.BUSY)) {
      assertThat(calls().list(withStatus(status)))
          .hasSize(1)
          .allMatch(call -> call.status() == status);
    }
  }

  @Test
  default void callsAreListedNewestFirstPageByPage() {
    MaskingSession session = storedSession();
    List<CallStart> oldestFirst =
        IntStream.range(0, 5)
            .mapToObj(i -> connected(session, "c" + i, NOW.plusMillis(i)))
            .toList();
    calls().append(oldestFirst, List.of());
    List<CallStart> newestFirst = oldestFirst.reversed();
    CallQuery next = CallQuery.newest(3).before(Optional.of(newestFirst.get(2).id()));

    assertThat(calls().list(all()))
        .extracting(Call::start)
        .containsExactlyElementsOf(newestFirst.subList(0, 3));
    assertThat(calls().list(next))
        .extracting(Call::start)
        .containsExactlyElementsOf(newestFirst.subList(3, 5));
  }

  @Test
  default void callsAreListedSinceAnInstant() {
    MaskingSession session = storedSession();
    CallStart at = connected(session, "c1", NOW);
    begin(connected(session, "c0", NOW.minusMillis(1)), at);

    assertThat(calls().list(CallQuery.newest(3).since(NOW)))
        .extracting(Call::start)
        .containsExactly(at);
  }

  @Test
  default void callsAreListedBySession() {
    MaskingSession session = storedSession();
    CallStart wanted = connected(session, "c1", NOW);
    CallStart refusedInIt =
        start(
            "c2",
            NOW.plusSeconds(1),
            wanted.incoming(),
            new Refuse(Reason.SESSION_ENDED, Optional.of(session.id()), Optional.empty()));
    begin(wanted, refusedInIt, refused("c3", Reason.UNKNOWN_CALLER, NOW));

    assertThat(calls().list(CallQuery.newest(3).of(session.id())))
        .filteredOn(call -> !call.start().equals(wanted))
        .hasSize(1);
  }

  // Calls of which the numbers are known and the id is not.

  /** The second participant calls the first, as {@link #connected} has it. */
  private static CallTraits traits(Optional<Instant> receivedAt) {
    return new CallTraits(new PhoneNumber(proxy(1).digits()), person(2), person(1), receivedAt);
  }

  private List<String> foundBy(CallTraits traits, Instant toldAt) {
    return calls().listByTraits(ACCOUNT, traits, toldAt).stream()
        .map(call -> call.start().carrierCallId().text())
        .toList();
  }

  @Test
  default void aCallIsFoundByItsNumbersWithinTwoMinutes() {
    MaskingSession session = storedSession();
    Duration apart = CallTraits.APART_MAX;
    begin(
        connected(session, "too early", NOW.minus(apart).minusMillis(1)),
        connected(session, "early", NOW.minus(apart)),
        connected(session, "late", NOW.plus(apart)),
        connected(session, "too late", NOW.plus(apart).plusMillis(1)));

    assertThat(foundBy(traits(Optional.of(NOW)), NOW.plusSeconds(3600)))
        .containsExactly("early", "late");
  }

  @Test
  default void aCallIsFoundByItsNumbersAloneForSomeHours() {
    MaskingSession session = storedSession();
    Duration longest = CallTraits.LASTS_MAX;
    begin(
        connected(session, "too old", NOW.minus(longest).minusMillis(1)),
        connected(session, "old", NOW.minus(longest)),
        connected(session, "now", NOW),
        connected(session, "not yet", NOW.plusMillis(1)));

    assertThat(foundBy(traits(Optional.empty()), NOW)).containsExactly("old", "now");
  }

  @Test
  default void aCallWithOtherNumbersIsNotFound() {
    begin(connected(storedSession(), "c1", NOW));
    PhoneNumber dialed = new PhoneNumber(proxy(1).digits());
    PhoneNumber otherwise = new PhoneNumber(proxy(0).digits());
    Optional<Instant> at = Optional.of(NOW);

    assertThat(foundBy(new CallTraits(dialed, person(2), person(1), at), NOW)).hasSize(1);
    assertThat(foundBy(new CallTraits(otherwise, person(2), person(1), at), NOW)).isEmpty();
    assertThat(foundBy(new CallTraits(dialed, person(3), person(1), at), NOW)).isEmpty();
    assertThat(foundBy(new CallTraits(dialed, person(2), person(3), at), NOW)).isEmpty();
    assertThat(calls().listByTraits("other", traits(at), NOW)).isEmpty();
  }

  @Test
  default void aRefusedCallIsNotFoundByItsNumbers() {
    begin(refused("c1", Reason.SESSION_ENDED, NOW));

    assertThat(
            foundBy(
                new CallTraits(
                    new PhoneNumber(proxy(1).digits()), person(7), person(1), Optional.of(NOW)),
                NOW))
        .isEmpty();
  }

  @Test
  default void aCallIsFoundByItsNumbersWithWhatWasToldOfIt() {
    CallStart start = connected(storedSession(), "c1", NOW);
    ToldFact ended = told("c1", new CallEnded("completion@x", BUSY, Optional.empty()));
    begin(start);
    tell(ended);

    assertThat(calls().listByTraits(ACCOUNT, traits(Optional.of(NOW)), NOW))
        .containsExactly(new Call(start, List.of(ended)));
  }

  @Test
  default void noMoreCallsAreFoundByTheirNumbersThanAreLookedAt() {
    MaskingSession session = storedSession();
    CallStart[] many =
        IntStream.rangeClosed(0, CallTraits.CALLS_MAX)
            .mapToObj(i -> connected(session, "c" + i, NOW.plusMillis(i)))
            .toArray(CallStart[]::new);
    begin(many);

    assertThat(foundBy(traits(Optional.of(NOW)), NOW))
        .hasSize(CallTraits.CALLS_MAX)
        .startsWith("c0", "c1");
  }

  /** Many at once. */
  int BURST = 2_000;

  private List<CallStart> burst(MaskingSession session) {
    List<CallStart> burst =
        IntStream.range(0, BURST)
            .mapToObj(i -> connected(session, "b" + i, NOW.plusMillis(i)))
            .toList();
    calls().append(burst, List.of());
    return burst;
  }

  @Test
  default void everyCallOfABurstIsFoundAtOnce() {
    MaskingSession session = storedSession();
    List<CallStart> burst = burst(session);

    assertThat(calls().find(burst.getFirst().id())).contains(new Call(burst.getFirst(), List.of()));
    assertThat(calls().findByCarrierId(ACCOUNT, burst.get(777).carrierCallId())).isPresent();
    assertThat(calls().list(all()))
        .extracting(Call::start)
        .containsExactlyElementsOf(burst.reversed().subList(0, 3));
  }

  @Test
  default void factsAboutABurstAreToldBeforeItAndInItAndAfterIt() {
    MaskingSession session = storedSession();
    tell(told("b1", new CallEnded("1", BUSY, Optional.empty())));
    burst(session);
    tell(told("b2", new Answered("1")), told("b3", new CallEnded("1", BUSY, Optional.empty())));
    calls().list(all());
    tell(told("b4", new Answered("1")));

    assertThat(calls().list(withStatus(CallStatus.BUSY)))
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("b3", "b1");
    assertThat(calls().list(withStatus(CallStatus.IN_PROGRESS)))
        .extracting(call -> call.start().carrierCallId().text())
        .containsExactly("b4", "b2");
  }

  @Test
  default void aCallOfABurstThatIsAskedAboutAgainIsOneCall() {
    MaskingSession session = storedSession();
    List<CallStart> burst = burst(session);
    calls()
        .append(
            burst.stream()
                .map(start -> connected(session, start.carrierCallId().text(), NOW.plusSeconds(9)))
                .toList(),
            List.of());
    begin(connected(session, "b5", NOW.plusSeconds(10)));

    assertThat(calls().list(all()))
        .extracting(Call::start)
        .containsExactlyElementsOf(burst.reversed().subList(0, 3));
  }

  @Test
  default void whatIsLeftForLaterIsDoneOnce() {
    burst(storedSession());
    while (calls().settle()) {
      // Until there is no more.
    }

    assertThat(calls().settle()).isFalse();
    assertThat(calls().list(all())).hasSize(3);
  }
}
