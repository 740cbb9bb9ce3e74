package io.bauta.api;

import io.bauta.session.MaskingSession;
import io.bauta.session.Order;
import io.bauta.session.Participant;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions in JSON, real numbers masked. */
final class SessionJson {

  /** In place of a reason that the platform wrote, of a session that somebody was erased from. */
  static final String ERASED_REASON = "erased";

  private SessionJson() {}

  static ObjectNode of(MaskingSession session, Instant now) {
    ObjectNode json = Json.object();
    json.put("id", session.id().toString());
    json.put("pool", session.pool().toString());
    json.put("state", Names.of(session.stateAt(now)));
    json.put("reference", session.reference().orElse(null));
    ObjectNode metadata = json.putObject("metadata");
    session.metadata().forEach(metadata::put);
    json.put("opened_at", session.openedAt().toString());
    json.put("expires_at", session.expiresAt().map(Instant::toString).orElse(null));
    session
        .moving()
        .ifPresent(
            moving -> {
              json.put("ttl_from", Names.of(SessionsApi.TtlFrom.LAST_CALL));
              json.put("ttl_seconds", moving.length().toSeconds());
              json.put("latest_expires_at", moving.latest().map(Instant::toString).orElse(null));
            });
    json.put(
        "closed_at",
        session
            .closedReasonAt(now)
            .flatMap(reason -> session.endsAt())
            .map(Instant::toString)
            .orElse(null));
    json.put("closed_reason", session.closedReasonAt(now).orElse(null));
    if (!session.rules().isSilent()) {
      json.set("rules", RulesJson.of(session.rules()));
    }
    json.set(
        "participants", Json.array(session.participants().stream().map(SessionJson::of).toList()));
    return json;
  }

  /** With its orders, where it is more than its only one. */
  static ObjectNode of(MaskingSession session, List<Order> orders, Instant now) {
    ObjectNode json = of(session, now);
    if (!orders.isEmpty()) {
      json.set("orders", OrderJson.of(orders, now));
    }
    return json;
  }

  private static ObjectNode of(Participant participant) {
    ObjectNode json = Json.object();
    json.put("id", participant.id().toString());
    json.put("name", participant.name());
    if (participant.isErased()) {
      json.putNull("real_number");
      json.put("erased", true);
    } else {
      json.put("real_number", participant.realNumber().masked());
    }
    if (!participant.moreNumbers().isEmpty()) {
      ArrayNode more = json.putArray("more_numbers");
      participant.moreNumbers().forEach(number -> more.add(number.masked()));
    }
    json.put("dials", participant.dials().e164());
    participant.pin().ifPresent(pin -> json.put("pin", pin.digits()));
    return json;
  }
}
