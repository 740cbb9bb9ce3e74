package io.bauta.carrier.telnyx;

import static io.bauta.carrier.telnyx.Events.WORDS;
import static io.bauta.carrier.telnyx.Events.challenge;
import static io.bauta.carrier.telnyx.Events.connect;
import static io.bauta.carrier.telnyx.Events.connectAfter;
import static io.bauta.carrier.telnyx.Events.connectRecorded;
import static io.bauta.carrier.telnyx.Events.ofCaller;
import static io.bauta.carrier.telnyx.Events.ofDestination;
import static io.bauta.carrier.telnyx.Events.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangUp;
import io.bauta.call.HangupCause;
import io.bauta.call.HangupSource;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.Webhook;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole calls: each event carries the state that our last command gave its leg. */
class TelnyxCallTest {

  private static final Webhook INITIATED =
      ofCaller("call.initiated", null, Map.of("direction", "incoming"));

  private final Conversation conversation = new Conversation();

  @Test
  void anAnsweredCallTakesTwoCommands() {
    CarrierCommand transfer = transferred();
    assertThat(hear(ofDestination("call.initiated", transfer, Map.of("direction", "outgoing"))))
        .isEmpty();
    assertThat(hear(ofDestination("call.answered", transfer, Map.of()))).isEmpty();
    assertThat(hear(ofCaller("call.bridged", transfer, Map.of()))).isEmpty();
    assertThat(hear(ofDestination("call.bridged", transfer, Map.of()))).isEmpty();
    assertThat(hear(destinationEnds(transfer, "normal_clearing", "callee", "200"))).isEmpty();
    assertThat(hear(callerEnds(transfer, "normal_clearing", "callee"))).isEmpty();
    assertThat(conversation.sent()).containsExactly("answer", "transfer");
    assertThat(record(connect()).status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(hangUp(connect()).source()).isEqualTo(HangupSource.DESTINATION);
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, unspecified, NO_ANSWER",
    "no_answer, 480, NO_ANSWER",
    "user_busy, 486, BUSY",
    "call_rejected, 603, REJECTED",
    "not_found, 404, FAILED",
    "unspecified, 503, FAILED"
  })
  void aCallerWhoseDestinationIsNotReachedHearsItAndIsHungUpOn(
      String cause, String sip, CallStatus status) {
    CarrierCommand transfer = transferred();
    CarrierCommand speak = only(hear(destinationEnds(transfer, cause, "callee", sip)));
    assertThat(speak.action()).isEqualTo("speak");
    assertThat(speak.leg()).isEqualTo(Events.CALLER_LEG);
    assertThat(record(connect()).status()).isEqualTo(status);
    CarrierCommand hangup =
        only(hear(ofCaller("call.speak.ended", speak, Map.of("status", "completed"))));
    assertThat(hangup.action()).isEqualTo("hangup");
    hear(callerEnds(hangup, "normal_clearing", "callee"));
    assertThat(record(connect()).status()).isEqualTo(status);
  }

  @Test
  void aCallerWhoGivesUpIsCancelledWhicheverLegTellsFirst() {
    CarrierCommand transfer = transferred();
    hear(destinationEnds(transfer, "originator_cancel", "caller", "487"));
    assertThat(record(connect()).status()).isEqualTo(CallStatus.CANCELLED);
    hear(callerEnds(transfer, "normal_clearing", "caller"));
    assertThat(record(connect()).status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(conversation.sent()).doesNotContain("speak");
  }

  @Test
  void aCallerWhoGivesUpIsCancelledAlsoIfOnlyTheirLegTells() {
    hear(callerEnds(transferred(), "normal_clearing", "caller"));
    assertThat(record(connect()).status()).isEqualTo(CallStatus.CANCELLED);
  }

  @Test
  void aTalkLimitIsTheCauseWhicheverLegTellsIt() {
    CarrierCommand transfer = transferred();
    hear(ofCaller("call.bridged", transfer, Map.of()));
    hear(callerEnds(transfer, "time_limit", "unknown"));
    hear(destinationEnds(transfer, "normal_clearing", "caller", "200"));
    assertThat(record(connect()).status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(hangUp(connect()).cause()).isEqualTo(HangupCause.TALK_LIMIT_REACHED);
    assertThat(hangUp(connect()).source()).isEqualTo(HangupSource.BAUTA);
  }

  @Test
  void aStrangerIsRejectedUnanswered() {
    RoutingDecision silent = refuse(Optional.empty());
    CarrierCommand reject = only(conversation.hear(INITIATED, silent));
    assertThat(reject.action()).isEqualTo("reject");
    hear(callerEnds(reject, "call_rejected", "callee"));
    assertThat(record(silent).status()).isEqualTo(CallStatus.REFUSED);
    assertThat(hangUp(silent).source()).isEqualTo(HangupSource.BAUTA);
  }

  @Test
  void aStrangerWhoIsSpokenToIsHungUpOnAfterTheWords() {
    RoutingDecision spoken = refuse(Optional.of(WORDS));
    CarrierCommand answer = only(conversation.hear(INITIATED, spoken));
    CarrierCommand speak = only(conversation.hear(answered(answer), spoken));
    assertThat(Events.text(speak, "payload")).isEqualTo(WORDS);
    CarrierCommand hangup =
        only(hear(ofCaller("call.speak.ended", speak, Map.of("status", "completed"))));
    hear(callerEnds(hangup, "normal_clearing", "callee"));
    assertThat(conversation.sent()).containsExactly("answer", "speak", "hangup");
    assertThat(record(spoken).status()).isEqualTo(CallStatus.REFUSED);
    assertThat(hangUp(spoken).cause()).isEqualTo(HangupCause.CALL_REJECTED);
  }

  @Test
  void aSessionThatEndsWhileTheCallerIsAnsweredConnectsNobody() {
    CarrierCommand answer = only(hear(INITIATED));
    assertThat(only(conversation.hear(answered(answer), refuse(Optional.empty()))).action())
        .isEqualTo("hangup");
    hear(callerEnds(answer, "normal_clearing", "callee"));
    assertThat(conversation.sent()).containsExactly("answer", "hangup");
  }

  @Test
  void aRefusedCallerIsNotConnectedByASessionThatOpensMeanwhile() {
    CarrierCommand answer = only(conversation.hear(INITIATED, refuse(Optional.of(WORDS))));
    assertThat(only(hear(answered(answer))).action()).isEqualTo("speak");
  }

  @Test
  void aCallerIsAskedForDigitsUntilTheyAreRight() {
    CarrierCommand answer = only(conversation.hear(INITIATED, challenge()));
    CarrierCommand first = only(conversation.hear(answered(answer), challenge()));
    CarrierCommand second = only(conversation.hear(entered(first, "valid", "1111"), challenge()));
    CarrierCommand third = only(conversation.hear(entered(second, "timeout", ""), challenge()));
    CarrierCommand transfer = only(hear(entered(third, "valid", "4711")));
    hear(ofCaller("call.bridged", transfer, Map.of()));

    assertThat(Events.text(first, "payload")).isEqualTo("Your code?");
    assertThat(Events.text(transfer, "to")).isEqualTo(Events.DESTINATION);
    assertThat(conversation.sent())
        .containsExactly(
            "answer", "gather_using_speak", "gather_using_speak", "gather_using_speak", "transfer");
  }

  @Test
  void aCallerWhoIsLockedOutHearsItAndIsHungUpOn() {
    RoutingDecision locked = refuse(Optional.of(WORDS));
    CarrierCommand speak = only(conversation.hear(entered(asked(), "valid", "1111"), locked));
    CarrierCommand hangup =
        only(hear(ofCaller("call.speak.ended", speak, Map.of("status", "completed"))));
    hear(callerEnds(hangup, "normal_clearing", "callee"));

    assertThat(conversation.sent())
        .containsExactly("answer", "gather_using_speak", "speak", "hangup");
    assertThat(hangUp(locked).cause()).isEqualTo(HangupCause.CALL_REJECTED);
  }

  @Test
  void aCallerWhoHangsUpWhileTheyAreAskedIsOwedNothing() {
    CarrierCommand gather = asked();
    assertThat(conversation.hear(entered(gather, "call_hangup", "47"), challenge())).isEmpty();
    assertThat(hear(callerEnds(gather, "normal_clearing", "caller"))).isEmpty();

    assertThat(record(challenge()).status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(hangUp(challenge()).source()).isEqualTo(HangupSource.CALLER);
  }

  /** What is decided about digits depends on when it is; what was done first stays done. */
  @Test
  void digitsThatAreToldAgainInAnyOrderSendEachCommandOnce() {
    CarrierCommand first = asked();
    Webhook wrong = entered(first, "valid", "1111");
    CarrierCommand second = only(conversation.hear(wrong, challenge()));
    Webhook right = entered(second, "valid", "4711");
    only(hear(right));

    for (RoutingDecision late : List.of(connect(), challenge(), refuse(Optional.of(WORDS)))) {
      assertThat(conversation.hear(wrong, late)).isEmpty();
      assertThat(conversation.hear(right, late)).isEmpty();
      assertThat(conversation.hear(INITIATED, late)).isEmpty();
    }
  }

  @Test
  void whoWasAnsweredToBeAskedIsConnectedWhenASessionWasOpenedMeanwhile() {
    CarrierCommand answer = only(conversation.hear(INITIATED, challenge()));
    assertThat(only(hear(answered(answer))).action()).isEqualTo("transfer");
    assertThat(conversation.hear(answered(answer), challenge())).isEmpty();
  }

  private CarrierCommand asked() {
    CarrierCommand answer = only(conversation.hear(INITIATED, challenge()));
    return only(conversation.hear(answered(answer), challenge()));
  }

  private static Webhook entered(CarrierCommand gather, String status, String digits) {
    return ofCaller("call.gather.ended", gather, Map.of("status", status, "digits", digits));
  }

  // A notice before anybody is rung.

  private static final RoutingDecision AFTER_NOTICE = connectAfter("This call is recorded.");

  private CarrierCommand notice() {
    CarrierCommand answer = only(conversation.hear(INITIATED, AFTER_NOTICE));
    CarrierCommand speak = only(conversation.hear(answered(answer), AFTER_NOTICE));
    assertThat(speak.action()).isEqualTo("speak");
    return speak;
  }

  private static Webhook spoken(CarrierCommand speak, String status) {
    return ofCaller("call.speak.ended", speak, Map.of("status", status));
  }

  @Test
  void aNoticeIsSpokenBeforeAnybodyIsRung() {
    CarrierCommand speak = notice();
    assertThat(Events.text(speak, "payload")).isEqualTo("This call is recorded.");
    CarrierCommand transfer = only(conversation.hear(spoken(speak, "completed"), AFTER_NOTICE));
    assertThat(Events.text(transfer, "to")).isEqualTo(Events.DESTINATION);
    hear(ofCaller("call.bridged", transfer, Map.of()));
    hear(destinationEnds(transfer, "normal_clearing", "callee", "200"));
    hear(callerEnds(transfer, "normal_clearing", "callee"));
    assertThat(conversation.sent()).containsExactly("answer", "speak", "transfer");
    assertThat(record(AFTER_NOTICE).status()).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void aCallerWhoDoesNotWaitForTheEndOfTheNoticeIsOwedNothing() {
    CarrierCommand speak = notice();
    assertThat(conversation.hear(spoken(speak, "call_hangup"), AFTER_NOTICE)).isEmpty();
    assertThat(hear(callerEnds(speak, "normal_clearing", "caller"))).isEmpty();
    assertThat(record(AFTER_NOTICE).status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(hangUp(AFTER_NOTICE).source()).isEqualTo(HangupSource.CALLER);
  }

  @Test
  void aSessionThatEndsWhileTheNoticeIsSpokenConnectsNobody() {
    CarrierCommand speak = notice();
    CarrierCommand refusal =
        only(conversation.hear(spoken(speak, "completed"), refuse(Optional.of(WORDS))));
    assertThat(Events.text(refusal, "payload")).isEqualTo(WORDS);
    assertThat(only(hear(spoken(refusal, "completed"))).action()).isEqualTo("hangup");
    assertThat(conversation.sent()).containsExactly("answer", "speak", "speak", "hangup");
  }

  @Test
  void theNoticeComesAfterTheCode() {
    Webhook right = entered(asked(), "valid", "4711");
    CarrierCommand speak = only(conversation.hear(right, AFTER_NOTICE));
    assertThat(speak.action()).isEqualTo("speak");
    Webhook heard = spoken(speak, "completed");
    assertThat(only(conversation.hear(heard, AFTER_NOTICE)).action()).isEqualTo("transfer");
    for (RoutingDecision late : List.of(AFTER_NOTICE, challenge(), refuse(Optional.of(WORDS)))) {
      assertThat(conversation.hear(right, late)).isEmpty();
      assertThat(conversation.hear(heard, late)).isEmpty();
    }
  }

  @Test
  void aCodeThatIsForgottenIsAskedForOnceMoreAndTheNoticeSpokenAgain() {
    CarrierCommand speak = only(conversation.hear(entered(asked(), "valid", "4711"), AFTER_NOTICE));
    CarrierCommand again = only(conversation.hear(spoken(speak, "completed"), challenge()));
    assertThat(again.action()).isEqualTo("gather_using_speak");
    CarrierCommand once = only(conversation.hear(entered(again, "valid", "4711"), AFTER_NOTICE));
    assertThat(once.action()).isEqualTo("speak");
    assertThat(only(conversation.hear(spoken(once, "completed"), AFTER_NOTICE)).action())
        .isEqualTo("transfer");
  }

  @Test
  void everyEventOfANoticeTwiceInAnyOrderSendsEachCommandOnce() {
    CarrierCommand answer = only(conversation.hear(INITIATED, AFTER_NOTICE));
    CarrierCommand speak = only(conversation.hear(answered(answer), AFTER_NOTICE));
    Webhook heard = spoken(speak, "completed");
    CarrierCommand transfer = only(conversation.hear(heard, AFTER_NOTICE));
    List<Webhook> events =
        new ArrayList<>(
            List.of(INITIATED, answered(answer), heard, callerEnds(transfer, "timeout", "x")));
    events.addAll(List.copyOf(events));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      Conversation shuffled = new Conversation();
      events.forEach(event -> shuffled.hear(event, AFTER_NOTICE));
      assertThat(shuffled.sent()).containsExactlyInAnyOrder("answer", "speak", "transfer");
      assertThat(conversation.hear(heard, refuse(Optional.empty()))).isEmpty();
    }
  }

  @Test
  void aTalkIsRecordedOnceHoweverOftenItIsToldThatTheyTalk() {
    RoutingDecision recorded = connectRecorded();
    CarrierCommand answer = only(conversation.hear(INITIATED, recorded));
    CarrierCommand transfer = only(conversation.hear(answered(answer), recorded));
    assertThat(hear(ofDestination("call.initiated", transfer, Map.of("direction", "outgoing"))))
        .isEmpty();
    assertThat(hear(ofDestination("call.answered", transfer, Map.of()))).isEmpty();
    CarrierCommand record = only(hear(ofDestination("call.bridged", transfer, Map.of())));
    assertThat(record.action()).isEqualTo("record_start");
    assertThat(record.leg()).isEqualTo(Events.CALLER_LEG);
    for (CarrierCommand last : List.of(transfer, record)) {
      assertThat(hear(ofCaller("call.bridged", last, Map.of()))).isEmpty();
    }
    hear(destinationEnds(transfer, "normal_clearing", "callee", "200"));
    hear(callerEnds(record, "normal_clearing", "callee"));
    assertThat(conversation.sent()).containsExactly("answer", "transfer", "record_start");
    assertThat(record(recorded).status()).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void aCallWhoseDestinationIsNotReachedIsNotRecorded() {
    RoutingDecision recorded = connectRecorded();
    CarrierCommand answer = only(conversation.hear(INITIATED, recorded));
    CarrierCommand transfer = only(conversation.hear(answered(answer), recorded));
    assertThat(only(hear(destinationEnds(transfer, "user_busy", "callee", "486"))).action())
        .isEqualTo("speak");
    assertThat(conversation.sent()).doesNotContain("record_start");
  }

  @Test
  void everyEventTwiceInAnyOrderSendsEachCommandOnce() {
    CarrierCommand transfer = transferred();
    List<Webhook> events =
        new ArrayList<>(
            List.of(
                INITIATED,
                answered(only(new Conversation().hear(INITIATED, connect()))),
                ofDestination("call.answered", transfer, Map.of()),
                ofCaller("call.bridged", transfer, Map.of()),
                ofDestination("call.bridged", transfer, Map.of()),
                destinationEnds(transfer, "normal_clearing", "callee", "200"),
                callerEnds(transfer, "normal_clearing", "callee")));
    events.addAll(List.copyOf(events));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      Conversation shuffled = new Conversation();
      events.forEach(event -> shuffled.hear(event, connect()));
      assertThat(shuffled.sent()).containsExactlyInAnyOrder("answer", "transfer");
      // Each leg tells the connection, with a time of its own.
      assertThat(shuffled.facts()).hasSize(4);
    }
  }

  /** Closing a session lets people finish, so an old event must not end their talk. */
  @Test
  void eventsThatComeAgainAfterTheSessionEndedEndNothing() {
    CarrierCommand answer = only(hear(INITIATED));
    hear(answered(answer));
    for (Optional<String> words : List.of(Optional.of(WORDS), Optional.<String>empty())) {
      assertThat(conversation.hear(INITIATED, refuse(words))).isEmpty();
      assertThat(conversation.hear(answered(answer), refuse(words))).isEmpty();
    }
  }

  private CarrierCommand transferred() {
    CarrierCommand transfer = only(hear(answered(only(hear(INITIATED)))));
    assertThat(transfer.action()).isEqualTo("transfer");
    return transfer;
  }

  private List<CarrierCommand> hear(Webhook event) {
    return conversation.hear(event, connect());
  }

  private static Webhook answered(CarrierCommand answer) {
    return ofCaller("call.answered", answer, Map.of("state", "answered"));
  }

  private static Webhook callerEnds(CarrierCommand last, String cause, String source) {
    return ofCaller("call.hangup", last, Map.of("hangup_cause", cause, "hangup_source", source));
  }

  private static Webhook destinationEnds(
      CarrierCommand transfer, String cause, String source, String sip) {
    return ofDestination(
        "call.hangup",
        transfer,
        Map.of("hangup_cause", cause, "hangup_source", source, "sip_hangup_cause", sip));
  }

  private static CarrierCommand only(List<CarrierCommand> commands) {
    assertThat(commands).hasSize(1);
    return commands.getFirst();
  }

  private HangUp hangUp(RoutingDecision decision) {
    return record(decision).hangUp().orElseThrow();
  }

  private Call record(RoutingDecision decision) {
    CarrierCallId id = new CarrierCallId(Events.SESSION);
    Instant now = Instant.parse("2026-05-28T20:26:40Z");
    IncomingCall incoming =
        new IncomingCall("telnyx", PhoneNumber.ofE164(Events.DIALED), Optional.empty());
    return new Call(
        new CallStart(new CallId(new UUID(3, 4)), id, now, incoming, decision, Set.of()),
        conversation.facts().stream().map(fact -> new ToldFact("telnyx", id, fact, now)).toList());
  }
}
