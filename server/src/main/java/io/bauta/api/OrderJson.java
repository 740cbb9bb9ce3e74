package io.bauta.api;

import io.bauta.session.MaskingSession.State;
import io.bauta.session.Order;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders of sessions in JSON. */
final class OrderJson {

  private OrderJson() {}

  static ArrayNode of(List<Order> orders, Instant now) {
    return Json.array(orders.stream().map(order -> of(order, now)).toList());
  }

  private static ObjectNode of(Order order, Instant now) {
    ObjectNode json = Json.object();
    json.put("id", order.id().toString());
    json.put("state", Names.of(order.isOpenAt(now) ? State.OPEN : State.CLOSED));
    json.put("reference", order.reference().orElse(null));
    ObjectNode metadata = json.putObject("metadata");
    order.metadata().forEach(metadata::put);
    json.put("opened_at", order.openedAt().toString());
    json.put("expires_at", order.expiresAt().map(Instant::toString).orElse(null));
    json.put(
        "closed_at",
        order
            .closedReasonAt(now)
            .flatMap(reason -> order.endsAt())
            .map(Instant::toString)
            .orElse(null));
    json.put("closed_reason", order.closedReasonAt(now).orElse(null));
    return json;
  }
}
