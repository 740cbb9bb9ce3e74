package io.bauta.simulator.telnyx;

import static io.bauta.simulator.telnyx.PretendTelnyx.AGENT;
import static io.bauta.simulator.telnyx.PretendTelnyx.CUSTOMER;
import static io.bauta.simulator.telnyx.PretendTelnyx.M1;
import static io.bauta.simulator.telnyx.PretendTelnyx.M2;
import static io.bauta.simulator.telnyx.PretendTelnyx.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.telnyx.TelnyxClient.Event;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxWebhookTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1780000000));

  @Test
  void theFirstEventHasTheFieldsOfTheSchema() {
    Event first = firstEvent(settings -> settings);

    assertThat(first.type()).isEqualTo("call.initiated");
    assertThat(first.data().path("record_type").asString()).isEqualTo("event");
    assertThat(first.data().path("occurred_at").asString())
        .isEqualTo("2026-05-28T20:26:40.000000Z");
    assertThat(first.text("call_control_id")).startsWith("v3:");
    assertThat(first.text("connection_id")).isEqualTo("1684641123236054244");
    assertThat(first.text("direction")).isEqualTo("incoming");
    assertThat(first.text("state")).isEqualTo("parked");
    assertThat(first.text("from")).isEqualTo(AGENT);
    assertThat(first.text("to")).isEqualTo(M1);
    assertThat(first.payload().path("client_state").isNull()).isTrue();
    assertThat(first.text("caller_id_name")).isEqualTo(AGENT);
    assertThat(first.text("from_sip_uri")).contains(AGENT);
    assertThat(first.meta().path("attempt").asInt()).isEqualTo(1);
    assertThat(first.meta().path("delivered_to").asString()).endsWith("/telnyx/voice");
  }

  @Test
  void fieldsThatOnlyTrafficShowsCanBeLeftOut() {
    Event first = firstEvent(TelnyxSettings.Builder::withoutObservedFields);

    assertThat(first.payload().has("from_sip_uri")).isFalse();
    assertThat(first.payload().has("calling_party_type")).isFalse();
  }

  @Test
  void aWebhookIsSignedOverTimeAndBody() {
    Event first = firstEvent(settings -> settings.clock(CLOCK));

    assertThat(first.headers())
        .containsEntry("telnyx-timestamp", "1780000000")
        .containsEntry("user-agent", "telnyx-webhooks")
        .containsEntry("content-type", "application/json");
    assertThat(first.headers().get("telnyx-signature-ed25519")).isEqualTo(genuine(first));
  }

  @Test
  void theTwoLegsShareNothingButTheSession() {
    try (var world = new PretendTelnyx().masks()) {
      SimulatedCall call = world.agentCalls();

      Event callerLeg = world.server.events("call.initiated").getFirst();
      Event otherLeg = world.server.events("call.initiated").getLast();
      assertThat(otherLeg.text("call_session_id"))
          .isEqualTo(callerLeg.text("call_session_id"))
          .isEqualTo(call.carrierCallId());
      assertThat(otherLeg.text("call_leg_id")).isNotEqualTo(callerLeg.text("call_leg_id"));
      assertThat(otherLeg.text("call_control_id")).isNotEqualTo(callerLeg.text("call_control_id"));
      assertThat(otherLeg.text("direction")).isEqualTo("outgoing");
      assertThat(otherLeg.text("state")).isEqualTo("bridging");
      assertThat(otherLeg.text("from")).isEqualTo(M2);
      assertThat(otherLeg.text("to")).isEqualTo(CUSTOMER);
    }
  }

  @Test
  void eachLegReturnsItsOwnClientState() {
    try (var world = new PretendTelnyx().masks()) {
      world.agentCalls().talksFor(seconds(5));

      assertThat(world.server.events("call.answered"))
          .extracting(event -> event.text("client_state"))
          .containsExactly(MaskingClient.state("a"), MaskingClient.state("b"));
      assertThat(world.server.events("call.bridged"))
          .extracting(event -> event.text("client_state"))
          .containsExactly(MaskingClient.state("a2"), MaskingClient.state("b"));
      assertThat(world.server.events("call.hangup"))
          .extracting(event -> event.text("client_state"))
          .containsExactly(MaskingClient.state("a2"), MaskingClient.state("b"));
    }
  }

  @Test
  void aCommandCanSendTheEventsElsewhere() {
    try (var world = new PretendTelnyx()) {
      String there = world.server.url("/there").toString();
      world.masks(PretendTelnyx.transferWith("webhook_url", there)).agentCalls();

      assertThat(world.server.events())
          .extracting(Event::path)
          .startsWith("/telnyx/voice", "/telnyx/voice", "/there")
          .endsWith("/there");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void someFailuresAreTriedAgain(int status) {
    try (var world = new PretendTelnyx().masks()) {
      world.server.answers("call.initiated", status);

      SimulatedCall call = world.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
      assertThat(call.complaints()).isEmpty();
      Event second = world.server.events("call.initiated").get(1);
      assertThat(second.id()).isEqualTo(world.server.events().getFirst().id());
      assertThat(second.meta().path("attempt").asInt()).isEqualTo(2);
      assertThat(second.headers().get("telnyx-signature-ed25519")).isEqualTo(genuine(second));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 301})
  void otherFailuresLoseTheEvent(int status) {
    try (var world = new PretendTelnyx().masks()) {
      world.server.answers("call.initiated", status);

      SimulatedCall call = world.agentCalls();

      assertThat(world.server.events("call.initiated")).hasSize(1);
      assertThat(call.status()).isEqualTo(CallStatus.FAILED);
      assertThat(call.complaints()).contains("call.initiated was answered " + status);
    }
  }

  @Test
  void anEventIsGivenUpAfterThreeTries() {
    try (var world = new PretendTelnyx().masks()) {
      world.server.answers("call.initiated", 500, 500, 500, 500);

      SimulatedCall call = world.agentCalls();

      assertThat(call.exchanges("call.initiated")).hasSize(3);
      assertThat(call.complaints()).contains("call.initiated was answered 500");
    }
  }

  @Test
  void afterTwoFailuresTheFailoverUrlIsTried() {
    try (var world = new PretendTelnyx(withFailover())) {
      world.masks().server.answers("call.initiated", 500, 500);

      world.agentCalls();

      Event third = world.server.events("call.initiated").get(2);
      assertThat(third.path()).isEqualTo("/failover");
      assertThat(third.meta().path("delivered_to").asString()).endsWith("/failover");
    }
  }

  @Test
  void aServerThatIsNotThereFailsTheCallAtOnce() {
    URI nobody;
    try (var client = new TelnyxClient()) {
      nobody = client.url("/telnyx/voice");
    }
    try (var telnyx = new TelnyxCarrier(TelnyxSettings.telling(nobody).build())) {
      var network = new PhoneNetwork();
      network.routesEverythingThrough(telnyx);

      SimulatedCall call = network.phone(CUSTOMER).dials(M1);

      assertThat(call.status()).isEqualTo(CallStatus.FAILED);
      assertThat(call.exchanges().getFirst().reply().brief())
          .isEqualTo("no reply: connection refused");
    }
  }

  @Test
  void aSlowServerIsAskedAgain() {
    try (var world = new PretendTelnyx(settings -> settings.deliveryTime(Duration.ofSeconds(1)))) {
      var askedAgain = new CountDownLatch(1);
      world
          .masks()
          .server
          .actsBeforeAnswering(
              event -> {
                if (event.type().equals("call.initiated")
                    && event.meta().path("attempt").asInt() == 1) {
                  awaitUninterruptibly(askedAgain);
                }
                askedAgain.countDown();
              });

      SimulatedCall call = world.agentCalls();

      assertThat(call.status()).isEqualTo(CallStatus.CONNECTED);
      assertThat(call.exchanges("call.initiated").getFirst().reply().brief())
          .isEqualTo("no reply: timeout");
      assertThat(call.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = TelnyxForgery.class, mode = Mode.EXCLUDE, names = "NONE")
  void aForgeryCannotPass(TelnyxForgery forgery) {
    try (var world = new PretendTelnyx(settings -> settings.clock(CLOCK))) {
      world.telnyx.forges(forgery);
      world.server.answers("call.initiated", 401);

      world.agentCalls();

      Event first = world.server.events().getFirst();
      String timestamp = first.headers().getOrDefault("telnyx-timestamp", "0");
      boolean isInTime = Math.abs(Long.parseLong(timestamp) - 1780000000) <= 300;
      boolean isSigned = genuine(first).equals(first.headers().get("telnyx-signature-ed25519"));
      assertThat(isInTime && isSigned).isFalse();
      assertThat(isSigned)
          .isEqualTo(
              forgery == TelnyxForgery.OLD_TIMESTAMP || forgery == TelnyxForgery.FUTURE_TIMESTAMP);
    }
  }

  @Test
  void anyBodyCanBeSentAndACapturedOneReplayed() {
    try (var world = new PretendTelnyx()) {
      Exchange sent = world.telnyx.sends(world.server.url("/other"), "{\"data\":1}");
      world.telnyx.replays(sent);
      world.telnyx.replays(sent, "{\"data\":2}");

      var events = world.server.events();
      assertThat(sent.status()).isEqualTo(200);
      assertThat(events).extracting(Event::path).containsOnly("/other");
      assertThat(events.get(0).headers().get("telnyx-signature-ed25519"))
          .isEqualTo(genuine(events.get(0)));
      assertThat(events.get(1).headers().get("telnyx-timestamp"))
          .isEqualTo(events.get(0).headers().get("telnyx-timestamp"));
      assertThat(events.get(2).body()).isEqualTo("{\"data\":2}");
      assertThat(events.get(2).headers().get("telnyx-signature-ed25519"))
          .isNotEqualTo(genuine(events.get(2)));
    }
  }

  @Test
  void nothingPrintsARealNumberOrTheKey() {
    try (var world = new PretendTelnyx().masks()) {
      SimulatedCall call = world.agentCalls().talksFor(seconds(5));

      String printed =
          call
              + " "
              + call.exchanges()
              + call.steps()
              + world.telnyx.commands()
              + world.telnyx.settings();
      assertThat(printed).doesNotContain("5550101").doesNotContain("5550102");
      assertThat(printed).doesNotContain(world.telnyx.settings().apiKey());
    }
  }

  private static UnaryOperator<TelnyxSettings.Builder> withFailover() {
    return settings -> settings.failoverUrl(settings.build().webhookUrl().resolve("/failover"));
  }

  private static Event firstEvent(UnaryOperator<TelnyxSettings.Builder> change) {
    try (var world = new PretendTelnyx(change)) {
      world.server.answers("call.initiated", 400);
      world.agentCalls();
      return world.server.events().getFirst();
    }
  }

  private static String genuine(Event event) {
    String timestamp = event.headers().getOrDefault("telnyx-timestamp", "");
    return TelnyxSignature.of(TelnyxKeys.fictitious(), timestamp, event.body());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
