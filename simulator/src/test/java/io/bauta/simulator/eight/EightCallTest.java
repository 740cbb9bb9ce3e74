package io.bauta.simulator.eight;

import static io.bauta.simulator.eight.PretendEight.ANNA;
import static io.bauta.simulator.eight.PretendEight.ASK;
import static io.bauta.simulator.eight.PretendEight.BEN;
import static io.bauta.simulator.eight.PretendEight.HANG_UP;
import static io.bauta.simulator.eight.PretendEight.SAY;
import static io.bauta.simulator.eight.PretendEight.V1;
import static io.bauta.simulator.eight.PretendEight.V2;
import static io.bauta.simulator.eight.PretendEight.events;
import static io.bauta.simulator.eight.PretendEight.makeCall;
import static io.bauta.simulator.eight.PretendEight.only;
import static io.bauta.simulator.eight.PretendEight.seconds;
import static io.bauta.simulator.eight.PretendEight.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scripts of a call on 8x8, one after the other. */
class EightCallTest {

  private PretendEight world = new PretendEight();

  @AfterEach
  void close() {
    world.close();
  }

  private void with(EightVariant... variants) {
    world.close();
    world = new PretendEight(variants);
  }

  @Test
  void aMaskedCallConnectsAndIsSummedUp() {
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(world.ben.lastScreen().number()).isEqualTo(V1);

    call.isHungUpBy(BEN).after(seconds(13));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.complaints()).isEmpty();
    assertThat(events(call).getLast()).isEqualTo("VSS");
    assertThat(summary(call))
        .containsEntry("sessionId", call.carrierCallId())
        .containsEntry("subAccountId", "acme_masking")
        .containsEntry("sessionStatus", "COMPLETED")
        .containsEntry("startTime", "2024-03-25T06:01:30Z")
        .containsEntry("endTime", "2024-03-25T06:01:45Z")
        .containsEntry("lastAction", "MAKE_CALL")
        .containsEntry("callCount", "2")
        .containsEntry("details.callA.callStatus", "COMPLETED")
        .containsEntry("details.callA.callDirection", "INBOUND")
        .containsEntry("details.callA.source", ANNA)
        .containsEntry("details.callA.destination", V1)
        .containsEntry("details.callA.initiatedTimestamp", "2024-03-25T06:01:28Z")
        .containsEntry("details.callA.connectedTimestamp", "2024-03-25T06:01:32Z")
        .containsEntry("details.callB.callStatus", "COMPLETED")
        .containsEntry("details.callB.callDirection", "OUTBOUND")
        .containsEntry("details.callB.source", V1)
        .containsEntry("details.callB.destination", BEN)
        .containsEntry("details.callB.connectedTimestamp", "2024-03-25T06:01:32Z")
        .containsEntry("details.callB.callDuration", "13");
  }

  @Test
  void theVcaAsksWithEverythingThatThePagesShow() {
    world.bridges();

    Map<String, String> asked = only(world.annaCalls(), "VCA");

    assertThat(asked)
        .containsEntry("callStatus", "CALL_RECEIVED")
        .containsEntry("callDirection", "INBOUND")
        .containsEntry("callType", "PSTN")
        .containsEntry("source", ANNA)
        .containsEntry("destination", V1)
        .containsEntry("sourceFormat", "MSISDN")
        .containsEntry("sourceCountryCode", "SG")
        .containsEntry("destinationRefId", "vn-ref-1")
        .containsEntry("callDuration", "0")
        .containsEntry("sipCode", "200")
        .containsEntry("timestamp", "2024-03-25T06:01:28Z")
        .containsKeys("eventId", "sessionId", "callId", "subAccountId")
        .doesNotContainKey("clientActionId");
    assertThat(world.server.received().getFirst().header("Authorization"))
        .isEqualTo("Bearer acme-secret");
  }

  @Test
  void everyStatusOfBothLegsIsTold() {
    world.bridges();

    SimulatedCall call = world.annaCalls().talksFor(seconds(5));

    assertThat(call.exchanges().stream().filter(e -> e.event().startsWith("VCS")))
        .extracting(
            exchange -> exchange.webhook().fields().get("callDirection"),
            exchange -> exchange.event())
        .containsExactlyInAnyOrder(
            tuple("INBOUND", "VCS CALL_RECEIVED"),
            tuple("OUTBOUND", "VCS CALL_INITIATED"),
            tuple("OUTBOUND", "VCS CALL_CONNECTED"),
            tuple("INBOUND", "VCS CALL_CONNECTED"),
            tuple("INBOUND", "VCS CALL_DISCONNECTED"),
            tuple("OUTBOUND", "VCS CALL_DISCONNECTED"));
  }

  @Test
  void statusesComeInAnyOrderUnlessToldOtherwise() {
    world.bridges();
    List<List<String>> orders =
        List.of(orderOfACall(), orderOfACall(), orderOfACall(), orderOfACall(), orderOfACall());
    assertThat(orders.stream().distinct()).hasSizeGreaterThan(1);

    with(EightVariant.STATUSES_IN_ORDER);
    world.bridges();
    assertThat(orderOfACall())
        .isEqualTo(orderOfACall())
        .startsWith("VCS CALL_RECEIVED", "VCA", "VCS CALL_INITIATED", "VCS CALL_CONNECTED");
  }

  private List<String> orderOfACall() {
    return events(world.annaCalls().talksFor(seconds(5)));
  }

  @Test
  void aBusyDestinationIsSummedUpAsBusy() {
    world.ben.isBusy();
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(events(call)).doesNotContain("VCS CALL_CONNECTED");
    assertThat(summary(call))
        .containsEntry("sessionStatus", "BUSY")
        .containsEntry("details.callA.callStatus", "COMPLETED")
        .containsEntry("details.callB.callStatus", "BUSY")
        .doesNotContainKey("details.callB.connectedTimestamp");
  }

  @Test
  void nobodyAnswersWithinTheCarriersOwnTimeout() {
    world.ben.doesNotAnswer();
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(summary(call))
        .containsEntry("sessionStatus", "NO_ANSWER")
        .containsEntry("endTime", "2024-03-25T06:02:28Z");
  }

  @Test
  void statusesHaveASecondSpelling() {
    with(EightVariant.NO_ANSWER_WITH_SPACE, EightVariant.CANCELLED_WITH_TWO_L);
    world.ben.doesNotAnswer();
    world.bridges();

    assertThat(summary(world.annaCalls())).containsEntry("sessionStatus", "NO ANSWER");

    world.anna.hangsUpWhileRinging(seconds(3));
    assertThat(summary(world.annaCalls()))
        .containsEntry("sessionStatus", "CANCELLED")
        .containsEntry("details.callA.callStatus", "CANCELLED");
  }

  @Test
  void aTelephoneThatIsOffFails() {
    world.eight.cannotReach(BEN);
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(world.ben.rang()).isZero();
    assertThat(summary(call))
        .containsEntry("sessionStatus", "FAILED")
        .containsEntry("details.callA.callStatus", "COMPLETED")
        .containsEntry("details.callB.callStatus", "FAILED")
        .doesNotContainKey("errorDetails.errorCode");
  }

  @Test
  void aCallerMayGiveUpWhileItRings() {
    world.anna.hangsUpWhileRinging(seconds(3));
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(summary(call))
        .containsEntry("sessionStatus", "CANCELED")
        .containsEntry("details.callA.callStatus", "CANCELED")
        .containsEntry("details.callB.callStatus", "CANCELED");
  }

  @Test
  void aDestinationMayDecline() {
    world.ben.rejects();
    world.bridges();

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.REJECTED);
    assertThat(summary(call)).containsEntry("sessionStatus", "BUSY");
  }

  @Test
  void aStrangerIsRefusedWithWords() {
    world.answers(SAY + "," + HANG_UP);

    SimulatedCall call = world.annaCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(world.anna.heard()).containsExactly("Not in use.");
    assertThat(summary(call))
        .containsEntry("sessionStatus", "COMPLETED")
        .containsEntry("callCount", "1")
        .containsEntry("lastAction", "HANGUP")
        .containsKey("details.callA.connectedTimestamp")
        .doesNotContainKey("details.callB.callId");
  }

  @Test
  void aStrangerIsRefusedInSilence() {
    world.answers(HANG_UP);

    SimulatedCall call = world.annaCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(summary(call)).doesNotContainKey("details.callA.connectedTimestamp");
  }

  @Test
  void aFailedVcaBreaksTheSession() {
    world.server.answers("/vca", Answer.of(500, "application/json", "{}"));

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints()).containsExactly("a VCA was not answered as it must be");
    assertThat(summary(call))
        .containsEntry("sessionStatus", "ERROR")
        .containsEntry("errorDetails.errorCode", "-2002")
        .containsEntry("details.callA.callStatus", "ERROR")
        .doesNotContainKey("details.callB.callId");
  }

  @Test
  void aSlowVcaBreaksTheSession() {
    world.close();
    world = new PretendEight(settings -> settings.replyTimeMax(Duration.ofMillis(200)));
    world.server.answers("/vca", Answer.NEVER);

    SimulatedCall call = world.annaCalls();

    assertThat(summary(call)).containsEntry("errorDetails.errorCode", "-2002");
  }

  @Test
  void anInvalidAnswerBreaksTheSession() {
    world.server.answers("/vca", Answer.of(200, "application/json", "{\"callflow\":[],}"));

    assertThat(summary(world.annaCalls()))
        .containsEntry("sessionStatus", "ERROR")
        .containsEntry("errorDetails.errorCode", "-2003")
        .containsEntry("errorDetails.errorMsg", "call flow invalid");
  }

  @Test
  void aCallerIdThatIsNotWhitelistedBreaksTheSession() {
    world.answers(makeCall("+6598765499", BEN));

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(world.ben.rang()).isZero();
    assertThat(call.complaints())
        .containsExactly("the caller ID is not a virtual number of this account");
    assertThat(summary(call))
        .containsEntry("sessionStatus", "ERROR")
        .containsEntry("errorDetails.errorCode", "-2008")
        .containsEntry("details.callA.callStatus", "COMPLETED")
        .containsEntry("details.callB.callStatus", "ERROR");
  }

  @Test
  void aCountryWithoutCoverageBreaksTheSessionBeforeALegIsMade() {
    world.eight.doesNotCover("+65");
    world.bridges();

    assertThat(summary(world.annaCalls()))
        .containsEntry("errorDetails.errorCode", "-2004")
        .containsEntry("callCount", "1")
        .containsEntry("details.callA.callStatus", "ERROR");
  }

  @Test
  void theCarrierMayBeInTrouble() {
    world.eight.breaksCalls(EightError.TRUNK_FULL);
    world.bridges();

    assertThat(summary(world.annaCalls()))
        .containsEntry("errorDetails.errorCode", "-2010")
        .containsEntry("details.callB.callStatus", "ERROR");
  }

  @Test
  void digitsAreCapturedAndTheNextAnswerIsPlayedOn() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.anna.keysIn("1234#");
    world.answers(ASK, makeCall(V1, BEN));

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.complaints()).isEmpty();
    Map<String, String> next = call.exchanges("VCA").getLast().webhook().fields();
    assertThat(next)
        .containsEntry("callStatus", "ACTION_COMPLETED")
        .containsEntry("clientActionId", "m-1")
        .containsEntry("eventData.dtmf", "1234")
        .containsEntry("sourceRefId", "null");
    call.talksFor(seconds(1));
    assertThat(events(call)).contains("VCS DTMF_RECEIVED");
  }

  @Test
  void aPinThatFailsEndsInWords() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.anna.keysIn("9999#");
    world.answers(ASK, SAY + "," + HANG_UP);

    SimulatedCall call = world.annaCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(world.anna.heard()).containsExactly("Your code?", "Not in use.");
    assertThat(summary(call)).containsEntry("callCount", "1");
  }

  @Test
  void aCallerHangsUpInsteadOfKeyingIn() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.anna.hangsUpWhenAskedForDigits();
    world.answers(ASK, HANG_UP);

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.exchanges("VCA")).hasSize(1);
    assertThat(summary(call))
        .containsEntry("sessionStatus", "COMPLETED")
        .containsEntry("lastAction", "SAY_AND_CAPTURE");
  }

  @Test
  void capturedDigitsHaveThreeShapes() {
    assertThat(nextVca(DtmfShape.TEXT, "1234#"))
        .containsEntry("callStatus", "ACTION_COMPLETED")
        .containsEntry("eventData", "1234");
    assertThat(nextVca(DtmfShape.LEGACY, "1234#"))
        .containsEntry("callStatus", "DTMF_RECEIVED")
        .containsEntry("dtmf", "1234");
  }

  @Test
  void noDigitsAreNullOrMissing() {
    assertThat(nextVca(DtmfShape.NESTED, "")).containsEntry("eventData", "null");
    assertThat(nextVca(DtmfShape.TEXT, "12")).doesNotContainKey("eventData");
    assertThat(nextVca(DtmfShape.LEGACY, "")).containsEntry("dtmf", "null");
  }

  @Test
  void digitsThatNoHashEndsAreATimeoutWhereOneIsWaitedFor() {
    assertThat(nextVca(DtmfShape.NESTED, "1234")).containsEntry("eventData", "null");
    assertThat(nextVca(DtmfShape.NESTED, "123456")).containsEntry("eventData.dtmf", "123456");
  }

  @Test
  void aHashMayComeWithTheDigits() {
    with(EightVariant.SAY_AND_CAPTURE, EightVariant.HASH_AFTER_DIGITS);
    world.anna.keysIn("1234#");
    world.answers(ASK, HANG_UP);

    assertThat(world.annaCalls().exchanges("VCA").getLast().webhook().fields())
        .containsEntry("eventData.dtmf", "1234#");
  }

  private Map<String, String> nextVca(DtmfShape shape, String keys) {
    world.close();
    world = new PretendEight(s -> s.with(EightVariant.SAY_AND_CAPTURE).dtmf(shape));
    world.anna.keysIn(keys);
    world.answers(ASK, HANG_UP);
    return world.annaCalls().exchanges("VCA").getLast().webhook().fields();
  }

  @Test
  void aRecordingIsToldBeforeOrAfterTheSummary() {
    with(EightVariant.RECORDING);
    world.answers(makeCall(V1, BEN, ",\"callRecording\":true"));

    SimulatedCall call = world.annaCalls().talksFor(seconds(20));

    assertThat(call.complaints()).isEmpty();
    assertThat(events(call)).endsWith("VSS", "VRU");
    assertThat(only(call, "VRU"))
        .containsEntry("sessionId", call.carrierCallId())
        .containsEntry("durationSeconds", "20")
        .containsEntry("status", "UPLOAD_COMPLETED")
        .hasEntrySatisfying("filePath", path -> assertThat(path).contains("T06%3A01%3A32"));

    with(EightVariant.RECORDING, EightVariant.RECORDING_BEFORE_SUMMARY);
    world.answers(makeCall(V1, BEN, ",\"callRecording\":true"));
    assertThat(events(world.annaCalls().talksFor(seconds(20)))).endsWith("VRU", "VSS");
  }

  @Test
  void aCallThatNobodyAnsweredIsNotRecorded() {
    with(EightVariant.RECORDING);
    world.ben.doesNotAnswer();
    world.answers(makeCall(V1, BEN, ",\"callRecording\":true"));

    assertThat(events(world.annaCalls())).doesNotContain("VRU");
  }

  @Test
  void everythingMayArriveTwice() {
    world.eight.suffers(Faults.none().deliveringTwice(Faults.EVERY_EVENT));
    world.bridges();

    SimulatedCall call = world.annaCalls().talksFor(seconds(5));

    assertThat(call.exchanges("VCA")).hasSize(2);
    assertThat(call.exchanges("VCS CALL_DISCONNECTED")).hasSize(4);
    assertThat(call.exchanges("VSS")).hasSize(2);
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void theSummaryMayOvertakeTheLastStatus() {
    world.eight.suffers(Faults.none().hangupBeforeDialResult());
    world.bridges();

    SimulatedCall call = world.annaCalls().talksFor(seconds(5));

    assertThat(events(call)).endsWith("VSS", "VCS CALL_DISCONNECTED", "VCS CALL_DISCONNECTED");
  }

  @Test
  void allEventsOfAKindMayBeLost() {
    world.eight.suffers(Faults.none().dropping("VCS"));
    world.bridges();

    SimulatedCall call = world.annaCalls().talksFor(seconds(5));

    assertThat(call.complaints()).isEmpty();
    assertThat(call.exchanges("VCS CALL_DISCONNECTED")).allMatch(told -> told.status() == 0);
    assertThat(world.server.received()).hasSize(2);
  }

  @Test
  void aFailedVcaIsTriedAgainWhereTheAccountDoesThat() {
    with(EightVariant.RETRIES);
    world.server.answers(
        "/vca", Answer.of(503, "text/plain", "later"), PretendEight.callflow(makeCall(V2, BEN)));

    assertThat(world.annaCalls().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void anAccountMayAskAgainWhenTheCallflowEnds() {
    with(EightVariant.ASKS_AGAIN);
    world.answers(makeCall(V1, BEN), HANG_UP);

    SimulatedCall call = world.annaCalls().isHungUpBy(BEN).after(seconds(5));

    assertThat(call.exchanges("VCA").getLast().webhook().fields())
        .containsEntry("callStatus", "ACTION_COMPLETED")
        .doesNotContainKey("eventData");
    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);

    world.bridges();
    assertThat(world.annaCalls().isHungUpBy(ANNA).after(seconds(5)).exchanges("VCA")).hasSize(1);
  }

  @Test
  void aWithheldCallerHasNoNumber() {
    world.anna.withholdsItsNumber();
    world.answers(HANG_UP);

    assertThat(only(world.annaCalls(), "VCA")).containsEntry("source", "");
  }

  @Test
  void otherSpellingsAreAboutToo() {
    with(
        EightVariant.CAPITAL_LEGS,
        EightVariant.NULL_AS_TEXT,
        EightVariant.DURATION_AS_TEXT,
        EightVariant.MILLISECONDS);
    world.bridges();

    SimulatedCall call = world.annaCalls().talksFor(seconds(5));

    String body = call.exchanges("VSS").getFirst().webhook().body();
    assertThat(body)
        .contains("\"CallA\":{", "\"CallB\":{", "\"sourceRefId\":\"null\"")
        .contains("\"callDuration\":\"5\"", "\"endTime\":\"2024-03-25T06:01:37.250Z\"");
  }

  @Test
  void aCallIsDrawnWithoutRealNumbers() {
    world.bridges();

    String drawn = CallDiagram.of(world.annaCalls().talksFor(seconds(60))).draw();

    assertThat(drawn).contains("VCA /vca", "Call +65••••4321", "VSS ✓ 200", "Ben saw " + V1);
    assertThat(drawn).doesNotContain("12345678", "87654321");
  }
}
