package io.bauta.api;

import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.SessionId;
import tools.jackson.databind.node.ObjectNode;

/** What was decided about a call, or would be, in JSON. */
final class DecisionJson {

  private DecisionJson() {}

  static ObjectNode of(RoutingDecision decision) {
    ObjectNode json = Json.object();
    switch (decision) {
      case Connect connect -> put(connect, json);
      case Refuse refuse -> put(refuse, json);
    }
    return json;
  }

  private static void put(Connect connect, ObjectNode json) {
    json.put("decision", "connect");
    json.putNull("reason");
    json.put("session", connect.session().toString());
    json.put("caller_id", connect.callerId().e164());
    json.put("destination", connect.destination().masked());
    json.put("ring_timeout_seconds", connect.ringTimeout().toSeconds());
    json.put("talk_limit_seconds", connect.talkLimit().toSeconds());
  }

  private static void put(Refuse refuse, ObjectNode json) {
    json.put("decision", "refuse");
    json.put("reason", Names.of(refuse.reason()));
    json.put("session", refuse.session().map(SessionId::toString).orElse(null));
    json.putNull("caller_id");
    json.putNull("destination");
    json.put("announcement", refuse.announcement().orElse(null));
  }
}
