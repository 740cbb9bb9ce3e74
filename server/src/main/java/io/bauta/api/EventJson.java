package io.bauta.api;

import io.bauta.call.CallId;
import io.bauta.event.Event;
import io.bauta.event.EventRedaction;
import io.bauta.event.EventText;
import io.bauta.event.Happening;
import io.bauta.session.ParticipantId;
import io.bauta.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events in JSON. What is about a session or a call is as the API shows it, numbers masked, but
 * without the pins of participants: an event goes where nobody can ask for it back.
 */
public final class EventJson implements EventText, EventRedaction {

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

  @Override
  public Optional<CallId> call(Event event) {
    return event.type().topic().equals("call")
        ? CallId.parse(data(event).path("id").asString(""))
        : Optional.empty();
  }

  @Override
  public String without(Event event, Gone gone) {
    ObjectNode data = data(event);
    boolean changed =
        switch (event.type().topic()) {
          case "session" -> isTakenOutOfSession(data, gone);
          case "call" -> isTakenOutOfCall(data, gone);
          default -> false;
        };
    return changed ? new String(Json.bytes(data), StandardCharsets.UTF_8) : event.data();
  }

  private static ObjectNode data(Event event) {
    return (ObjectNode) Json.read(event.data().getBytes(StandardCharsets.UTF_8));
  }

  /** What the platform wrote into the session goes with them: it may be about anybody in it. */
  private static boolean isTakenOutOfSession(ObjectNode data, Gone gone) {
    boolean any = false;
    boolean former = false;
    for (JsonNode node : data.path("participants")) {
      ObjectNode participant = (ObjectNode) node;
      boolean isGone =
          ParticipantId.parse(participant.path("id").asString(""))
              .filter(gone.participants()::contains)
              .isPresent();
      if (!participant.path("erased").asBoolean(false) && (isGone || tells(participant, gone))) {
        participant.put("name", "");
        participant.putNull("real_number");
        participant.remove("more_numbers");
        participant.put("erased", true);
        any = true;
      } else if (hadNumber(participant, gone)) {
        participant.putNull("real_number");
        former = true;
      }
    }
    if (any) {
      data.putNull("reference");
      data.putObject("metadata");
      if (data.path("closed_reason").isString()) {
        data.put("closed_reason", SessionJson.ERASED_REASON);
      }
    }
    return any || former;
  }

  private static boolean hadNumber(ObjectNode participant, Gone gone) {
    return gone.former()
        .filter(former -> participant.path("real_number").asString("").equals(former.masked()))
        .filter(
            former ->
                ParticipantId.parse(participant.path("id").asString(""))
                    .filter(former.participants()::contains)
                    .isPresent())
        .isPresent();
  }

  private static boolean tells(ObjectNode participant, Gone gone) {
    return gone.masked()
        .filter(
            masked ->
                participant.path("real_number").asString("").equals(masked)
                    || participant
                        .path("more_numbers")
                        .valueStream()
                        .anyMatch(more -> more.asString("").equals(masked)))
        .isPresent();
  }

  private static boolean isTakenOutOfCall(ObjectNode data, Gone gone) {
    boolean any = isTakenOut(data, "caller", gone.caller(), gone);
    any |= isTakenOut(data, "destination", gone.destination(), gone);
    any |= isTakenOut(data, "dialed", gone.dialed(), gone);
    if (any) {
      data.put("erased", true);
    }
    return any;
  }

  private static boolean isTakenOut(ObjectNode data, String field, boolean isGone, Gone gone) {
    String shown = data.path(field).asString("");
    boolean goes = !shown.isEmpty() && (isGone || gone.masked().filter(shown::equals).isPresent());
    if (goes) {
      data.putNull(field);
    }
    return goes;
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
