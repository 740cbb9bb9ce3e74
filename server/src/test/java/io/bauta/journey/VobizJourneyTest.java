package io.bauta.journey;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.app.RunningServer;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.Exchange;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import io.bauta.simulator.vobiz.VobizCarrier;
import io.bauta.simulator.vobiz.VobizSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole calls through a simulated Vobiz, with real signatures over HTTP. */
class VobizJourneyTest {

  private static final String AGENT = "+918888800001";
  private static final String CUSTOMER = "+918888800002";
  private static final String STRANGER = "+918888800009";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";

  private final PhoneNetwork network = new PhoneNetwork();
  private final Clock clock = new HandClock();
  private RunningServer server;
  private VobizCarrier carrier;
  private String session;

  @BeforeEach
  void openASession(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, RunningServer.SIGNED, clock);
    server.pool("");
    session = server.open(AGENT, CUSTOMER, "").text("/id");
    carrier = new VobizCarrier(settings().build());
    network.routes(M1, M2).through(carrier);
  }

  private VobizSettings.Builder settings() {
    URI webhooks = URI.create(server.url() + "/carriers/vobiz/");
    return VobizSettings.answering(webhooks.resolve("answer"))
        .hangupUrl(webhooks.resolve("hangup"))
        .authId(RunningServer.AUTH_ID)
        .authToken(RunningServer.TOKEN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode recordOf(SimulatedCall call) throws Exception {
    for (JsonNode record : server.get("/v1/calls").body().path("data")) {
      if (record.path("carrier_call_id").asString("").equals(call.carrierCallId())) {
        return record;
      }
    }
    throw new AssertionError("no record of " + call);
  }

  @Test
  void theAgentReachesTheCustomerWhoSeesTheirOwnProxyNumber() throws Exception {
    network.phone(CUSTOMER).answersAfter(ofSeconds(4));
    SimulatedCall call = network.phone(AGENT).dials(M1);
    assertThat(call.wasConnectedTo(CUSTOMER)).isTrue();
    assertThat(network.phone(CUSTOMER).lastScreen().number()).isEqualTo(M2);
    assertThat(network.phone(CUSTOMER).lastScreen().name()).isEqualTo(M2);
    assertThat(recordOf(call).path("status").asString("")).isEqualTo("in_progress");

    call.isHungUpBy(AGENT).after(ofSeconds(69));
    JsonNode record = recordOf(call);
    assertThat(record.path("session").asString("")).isEqualTo(session);
    assertThat(record.path("status").asString("")).isEqualTo("completed");
    assertThat(record.path("talk_seconds").asInt()).isEqualTo(69);
    assertThat(record.path("hangup_cause").asString("")).isEqualTo("normal_clearing");
    assertThat(record.path("hangup_source").asString("")).isEqualTo("caller");
    assertThat(call.complaints()).isEmpty();
  }

  @Test
  void theCustomerCallsBackTheNumberOnTheirScreen() {
    network.phone(AGENT).dials(M1).talksFor(ofSeconds(5));
    String shown = network.phone(CUSTOMER).lastScreen().number();
    SimulatedCall back = network.phone(CUSTOMER).dials(shown);
    assertThat(back.wasConnectedTo(AGENT)).isTrue();
    assertThat(network.phone(AGENT).lastScreen().number()).isEqualTo(M1);
  }

  @Test
  void aStrangerIsRefusedAndNobodyRings() throws Exception {
    SimulatedCall call = network.phone(STRANGER).dials(M1);
    assertThat(call.wasRefused()).isTrue();
    assertThat(network.phone(STRANGER).heard()).isNotEmpty();
    assertThat(network.phone(CUSTOMER).rang()).isZero();
    JsonNode record = recordOf(call);
    assertThat(record.path("status").asString("")).isEqualTo("refused");
    assertThat(record.path("refusal_reason").asString("")).isEqualTo("unknown_caller");
  }

  @Test
  void aWithheldCallerIsRefused() throws Exception {
    network.phone(AGENT).withholdsItsNumber();
    SimulatedCall call = network.phone(AGENT).dials(M1);
    assertThat(call.wasRefused()).isTrue();
    assertThat(recordOf(call).path("refusal_reason").asString("")).isEqualTo("caller_withheld");
  }

  @Test
  void busyUnansweredRejectedAndCancelledCallsAreRecordedAsSuch() throws Exception {
    network.phone(CUSTOMER).isBusy();
    assertThat(statusOf(network.phone(AGENT).dials(M1))).isEqualTo("busy");
    network.phone(CUSTOMER).doesNotAnswer();
    assertThat(statusOf(network.phone(AGENT).dials(M1))).isEqualTo("no_answer");
    network.phone(CUSTOMER).rejects();
    assertThat(statusOf(network.phone(AGENT).dials(M1))).isEqualTo("rejected");
    network.phone(CUSTOMER).doesNotAnswer();
    network.phone(AGENT).hangsUpWhileRinging(ofSeconds(6));
    assertThat(statusOf(network.phone(AGENT).dials(M1))).isEqualTo("cancelled");
  }

  private String statusOf(SimulatedCall call) throws Exception {
    assertThat(call.complaints()).isEmpty();
    return recordOf(call).path("status").asString("");
  }

  @Test
  void hangupsThatComeToTheAnswerUrlAreTakenAsHangups() throws Exception {
    VobizCarrier plain =
        new VobizCarrier(
            VobizSettings.answering(URI.create(server.url() + "/carriers/vobiz/answer"))
                .authId(RunningServer.AUTH_ID)
                .authToken(RunningServer.TOKEN)
                .build());
    network.routes(M1, M2).through(plain);
    SimulatedCall call = network.phone(AGENT).dials(M1).talksFor(ofSeconds(12));
    assertThat(call.complaints()).isEmpty();
    assertThat(recordOf(call).path("status").asString("")).isEqualTo("completed");
    assertThat(network.phone(CUSTOMER).rang()).isEqualTo(1);
  }

  @Test
  void aSignatureOfAnotherWebhookIsTurnedAway() {
    SimulatedCall call = network.phone(AGENT).dials(M1);
    Exchange captured = call.exchanges("StartApp").getFirst();
    Exchange replay =
        carrier.replays(captured, Map.of("From", "918888800002", "To", "919000000002"));
    assertThat(replay.status()).isEqualTo(403);
    assertThat(carrier.replays(captured, Map.of()).status())
        .as("the carrier's own repetition")
        .isEqualTo(200);
  }

  @Test
  void aForgedOrUnsignedWebhookIsTurnedAway() {
    VobizCarrier forger = new VobizCarrier(settings().authToken("somebody-elses-token").build());
    network.routes(M1, M2).through(forger);
    SimulatedCall forged = network.phone(AGENT).dials(M1);
    assertThat(forged.status()).isEqualTo(CallStatus.FAILED);
    assertThat(forged.exchanges("StartApp").getFirst().status()).isEqualTo(403);

    VobizCarrier unsigned =
        new VobizCarrier(
            VobizSettings.answering(URI.create(server.url() + "/carriers/vobiz/answer")).build());
    network.routes(M1, M2).through(unsigned);
    SimulatedCall call = network.phone(AGENT).dials(M1);
    assertThat(call.exchanges("StartApp").getFirst().status()).isEqualTo(403);
    assertThat(network.phone(CUSTOMER).rang()).isZero();
  }
}
