package io.bauta.simulator.telnyx;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The legs by the handle that commands name them by, and the calls that they belong to. */
final class TelnyxCalls {

  /** The most legs that are remembered; the oldest go first, and are unknown from then on. */
  static final int LEGS_MAX = 20_000;

  private final Map<String, Entry> byControlId = new LinkedHashMap<>();

  record Entry(TelnyxCall call, TelnyxLeg leg) {}

  synchronized void add(TelnyxCall call, TelnyxLeg leg) {
    if (byControlId.size() == LEGS_MAX) {
      Iterator<String> oldest = byControlId.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    byControlId.put(leg.callControlId(), new Entry(call, leg));
  }

  synchronized Optional<Entry> find(String callControlId) {
    return Optional.ofNullable(byControlId.get(callControlId));
  }

  synchronized Optional<TelnyxCall> ofSession(String sessionId) {
    return byControlId.values().stream()
        .map(Entry::call)
        .filter(call -> call.sessionId().equals(sessionId))
        .findFirst();
  }

  /** The legs of an application that last: {@code /connections/ID/active_calls}. */
  synchronized RestReply serve(RestRequest request) {
    List<String> path = request.path();
    boolean isKnown = path.size() == 3 && path.get(2).equals("active_calls");
    if (!isKnown || !request.method().equals("GET")) {
      return TelnyxError.unknown().reply();
    }
    List<ObjectNode> active =
        byControlId.values().stream()
            .filter(entry -> entry.leg().isAlive())
            .filter(entry -> entry.call().connectionId().equals(path.get(1)))
            .map(CommandDesk::status)
            .toList();
    return Page.reply(active, request);
  }
}
