package io.bauta.api;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was decided about a call, or would be, in JSON. */
final class DecisionJson {

  private DecisionJson() {}

  static ObjectNode of(RoutingDecision decision) {
    ObjectNode json = Json.object();
    switch (decision) {
      case Connect connect -> put(connect, json);
      case Refuse refuse -> put(refuse, json);
      case Challenge challenge -> put(challenge, json);
    }
    return json;
  }

  private static void put(Connect connect, ObjectNode json) {
    json.put("decision", "connect");
    json.put("reason", connect.why() == Why.SESSION ? null : Names.of(connect.why()));
    json.put("session", connect.session().map(SessionId::toString).orElse(null));
    json.put("caller_id", connect.callerId().e164());
    json.put("destination", connect.destination().masked());
    json.set("destinations", masked(connect.destinations()));
    json.put("ringing", Names.of(connect.ringing()));
    json.put("ring_timeout_seconds", connect.ringTimeout().toSeconds());
    json.put("talk_limit_seconds", connect.talkLimit().toSeconds());
    connect.notice().ifPresent(words -> put("notice", words, json));
    if (connect.recorded()) {
      json.put("recorded", true);
    }
  }

  private static ArrayNode masked(List<PhoneNumber> numbers) {
    ArrayNode masked = Json.object().arrayNode();
    numbers.forEach(number -> masked.add(number.masked()));
    return masked;
  }

  private static void put(Challenge challenge, ObjectNode json) {
    json.put("decision", "challenge");
    json.put("reason", challenge.again() ? "wrong_pin" : "pin_needed");
    json.putNull("session");
    json.putNull("caller_id");
    json.putNull("destination");
    put("prompt", challenge.prompt(), json);
    json.put("digits_max", challenge.digitsMax());
    json.put("timeout_seconds", challenge.timeout().toSeconds());
  }

  private static void put(Refuse refuse, ObjectNode json) {
    json.put("decision", "refuse");
    json.put("reason", Names.of(refuse.reason()));
    json.put("session", refuse.session().map(SessionId::toString).orElse(null));
    json.putNull("caller_id");
    json.putNull("destination");
    json.putNull("announcement");
    refuse.announcement().ifPresent(words -> put("announcement", words, json));
  }

  private static void put(String field, Words words, ObjectNode json) {
    json.put(field, words.text());
    words.language().ifPresent(language -> json.put("language", language.tag()));
  }
}
