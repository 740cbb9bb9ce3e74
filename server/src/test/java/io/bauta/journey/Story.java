package io.bauta.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.app.RunningServer;
import io.bauta.app.RunningServer.Answer;
import io.bauta.simulator.Phone;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.SimulatedCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Two people who may call each other, and what the server knows of their calls.
 *
 * @param agentDials what the agent dials to reach the customer
 * @param customerDials what the customer dials, and the number that they must see
 */
record Story(
    RunningServer server,
    Rig rig,
    Phone agent,
    Phone customer,
    String session,
    String agentDials,
    String customerDials) {

  static Story open(RunningServer server, PhoneNetwork network, Played carrier, Rig rig)
      throws Exception {
    return open(server, network, carrier, rig, "");
  }

  /** The same, where the session says {@code more} fields. */
  static Story open(
      RunningServer server, PhoneNetwork network, Played carrier, Rig rig, String more)
      throws Exception {
    Phone agent = network.phone(Stage.newPerson());
    Phone customer = network.phone(Stage.newPerson());
    Answer opened =
        server.post(
            "/v1/sessions",
            """
            {"pool":"%s","participants":[{"name":"agent","real_number":"%s"},
             {"name":"customer","real_number":"%s"}]%s}
            """
                .formatted(carrier.account(), agent.number(), customer.number(), more));
    assertThat(opened.status()).as(opened.body().toString()).isEqualTo(201);
    return new Story(
        server,
        rig,
        agent,
        customer,
        opened.text("/id"),
        opened.text("/participants/0/dials"),
        opened.text("/participants/1/dials"));
  }

  SimulatedCall agentCalls() {
    return agent.dials(agentDials);
  }

  SimulatedCall customerCalls() {
    return customer.dials(customerDials);
  }

  void closeSession() throws Exception {
    assertThat(server.post("/v1/sessions/%s/close".formatted(session), "{}").status())
        .isEqualTo(200);
  }

  /** The records of calls that the session's people made, newest first. */
  List<JsonNode> records() throws Exception {
    return data("/v1/calls?limit=200&session=" + session);
  }

  /** The only record that there is of {@code call}, in the session or not. */
  JsonNode recordOf(SimulatedCall call) throws Exception {
    return recordOf(server, call);
  }

  static JsonNode recordOf(RunningServer server, SimulatedCall call) throws Exception {
    List<JsonNode> records =
        data(server, "/v1/calls?limit=200").stream()
            .filter(record -> text(record, "carrier_call_id").equals(call.carrierCallId()))
            .toList();
    assertThat(records).as("records of %s", call).hasSize(1);
    return records.getFirst();
  }

  private List<JsonNode> data(String path) throws Exception {
    return data(server, path);
  }

  private static List<JsonNode> data(RunningServer server, String path) throws Exception {
    List<JsonNode> data = new ArrayList<>();
    server.get(path).body().path("data").forEach(data::add);
    return data;
  }

  String statusOf(SimulatedCall call) throws Exception {
    return text(recordOf(call), "status");
  }

  static String text(JsonNode record, String field) {
    return record.path(field).asString("");
  }

  static List<String> shortfalls(JsonNode record) {
    List<String> names = new ArrayList<>();
    record.path("shortfalls").forEach(name -> names.add(name.asString("")));
    return names;
  }
}
