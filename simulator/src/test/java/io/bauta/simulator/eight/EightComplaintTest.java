package io.bauta.simulator.eight;

import static io.bauta.simulator.eight.PretendEight.ANNA;
import static io.bauta.simulator.eight.PretendEight.ASK;
import static io.bauta.simulator.eight.PretendEight.BEN;
import static io.bauta.simulator.eight.PretendEight.HANG_UP;
import static io.bauta.simulator.eight.PretendEight.SAY;
import static io.bauta.simulator.eight.PretendEight.START;
import static io.bauta.simulator.eight.PretendEight.V1;
import static io.bauta.simulator.eight.PretendEight.V2;
import static io.bauta.simulator.eight.PretendEight.makeCall;
import static io.bauta.simulator.eight.PretendEight.seconds;
import static io.bauta.simulator.eight.PretendEight.summary;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a careful server would not have done. */
class EightComplaintTest {

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
  void theCallersRealNumberIsShown() {
    world.answers(makeCall(ANNA, BEN));

    SimulatedCall call = world.annaCalls();

    assertThat(call.complaints()).contains("the caller ID shows the caller’s real number");
    assertThat(summary(call)).containsEntry("errorDetails.errorCode", "-2008");
    assertThat(world.ben.rang()).isZero();
  }

  @Test
  void theCallersRealNumberIsShownEvenWhereTheNetworkLetsItThrough() {
    world.close();
    world = new PretendEight(settings -> settings.numbers());
    world.network.routesEverythingThrough(world.eight);
    world.answers(makeCall(ANNA, BEN));

    SimulatedCall call = world.annaCalls();

    assertThat(world.ben.lastScreen().number()).isEqualTo(ANNA);
    assertThat(call.complaints()).containsExactly("the caller ID shows the caller’s real number");
  }

  @Test
  void theDestinationCannotCallBack() {
    world.eight.numberBecomes(V2, NumberStatus.INACTIVE, START);
    world.answers(makeCall(V2, BEN));

    SimulatedCall call = world.annaCalls();

    assertThat(call.complaints())
        .containsExactly("the destination is shown a number that it cannot call back");
    assertThat(summary(call)).containsEntry("errorDetails.errorCode", "-2008");
  }

  @Test
  void anExpiringNumberMayStillBeShown() {
    world.eight.numberBecomes(V2, NumberStatus.EXPIRING, START);
    world.answers(makeCall(V2, BEN));

    assertThat(world.annaCalls().status()).isEqualTo(CallStatus.CONNECTED);
  }

  @Test
  void theDestinationIsTheCallerOrAVirtualNumber() {
    world.answers(makeCall(V1, ANNA), makeCall(V1, V2));

    assertThat(world.annaCalls().complaints()).containsExactly("the destination is the caller");
    assertThat(world.annaCalls().complaints())
        .containsExactly("the destination is the proxy number " + V2);
  }

  @Test
  void optionsWhoseDefaultsAreUnsureAreLeftOut() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.answers(
        """
        {"action":"sayAndCapture",
         "params":{"promptMessage":"Your code?","voiceProfile":"en-GB-Emma"}}""",
        HANG_UP);

    assertThat(world.annaCalls().complaints())
        .containsExactly(
            "sayAndCapture leaves completeOnHash to 8x8’s default",
            "sayAndCapture leaves maxDigits to 8x8’s default",
            "sayAndCapture leaves overallTimeout to 8x8’s default",
            "sayAndCapture leaves noOfTries to 8x8’s default");
  }

  @Test
  void recordingIsLeftToADefaultWhereTheAccountRecords() {
    with(EightVariant.RECORDING);
    world.bridges();

    assertThat(world.annaCalls().complaints())
        .containsExactly("makeCall leaves callRecording to 8x8’s default");
  }

  @Test
  void recordingIsAskedOfAnAccountThatMayNot() {
    world.answers(makeCall(V1, BEN, ",\"callRecording\":true"));

    SimulatedCall call = world.annaCalls().talksFor(seconds(3));

    assertThat(call.complaints()).containsExactly("the account may not record");
    assertThat(call.exchanges("VRU")).isEmpty();
  }

  @Test
  void namesThatDoNotExistAreUsed() {
    world.server.answers(
        "/vca",
        Answer.of(
            200,
            "application/json",
            "{\"callflow\":[%s],\"next\":1}".formatted(makeCall(V1, BEN, ",\"timeout\":30"))));

    SimulatedCall call = world.annaCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.complaints())
        .containsExactlyInAnyOrder(
            "makeCall has no parameter timeout", "the answer has no field next");
  }

  @Test
  void anActionHasAFieldTooMany() {
    world.answers("{\"action\":\"hangup\",\"cause\":17}");

    assertThat(world.annaCalls().complaints()).containsExactly("an action has no field cause");
  }

  @Test
  void theAnswerIsNotDeclaredAsJson() {
    world.server.answers(
        "/vca", Answer.of(200, "text/plain", "{\"callflow\":[%s]}".formatted(HANG_UP)));

    assertThat(world.annaCalls().complaints())
        .containsExactly("the answer’s content type is not application/json");
  }

  @Test
  void theAnswerHasAnotherStatus() {
    world.server.answers(
        "/vca", Answer.of(201, "application/json", "{\"callflow\":[%s]}".formatted(HANG_UP)));

    assertThat(world.annaCalls().complaints())
        .containsExactly("a VCA was answered 201 and not 200");
  }

  @Test
  void theClientActionIdIsTooLong() {
    world.server.answers(
        "/vca",
        Answer.of(
            200,
            "application/json",
            "{\"clientActionId\":\"%s\",\"callflow\":[%s]}".formatted("a".repeat(65), HANG_UP)));

    assertThat(world.annaCalls().complaints())
        .containsExactly("clientActionId is not [A-Za-z0-9_-]{1,64}");
  }

  @Test
  void aRefusalDoesNotHangUp() {
    world.answers(SAY);

    SimulatedCall call = world.annaCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(summary(call)).containsEntry("lastAction", "SAY");
    assertThat(call.complaints())
        .containsExactly("the callflow says neither makeCall nor hangup at its end");
  }

  @Test
  void somethingFollowsACapture() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.answers(ASK + "," + HANG_UP, HANG_UP);

    assertThat(world.annaCalls().complaints())
        .containsExactly("an action after sayAndCapture: the next VCA decides what follows");
  }

  @Test
  void aRepeatedVcaIsAnsweredOtherwise() {
    world.eight.suffers(Faults.none().deliveringTwice("VCA"));
    world.answers(makeCall(V1, BEN), makeCall(V2, BEN));

    assertThat(world.annaCalls().complaints())
        .containsExactly("a repeated VCA was answered otherwise than the first");
  }

  @Test
  void anEventIsNotTaken() {
    world.server.answers("/events", Answer.of(500, "text/plain", "no"));
    world.answers(HANG_UP);

    assertThat(world.annaCalls().complaints())
        .containsExactlyInAnyOrder(
            "VCS CALL_RECEIVED was answered 500",
            "VCS CALL_DISCONNECTED was answered 500",
            "VSS was answered 500");
  }

  @Test
  void callflowsGoRoundInCircles() {
    with(EightVariant.SAY_AND_CAPTURE);
    world.answers(ASK);

    SimulatedCall call = world.annaCalls();

    assertThat(call.complaints()).containsExactly("more than 20 callflows: a loop");
    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
  }

  @Test
  void aVoiceDoesNotExist() {
    world.answers(SAY.replace("en-GB-Emma", "WOMAN") + "," + HANG_UP);

    SimulatedCall call = world.annaCalls();

    assertThat(call.complaints()).containsExactly("the account has no such voiceProfile");
    assertThat(summary(call)).containsEntry("errorDetails.errorCode", "-2005");
  }

  @Test
  void thereIsNobodyToAsk() {
    world.close();
    world = new PretendEight();
    var unregistered =
        new EightCarrier(EightSettings.of("acme_masking", "api-key-of-acme").build());
    try (unregistered) {
      world.network.routes("+6598765434").through(unregistered);

      SimulatedCall call = world.anna.dials("+6598765434");

      assertThat(call.status()).isEqualTo(CallStatus.FAILED);
      assertThat(call.complaints()).contains("no webhook of type VCA is registered");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                          | an action without a name
          {"action":"dial","params":{}}               | no such action
          {"action":"say"}                            | say needs params
          {"action":"say","params":{"text":"a"}}      | say needs voiceProfile
          {"action":"say","params":{"text":1}}        | say text has a wrong value
          {"action":"makeCall","params":{}}           | makeCall needs source
          {"action":"playFile","params":{"fileUrl":"ftp://a.example/b.mp3"}} | playFile fileUrl is no http(s) URL of a .wav or .mp3
          {"action":"playFile","params":{"fileUrl":"https://a.example/b.mp3","repetition":4}} | playFile repetition has a wrong value
          {"action":"hangup"},{"action":"hangup"}     | an action after makeCall or hangup
          {"action":"sayAndCapture","params":{}}      | the account does not accept sayAndCapture
          {"action":"makeCall","params":{"source":"6598765432","destination":"+6587654321"}} | makeCall source is not +E.164
          {"action":"makeCall","params":{"source":"+6598765432","destination":"87654321"}} | makeCall destination is not +E.164
          {"action":"makeCall","params":{"source":"+6598765432","destination":"+6587654321","callRecording":"yes"}} | makeCall callRecording has a wrong value
          """)
  void aCallflowIsInvalid(String actions, String why) {
    world.answers(actions);

    SimulatedCall call = world.annaCalls();

    assertThat(call.complaints()).containsExactly("the callflow is invalid: " + why);
    assertThat(summary(call)).containsEntry("errorDetails.errorCode", "-2003");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "minDigits":4                            | sayAndCapture minDigits needs maxDigits
          "digitTimeout":4                         | sayAndCapture digitTimeout needs overallTimeout
          "digitTimeout":4,"overallTimeout":4      | sayAndCapture overallTimeout must exceed digitTimeout
          "completeOnHash":false                   | sayAndCapture needs maxDigits when # does not complete it
          "maxDigits":26                           | sayAndCapture maxDigits has a wrong value
          "speed":3                                | sayAndCapture speed has a wrong value
          """)
  void aCaptureIsInvalid(String params, String why) {
    with(EightVariant.SAY_AND_CAPTURE);
    world.answers(
        """
        {"action":"sayAndCapture",
         "params":{"promptMessage":"Your code?","voiceProfile":"en-GB-Emma",%s}}"""
            .formatted(params));

    assertThat(world.annaCalls().complaints()).contains("the callflow is invalid: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"callflow":[]}    | no action
          {}                 | no action
          []                 | not a JSON object
          {"callflow":[1]}   | an action without a name
          {"a":1,"a":2}      | not JSON
          {} {}              | not JSON
          """)
  void anAnswerIsNoCallflow(String body, String why) {
    world.server.answers("/vca", Answer.of(200, "application/json", body));

    assertThat(world.annaCalls().complaints()).containsExactly("the callflow is invalid: " + why);
  }

  @Test
  void anAccountMayWantNumbersWithoutPlus() {
    with(EightVariant.NO_PLUS_SIGN);
    world.answers(makeCall(V1, BEN), makeCall(V1.substring(1), BEN.substring(1)));

    assertThat(world.annaCalls().complaints())
        .containsExactly("the callflow is invalid: makeCall source is not E.164 without plus");
    assertThat(world.annaCalls().wasConnectedTo(BEN)).isTrue();
  }
}
