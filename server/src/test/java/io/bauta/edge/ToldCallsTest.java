package io.bauta.edge;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.Call;
import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallId;
import io.bauta.call.CallJournal;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CallTraits;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.MemoryCallStore;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.MemoryOutboxStore;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.Switchboard;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A carrier names a call by one id when it asks, and by another when it tells how it went. */
@Timeout(60)
final class ToldCallsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final HangUp NO_ANSWER =
      new HangUp(HangupCause.NO_ANSWER, "notanswered", HangupSource.UNKNOWN);

  private final MemoryCallStore store = new MemoryCallStore();
  private final CallLog log =
      new CallLog(store, CallJournal.NONE, new MemoryOutboxStore(store), sent -> {});
  private final ToldCalls told = new ToldCalls(store, log, new CallLedger(store));

  @AfterEach
  void closeTheLog() {
    log.close();
  }

  private void asks(String call, Instant at) {
    CallStart start =
        new CallStart(
            new CallId(new UUID(at.toEpochMilli() << 16, call.hashCode())),
            new CarrierCallId(call),
            at,
            Switchboard.call(RIDER, M1),
            new Connect(
                new SessionId(new UUID(7, 7)),
                0,
                1,
                DRIVER,
                M2,
                Duration.ofSeconds(30),
                Duration.ofHours(1)),
            Set.of());
    log.started(start, LONG);
  }

  private boolean tellsTheEnd(String call, Instant receivedAt) {
    return tells(call, Optional.of(receivedAt), new CallEnded("end", NO_ANSWER, Optional.empty()));
  }

  private boolean tells(String call, Optional<Instant> receivedAt, CallFact... facts) {
    CallTraits traits = new CallTraits(new PhoneNumber(M1.digits()), RIDER, DRIVER, receivedAt);
    return told.store(
        ACCOUNT,
        new Tells(new CarrierCallId(call), List.of(facts), List.of(), Optional.of(traits)),
        List.of(),
        NOW.plusSeconds(90),
        LONG);
  }

  private CallStatus statusOf(String call) {
    return call(call).status();
  }

  private Call call(String call) {
    return store.findByCarrierId(ACCOUNT, new CarrierCallId(call)).orElseThrow();
  }

  @Test
  void anEndUnderTheIdOfTheQuestionIsOfThatCall() {
    asks("a", NOW);
    asks("b", NOW.plusSeconds(1));
    tellsTheEnd("a", NOW.plusSeconds(1));
    assertThat(statusOf("a")).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(statusOf("b")).isEqualTo(CallStatus.RINGING);
  }

  @Test
  void anEndUnderAnotherIdIsOfTheCallWithTheseNumbers() {
    asks("a", NOW);
    assertThat(tellsTheEnd("x", NOW.plusSeconds(2))).isTrue();
    assertThat(statusOf("a")).isEqualTo(CallStatus.NO_ANSWER);
  }

  @Test
  void ofTwoCallsItIsTheNearestInTime() {
    asks("a", NOW);
    asks("b", NOW.plusSeconds(60));
    tellsTheEnd("x", NOW.plusSeconds(50));
    assertThat(statusOf("a")).isEqualTo(CallStatus.RINGING);
    assertThat(statusOf("b")).isEqualTo(CallStatus.NO_ANSWER);
  }

  @Test
  void withoutATimeItIsTheLastThatHasNotEnded() {
    asks("a", NOW);
    asks("b", NOW.plusSeconds(10));
    asks("c", NOW.plusSeconds(20));
    tellsTheEnd("c", NOW.plusSeconds(20));
    tells("x", Optional.empty(), new Answered("answered"));
    assertThat(statusOf("a")).isEqualTo(CallStatus.RINGING);
    assertThat(statusOf("b")).isEqualTo(CallStatus.IN_PROGRESS);
  }

  @Test
  void aCallWithAnEndOfItsOwnIsNotMeant() {
    asks("a", NOW);
    tellsTheEnd("a", NOW);
    tells("x", Optional.of(NOW), new Answered("answered"));
    assertThat(call("a").facts()).hasSize(1);
    assertThat(statusOf("a")).isEqualTo(CallStatus.NO_ANSWER);
  }

  @Test
  void anEndToldAgainIsNotTheEndOfTheNextCall() {
    asks("a", NOW);
    tellsTheEnd("x", NOW);
    asks("b", NOW.plusSeconds(5));
    tellsTheEnd("x", NOW);
    assertThat(statusOf("b")).isEqualTo(CallStatus.RINGING);
    assertThat(call("a").facts()).hasSize(1);
  }

  @Test
  void twoEndsAtTheSameMomentAreOfTwoCalls() throws Exception {
    asks("a", NOW);
    asks("b", NOW.plusSeconds(1));
    try (ExecutorService tellers = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> all =
          List.of("x", "y", "x", "y", "x", "y").stream()
              .map(call -> tellers.submit(() -> tellsTheEnd(call, NOW)))
              .toList();
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(call("a").facts()).hasSize(1);
    assertThat(call("b").facts()).hasSize(1);
  }

  @Test
  void anEndOfNoKnownCallIsKeptUnderItsOwnId() {
    tellsTheEnd("x", NOW);
    asks("x", NOW);
    assertThat(log.flush(LONG)).isTrue();
    assertThat(statusOf("x")).isEqualTo(CallStatus.NO_ANSWER);
  }

  @Test
  void aLongIdLeavesRoomForTheFactsOwnKeys() {
    asks("a", NOW);
    String longest = "9".repeat(CarrierCallId.LENGTH_MAX);
    tells(
        longest,
        Optional.of(NOW),
        new Answered("answered"),
        new CallEnded("end", NO_ANSWER, Optional.empty()));
    assertThat(call("a").facts())
        .hasSize(2)
        .allMatch(fact -> fact.fact().key().length() <= CallFact.KEY_LENGTH_MAX);
  }

  @Test
  void whileTheStoreCannotBeAskedAnEndIsKeptUnderItsOwnId() {
    FaultyCallStore away = new FaultyCallStore();
    try (CallLog own = new CallLog(away, CallJournal.NONE, away, sent -> {})) {
      Tells end =
          new Tells(
              new CarrierCallId("x"),
              List.of(new CallEnded("end", NO_ANSWER, Optional.empty())),
              List.of(),
              Optional.of(
                  new CallTraits(new PhoneNumber(M1.digits()), RIDER, DRIVER, Optional.of(NOW))));
      assertThat(
              new ToldCalls(away, own, new CallLedger(away))
                  .store(ACCOUNT, end, List.of(), NOW, LONG))
          .isTrue();
      assertThat(away.facts()).hasSize(1);
      assertThat(away.facts().getFirst().carrierCallId()).isEqualTo(new CarrierCallId("x"));
    }
  }
}
