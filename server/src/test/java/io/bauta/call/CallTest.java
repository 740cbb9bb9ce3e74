package io.bauta.call;

import static io.bauta.call.HangupCause.CALL_REJECTED;
import static io.bauta.call.HangupCause.NORMAL_CLEARING;
import static io.bauta.call.HangupCause.NO_ANSWER;
import static io.bauta.call.HangupCause.ORIGINATOR_CANCEL;
import static io.bauta.call.HangupCause.USER_BUSY;
import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.DRIVER;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.M2;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.carrier.Shortfall;
import io.bauta.pool.Ringing;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.routing.Switchboard;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CallTest {

  static final CarrierCallId CARRIER_CALL = new CarrierCallId("7f0c");

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Answered ANSWERED = new Answered("answered");

  @Test
  void aConnectedCallRingsUntilSomethingIsTold() {
    Call call = connected();
    assertThat(call.status()).isEqualTo(CallStatus.RINGING);
    assertThat(call.answeredAt()).isEmpty();
    assertThat(call.endedAt()).isEmpty();
    assertThat(call.talkTime()).isEmpty();
    assertThat(call.hangUp()).isEmpty();
    assertThat(call.recordings()).isEmpty();
  }

  @Test
  void anAnsweredCallIsInProgress() {
    assertThat(connected(ANSWERED).status()).isEqualTo(CallStatus.IN_PROGRESS);
  }

  @Test
  void anAnsweredCallThatEndedIsCompletedWhateverTheCause() {
    assertThat(connected(ANSWERED, ended(NORMAL_CLEARING)).status())
        .isEqualTo(CallStatus.COMPLETED);
    assertThat(connected(ANSWERED, ended(HangupCause.MEDIA_TIMEOUT)).status())
        .isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void whoTalkedWasConnectedEvenIfTheAnswerWasNeverTold() {
    CallFact talked = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE));
    CallFact leg = new LegEnded("leg", Leg.OUTBOUND, hangUp(NORMAL_CLEARING), Optional.of(MINUTE));
    assertThat(connected(talked).status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(connected(leg).status()).isEqualTo(CallStatus.IN_PROGRESS);
    assertThat(connected(leg, ended(NORMAL_CLEARING)).status()).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void whoOnlyHeardANoticeTalkedToNobody() {
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE));
    LegEnded unanswered =
        new LegEnded("leg", Leg.OUTBOUND, hangUp(NO_ANSWER), Optional.of(Duration.ZERO));
    Call call = call(connectAfterNotice(), unanswered, end);
    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(call.talkTime()).isEmpty();
  }

  @Test
  void whoTalkedAfterANoticeDidSoWithoutTheTimeForTheNotice() {
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE), at(65));
    assertThat(call(connectAfterNotice(), new Answered("answered", at(20)), end).talkTime())
        .contains(Duration.ofSeconds(45));
  }

  @Test
  void whoWasOnlyAskedForDigitsTalkedToNobody() {
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE));
    LegEnded unanswered =
        new LegEnded("leg", Leg.OUTBOUND, hangUp(NO_ANSWER), Optional.of(Duration.ZERO));
    for (RoutingDecision asked : List.of(connectByDigits(), connectByDigitsInGrace())) {
      Call call = call(asked, unanswered, end);
      assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
      assertThat(call.talkTime()).isEmpty();
    }
  }

  @Test
  void whoEnteredTheirDigitsAndTalkedDidSoWithoutTheTimeForTheDigits() {
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE), at(65));
    LegEnded leg =
        new LegEnded(
            "leg", Leg.OUTBOUND, hangUp(NORMAL_CLEARING), Optional.of(Duration.ofSeconds(40)));
    assertThat(call(connectByDigits(), leg, end).talkTime()).contains(Duration.ofSeconds(40));
    assertThat(call(connectByDigits(), new Answered("answered", at(20)), end).talkTime())
        .contains(Duration.ofSeconds(45));
  }

  @Test
  void noTalkTimeIsNoAnswer() {
    CallFact silent = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(Duration.ZERO));
    assertThat(connected(silent).status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(connected(silent).talkTime()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "USER_BUSY, BUSY",
    "NO_ANSWER, NO_ANSWER",
    "NO_USER_RESPONSE, NO_ANSWER",
    "SUBSCRIBER_ABSENT, NO_ANSWER",
    "CALL_REJECTED, REJECTED",
    "ORIGINATOR_CANCEL, CANCELLED",
    "NORMAL_CLEARING, NO_ANSWER",
    "NORMAL_UNSPECIFIED, NO_ANSWER",
    "UNALLOCATED_NUMBER, FAILED",
    "DESTINATION_OUT_OF_ORDER, FAILED",
    "INVALID_NUMBER_FORMAT, FAILED",
    "NO_CIRCUIT_AVAILABLE, FAILED",
    "NETWORK_OUT_OF_ORDER, FAILED",
    "TEMPORARY_FAILURE, FAILED",
    "SWITCH_CONGESTION, FAILED",
    "OUTGOING_CALLS_BARRED, FAILED",
    "BEARER_CAPABILITY_NOT_AUTHORIZED, FAILED",
    "SERVICE_UNAVAILABLE, FAILED",
    "RECOVERY_ON_TIMER_EXPIRE, FAILED",
    "PROTOCOL_ERROR, FAILED",
    "INTERWORKING, FAILED",
    "TALK_LIMIT_REACHED, FAILED",
    "MEDIA_TIMEOUT, FAILED",
    "LOSE_RACE, FAILED",
    "LOOP_DETECTED, FAILED",
    "ANSWER_FAULT, FAILED",
    "ACCOUNT_FAULT, FAILED",
    "UNKNOWN, FAILED"
  })
  void aCallThatNobodyAnsweredEndsByItsCause(HangupCause cause, CallStatus status) {
    assertThat(connected(ended(cause)).status()).isEqualTo(status);
    assertThat(connected(outboundEnded(cause)).status()).isEqualTo(status);
  }

  @Test
  void aCallThatItsCallerClearedIsCancelled() {
    CallFact cleared =
        new CallEnded("end", new HangUp(NORMAL_CLEARING, "", HangupSource.CALLER), noTime());
    assertThat(connected(cleared).status()).isEqualTo(CallStatus.CANCELLED);
  }

  @Test
  void whatHappenedAtTheDestinationSaysMoreThanTheEndOfTheCall() {
    Call call = connected(outboundEnded(USER_BUSY), ended(NORMAL_CLEARING));
    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(call.hangUp()).contains(hangUp(USER_BUSY));
  }

  @Test
  void aCallerWhoGaveUpIsTheCauseOfTheEnd() {
    Call call = connected(outboundEnded(NORMAL_CLEARING), ended(ORIGINATOR_CANCEL));
    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.hangUp()).map(HangUp::cause).contains(ORIGINATOR_CANCEL);
  }

  @Test
  void theCallersOwnLegSaysNothingAboutTheDestination() {
    CallFact inbound = new LegEnded("in", Leg.INBOUND, hangUp(CALL_REJECTED), Optional.of(MINUTE));
    assertThat(connected(inbound).status()).isEqualTo(CallStatus.RINGING);
    assertThat(connected(inbound, ended(NO_ANSWER)).status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(connected(ANSWERED, inbound).talkTime()).isEmpty();
  }

  @Test
  void talkTimeIsTheDestinationsAndElseTheCalls() {
    CallFact leg =
        new LegEnded(
            "leg", Leg.OUTBOUND, hangUp(NORMAL_CLEARING), Optional.of(Duration.ofSeconds(50)));
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE));
    assertThat(connected(ANSWERED, leg, end).talkTime()).contains(Duration.ofSeconds(50));
    assertThat(connected(ANSWERED, end).talkTime()).contains(MINUTE);
    assertThat(connected(ANSWERED, ended(NORMAL_CLEARING)).talkTime()).isEmpty();
  }

  @Test
  void whatIsToldTwiceHappenedWhenItWasToldFirst() {
    Call call =
        new Call(
            start(connect()),
            List.of(
                told(new Answered("connected"), NOW.plusSeconds(9)),
                told(new Answered("answered"), NOW.plusSeconds(4)),
                told(
                    new CallEnded("summary", hangUp(NORMAL_CLEARING), noTime()),
                    NOW.plusSeconds(70)),
                told(
                    new CallEnded("hangup", hangUp(NORMAL_CLEARING), noTime()),
                    NOW.plusSeconds(60))));
    assertThat(call.answeredAt()).contains(NOW.plusSeconds(4));
    assertThat(call.endedAt()).contains(NOW.plusSeconds(60));
  }

  @Test
  void theCarriersClockSaysWhenThingsHappenedHoweverLateTheyWereTold() {
    Call call =
        new Call(
            start(connect()),
            List.of(
                told(new Answered("late", at(5)), NOW.plusSeconds(90)),
                told(new Answered("silent"), NOW.plusSeconds(1)),
                told(endedAt(65), NOW.plusSeconds(80))));
    assertThat(call.answeredAt()).contains(NOW.plusSeconds(5));
    assertThat(call.endedAt()).contains(NOW.plusSeconds(65));
  }

  @Test
  void talkTimeFollowsFromTheCarriersClockWhereNobodySaysIt() {
    CallFact leg = new LegEnded("leg", Leg.OUTBOUND, hangUp(NORMAL_CLEARING), noTime(), at(64));
    Answered answered = new Answered("answered", at(5));
    assertThat(connected(answered, leg, endedAt(65)).talkTime()).contains(Duration.ofSeconds(59));
    assertThat(connected(answered, endedAt(65)).talkTime()).contains(MINUTE);
    assertThat(connected(answered).talkTime()).isEmpty();
  }

  @Test
  void aTalkTimeThatIsToldCountsMoreThanTheClock() {
    CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(MINUTE), at(200));
    assertThat(connected(new Answered("answered", at(5)), end).talkTime()).contains(MINUTE);
  }

  /** Webhooks come late, and not each as late as the other. */
  @Test
  void ourOwnClockMeasuresNoTalk() {
    assertThat(connected(ANSWERED, endedAt(65)).talkTime()).isEmpty();
    assertThat(connected(new Answered("answered", at(5)), ended(NORMAL_CLEARING)).talkTime())
        .isEmpty();
  }

  @Test
  void anEndBeforeTheAnswerMeasuresNoTalk() {
    assertThat(connected(new Answered("answered", at(5)), endedAt(4)).talkTime()).isEmpty();
  }

  @Test
  void nobodyTalksOnARefusedCallWhateverTheClockSays() {
    RoutingDecision refused = new Refuse(Reason.LOOP, Optional.empty(), Optional.empty());
    assertThat(call(refused, new Answered("answered", at(5)), endedAt(65)).talkTime()).isEmpty();
  }

  @Test
  void aTalkLimitOnTheCallersLegIsTheCauseWhereTheOtherLegWasOnlyCleared() {
    CallFact limit = ended(HangupCause.TALK_LIMIT_REACHED);
    assertThat(connected(outboundEnded(NORMAL_CLEARING), limit).hangUp())
        .contains(hangUp(HangupCause.TALK_LIMIT_REACHED));
    assertThat(connected(outboundEnded(USER_BUSY), limit).hangUp()).contains(hangUp(USER_BUSY));
  }

  @Test
  void timesThatCannotBeAreNotBelieved() {
    for (String impossible :
        List.of("1970-01-01T00:00:00Z", "2199-12-31T00:00:00Z", "0001-01-01T00:00:00Z")) {
      Optional<Instant> at = Optional.of(Instant.parse(impossible));
      Call call =
          new Call(
              start(connect()),
              List.of(
                  told(new CallFact.Rung("rung", at), NOW.plusSeconds(2)),
                  told(new Answered("answered", at), NOW.plusSeconds(5)),
                  told(
                      new CallEnded("end", hangUp(NORMAL_CLEARING), noTime(), at),
                      NOW.plusSeconds(65))));
      assertThat(call.ringingAt()).contains(NOW.plusSeconds(2));
      assertThat(call.answeredAt()).contains(NOW.plusSeconds(5));
      assertThat(call.endedAt()).contains(NOW.plusSeconds(65));
      assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    }
  }

  @Test
  void oneTimeThatCannotBeDoesNotSpoilTheOthers() {
    CallFact leg =
        new LegEnded(
            "leg",
            Leg.OUTBOUND,
            hangUp(NORMAL_CLEARING),
            noTime(),
            Optional.of(Instant.parse("1970-01-01T00:00:00Z")));
    Call call =
        new Call(
            start(connect()),
            List.of(
                told(new Answered("answered", at(5)), NOW.plusSeconds(6)),
                told(leg, NOW.plusSeconds(66)),
                told(endedAt(65), NOW.plusSeconds(66))));
    assertThat(call.talkTime()).contains(MINUTE);
    assertThat(call.endedAt()).contains(NOW.plusSeconds(65));
  }

  /** From the carrier, whose clock is hours ahead of ours. */
  @Test
  void aClockThatIsWrongThroughoutMeasuresTheTalkAllTheSame() {
    Call call =
        new Call(
            start(connect()),
            List.of(
                told(new Answered("answered", at(7_205)), NOW.plusSeconds(6)),
                told(endedAt(7_265), NOW.plusSeconds(66))));
    assertThat(call.talkTime()).contains(MINUTE);
    assertThat(call.answeredAt()).contains(NOW.plusSeconds(6));
    assertThat(call.endedAt()).contains(NOW.plusSeconds(66));
  }

  @Test
  void whatIsShownIsInOrderWhereAClockGoesBehind() {
    Call call =
        new Call(
            start(connect()),
            List.of(
                told(new CallFact.Rung("rung", at(-20)), NOW.plusSeconds(2)),
                told(new Answered("answered", at(-15)), NOW.plusSeconds(6)),
                told(endedAt(-5), NOW.plusSeconds(16))));
    assertThat(call.ringingAt()).contains(NOW);
    assertThat(call.answeredAt()).contains(NOW);
    assertThat(call.endedAt()).contains(NOW);
    assertThat(call.talkTime()).contains(Duration.ofSeconds(10));
  }

  @Test
  void anAnswerIsNotAfterTheEndHoweverLateItIsTold() {
    Call call =
        new Call(
            start(connect()),
            List.of(told(ANSWERED, NOW.plusSeconds(900)), told(endedAt(65), NOW.plusSeconds(66))));
    assertThat(call.answeredAt()).contains(NOW.plusSeconds(65));
  }

  @Test
  void durationsThatCannotBeAreNone() {
    for (Duration impossible : List.of(Duration.ofSeconds(-9), Duration.ofDays(4))) {
      CallFact end = new CallEnded("end", hangUp(NORMAL_CLEARING), Optional.of(impossible));
      CallFact leg =
          new LegEnded("leg", Leg.OUTBOUND, hangUp(NORMAL_CLEARING), Optional.of(impossible));
      CallFact bill =
          new CallFact.Billed(
              "bill", Optional.of(Leg.INBOUND), Optional.of(impossible), Optional.empty());
      Call call = connected(leg, end, bill);
      assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
      assertThat(call.talkTime()).isEmpty();
      assertThat(call.billed()).isEmpty();
      assertThat(connected(ANSWERED, leg, end).talkTime()).isEmpty();
    }
  }

  @Test
  void whatIsBilledIsTheSumOfTheLegs() {
    CallFact caller = bill("a", Leg.INBOUND, 60, "0.0040", "USD");
    CallFact destination = bill("b", Leg.OUTBOUND, 30, "0.01", "USD");
    Call call = connected(caller, destination);
    assertThat(call.billed()).contains(Duration.ofSeconds(90));
    assertThat(call.cost()).map(Cost::decimal).contains("0.0140");
    assertThat(call.cost()).flatMap(Cost::currency).contains("USD");
    assertThat(call.legs())
        .map(CallLeg::billed)
        .map(Optional::get)
        .containsExactly(MINUTE, Duration.ofSeconds(30));
    Call mixed = connected(caller, bill("b", Leg.OUTBOUND, 30, "0.01", "EUR"));
    assertThat(mixed.cost()).isEmpty();
    assertThat(mixed.legs()).allMatch(leg -> leg.cost().isPresent());
  }

  private static CallFact bill(String key, Leg leg, long seconds, String cost, String currency) {
    return new CallFact.Billed(
        key,
        Optional.of(leg),
        Optional.of(Duration.ofSeconds(seconds)),
        Cost.parse(cost, Optional.of(currency)));
  }

  @Test
  void aCostIsADecimalOfWhatACarrierCanMean() {
    assertThat(Cost.parse("0.10", Optional.of("USD"))).map(Cost::decimal).contains("0.10");
    assertThat(Cost.parse("0.10", Optional.of("dollars"))).flatMap(Cost::currency).isEmpty();
    for (String text : List.of("", "-1", "+1", "1e9", ".5", "1.", "NaN", "1,5", "1".repeat(13))) {
      assertThat(Cost.parse(text, Optional.empty())).as(text).isEmpty();
    }
  }

  @Test
  void theDestinationsLegIsInTheRecordOnceItWasTold() {
    assertThat(connected().legs()).map(CallLeg::leg).containsExactly(Leg.INBOUND);
    Call rung = connected(new CallFact.Rung("rung", at(1)));
    assertThat(rung.legs()).map(CallLeg::leg).containsExactly(Leg.INBOUND, Leg.OUTBOUND);
    assertThat(rung.legs().get(1).beganAt()).contains(NOW.plusSeconds(1));
    assertThat(rung.status()).isEqualTo(CallStatus.RINGING);
    Call ended = connected(outboundEnded(USER_BUSY), ended(NORMAL_CLEARING));
    assertThat(ended.legs())
        .map(CallLeg::hangUp)
        .containsExactly(Optional.of(hangUp(NORMAL_CLEARING)), Optional.of(hangUp(USER_BUSY)));
  }

  @Test
  void aCallWhoseEndWasNeverToldIsClosedWithoutALie() {
    CallFact never = new CallFact.EndNeverTold();
    assertThat(connected(never).status()).isEqualTo(CallStatus.FAILED);
    assertThat(connected(ANSWERED, never).status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(connected(outboundEnded(USER_BUSY), never).status()).isEqualTo(CallStatus.BUSY);
    assertThat(connected(never).hangUp()).map(HangUp::cause).contains(HangupCause.UNKNOWN);
    assertThat(connected(never).endedAt()).isEmpty();
    assertThat(connected(never).givenUpAt()).isPresent();
    Call told = connected(ended(NO_ANSWER), never);
    assertThat(told.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(told.givenUpAt()).isEmpty();
    assertThat(told.isEnded()).isTrue();
    assertThat(connected(never).isEnded()).isFalse();
  }

  @Test
  void howLongACallCanLastIsByItsDecision() {
    assertThat(connected().canLastUntil())
        .isEqualTo(NOW.plusSeconds(30).plus(Duration.ofHours(1)).plus(Call.OVERDUE_AFTER));
    CallStart start = start(connect());
    CallStart unlimited =
        new CallStart(
            start.id(),
            start.carrierCallId(),
            start.receivedAt(),
            start.incoming(),
            start.decision(),
            Set.of(Shortfall.TALK_LIMIT_IGNORED.name()));
    assertThat(new Call(unlimited, List.of()).canLastUntil())
        .isEqualTo(NOW.plus(CallTimes.LASTS_MAX).plus(Call.OVERDUE_AFTER));
  }

  private static Optional<Instant> at(long second) {
    return Optional.of(NOW.plusSeconds(second));
  }

  private static CallEnded endedAt(long second) {
    return new CallEnded("end", hangUp(NORMAL_CLEARING), noTime(), at(second));
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedCallStaysRefused(Reason reason) {
    RoutingDecision refused = new Refuse(reason, Optional.empty(), Optional.empty());
    assertThat(call(refused).status()).isEqualTo(CallStatus.REFUSED);
    assertThat(call(refused, ended(NORMAL_CLEARING)).status()).isEqualTo(CallStatus.REFUSED);
    assertThat(call(refused, ANSWERED, ended(NORMAL_CLEARING)).status())
        .isEqualTo(CallStatus.REFUSED);
  }

  @Test
  void recordingsAreListedWithoutPrintingWhereTheyAre() {
    RecordingReady recording =
        new RecordingReady(
            "rec",
            "rec-1",
            Optional.of("https://cdn.example/918888800001.mp3"),
            Optional.of(MINUTE));
    Call call = connected(ANSWERED, recording);
    assertThat(call.recordings()).containsExactly(recording);
    assertThat(call.toString()).contains("rec-1").doesNotContain("8888800");
  }

  static Call connected(CallFact... facts) {
    return call(connect(), facts);
  }

  static Call call(RoutingDecision decision, CallFact... facts) {
    return new Call(
        start(decision), Arrays.stream(facts).map(fact -> told(fact, NOW.plusSeconds(1))).toList());
  }

  static RoutingDecision connect() {
    return new Connect(
        new SessionId(new UUID(1, 1)),
        0,
        1,
        DRIVER,
        M2,
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  static RoutingDecision connectAfterNotice() {
    return new Connect(
        Why.SESSION,
        Optional.of(new SessionId(new UUID(1, 1))),
        Optional.of(Seat.first(0)),
        Optional.of(Seat.first(1)),
        List.of(DRIVER),
        Ringing.IN_ORDER,
        M2,
        Duration.ofSeconds(30),
        Duration.ofHours(1),
        Optional.of(Words.of("This call is recorded.")));
  }

  static RoutingDecision connectByDigits() {
    return connectByDigits(Why.PIN);
  }

  /** After its session ended, in its grace, with the code that was its participant's. */
  static RoutingDecision connectByDigitsInGrace() {
    return connectByDigits(Why.GRACE);
  }

  private static RoutingDecision connectByDigits(Why why) {
    return new Connect(
        why,
        Optional.of(new SessionId(new UUID(1, 1))),
        Optional.empty(),
        Optional.of(Seat.first(1)),
        List.of(DRIVER),
        Ringing.IN_ORDER,
        M2,
        Duration.ofSeconds(30),
        Duration.ofHours(1));
  }

  static CallStart start(RoutingDecision decision) {
    return new CallStart(
        new CallId(new UUID(2, 2)),
        CARRIER_CALL,
        NOW,
        Switchboard.call(RIDER, M1),
        decision,
        Set.of());
  }

  static ToldFact told(CallFact fact, Instant at) {
    return new ToldFact(ACCOUNT, CARRIER_CALL, fact, at);
  }

  private static CallEnded ended(HangupCause cause) {
    return new CallEnded("end", hangUp(cause), noTime());
  }

  private static LegEnded outboundEnded(HangupCause cause) {
    return new LegEnded("leg", Leg.OUTBOUND, hangUp(cause), noTime());
  }

  private static HangUp hangUp(HangupCause cause) {
    return new HangUp(cause, "", HangupSource.DESTINATION);
  }

  private static Optional<Duration> noTime() {
    return Optional.empty();
  }
}
