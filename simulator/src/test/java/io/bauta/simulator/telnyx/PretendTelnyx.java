package io.bauta.simulator.telnyx;

import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A network with an agent, a customer and two proxy numbers, in front of a client of Telnyx. */
final class PretendTelnyx implements AutoCloseable {

  static final String AGENT = "+12025550101";
  static final String CUSTOMER = "+12025550102";
  static final String M1 = "+12025550131";
  static final String M2 = "+12025550132";
  static final Instant START = Instant.parse("2026-05-28T20:26:40Z");

  final TelnyxClient server = new TelnyxClient();
  final PhoneNetwork network = new PhoneNetwork("1", START);
  final Phone agent = network.phone(AGENT).named("Agent");
  final Phone customer = network.phone(CUSTOMER).named("Customer");
  final TelnyxCarrier telnyx;

  PretendTelnyx() {
    this(settings -> settings);
  }

  PretendTelnyx(UnaryOperator<TelnyxSettings.Builder> change) {
    var usual = TelnyxSettings.telling(server.url("/telnyx/voice"));
    telnyx = new TelnyxCarrier(change.apply(usual).build()).owns(M1, M2);
    network.routes(M1, M2).through(telnyx);
    server.commands(telnyx);
  }

  /** The server connects the agent to the customer. */
  PretendTelnyx masks() {
    return masks(transfer());
  }

  PretendTelnyx masks(Map<String, Object> transfer) {
    server.acts(new MaskingClient(server, AGENT, transfer));
    return this;
  }

  /** A transfer that leaves nothing to a default. */
  static Map<String, Object> transfer() {
    Map<String, Object> body = new TreeMap<>();
    body.put("to", CUSTOMER);
    body.put("from", M2);
    body.put("from_display_name", M2);
    body.put("timeout_secs", 25);
    body.put("time_limit_secs", 3600);
    body.put("client_state", MaskingClient.state("a2"));
    body.put("target_leg_client_state", MaskingClient.state("b"));
    return body;
  }

  static Map<String, Object> transferWith(String name, Object value) {
    Map<String, Object> body = transfer();
    body.put(name, value);
    return body;
  }

  static Map<String, Object> transferWithout(String... names) {
    Map<String, Object> body = transfer();
    body.keySet().removeAll(List.of(names));
    return body;
  }

  SimulatedCall agentCalls() {
    return agent.dials(M1);
  }

  /** The events in the order in which they came, each with its leg. */
  List<String> told() {
    return server.events().stream().map(event -> event.shown(M1)).toList();
  }

  /** A call that waits: the server has been told, and does nothing by itself. */
  TelnyxClient.Event parked() {
    agent.dials(M1);
    return server.events("call.initiated").getLast();
  }

  HttpResponse<String> get(String path) {
    return server.rest("GET", path, Optional.empty());
  }

  static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void close() {
    telnyx.close();
    server.close();
  }
}
