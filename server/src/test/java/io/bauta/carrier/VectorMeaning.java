package io.bauta.carrier;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Billed;
import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.EndNeverTold;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallFact.Rung;
import io.bauta.call.CallTraits;
import io.bauta.call.Cost;
import io.bauta.call.HangUp;
import io.bauta.number.PhoneNumber;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes what a webhook means as {@code case.json} does: in full, numbers in clear. */
final class VectorMeaning {

  private VectorMeaning() {}

  static JsonNode of(CarrierMessage message) {
    return VectorCase.JSON.valueToTree(
        switch (message) {
          case CarrierMessage.Asks(RoutingRequest request) ->
              named("RoutingRequest", request(request));
          case CarrierMessage.Tells tells -> named("Tells", told(tells));
          case CarrierMessage.NumbersChanged(var numbers) ->
              named(
                  "NumbersChanged",
                  object("numbers", numbers.stream().map(VectorMeaning::number).toList()));
          case CarrierMessage.Irrelevant(String event) ->
              named("Irrelevant", object("event", event));
        });
  }

  static JsonNode of(MalformedWebhookException malformed) {
    return VectorCase.JSON.valueToTree(
        named("Malformed", object("message", malformed.getMessage())));
  }

  private static Map<String, Object> request(RoutingRequest request) {
    Map<String, Object> said =
        object(
            "call",
            text(request.call()),
            "caller",
            request.incoming().caller().map(PhoneNumber::e164).orElse(null),
            "dialed",
            request.incoming().dialed().e164());
    request.incoming().entered().ifPresent(digits -> said.put("entered", digits));
    if (request.asked() > 0) {
      said.put("asked", request.asked());
    }
    request
        .callerLeg()
        .ifPresent(
            leg ->
                said.put("callerLeg", object("handle", leg.handle(), "answered", leg.answered())));
    return said;
  }

  private static Map<String, Object> told(CarrierMessage.Tells tells) {
    Map<String, Object> said =
        object(
            "call",
            tells.call().text(),
            "facts",
            tells.facts().stream().map(VectorMeaning::fact).toList());
    tells.traits().ifPresent(traits -> said.put("traits", traits(traits)));
    return said;
  }

  private static Map<String, Object> traits(CallTraits traits) {
    return object(
        "dialed",
        traits.dialed().e164(),
        "caller",
        traits.caller().e164(),
        "destination",
        traits.destination().e164(),
        "receivedAt",
        text(traits.receivedAt()));
  }

  private static Map<String, Object> number(CarrierNumber number) {
    return object(
        "number",
        number.number().e164(),
        "health",
        number.health().name(),
        "carrierState",
        number.carrierState());
  }

  private static Map<String, Object> fact(CallFact fact) {
    return switch (fact) {
      case Rung(String key, var at) -> named("Rung", timed(object("key", key), at));
      case Answered(String key, var at) -> named("Answered", timed(object("key", key), at));
      case LegEnded(String key, var leg, HangUp hangUp, var talkTime, var at) ->
          named(
              "LegEnded",
              timed(ended(object("key", key, "leg", leg.name()), hangUp, text(talkTime)), at));
      case CallEnded(String key, HangUp hangUp, var talkTime, var at) ->
          named("CallEnded", timed(ended(object("key", key), hangUp, text(talkTime)), at));
      case RecordingReady(String key, String id, var url, var length) ->
          named(
              "RecordingReady",
              object("key", key, "id", id, "url", text(url), "length", text(length)));
      case Billed(String key, var leg, var time, var cost) ->
          named(
              "Billed",
              object(
                  "key",
                  key,
                  "leg",
                  text(leg),
                  "time",
                  text(time),
                  "cost",
                  text(cost.map(Cost::decimal)),
                  "currency",
                  text(cost.flatMap(Cost::currency))));
      case EndNeverTold _ -> throw new IllegalArgumentException("no carrier tells that");
    };
  }

  private static Map<String, Object> ended(
      Map<String, Object> fact, HangUp hangUp, String talkTime) {
    fact.put("cause", hangUp.cause().name());
    fact.put("carrierCause", hangUp.carrierCause());
    fact.put("source", hangUp.source().name());
    fact.put("talkTime", talkTime);
    return fact;
  }

  private static Map<String, Object> timed(Map<String, Object> fact, Optional<Instant> at) {
    at.ifPresent(instant -> fact.put("at", instant.toString()));
    return fact;
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }

  private static Map<String, Object> named(String name, Map<String, Object> value) {
    return object(name, value);
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
