package io.bauta.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The API as a table: method, path, handler. A test holds it against {@code openapi.yaml}.
 *
 * <p>Every endpoint here needs the key; the ones that do not are served elsewhere.
 */
public final class Api {

  private final List<Endpoint> endpoints;

  /** Does what a request asks for. */
  @FunctionalInterface
  public interface Handler {

    /**
     * The answer; also to a request that cannot be done.
     *
     * @throws ProblemException for what is wrong with the request
     */
    ApiAnswer handle(ApiRequest request);
  }

  /**
   * One thing that can be asked.
   *
   * @param path a template, {@code /v1/pools/{id}}
   */
  public record Endpoint(String method, String path, Handler handler) {}

  public Api(
      PoolsApi pools,
      PlanApi plan,
      BlocksApi blocks,
      SessionsApi sessions,
      CallsApi calls,
      TotalsApi totals,
      ExplainApi explain,
      WebhooksApi webhooks,
      RecordingsApi recordings,
      AuditApi audit,
      VaultApi vault,
      RetentionApi retention,
      EventsApi events,
      EventEndpointsApi eventEndpoints,
      DeliveriesApi deliveries,
      Optional<BookingsApi> bookings) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        List.of(
            new Endpoint("POST", "/v1/pools", pools::create),
            new Endpoint("GET", "/v1/pools", pools::list),
            new Endpoint("GET", "/v1/pools/{id}", pools::get),
            new Endpoint("PATCH", "/v1/pools/{id}", pools::change),
            new Endpoint("DELETE", "/v1/pools/{id}", pools::delete),
            new Endpoint("GET", "/v1/pools/{id}/plan", plan::get),
            new Endpoint("POST", "/v1/pools/{id}/numbers", pools::addNumbers),
            new Endpoint("GET", "/v1/pools/{id}/numbers", pools::numbers),
            new Endpoint("PATCH", "/v1/pools/{id}/numbers/{number}", pools::changeNumber),
            new Endpoint("DELETE", "/v1/pools/{id}/numbers/{number}", pools::removeNumber),
            new Endpoint("POST", "/v1/pools/{id}/blocks", blocks::block),
            new Endpoint("GET", "/v1/pools/{id}/blocks", blocks::list),
            new Endpoint("DELETE", "/v1/pools/{id}/blocks/{block}", blocks::unblock),
            new Endpoint("POST", "/v1/sessions", sessions::open),
            new Endpoint("GET", "/v1/sessions", sessions::list),
            new Endpoint("GET", "/v1/sessions/{id}", sessions::get),
            new Endpoint("PATCH", "/v1/sessions/{id}", sessions::change),
            new Endpoint("DELETE", "/v1/sessions/{id}", sessions::delete),
            new Endpoint("POST", "/v1/sessions/{id}/close", sessions::close),
            new Endpoint("POST", "/v1/sessions/{id}/reopen", sessions::reopen),
            new Endpoint("POST", "/v1/sessions/open", sessions::openMany),
            new Endpoint("POST", "/v1/sessions/close", sessions::closeMany),
            new Endpoint("POST", "/v1/explain", explain::explain),
            new Endpoint("GET", "/v1/calls", calls::list),
            new Endpoint("GET", "/v1/calls/export", calls::export),
            new Endpoint("GET", "/v1/calls/totals", totals::list),
            new Endpoint("GET", "/v1/calls/{id}", calls::get),
            new Endpoint("GET", "/v1/webhooks", webhooks::list),
            new Endpoint("GET", "/v1/events", events::get),
            new Endpoint("POST", "/v1/event_endpoints", eventEndpoints::create),
            new Endpoint("GET", "/v1/event_endpoints", eventEndpoints::list),
            new Endpoint("GET", "/v1/event_endpoints/{id}", eventEndpoints::get),
            new Endpoint("PATCH", "/v1/event_endpoints/{id}", eventEndpoints::change),
            new Endpoint("DELETE", "/v1/event_endpoints/{id}", eventEndpoints::delete),
            new Endpoint("POST", "/v1/event_endpoints/{id}/secret", eventEndpoints::rotate),
            new Endpoint("POST", "/v1/event_endpoints/{id}/replay", eventEndpoints::replay),
            new Endpoint("GET", "/v1/deliveries", deliveries::list),
            new Endpoint("GET", "/v1/deliveries/{id}", deliveries::get),
            new Endpoint("POST", "/v1/deliveries/{id}/replay", deliveries::replay)));
    all.addAll(recordings.endpoints());
    all.add(new Endpoint("GET", "/v1/audit", audit::list));
    all.add(new Endpoint("GET", "/v1/vault", vault::get));
    all.add(new Endpoint("POST", "/v1/vault/rotate", vault::rotate));
    all.add(new Endpoint("GET", "/v1/retention", retention::list));
    all.add(new Endpoint("POST", "/v1/retention/run", retention::run));
    bookings.ifPresent(served -> all.addAll(served.endpoints()));
    this.endpoints = List.copyOf(all);
  }

  /** All endpoints. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }
}
