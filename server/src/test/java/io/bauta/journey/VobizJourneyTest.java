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

/** What only Vobiz does: its signatures, and hangups where answers are asked for. */
class VobizJourneyTest {

  private static final String AGENT = "+918888800001";
  private static final String CUSTOMER = "+918888800002";
  private static final String M1 = "+919000000001";
  private static final String M2 = "+919000000002";

  private final PhoneNetwork network = new PhoneNetwork();
  private final Clock clock = new HandClock();
  private RunningServer server;
  private VobizCarrier carrier;

  @BeforeEach
  void openASession(@TempDir Path data) throws Exception {
    server = RunningServer.start(data, RunningServer.SIGNED, clock);
    server.pool("");
    server.open(AGENT, CUSTOMER, "");
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
    assertThat(Story.text(Story.recordOf(server, call), "status")).isEqualTo("completed");
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
