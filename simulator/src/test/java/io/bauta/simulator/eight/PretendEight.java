package io.bauta.simulator.eight;

import io.bauta.simulator.Exchange;
import io.bauta.simulator.FakeServer;
import io.bauta.simulator.FakeServer.Answer;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A network with two people and two virtual numbers, in front of a fake server. */
final class PretendEight implements AutoCloseable {

  static final String ANNA = "+6512345678";
  static final String BEN = "+6587654321";
  static final String V1 = "+6598765432";
  static final String V2 = "+6598765433";
  static final Instant START = Instant.parse("2024-03-25T06:01:28.250Z");
  static final String SAY =
      "{\"action\":\"say\",\"params\":{\"text\":\"Not in use.\",\"voiceProfile\":\"en-GB-Emma\"}}";
  static final String HANG_UP = "{\"action\":\"hangup\"}";
  static final String ASK =
      """
      {"action":"sayAndCapture","params":{"promptMessage":"Your code?","voiceProfile":"en-GB-Emma",
       "completeOnHash":true,"minDigits":4,"maxDigits":6,"digitTimeout":5000,
       "overallTimeout":15000,"noOfTries":1}}""";

  final FakeServer server = new FakeServer();
  final PhoneNetwork network = new PhoneNetwork("65", START);
  final Phone anna = network.phone(ANNA).named("Anna");
  final Phone ben = network.phone(BEN).named("Ben");
  final EightCarrier eight;

  PretendEight(EightVariant... variants) {
    this(settings -> settings.with(variants));
  }

  PretendEight(UnaryOperator<EightSettings.Builder> change) {
    var usual =
        EightSettings.of("acme_masking", "api-key-of-acme")
            .webhooks(server.url("/events"))
            .webhook(WebhookType.VCA, server.url("/vca"))
            .httpAuthHeader("Bearer acme-secret")
            .numbers(V1, V2);
    eight = new EightCarrier(change.apply(usual).build(), new Random(42));
    network.routes(V1, V2).through(eight);
  }

  /** The answers to the VCAs, each a list of actions. */
  void answers(String... actions) {
    Answer[] inTurn = List.of(actions).stream().map(PretendEight::callflow).toArray(Answer[]::new);
    server.answers("/vca", inTurn);
  }

  static Answer callflow(String actions) {
    String body = "{\"clientActionId\":\"m-1\",\"callflow\":[%s]}".formatted(actions);
    return Answer.of(200, "application/json", body);
  }

  static String makeCall(String source, String destination) {
    return makeCall(source, destination, "");
  }

  static String makeCall(String source, String destination, String more) {
    return "{\"action\":\"makeCall\",\"params\":{\"source\":\"%s\",\"destination\":\"%s\"%s}}"
        .formatted(source, destination, more);
  }

  void bridges() {
    answers(makeCall(V1, BEN));
  }

  SimulatedCall annaCalls() {
    return anna.dials(V1);
  }

  /** The payload of the only webhook of this event. */
  static Map<String, String> only(SimulatedCall call, String event) {
    List<Exchange> found = call.exchanges(event);
    if (found.size() != 1) {
      throw new AssertionError("%d exchanges of %s".formatted(found.size(), event));
    }
    return found.getFirst().webhook().fields();
  }

  static Map<String, String> summary(SimulatedCall call) {
    return only(call, "VSS");
  }

  static List<String> events(SimulatedCall call) {
    return call.exchanges().stream().map(Exchange::event).toList();
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void close() {
    eight.close();
    server.close();
  }
}
