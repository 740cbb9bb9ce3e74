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
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static CallStart refused(String carrierCallId, Reason reason, Instant at) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(7))),
        new Refuse(reason, Optional.empty(), Optional.of("Sorry.")));
  }

  /** Somebody is asked for digits. */
  private static CallStart challenged(String carrierCallId, Instant at) {
    return start(
        carrierCallId,
        at,
        new IncomingCall(ACCOUNT, new PhoneNumber(proxy(1).digits()), Optional.of(person(7))),
        new Challenge("Your code?", 4, Duration.ofSeconds(10), false, Optional.empty()));
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

  private void begin(CallStart... starts) {
    calls().append(List.of(starts), List.of());
  }

  private void tell(ToldFact... facts) {
    calls().append(List.of(), List.of(facts));
  }

  private static CallQuery all() {
    return new CallQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 3);
  }

  private static CallQuery withStatus(CallStatus status) {
    return new CallQuery(
        Optional.empty(), Optional.of(status), Optional.empty(), Optional.empty(), 3);
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
                    "5",
                    "rec-1",
                    Optional.of("https://recordings.example/447700900001"),
                    Optional.of(Duration.ofMillis(68_500))),
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
    CallQuery next =
        new CallQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(newestFirst.get(2).id()),
            3);

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

    assertThat(
            calls()
                .list(
                    new CallQuery(
                        Optional.empty(), Optional.empty(), Optional.of(NOW), Optional.empty(), 3)))
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

    assertThat(
            calls()
                .list(
                    new CallQuery(
                        Optional.of(session.id()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        3)))
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
