package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.AGENT;
import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.M1;
import static io.bauta.simulator.vobiz.PretendVobiz.M2;
import static io.bauta.simulator.vobiz.PretendVobiz.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.FakeServer.Received;
import io.bauta.simulator.Phone;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.WebhookSender;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VobizCallOutcomeTest {

  private PretendVobiz world = new PretendVobiz();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMaskedCallConnectsAndIsHungUp() {
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();

    call.isHungUpBy(AGENT).after(seconds(69));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.talkTime()).isEqualTo(seconds(69));
    assertThat(call.complaints()).isEmpty();
    assertThat(hangup())
        .returns("Caller", HangupFields::source)
        .returns("4000", HangupFields::code)
        .returns("73", HangupFields::duration)
        .returns("120", HangupFields::billed);
  }

  @Test
  void aDestinationMayHangUp() {
    world.bridges();

    world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(11));

    assertThat(dialHangup("DialBLegHangupSource")).isEqualTo("Callee");
    assertThat(dialHangup("DialBLegBillDuration")).isEqualTo("60");
    assertThat(hangup())
        .returns("Answer XML", HangupFields::source)
        .returns("4000", HangupFields::code);
  }

  @Test
  void aCallEndsAtTheEndOfTheXml() {
    world.bridges();
    world.server.answers("/result", "<Response/>");

    world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(11));

    assertThat(hangup())
        .returns("Callee", HangupFields::source)
        .returns("4010", HangupFields::code);
  }

  @Test
  void aNumberThatDoesNotExistFailsTheCall() {
    world.customer.isUnallocated();
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.cause()).isEqualTo("2000 Invalid Destination Address");
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void theTalkLimitEndsTheCall() {
    world.bridges();

    SimulatedCall call = world.agentCalls().talksFor(Duration.ofHours(2));

    assertThat(call.talkTime()).isEqualTo(seconds(1800));
    assertThat(dialHangup("DialBLegHangupCauseCode")).isEqualTo("6000");
    assertThat(dialHangup("DialBLegHangupSource")).isEqualTo("Vobiz");
  }

  @Test
  void aBusyDestinationIsToldAsBusy() {
    world.customer.isBusy();
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(world.customer.rang()).isZero();
    assertThat(dialHangup("DialBLegHangupCause")).isEqualTo("USER_BUSY");
    assertThat(dialHangup("DialBLegHangupCauseCode")).isEqualTo("3010");
    assertThat(dialHangup("DialBLegDuration")).isEqualTo("0");
    assertThat(result("DialStatus")).isEqualTo("busy");
    assertThat(result("DialBLegUUID")).isEmpty();
  }

  @Test
  void nobodyAnswersWithinTheRingTimeout() {
    world.customer.doesNotAnswer();
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.NO_ANSWER);
    assertThat(call.cause()).isEqualTo("6010 Ring Timeout Reached");
    assertThat(dialHangup("DialBLegHangupCause")).isEqualTo("NO_ANSWER");
    assertThat(dialHangup("AnswerTime")).isEmpty();
    assertThat(result("DialStatus")).isEqualTo("no-answer");
    assertThat(hangup()).returns("30", HangupFields::duration);
  }

  @Test
  void aDestinationMayDecline() {
    world.customer.rejects();
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.REJECTED);
    assertThat(world.customer.rang()).isOne();
    assertThat(dialHangup("DialBLegHangupCauseCode")).isEqualTo("3020");
    assertThat(result("DialHangupCause")).isEqualTo("CALL_REJECTED");
  }

  @Test
  void aCallerMayGiveUpWhileItRings() {
    world.agent.hangsUpWhileRinging(seconds(2));
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(result("DialStatus")).isEqualTo("cancel");
    assertThat(hangup())
        .returns("1000", HangupFields::code)
        .returns("Caller", HangupFields::source)
        .returns("0", HangupFields::billed);
  }

  @Test
  void aSpokenRefusalIsHeardAndPaidFor() {
    world.server.answers("/answer", PretendVobiz.REJECTION);

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(call.destination()).isEmpty();
    assertThat(world.agent.heard()).containsExactly("This number is not in use.");
    assertThat(hangup()).returns("4000", HangupFields::code).returns("60", HangupFields::billed);
  }

  @Test
  void aSilentRefusalIsFree() {
    world.server.answers("/answer", "<Response><Hangup reason=\"rejected\"/></Response>");

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasRefused()).isTrue();
    assertThat(hangup()).returns("3020", HangupFields::code).returns("0", HangupFields::billed);
  }

  @Test
  void aRefusalMaySoundBusy() {
    world.server.answers("/answer", "<Response><Hangup reason=\"busy\"/></Response>");

    assertThat(world.agentCalls().wasRefused()).isTrue();
    assertThat(hangup()).returns("3010", HangupFields::code);
  }

  @Test
  void whatFollowsADialIsSaidWhenNobodyWasReached() {
    world.customer.isBusy();
    world.server.answers(
        "/answer",
        """
        <Response><Dial callerId="%s" callerName="%s"><Number>%s</Number></Dial>
        <Speak>Not reachable.</Speak><Hangup/></Response>"""
            .formatted(M2, M2, CUSTOMER));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.BUSY);
    assertThat(world.agent.heard()).containsExactly("Not reachable.");
  }

  @Test
  void whatFollowsADialIsLeftOutAfterATalk() {
    world.server.answers(
        "/answer",
        """
        <Response><Dial callerId="%s" callerName="%s">%s</Dial><Speak>Not reachable.</Speak>\
        </Response>"""
            .formatted(M2, M2, CUSTOMER));

    world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(5));

    assertThat(world.agent.heard()).isEmpty();
  }

  @Test
  void theReplyToTheResultGoesOnWithTheCall() {
    world.customer.isBusy();
    world.bridges("<Speak>Never said.</Speak>");
    world.server.answers("/result", "<Response><Speak>Busy.</Speak><Hangup/></Response>");

    world.agentCalls();

    assertThat(world.agent.heard()).containsExactly("Busy.");
  }

  @Test
  void aPersonWhoWouldBeConnectedToHimselfIsALoop() {
    world.server.answers("/answer", "<Response>" + world.dial(AGENT) + "</Response>");

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(dialHangup("DialBLegHangupCauseCode")).isEqualTo("2060");
    assertThat(world.agent.rang()).isZero();
  }

  @Test
  void aProxyNumberAsDestinationIsReported() {
    world.server.answers("/answer", "<Response>" + world.dial(M1) + "</Response>");

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints()).containsExactly("the destination is the proxy number " + M1);
  }

  @Test
  void aCallerIdThatIsNotTheAccountsIsNotDialled() {
    world.server.answers(
        "/answer",
        """
        <Response><Dial callerId="+919000000099" callerName="Bauta">%s</Dial></Response>"""
            .formatted(CUSTOMER));

    SimulatedCall call = world.agentCalls();

    assertThat(call.cause()).isEqualTo("3030 Unknown Caller ID");
    assertThat(world.customer.rang()).isZero();
  }

  @Test
  void anErrorStatusFailsTheCall() {
    world.server.answers("/answer", Answer.of(503, "text/plain", "no"));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(hangup()).returns("7011", HangupFields::code);
  }

  @Test
  void anotherContentTypeFailsTheCall() {
    world.server.answers("/answer", Answer.of(200, "text/html", "<Response/>"));

    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.FAILED);
    assertThat(hangup()).returns("8011", HangupFields::code);
  }

  @Test
  void anInvalidReplyToTheResultIsFatal() {
    world.bridges();
    world.server.answers("/result", Answer.of(200, "application/xml", "<Response>"));

    SimulatedCall call = world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(5));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.complaints()).containsExactly("8012 Invalid Action XML");
    assertThat(hangup()).returns("8012", HangupFields::code);
  }

  @Test
  void anEmptyResponseLeavesTheCallerInSilence() {
    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.complaints())
        .containsExactly("the answer has no instruction: the call stays up in silence");
    assertThat(hangup()).returns("Caller", HangupFields::source);
  }

  @Test
  void redirectsInACircleAreEnded() {
    world.server.answers(
        "/answer", "<Response><Redirect>%s</Redirect></Response>".formatted(url("/answer")));

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.FAILED);
    assertThat(call.exchanges()).hasSize(VobizCall.DOCUMENTS_MAX + 2);
  }

  @Test
  void severalNumbersRingTogetherAndTheFirstToAnswerWins() {
    var second = world.network.phone("+918888800003").answersAfter(seconds(2));
    world.server.answers(
        "/answer",
        """
        <Response><Dial callerId="%s" callerName="%s" callbackUrl="%s">
        <Number>%s</Number><Number>+918888800003</Number></Dial></Response>"""
            .formatted(M2, M2, url("/dial"), CUSTOMER));

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasConnectedTo(second.number())).isTrue();
    assertThat(world.customer.rang()).isOne();
    assertThat(dialHangup("DialBLegHangupCauseCode")).isEqualTo("9000");
    assertThat(call.talksFor(seconds(5)).status()).isEqualTo(CallStatus.COMPLETED);
  }

  @Test
  void aCallerKeysInAPin() {
    world.agent.keysIn("1111#", "4821");
    world.server.answers("/answer", ask());
    world.server.answers(
        "/digits",
        Answer.xml(ask()),
        Answer.xml("<Response>" + world.dial(CUSTOMER) + "</Response>"));

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(call.exchanges("Gather"))
        .extracting(exchange -> exchange.webhook().fields().get("Digits"))
        .containsExactly("1111", "4821");
    assertThat(world.agent.heard()).containsExactly("Your code?", "Your code?");
    assertThat(call.complaints()).isEmpty();
  }

  private String ask() {
    return ("<Response><Gather action=\"%s\" inputType=\"dtmf\" numDigits=\"4\" log=\"false\">"
            + "<Speak>Your code?</Speak></Gather><Redirect>%s</Redirect></Response>")
        .formatted(url("/digits"), url("/nothing"));
  }

  @Test
  void whoKeysInNothingComesToTheNextElement() {
    world.server.answers("/answer", ask());
    world.server.answers("/nothing", "<Response><Speak>Nothing.</Speak><Hangup/></Response>");

    SimulatedCall call = world.agentCalls();

    assertThat(call.exchanges("Gather")).isEmpty();
    assertThat(call.exchanges("Redirect")).hasSize(1);
    assertThat(world.agent.heard()).containsExactly("Your code?", "Nothing.");
  }

  @Test
  void orTheActionIsAskedWithEmptyDigits() {
    world.close();
    world = new PretendVobiz(VobizSettings.Builder::tellsEmptyDigits);
    world.server.answers("/answer", ask());
    world.server.answers("/digits", "<Response><Speak>Empty.</Speak><Hangup/></Response>");

    SimulatedCall call = world.agentCalls();

    assertThat(call.exchanges("Gather").getFirst().webhook().fields()).containsEntry("Digits", "");
    assertThat(world.agent.heard()).containsExactly("Your code?", "Empty.");
  }

  @Test
  void aCallerHangsUpInsteadOfKeyingIn() {
    world.agent.hangsUpWhenAskedForDigits();
    world.server.answers("/answer", ask());

    SimulatedCall call = world.agentCalls();

    assertThat(call.status()).isEqualTo(CallStatus.CANCELLED);
    assertThat(call.complaints()).isEmpty();
    assertThat(hangup()).returns("Caller", HangupFields::source);
  }

  @Test
  void aPinIsNotPrinted() {
    world.agent.keysIn("4711");
    world.server.answers("/answer", ask());
    world.server.answers("/digits", "<Response><Hangup/></Response>");

    assertThat(world.agentCalls().steps().toString()).doesNotContain("4711");
  }

  @Test
  void aReplyOfManyMegabytesFailsTheCall() {
    world.server.answers(
        "/answer",
        Answer.of(200, "application/xml", " ".repeat(8 * WebhookSender.REPLY_BYTES_MAX)));

    assertThat(world.agentCalls().cause()).startsWith("7011");
  }

  @Test
  void callsRunAtTheSameTime() throws Exception {
    world.bridges();
    List<Callable<SimulatedCall>> calls =
        Collections.nCopies(32, () -> world.agentCalls().talksFor(seconds(5)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(calls))
          .extracting(Future::resultNow)
          .extracting(SimulatedCall::carrierCallId)
          .doesNotHaveDuplicates();
    }
    assertThat(world.customer.rang()).isEqualTo(32);
  }

  @Test
  void phonesOfWhichNothingIsKnownDoAsTheNetworkSays() {
    world.network.newPhones(Phone::isBusy);
    world.server.answers("/answer", "<Response>" + world.dial("+918888800007") + "</Response>");

    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.BUSY);
  }

  @Test
  void onlyAConnectedCallCanBeHungUp() {
    world.server.answers("/answer", PretendVobiz.REJECTION);
    SimulatedCall call = world.agentCalls();

    assertThatThrownBy(() -> call.isHungUpBy(AGENT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyWhoIsInACallCanHangItUp() {
    world.bridges();
    SimulatedCall call = world.agentCalls();

    assertThatThrownBy(() -> call.isHungUpBy("+918888800009"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNumberThatNoCarrierServesCannotBeDialled() {
    assertThatThrownBy(() -> world.agent.dials("+919000000077"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("+91••••••0077");
  }

  private String url(String path) {
    return world.server.url(path).toString();
  }

  private String dialHangup(String field) {
    return world.server.only("DialHangup").fields().get(field);
  }

  private String result(String field) {
    return world.server.only("DialAction").fields().get(field);
  }

  private HangupFields hangup() {
    return new HangupFields(world.server.only("Hangup"));
  }

  /** The fields of a hangup that say how it ended. */
  private record HangupFields(Received request) {
    String source() {
      return request.fields().get("HangupSource");
    }

    String code() {
      return request.fields().get("HangupCauseCode");
    }

    String duration() {
      return request.fields().get("Duration");
    }

    String billed() {
      return request.fields().get("BillDuration");
    }
  }
}
