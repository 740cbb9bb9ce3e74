package io.bauta.simulator.vobiz;

import static io.bauta.simulator.vobiz.PretendVobiz.AGENT;
import static io.bauta.simulator.vobiz.PretendVobiz.CUSTOMER;
import static io.bauta.simulator.vobiz.PretendVobiz.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.FakeServer.Received;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VobizEventOrderTest {

  private static final String RECORD =
      "<Record recordSession=\"true\" maxLength=\"%s\" action=\"/recording\""
          + " callbackUrl=\"/recording\"/>";

  private final PretendVobiz world = new PretendVobiz();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whenTheCallerHangsUpTheHangupComesBeforeTheResult() {
    world.bridges();

    world.agentCalls().isHungUpBy(AGENT).after(seconds(5));

    assertThat(world.server.events())
        .containsExactly(
            "StartApp", "DialAnswer", "DialConnected", "DialHangup", "Hangup", "DialAction");
    assertThat(world.server.only("DialAction").fields()).containsEntry("CallStatus", "completed");
  }

  @Test
  void whenTheDestinationHangsUpTheResultComesFirst() {
    world.bridges();

    world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(5));

    assertThat(world.server.events())
        .containsExactly(
            "StartApp", "DialAnswer", "DialConnected", "DialHangup", "DialAction", "Hangup");
    assertThat(world.server.only("DialAction").fields())
        .containsEntry("CallStatus", "in-progress")
        .containsEntry("DialStatus", "completed");
  }

  @Test
  void aCallThatIsNotAnsweredHasNoAnswerEvents() {
    world.customer.doesNotAnswer();
    world.bridges();

    world.agentCalls();

    assertThat(world.server.events())
        .containsExactly("StartApp", "DialHangup", "DialAction", "Hangup");
  }

  @Test
  void theRecordingStopsLast() {
    recordAndBridge("3600");

    world.agentCalls().isHungUpBy(AGENT).after(seconds(69));

    assertThat(world.server.events())
        .containsExactly(
            "StartApp",
            "Record",
            "DialAnswer",
            "DialConnected",
            "DialHangup",
            "Hangup",
            "DialAction",
            "RecordStop");
    assertThat(world.server.only("RecordStop").fields())
        .containsEntry("RecordingDuration", "69")
        .containsEntry("RecordingEndReason", "HungUp");
  }

  @Test
  void aRecordingIsCutAtItsLongest() {
    recordAndBridge("60");

    world.agentCalls().isHungUpBy(AGENT).after(seconds(69));

    assertThat(world.server.only("RecordStop").fields())
        .containsEntry("RecordingDuration", "60")
        .containsEntry("RecordingEndReason", "maxLength");
  }

  @Test
  void aCallThatIsNotAnsweredHasNoRecording() {
    world.customer.isBusy();
    recordAndBridge("60");

    world.agentCalls();

    assertThat(world.server.events()).doesNotContain("RecordStop");
  }

  @Test
  void aWebhookMayArriveTwiceByteForByteTheSame() {
    world.vobiz.suffers(Faults.none().deliveringTwice("Hangup"));
    world.bridges();

    SimulatedCall call = world.agentCalls().talksFor(seconds(5));

    assertThat(call.exchanges("Hangup")).hasSize(2);
    assertThat(world.server.received().stream().filter(request -> request.event().equals("Hangup")))
        .hasSize(2)
        .extracting(Received::body, request -> request.header(VobizSigner.V3))
        .containsOnly(
            org.assertj.core.groups.Tuple.tuple(
                call.exchanges("Hangup").getFirst().webhook().body(),
                call.exchanges("Hangup").getFirst().webhook().headers().get(VobizSigner.V3)));
  }

  @Test
  void aWebhookMayArriveThreeTimesAtOnceAndTheCallGoesOnOnce() {
    world.vobiz.suffers(Faults.none().deliveringConcurrently("StartApp", 3));
    world.bridges();

    SimulatedCall call = world.agentCalls();

    assertThat(call.exchanges("StartApp")).hasSize(3);
    assertThat(world.customer.rang()).isOne();
  }

  @Test
  void theHangupMayComeBeforeTheResultWhoeverHungUp() {
    world.vobiz.suffers(Faults.none().hangupBeforeDialResult());
    world.bridges();

    world.agentCalls().isHungUpBy(CUSTOMER).after(seconds(5));

    assertThat(world.server.events()).endsWith("DialHangup", "Hangup", "DialAction");
  }

  @Test
  void aWebhookMayBeLost() {
    world.vobiz.suffers(Faults.none().dropping("DialHangup"));
    world.bridges();

    SimulatedCall call = world.agentCalls().talksFor(seconds(5));

    assertThat(world.server.events()).doesNotContain("DialHangup");
    assertThat(call.exchanges("DialHangup").getFirst().reply().brief())
        .isEqualTo("lost on the way");
  }

  @Test
  void afterAServerErrorAWebhookIsTriedThreeTimes() {
    world.vobiz.suffers(Faults.none().retryingFailures());
    world.server.answers("/answer", Answer.of(500, "text/plain", "no"));

    SimulatedCall call = world.agentCalls();

    assertThat(call.exchanges("StartApp")).hasSize(3);
    assertThat(call.cause()).startsWith("7011");
  }

  @Test
  void aRetryThatSucceedsSavesTheCall() {
    world.vobiz.suffers(Faults.none().retryingFailures());
    world.server.answers(
        "/answer",
        Answer.of(503, "text/plain", "no"),
        Answer.xml("<Response>" + world.dial(CUSTOMER) + "</Response>"));

    assertThat(world.agentCalls().wasConnectedTo(CUSTOMER)).isTrue();
  }

  @Test
  void aRefusedWebhookIsNotTriedAgain() {
    world.vobiz.suffers(Faults.none().retryingFailures());
    world.server.answers("/answer", Answer.of(403, "text/plain", "no"));

    assertThat(world.agentCalls().exchanges("StartApp")).hasSize(1);
  }

  @Test
  void anEventThatTheServerDoesNotTakeIsComplainedAbout() {
    world.bridges();
    world.server.answers("/hangup", Answer.of(500, "text/plain", "no"));

    assertThat(world.agentCalls().talksFor(seconds(5)).complaints())
        .containsExactly("Hangup was answered 500");
  }

  private void recordAndBridge(String maxLength) {
    world.server.answers(
        "/answer",
        "<Response>%s%s</Response>".formatted(RECORD.formatted(maxLength), world.dial(CUSTOMER)));
    world.server.answers("/result", "<Response><Hangup/></Response>");
  }
}
