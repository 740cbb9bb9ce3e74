package io.bauta.simulator.alohaa;

import static io.bauta.simulator.alohaa.PretendAlohaa.AGENT;
import static io.bauta.simulator.alohaa.PretendAlohaa.CUSTOMER;
import static io.bauta.simulator.alohaa.PretendAlohaa.DID;
import static io.bauta.simulator.alohaa.PretendAlohaa.details;
import static io.bauta.simulator.alohaa.PretendAlohaa.json;
import static io.bauta.simulator.alohaa.PretendAlohaa.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallDiagram;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.FakeServer.Received;
import io.bauta.simulator.Faults;
import io.bauta.simulator.SimulatedCall;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlohaaCallTest {

  private PretendAlohaa world = new PretendAlohaa();

  @AfterEach
  void close() {
    world.close();
  }

  private void with(AlohaaVariant... variants) {
    with(settings -> settings.with(variants));
  }

  private void with(UnaryOperator<AlohaaSettings.Builder> change) {
    world.close();
    world = new PretendAlohaa(change);
  }

  @Test
  void aCallIsForwardedShowingTheDialledNumber() {
    world.forwards();

    SimulatedCall call = world.agentCalls();

    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(world.customer.lastScreen().number()).isEqualTo(DID);

    call.isHungUpBy(AGENT).after(seconds(69));

    assertThat(call.status()).isEqualTo(CallStatus.COMPLETED);
    assertThat(call.complaints()).isEmpty();
    assertThat(details(call))
        .containsEntry("organisation_id", "5f0c7a52-3a8e-4b57-9d0e-0123456789ab")
        .containsEntry("caller_number", "8888800001")
        .containsEntry("receiver_number", "8888800002")
        .containsEntry("did_number", "919000000001")
        .containsEntry("received_at", "2025-01-08T06:07:34.005Z")
        .containsEntry("ended_at", "2025-01-08T06:08:47.005Z")
        .containsEntry("call_id", call.carrierCallId())
        .containsEntry("call_status", "answered")
        .containsEntry("call_duration", "00:01:09")
        .containsEntry("call_recording_url", "null");
    assertThat(call.carrierCallId()).matches("[0-9a-f]{24}");
  }

  @Test
  void theReceiverIsAskedForByJson() {
    world.forwards();

    world.agentCalls();

    Received asked = world.server.received().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.body())
        .matches(
            "\\{\"caller_number\":\"8888800001\",\"did\":\"919000000001\","
                + "\"call_id\":\"[0-9a-f]{24}\"}");
  }

  @Test
  void theReceiverIsAskedForByForm() {
    with(settings -> settings.asks(RequestStyle.FORM));
    world.forwards();

    world.agentCalls();

    Received asked = world.server.received().getFirst();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(asked.fields())
        .containsEntry("caller_number", "8888800001")
        .containsEntry("did", "919000000001");
  }

  @Test
  void theReceiverIsAskedForByGet() {
    with(settings -> settings.asks(RequestStyle.GET));
    world.forwards();

    world.agentCalls();

    Received asked = world.server.received().getFirst();
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.body()).isEmpty();
    assertThat(asked.fields()).containsKeys("caller_number", "did", "call_id");
  }

  @Test
  void theOlderDetailsHaveOtherNames() {
    with(settings -> settings.tells(Generation.OLDER).statusWords("Answered", "Not Answered"));
    world.forwards();

    SimulatedCall call = world.agentCalls().talksFor(seconds(69));

    assertThat(details(call))
        .containsEntry("did", "919000000001")
        .containsEntry("answered_at", "2025-01-08T06:07:38.005Z")
        .containsEntry("call_status", "Answered")
        .doesNotContainKeys("did_number", "received_at", "organisation_id", "call_recording_url");
    assertThat(call.carrierCallId()).hasSize(36);

    world.customer.doesNotAnswer();
    assertThat(details(world.agentCalls()))
        .containsEntry("call_status", "Not Answered")
        .doesNotContainKey("answered_at");
  }

  @Test
  void callsThatAreNotAnsweredAreToldAlike() {
    world.forwards();
    world.customer.isBusy();
    assertNotAnswered(world.agentCalls(), CallStatus.BUSY);
    world.customer.rejects();
    assertNotAnswered(world.agentCalls(), CallStatus.REJECTED);
    world.customer.doesNotAnswer();
    assertNotAnswered(world.agentCalls(), CallStatus.NO_ANSWER);
    world.agent.hangsUpWhileRinging(seconds(2));
    assertNotAnswered(world.agentCalls(), CallStatus.CANCELLED);
  }

  private static void assertNotAnswered(SimulatedCall call, CallStatus status) {
    assertThat(call.status()).isEqualTo(status);
    assertThat(details(call))
        .containsEntry("call_status", "notanswered")
        .containsEntry("call_duration", "00:00:00")
        .containsEntry("receiver_number", "8888800002");
  }

  @Test
  void theTimeoutMayLimitTheRinging() {
    world.customer.answersAfter(seconds(25));
    world.forwards("8888800002", 20);
    assertThat(world.agentCalls().status()).isEqualTo(CallStatus.NO_ANSWER);

    world.customer.answersAfter(seconds(4));
    assertThat(world.agentCalls().talksFor(seconds(600)).talkTime()).isEqualTo(seconds(600));
  }

  @Test
  void theTimeoutMayLimitTheWholeCall() {
    with(settings -> settings.callTimeoutLimits(TimeoutMeaning.WHOLE_CALL));
    world.forwards("8888800002", 20);

    assertThat(world.agentCalls().talksFor(seconds(600)).talkTime()).isEqualTo(seconds(16));
    assertThat(world.agentCalls().talksFor(seconds(10)).talkTime()).isEqualTo(seconds(10));
  }

  @Test
  void noTimeoutLeavesTheCarriersOwn() {
    with(settings -> settings.callTimeoutLimits(TimeoutMeaning.WHOLE_CALL));
    world.forwards("8888800002", 0);
    assertThat(world.agentCalls().talksFor(seconds(9000)).talkTime()).isEqualTo(seconds(9000));

    world.customer.doesNotAnswer();
    assertThat(details(world.agentCalls())).containsEntry("call_status", "notanswered");
  }

  @Test
  void anEmptyNumberRefuses() {
    world.forwards("", 0);
    assertRefused(world.agentCalls());
  }

  @Test
  void anErrorStatusRefuses() {
    String envelope = "{\"success\":false,\"error\":{\"code\":4,\"reason\":\"no session\"}}";
    world.server.answers("/receiver", json(404, envelope), json(403, envelope));
    assertRefused(world.agentCalls());
    assertRefused(world.agentCalls());
  }

  @Test
  void anAnnouncingNumberRefuses() {
    world.forwards("9000000009", 0);
    assertRefused(world.agentCalls());
    assertThat(world.agent.heard()).hasSize(1);
  }

  private static void assertRefused(SimulatedCall call) {
    assertThat(call.wasRefused()).isTrue();
    assertThat(call.complaints()).isEmpty();
    assertThat(details(call))
        .containsEntry("call_status", "notanswered")
        .containsEntry("receiver_number", "");
  }

  @Test
  void aRefusalMayGoUntold() {
    with(AlohaaVariant.SILENT_ON_REFUSALS);
    world.forwards("", 0);

    assertThat(world.agentCalls().exchanges()).hasSize(1);
  }

  @Test
  void theDetailsHaveManySpellings() {
    with(
        AlohaaVariant.OTHER_CALL_ID,
        AlohaaVariant.DURATION_IN_SECONDS,
        AlohaaVariant.TRAILING_COMMA,
        AlohaaVariant.RECORDING,
        AlohaaVariant.HANGUP_CAUSE);
    world.forwards();

    SimulatedCall call = world.agentCalls().isHungUpBy(AGENT).after(seconds(69));

    assertThat(details(call))
        .containsEntry("call_duration", "69")
        .containsEntry("hangup_cause", "initiator_disconnected")
        .containsEntry("total_ring_duration", "4")
        .hasEntrySatisfying("call_id", id -> assertThat(id).isNotEqualTo(call.carrierCallId()))
        .hasEntrySatisfying(
            "call_recording_url",
            url -> assertThat(url).endsWith("/8888800001_8888800002_20250108-113734.wav"));
    assertThat(world.server.received().getLast().body()).endsWith(",}");
  }

  @Test
  void aQuestionMayComeWithoutCallId() {
    with(AlohaaVariant.NO_CALL_ID);
    world.forwards();

    assertThat(world.agentCalls().exchanges(AlohaaCarrier.ASKS).getFirst().webhook().fields())
        .containsOnlyKeys("caller_number", "did");
  }

  @Test
  void webhooksMayCarryAHeader() {
    with(settings -> settings.header("x-bauta-key", "secret"));
    world.forwards("", 0);

    world.agentCalls();
    assertThat(world.server.received())
        .extracting(request -> request.header("x-bauta-key"))
        .containsExactly("secret", "secret");

    world.alohaa.leavesOutHeader();
    world.agentCalls();
    assertThat(world.server.received().getLast().header("x-bauta-key")).isEmpty();
  }

  @Test
  void callersFromAbroadOrWithoutANumber() {
    world.forwards("", 0);

    SimulatedCall abroad = world.network.phone("+14155550111").dials(DID);
    assertThat(details(abroad)).containsEntry("caller_number", "14155550111");

    world.agent.withholdsItsNumber();
    assertThat(details(world.agentCalls())).containsEntry("caller_number", "");
  }

  @Test
  void webhooksAreRepeatedLostAndRetried() {
    world.forwards();
    world.alohaa.suffers(Faults.none().deliveringTwice(Faults.EVERY_EVENT));
    assertThat(world.agentCalls().talksFor(seconds(3)).exchanges()).hasSize(4);

    world.alohaa.suffers(Faults.none().dropping(AlohaaCarrier.TELLS));
    SimulatedCall untold = world.agentCalls().talksFor(seconds(3));
    assertThat(untold.exchanges(AlohaaCarrier.TELLS).getFirst().status()).isZero();
    assertThat(untold.complaints()).isEmpty();

    with(AlohaaVariant.RETRIES);
    world.server.answers("/details", Answer.of(503, "", ""), json(200, "{}"));
    world.forwards("", 0);
    assertThat(world.agentCalls().exchanges(AlohaaCarrier.TELLS)).hasSize(2);
  }

  @Test
  void aCallIsDrawnWithoutRealNumbers() {
    world.forwards();

    String drawn = CallDiagram.of(world.agentCalls().talksFor(seconds(60))).draw();

    assertThat(drawn).contains("Call +91••••••0002", "CallDetails ✓ 200", "saw " + DID);
    assertThat(drawn).doesNotContain("8888800001", "8888800002");
  }
}
