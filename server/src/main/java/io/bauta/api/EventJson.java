package io.bauta.api;

import io.bauta.event.Event;
import io.bauta.event.EventText;
import io.bauta.event.Happening;
import io.bauta.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events in JSON. What is about a session or a call is as the API shows it, numbers masked, but
 * without the pins of participants: an event goes where nobody can ask for it back.
 */
public final class EventJson implements EventText {

  private final CallJson calls;

  public EventJson(CallJson calls) {
    this.calls = calls;
  }

  @Override
  public String of(Happening happening) {
    return new String(Json.bytes(data(happening)), StandardCharsets.UTF_8);
  }

  private ObjectNode data(Happening happening) {
    return switch (happening) {
      case Happening.OfSession session -> of(session);
      case Happening.OfCall call -> calls.of(call.call());
      case Happening.OfRecording recording -> of(recording);
      case Happening.OfNumber number -> of(number);
      case Happening.OfPool pool -> of(pool);
    };
  }

  private static ObjectNode of(Happening.OfSession happening) {
    ObjectNode json = SessionJson.of(happening.is(), happening.at());
    for (JsonNode participant : json.path("participants")) {
      ((ObjectNode) participant).remove("pin");
    }
    return json;
  }

  private static ObjectNode of(Happening.OfRecording recording) {
    ObjectNode json = Json.object();
    json.put("id", recording.recording());
    json.put("call", recording.call().toString());
    json.put("session", recording.session().map(SessionId::toString).orElse(null));
    json.put("length_seconds", recording.length().map(Duration::toSeconds).orElse(null));
    return json;
  }

  private static ObjectNode of(Happening.OfNumber number) {
    ObjectNode json = Json.object();
    json.put("pool", number.pool().toString());
    json.put("number", number.number().e164());
    json.put("state", Names.of(number.now()));
    json.put("previous_state", Names.of(number.before()));
    return json;
  }

  private static ObjectNode of(Happening.OfPool pool) {
    ObjectNode json = Json.object();
    json.put("pool", pool.pool().toString());
    json.put("numbers", pool.numbers());
    json.put("most_held", pool.mostHeld());
    json.put("refused", pool.refused());
    return json;
  }

  /** The event whole, as it is sent: the same bytes each time. */
  public static byte[] bytes(Event event) {
    return Json.bytes(whole(event));
  }

  static ObjectNode whole(Event event) {
    ObjectNode json = Json.object();
    json.put("type", event.type().text());
    json.put("id", event.id().toString());
    json.put("created_at", event.at().toString());
    json.set("data", Json.read(event.data().getBytes(StandardCharsets.UTF_8)));
    return json;
  }
}
