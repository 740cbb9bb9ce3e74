package io.bauta.simulator.vobiz;

import io.bauta.simulator.FakeServer;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A network with an agent, a customer and two proxy numbers, in front of a fake server. */
final class PretendVobiz implements AutoCloseable {

  static final String AGENT = "+918888800001";
  static final String CUSTOMER = "+918888800002";
  static final String M1 = "+919000000001";
  static final String M2 = "+919000000002";
  static final Instant START = Instant.parse("2026-06-08T06:07:34.130248Z");
  static final String REJECTION =
      "<Response><Speak>This number is not in use.</Speak><Hangup reason=\"rejected\"/></Response>";

  final FakeServer server = new FakeServer();
  final PhoneNetwork network = new PhoneNetwork("91", START);
  final Phone agent = network.phone(AGENT).named("Agent");
  final Phone customer = network.phone(CUSTOMER).named("Customer");
  final VobizCarrier vobiz;

  PretendVobiz() {
    this(settings -> settings);
  }

  PretendVobiz(UnaryOperator<VobizSettings.Builder> change) {
    var usual =
        VobizSettings.answering(server.url("/answer"))
            .hangupUrl(server.url("/hangup"))
            .authToken("vobiz_test_token_0123456789");
    vobiz = new VobizCarrier(change.apply(usual).build(), new Random(42));
    network.routes(M1, M2).through(vobiz);
  }

  /** The answer document is a masked bridge to the customer, with every callback. */
  void bridges() {
    bridges("");
  }

  /** The same, followed by these elements. */
  void bridges(String then) {
    server.answers("/answer", "<Response>" + dial(CUSTOMER) + then + "</Response>");
    server.answers("/result", "<Response><Hangup/></Response>");
  }

  String dial(String destination) {
    return """
        <Dial callerId="%s" callerName="%s" timeout="30" timeLimit="1800" callbackUrl="%s"
          action="%s" method="POST" redirect="true"><Number>%s</Number></Dial>"""
        .formatted(M2, M2, server.url("/dial"), server.url("/result"), destination);
  }

  SimulatedCall agentCalls() {
    return agent.dials(M1);
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void close() {
    server.close();
  }
}
