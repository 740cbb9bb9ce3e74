package io.bauta.api;

import io.bauta.delivery.Deliveries;
import io.bauta.event.Attempt;
import io.bauta.event.Delivery;
import io.bauta.event.DeliveryId;
import io.bauta.event.DeliveryQuery;
import io.bauta.event.DeliveryStore;
import io.bauta.event.EndpointId;
import io.bauta.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was sent to endpoints, what came of it, and what waits. */
public final class DeliveriesApi {

  private final DeliveryStore store;
  private final Deliveries deliveries;
  private final Clock clock;

  public DeliveriesApi(DeliveryStore store, Deliveries deliveries, Clock clock) {
    this.store = store;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    DeliveryQuery query =
        new DeliveryQuery(
            Page.parameter(request, "endpoint", EndpointId::parse, "the id of an event endpoint"),
            Page.parameter(
                request,
                "state",
                text -> Names.parse(text, Delivery.State.class),
                Names.list(Delivery.State.class)),
            Page.parameter(
                request, "since", CallFilters::instant, "a time such as 2027-01-31T18:30:00Z"),
            Page.parameter(request, "cursor", DeliveryId::parse, "a cursor from the page before"),
            limit + 1,
            request.scope());
    return Page.of(
        store.deliveries(query), limit, DeliveriesApi::of, delivery -> delivery.id().toString());
  }

  /** With what was tried, and with the event as it is sent. */
  ApiReply get(ApiRequest request) {
    Delivery delivery = known(request);
    ObjectNode json = of(delivery);
    ArrayNode log = json.putArray("log");
    for (Attempt attempt : store.attempts(delivery.id())) {
      ObjectNode node = log.addObject();
      node.put("attempt", attempt.number());
      node.put("at", attempt.at().toString());
      node.put("duration_ms", attempt.took().toMillis());
      node.put("status", attempt.status().orElse(null));
      node.put("cause", attempt.cause());
    }
    json.set("event", EventJson.whole(delivery.event()));
    return ApiReply.ok(json);
  }

  ApiReply replay(ApiRequest request) {
    Delivery delivery = known(request);
    if (!store.replay(delivery.id(), clock.instant())) {
      throw new ProblemException(
          new Problem(
              409,
              "delivery_waiting",
              "the delivery waits to be sent already: expected one that is delivered or dead"));
    }
    deliveries.wake();
    return ApiReply.ok(of(known(request)));
  }

  private Delivery known(ApiRequest request) {
    return DeliveryId.parse(request.pathValue("id"))
        .flatMap(store::findDelivery)
        .filter(delivery -> request.scope().includes(delivery.event().pool()))
        .orElseThrow(() -> new ProblemException(Problem.notFound("delivery")));
  }

  private static ObjectNode of(Delivery delivery) {
    ObjectNode json = Json.object();
    json.put("id", delivery.id().toString());
    json.put("endpoint", delivery.endpoint().toString());
    json.put("event_id", delivery.event().id().toString());
    json.put("event_type", delivery.event().type().text());
    json.put("session", delivery.event().session().map(SessionId::toString).orElse(null));
    json.put("state", Names.of(delivery.state()));
    json.put("attempts", delivery.attempts());
    json.put("created_at", delivery.createdAt().toString());
    json.put("next_attempt_at", delivery.dueAt().map(Instant::toString).orElse(null));
    json.put("settled_at", delivery.settledAt().map(Instant::toString).orElse(null));
    return json;
  }
}
