package io.bauta.simulator.alohaa;

import io.bauta.simulator.FakeServer;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A network with an agent, a customer and two numbers, in front of a fake server. */
final class PretendAlohaa implements AutoCloseable {

  static final String AGENT = "+918888800001";
  static final String CUSTOMER = "+918888800002";
  static final String DID = "+919000000001";
  static final String ANNOUNCER = "+919000000009";
  static final Instant START = Instant.parse("2025-01-08T06:07:34.005Z");

  final FakeServer server = new FakeServer();
  final PhoneNetwork network = new PhoneNetwork("91", START);
  final Phone agent = network.phone(AGENT).named("Agent");
  final Phone customer = network.phone(CUSTOMER).named("Customer");
  final AlohaaCarrier alohaa;

  PretendAlohaa(AlohaaVariant... variants) {
    this(settings -> settings.with(variants));
  }

  PretendAlohaa(UnaryOperator<AlohaaSettings.Builder> change) {
    var usual =
        AlohaaSettings.asking(server.url("/receiver"))
            .detailsUrl(server.url("/details"))
            .announcingNumbers(ANNOUNCER)
            .apiKey("alohaa-key");
    alohaa = new AlohaaCarrier(change.apply(usual).build(), new Random(42));
    alohaa.hasNumbers(DID, ANNOUNCER);
    network.routes(DID, ANNOUNCER).through(alohaa);
  }

  void forwards() {
    forwards("8888800002", 30);
  }

  void forwards(String number, int timeout) {
    answers(
        "{\"response\":{\"call_forwarding_number\":\"%s\",\"call_timeout\":%d}}"
            .formatted(number, timeout));
  }

  void answers(String body) {
    server.answers("/receiver", json(200, body));
  }

  static Answer json(int status, String body) {
    return Answer.of(status, "application/json", body);
  }

  SimulatedCall agentCalls() {
    return agent.dials(DID);
  }

  /** The fields of the only call details. */
  static Map<String, String> details(SimulatedCall call) {
    if (call.exchanges(AlohaaCarrier.TELLS).size() != 1) {
      throw new AssertionError("%d details".formatted(call.exchanges().size()));
    }
    return call.exchanges(AlohaaCarrier.TELLS).getFirst().webhook().fields();
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void close() {
    alohaa.close();
    server.close();
  }
}
