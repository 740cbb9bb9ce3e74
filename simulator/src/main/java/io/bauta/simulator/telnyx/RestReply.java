package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the REST API answers. */
record RestReply(int status, String contentType, byte[] body, Map<String, String> headers) {

  /** The reply that gets lost: the connection is closed without a word. */
  static final RestReply LOST = new RestReply(0, "", new byte[0], Map.of());

  static final int OK = 200;
  static final int CREATED = 201;

  static RestReply json(int status, JsonNode body) {
    return new RestReply(status, "application/json", Json.write(body).getBytes(UTF_8), Map.of());
  }

  /** A single thing. */
  static RestReply data(int status, JsonNode data) {
    ObjectNode body = Json.object();
    body.set("data", data);
    return json(status, body);
  }

  /** A command was taken. */
  static RestReply ok(ObjectNode more) {
    ObjectNode data = Json.object();
    data.put("result", "ok");
    data.setAll(more);
    return data(OK, data);
  }

  boolean isLost() {
    return status == 0;
  }

  /** The status only: bodies name real numbers. */
  @Override
  public String toString() {
    return "RestReply[" + status + "]";
  }
}
