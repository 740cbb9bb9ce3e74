package io.bauta.simulator.telnyx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened in all calls, as {@code /call_events} tells it to those who missed a webhook. It is
 * filtered by other names than it has.
 */
final class CallHistory {

  /** The most events that are remembered; the oldest go first. */
  static final int EVENTS_MAX = 10_000;

  private final Deque<TelnyxEvent> events = new ArrayDeque<>();

  synchronized void told(TelnyxEvent event) {
    if (events.size() == EVENTS_MAX) {
      events.removeFirst();
    }
    events.add(event);
  }

  synchronized RestReply serve(RestRequest request) {
    if (!request.method().equals("GET")) {
      return TelnyxError.unknown().reply();
    }
    Optional<String> leg = request.filter("leg_id");
    Optional<String> session = request.filter("application_session_id");
    List<ObjectNode> found =
        events.stream()
            .filter(event -> leg.map(id -> names(event, "call_leg_id", id)).orElse(true))
            .filter(event -> session.map(id -> names(event, "call_session_id", id)).orElse(true))
            .map(CallHistory::shown)
            .toList();
    return Page.reply(found, request);
  }

  private static boolean names(TelnyxEvent event, String field, String id) {
    return Json.text(event.payload(), field).filter(id::equals).isPresent();
  }

  private static ObjectNode shown(TelnyxEvent event) {
    ObjectNode shown = Json.object();
    shown.put("record_type", "call_event");
    shown.put("type", "webhook");
    shown.put("name", event.type());
    shown.put("event_timestamp", TelnyxPayloads.time(event.occurredAt()));
    shown.put("call_leg_id", Json.text(event.payload(), "call_leg_id").orElse(""));
    shown.put("call_session_id", Json.text(event.payload(), "call_session_id").orElse(""));
    shown.set("metadata", event.payload());
    return shown;
  }
}
