package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.TelnyxLeg.Side;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event, which may be delivered more than once.
 *
 * @param leg the side that it is told of, or nothing where it is told of none
 */
record TelnyxEvent(
    String type, Optional<Side> leg, String id, Instant occurredAt, ObjectNode payload) {

  /** Its type and its side, by which faults may mean it: {@code call.hangup destination}. */
  String ofLeg() {
    return type + leg.map(side -> " " + side.name().toLowerCase(Locale.ROOT)).orElse("");
  }

  /** The body of one delivery in the second version of Telnyx's webhooks. */
  String body(int attempt, URI deliveredTo) {
    ObjectNode data = Json.object();
    data.put("event_type", type);
    data.put("id", id);
    data.put("occurred_at", TelnyxPayloads.time(occurredAt));
    data.set("payload", payload);
    data.put("record_type", "event");
    ObjectNode meta = Json.object();
    meta.put("attempt", attempt);
    meta.put("delivered_to", deliveredTo.toString());
    ObjectNode body = Json.object();
    body.set("data", data);
    body.set("meta", meta);
    return Json.write(body);
  }

  /** The body in the first version: flat, and with other names. */
  String bodyOfVersion1() {
    ObjectNode body = Json.object();
    body.put("created_at", TelnyxPayloads.time(occurredAt));
    body.put("event_type", type.replace('.', '_'));
    body.put("id", id);
    body.set("payload", payload);
    body.put("record_type", "event");
    return Json.write(body);
  }

  /** The type only: the payload names real numbers. */
  @Override
  public String toString() {
    return "TelnyxEvent[" + type + "]";
  }
}
