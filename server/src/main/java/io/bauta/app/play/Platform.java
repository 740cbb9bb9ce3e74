package io.bauta.app.play;

import io.bauta.app.ApiClient;
import io.bauta.carrier.Shortfall;
import io.bauta.simulator.SimulatedCall;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The backend that uses the server: one pool and one session on a stage, through the API. */
final class Platform {

  private static final int SESSION_SECONDS = 3600;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ApiClient api;
  private final Stage stage;
  private final String pool;
  private String session = "";

  Platform(ApiClient api, Stage stage) {
    this.api = api;
    this.stage = stage;
    this.pool = "demo-" + stage.account().name();
  }

  /** Opens the session, and gives what each of the two dials, the agent first. */
  List<String> opensSession() throws InterruptedException {
    api.post("/v1/pools", newPool());
    ObjectNode numbers = JSON.createObjectNode();
    ArrayNode list = numbers.putArray("numbers");
    stage.cast().proxyNumbers().forEach(list::add);
    api.post("/v1/pools/" + pool + "/numbers", numbers);
    JsonNode opened = api.post("/v1/sessions", newSession());
    session = opened.path("id").asString("");
    return List.of(
        opened.at("/participants/0/dials").asString(""),
        opened.at("/participants/1/dials").asString(""));
  }

  /** A carrier that shows the dialled number has one number for both, which both can call back. */
  private ObjectNode newPool() {
    return JSON.createObjectNode()
        .put("name", pool)
        .put("carrier_account", stage.account().name())
        .put(
            "mode",
            stage.fallsShort(Shortfall.CALLER_ID_NOT_OURS) ? "pair_one_number" : "pair_two_numbers")
        .put("ring_timeout_seconds", Plays.RING_TIMEOUT.toSeconds());
  }

  private ObjectNode newSession() {
    ObjectNode request = JSON.createObjectNode().put("pool", pool);
    request.put("ttl_seconds", SESSION_SECONDS);
    request
        .putArray("participants")
        .add(person("agent", stage.cast().agent()))
        .add(person("customer", stage.cast().customer()));
    return request;
  }

  private static ObjectNode person(String name, String number) {
    return JSON.createObjectNode().put("name", name).put("real_number", number);
  }

  void closesSession() throws InterruptedException {
    api.post("/v1/sessions/" + session + "/close", JSON.createObjectNode().put("reason", "done"));
  }

  /** The record of {@code call}; without any field when there is none. */
  JsonNode recordOf(SimulatedCall call) throws InterruptedException {
    for (JsonNode record : api.get("/v1/calls").path("data")) {
      if (record.path("carrier_call_id").asString("").equals(call.carrierCallId())) {
        return record;
      }
    }
    return JSON.createObjectNode();
  }
}
