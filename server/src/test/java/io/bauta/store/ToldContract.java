package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.TTL;
import static io.bauta.session.SampleSessions.id;
import static io.bauta.session.SampleSessions.participant;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.proxy;
import static io.bauta.session.SampleSessions.session;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.event.Audience;
import io.bauta.event.Event;
import io.bauta.event.EventText;
import io.bauta.event.EventType;
import io.bauta.event.Happening;
import io.bauta.event.PlacedEvent;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolStore;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.RecordingId;
import io.bauta.recording.StoreOutcome;
import io.bauta.recording.StoredMedia;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.Binding;
import io.bauta.session.LastCalls;
import io.bauta.session.MaskingSession;
import io.bauta.session.SampleSessions;
import io.bauta.session.SessionId;
import io.bauta.session.SessionStore;
import io.bauta.speech.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told when something is stored: each thing once, and nothing that was not done. */
interface ToldContract {

  Duration NOTICE = Duration.ofMinutes(5);
  EventText TEXT = happening -> "{\"about\":\"" + happening.subject() + "\"}";
  Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  TestDatabase database();

  Audience audience();

  private EventRecorder recorder() {
    return new EventRecorder(audience(), TEXT, new TimeOrderedIds());
  }

  private SessionStore sessions() {
    return new SqlSessionStore(database().database(), database().vault(), recorder());
  }

  private SqlCallStore calls() {
    return new SqlCallStore(database().database(), database().vault(), recorder());
  }

  private PoolStore pools() {
    return new SqlPoolStore(database().database(), database().vault(), recorder(), CLOCK);
  }

  private SqlSessionEnds ends() {
    return new SqlSessionEnds(database().database(), database().vault(), recorder());
  }

  private List<Event> told() {
    SqlEventStore events = new SqlEventStore(database().database());
    events.place(() -> List.of(), NOW);
    return events.after(0).stream().map(PlacedEvent::event).toList();
  }

  private List<EventType> types() {
    return told().stream().map(Event::type).toList();
  }

  private MaskingSession opened() {
    NumberPool pool = storedPool(pools(), 2);
    MaskingSession session = session(pool, participant(1, 0), participant(2, 1));
    sessions().insert(session, Optional.of("key"), NOW);
    return session;
  }

  private boolean tell(Instant now) {
    return ends().tell(now, NOTICE, LastCalls.NONE);
  }

  // Sessions.

  @Test
  default void anOpeningIsToldOnceAndOneThatLostIsNot() {
    audience().set(true);
    MaskingSession session = opened();
    sessions().insert(session, Optional.of("key"), NOW);
    sessions()
        .insert(
            SampleSessions.openedAt(
                NOW,
                pools().pools().getFirst(),
                session.participants().get(0),
                session.participants().get(1)),
            Optional.empty(),
            NOW);
    assertThat(types()).containsExactly(EventType.SESSION_OPENED);
    assertThat(told().getFirst().session()).contains(session.id());
    assertThat(told().getFirst().subject()).isEqualTo(session.id().uuid());
    assertThat(told().getFirst().data()).contains(session.id().uuid().toString());
  }

  @Test
  default void nothingIsToldWhileNobodyListens() {
    MaskingSession session = opened();
    sessions().updateEnd(SampleSessions.closed(session, NOW.plusSeconds(1)), NOW);
    calls().append(List.of(start("c", connect(session))), List.of());
    calls().settle();
    calls().append(List.of(), List.of(ended("c")));
    pools().setState(session.pool(), proxy(0), NumberState.DRAINING);
    audience().set(true);
    assertThat(told()).isEmpty();
    // Nor later: a call of which the beginning was not told has no end either.
    calls().append(List.of(), List.of(answered("c")));
    assertThat(told()).isEmpty();
  }

  @Test
  default void anExtensionAClosingAndAReopeningAreTold() {
    audience().set(true);
    MaskingSession session = opened();
    MaskingSession longer = later(session, NOW.plus(TTL).plusSeconds(60));
    assertThat(sessions().updateEnd(longer, NOW.plusSeconds(1))).isTrue();
    MaskingSession closed = SampleSessions.closed(longer, NOW.plusSeconds(2));
    assertThat(sessions().updateEnd(closed, NOW.plusSeconds(2))).isTrue();
    assertThat(sessions().updateEnd(closed, NOW.plusSeconds(3))).isFalse();
    assertThat(sessions().reopen(longer, NOW.plusSeconds(4))).isTrue();
    assertThat(sessions().reopen(longer, NOW.plusSeconds(5))).isFalse();
    assertThat(types())
        .containsExactly(
            EventType.SESSION_OPENED,
            EventType.SESSION_EXTENDED,
            EventType.SESSION_CLOSED,
            EventType.SESSION_REOPENED);
  }

  private static MaskingSession later(MaskingSession session, Instant end) {
    return SampleSessions.with(
        session, Optional.of(end), Optional.empty(), Optional.of(end.plus(SampleSessions.REST)));
  }

  @Test
  default void anEndByTheClockIsToldOnceAndBeforeItThatItComes() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    Instant end = session.expiresAt().orElseThrow();
    for (Instant now = NOW; now.isBefore(end.plusSeconds(120)); now = now.plusSeconds(20)) {
      tell(now);
    }
    assertThat(told())
        .extracting(Event::type)
        .containsExactly(
            EventType.SESSION_OPENED, EventType.SESSION_EXPIRING, EventType.SESSION_CLOSED);
    assertThat(told().get(1).at()).isBetween(end.minus(NOTICE), end.minus(NOTICE).plusSeconds(20));
    assertThat(told().get(2).at()).isBetween(end, end.plusSeconds(20));
  }

  @Test
  default void anEndIsToldExactlyAtItsInstantAndNotBefore() {
    audience().set(true);
    ends().beginAt(NOW);
    Instant end = opened().expiresAt().orElseThrow();
    tell(end.minus(NOTICE).minusMillis(1));
    assertThat(types()).containsExactly(EventType.SESSION_OPENED);
    tell(end.minus(NOTICE));
    assertThat(types()).hasSize(2).endsWith(EventType.SESSION_EXPIRING);
    tell(end.minusMillis(1));
    assertThat(types()).hasSize(2);
    tell(end);
    assertThat(types()).hasSize(3).endsWith(EventType.SESSION_CLOSED);
  }

  @Test
  default void aSessionThatWasExtendedOrOpenedAgainIsToldOfForEachOfItsEnds() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    Instant end = session.expiresAt().orElseThrow();
    tell(end.minusSeconds(60));
    MaskingSession longer = later(session, end.plusSeconds(3_600));
    sessions().updateEnd(longer, end.minusSeconds(50));
    tell(end.plusSeconds(1));
    tell(end.plusSeconds(3_500));
    tell(end.plusSeconds(3_601));
    MaskingSession again = later(session, end.plusSeconds(9_000));
    assertThat(sessions().reopen(again, end.plusSeconds(4_000))).isTrue();
    tell(end.plusSeconds(9_001));
    assertThat(types())
        .containsExactly(
            EventType.SESSION_OPENED,
            EventType.SESSION_EXPIRING,
            EventType.SESSION_EXTENDED,
            EventType.SESSION_EXPIRING,
            EventType.SESSION_CLOSED,
            EventType.SESSION_REOPENED,
            EventType.SESSION_CLOSED);
  }

  @Test
  default void anEndThatNobodyHadFoundYetIsToldBeforeTheReopening() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    Instant end = session.expiresAt().orElseThrow();
    assertThat(sessions().reopen(later(session, end.plusSeconds(900)), end.plusSeconds(9)))
        .isTrue();
    tell(end.plusSeconds(10));
    assertThat(types())
        .containsExactly(
            EventType.SESSION_OPENED, EventType.SESSION_CLOSED, EventType.SESSION_REOPENED);
  }

  @Test
  default void aSessionThatWasClosedDoesNotEndByTheClock() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    sessions().updateEnd(SampleSessions.closed(session, NOW.plusSeconds(1)), NOW.plusSeconds(1));
    tell(session.expiresAt().orElseThrow().plusSeconds(1));
    assertThat(types()).containsExactly(EventType.SESSION_OPENED, EventType.SESSION_CLOSED);
  }

  @Test
  default void whatEndedWhileTheServerWasAwayIsToldAfterwards() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    database().reopen();
    tell(session.expiresAt().orElseThrow().plus(Duration.ofDays(3)));
    assertThat(types()).containsExactly(EventType.SESSION_OPENED, EventType.SESSION_CLOSED);
  }

  @Test
  default void whatEndedWhileNobodyListenedIsNotTold() {
    Instant end = opened().expiresAt().orElseThrow();
    audience().set(true);
    ends().beginAt(end.plusSeconds(120));
    tell(end.plusSeconds(121));
    assertThat(told()).isEmpty();
  }

  @Test
  default void aClockThatIsSetBackHidesNoEnd() {
    audience().set(true);
    ends().beginAt(NOW.plus(Duration.ofDays(2)));
    Instant end = opened().expiresAt().orElseThrow();
    for (Instant now = NOW; now.isBefore(end.plusSeconds(60)); now = now.plusSeconds(20)) {
      tell(now);
    }
    assertThat(types())
        .containsExactly(
            EventType.SESSION_OPENED, EventType.SESSION_EXPIRING, EventType.SESSION_CLOSED);
  }

  @Test
  default void aSessionThatACallInMemoryProlongsIsPassedOver() {
    audience().set(true);
    ends().beginAt(NOW);
    MaskingSession session = opened();
    Instant end = session.expiresAt().orElseThrow();
    LastCalls prolonged =
        new LastCalls() {
          @Override
          public Optional<Instant> of(SessionId any) {
            return Optional.empty();
          }

          @Override
          public boolean isHeld(Binding binding, Instant now) {
            return false;
          }

          @Override
          public boolean isOpen(MaskingSession one, Instant now) {
            return now.isBefore(end.plusSeconds(300));
          }
        };
    for (Instant now = end; now.isBefore(end.plusSeconds(299)); now = now.plusSeconds(20)) {
      ends().tell(now, NOTICE, prolonged);
    }
    assertThat(types()).containsExactly(EventType.SESSION_OPENED);
    ends().tell(end.plusSeconds(300), NOTICE, prolonged);
    assertThat(types()).containsExactly(EventType.SESSION_OPENED, EventType.SESSION_CLOSED);
  }

  // Calls.

  private static CallStart start(String call, RoutingDecision decision) {
    return new CallStart(
        new CallId(id(NOW)),
        new CarrierCallId(call),
        NOW,
        new IncomingCall("acme-in", new PhoneNumber(proxy(0).digits()), Optional.of(person(1))),
        decision,
        Set.of());
  }

  private static Connect connect(MaskingSession session) {
    return new Connect(
        session.id(), 0, 1, person(2), proxy(1), Duration.ofSeconds(30), Duration.ofHours(1));
  }

  private static ToldFact fact(String call, CallFact fact) {
    return new ToldFact("acme-in", new CarrierCallId(call), fact, NOW.plusSeconds(9));
  }

  private static ToldFact answered(String call) {
    return fact(call, new Answered("answered"));
  }

  private static ToldFact ended(String call) {
    HangUp hangUp = new HangUp(HangupCause.NORMAL_CLEARING, "normal", HangupSource.CALLER);
    return fact(call, new CallEnded("ended", hangUp, Optional.of(Duration.ofSeconds(5))));
  }

  @Test
  default void aCallIsToldOnceHoweverOftenItIsRepeated() {
    MaskingSession session = opened();
    audience().set(true);
    CallStart start = start("c", connect(session));
    calls().append(List.of(start), List.of());
    calls().settle();
    calls().append(List.of(start("c", connect(session))), List.of());
    calls().settle();
    for (int i = 0; i < 3; i++) {
      calls().append(List.of(), List.of(answered("c")));
    }
    calls().append(List.of(), List.of(ended("c"), answered("c")));
    calls().append(List.of(), List.of(ended("c")));
    assertThat(types())
        .containsExactly(EventType.CALL_STARTED, EventType.CALL_ANSWERED, EventType.CALL_ENDED);
    assertThat(told()).allMatch(event -> event.subject().equals(session.id().uuid()));
    assertThat(told().getFirst().at()).isEqualTo(start.receivedAt());
    assertThat(told().getLast().at()).isEqualTo(NOW.plusSeconds(9));
  }

  /** What is told of is what can be played, not what a carrier says that could be fetched. */
  @Test
  default void aRecordingIsToldOnceWhenItIsStored() {
    MaskingSession session = opened();
    audience().set(true);
    CallStart start = start("c", connect(session));
    RecordingReady ready =
        new RecordingReady("r", "rec-1", Optional.empty(), Optional.of(Duration.ofSeconds(20)));
    calls().append(List.of(start), List.of(answered("c"), ended("c"), fact("c", ready)));
    SqlRecordingStore recordings =
        new SqlRecordingStore(
            database().database(), calls(), database().vault(), recorder(), database().audit());
    FetchOrder order = recordings.claim("acme-in", NOW.plusSeconds(9), 1).getFirst();
    RecordingId id = order.recording().id();
    assertThat(types()).doesNotContain(EventType.RECORDING_READY);

    StoredMedia media =
        new StoredMedia(
            order.mediaName(), "audio/mpeg", 4, "00", new byte[] {1}, NOW.plusSeconds(10));
    assertThat(recordings.stored(id, media, CarrierCopy.KEPT)).isEqualTo(StoreOutcome.STORED);
    assertThat(recordings.stored(id, media, CarrierCopy.KEPT)).isEqualTo(StoreOutcome.STORED);

    assertThat(types()).containsOnlyOnce(EventType.RECORDING_READY);
    assertThat(told().getLast())
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo(EventType.RECORDING_READY);
              assertThat(event.subject()).isEqualTo(session.id().uuid());
              assertThat(event.at()).isEqualTo(NOW.plusSeconds(10));
            });
  }

  @Test
  default void factsThatComeBeforeTheirCallAreToldAfterItsBeginning() {
    MaskingSession session = opened();
    audience().set(true);
    calls().append(List.of(), List.of(ended("c")));
    assertThat(told()).isEmpty();
    calls().append(List.of(start("c", connect(session))), List.of());
    calls().settle();
    assertThat(types())
        .containsExactly(EventType.CALL_STARTED, EventType.CALL_ANSWERED, EventType.CALL_ENDED);
  }

  @Test
  default void aRefusedCallIsToldAsThatAlone() {
    audience().set(true);
    CallStart start =
        start("c", new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()));
    calls().append(List.of(start), List.of());
    calls().settle();
    calls().append(List.of(), List.of(ended("c")));
    assertThat(types()).containsExactly(EventType.CALL_REFUSED);
    assertThat(told().getFirst().subject()).isEqualTo(start.id().uuid());
    assertThat(told().getFirst().session()).isEmpty();
  }

  @Test
  default void aCallerWhoIsAskedForDigitsIsToldOfWhenItIsDecided() {
    MaskingSession session = opened();
    audience().set(true);
    Challenge asked = new Challenge(Words.of(""), 0, Duration.ZERO, false, Optional.empty());
    calls().append(List.of(start("c", asked)), List.of());
    calls().settle();
    assertThat(told()).isEmpty();
    calls().append(List.of(start("c", connect(session))), List.of());
    calls().settle();
    assertThat(types()).containsExactly(EventType.CALL_STARTED);

    calls().append(List.of(start("d", asked)), List.of());
    calls()
        .append(
            List.of(
                start("d", new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()))),
            List.of());
    calls().settle();
    assertThat(types()).containsExactly(EventType.CALL_STARTED, EventType.CALL_REFUSED);
  }

  @Test
  default void aBurstIsToldOfWhenItIsPutInItsPlace() {
    MaskingSession session = opened();
    audience().set(true);
    List<CallStart> burst =
        IntStream.rangeClosed(0, CallInbox.TOLD_AT_ONCE_MAX)
            .mapToObj(i -> start("c" + i, connect(session)))
            .toList();
    calls().append(burst, List.of());
    assertThat(told()).isEmpty();
    SqlCallStore calls = calls();
    while (calls.settle()) {
      assertThat(told()).isNotEmpty();
    }
    SqlEventStore events = new SqlEventStore(database().database());
    while (events.areWaiting()) {
      events.place(() -> List.of(), NOW);
    }
    assertThat(events.lastPlace()).isEqualTo(burst.size());
  }

  @Test
  default void whatIsRolledBackIsNotTold() {
    MaskingSession session = opened();
    audience().set(true);
    try {
      calls()
          .append(
              List.of(),
              List.of(),
              link -> {
                recorder()
                    .tell(link, new Happening.OfSession(EventType.SESSION_CLOSED, session, NOW));
                throw new IllegalStateException("the unit fails");
              });
    } catch (IllegalStateException failed) {
      assertThat(failed).hasMessage("the unit fails");
    }
    assertThat(told()).isEmpty();
  }

  // Numbers.

  @Test
  default void anotherStateOfANumberIsToldAndTheSameIsNot() {
    MaskingSession session = opened();
    audience().set(true);
    pools().setState(session.pool(), proxy(0), NumberState.ACTIVE);
    pools().setState(session.pool(), proxy(0), NumberState.UNHEALTHY);
    pools().setState(session.pool(), proxy(0), NumberState.UNHEALTHY);
    pools().setState(session.pool(), proxy(9), NumberState.UNHEALTHY);
    assertThat(types()).containsExactly(EventType.NUMBER_STATE_CHANGED);
    assertThat(told().getFirst().subject()).isEqualTo(session.pool().uuid());
  }
}
