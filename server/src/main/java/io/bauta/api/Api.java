package io.bauta.api;

import static io.bauta.access.Extent.POOL;
import static io.bauta.access.Extent.SERVER;
import static io.bauta.access.Right.AUDIT_READ;
import static io.bauta.access.Right.CALLS_READ;
import static io.bauta.access.Right.ERASE;
import static io.bauta.access.Right.EVENTS_READ;
import static io.bauta.access.Right.EVENT_ENDPOINTS;
import static io.bauta.access.Right.EXPLAIN;
import static io.bauta.access.Right.EXPORT_PERSON;
import static io.bauta.access.Right.POOLS_CHANGE;
import static io.bauta.access.Right.POOLS_READ;
import static io.bauta.access.Right.RETENTION_READ;
import static io.bauta.access.Right.RETENTION_RUN;
import static io.bauta.access.Right.REVEAL;
import static io.bauta.access.Right.SELF_READ;
import static io.bauta.access.Right.SESSIONS_CHANGE;
import static io.bauta.access.Right.SESSIONS_READ;
import static io.bauta.access.Right.VAULT_READ;
import static io.bauta.access.Right.VAULT_ROTATE;
import static io.bauta.access.Right.WEBHOOKS_READ;

import io.bauta.access.Extent;
import io.bauta.access.Right;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The API as a table: method, path, right, extent, handler. A test holds it against {@code
 * openapi.yaml}.
 *
 * <p>Every endpoint here demands a right; the ones that need no key are served elsewhere. A handler
 * of {@link Extent#POOL} holds to {@link ApiRequest#scope}.
 */
public final class Api {

  private final RevealApi reveal;
  private final PersonExportApi exports;
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
   * @param right what it demands of whoever asks
   * @param extent what it does for whoever is limited to some pools
   */
  public record Endpoint(String method, String path, Right right, Extent extent, Handler handler) {}

  public Api(
      PoolsApi pools,
      PlanApi plan,
      BlocksApi blocks,
      SessionsApi sessions,
      CallsApi calls,
      TotalsApi totals,
      UnmatchedApi unmatched,
      ExplainApi explain,
      WebhooksApi webhooks,
      CarriersApi carriers,
      RecordingsApi recordings,
      RevealApi reveal,
      AuditApi audit,
      VaultApi vault,
      KeysApi keys,
      MeApi me,
      RetentionApi retention,
      ErasuresApi erasures,
      PersonExportApi exports,
      EventsApi events,
      EventEndpointsApi eventEndpoints,
      DeliveriesApi deliveries,
      Optional<BookingsApi> bookings) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        List.of(
            new Endpoint("POST", "/v1/pools", POOLS_CHANGE, SERVER, pools::create),
            new Endpoint("GET", "/v1/pools", POOLS_READ, POOL, pools::list),
            new Endpoint("GET", "/v1/pools/{id}", POOLS_READ, POOL, pools::get),
            new Endpoint("PATCH", "/v1/pools/{id}", POOLS_CHANGE, POOL, pools::change),
            new Endpoint("DELETE", "/v1/pools/{id}", POOLS_CHANGE, POOL, pools::delete),
            new Endpoint("GET", "/v1/pools/{id}/plan", POOLS_READ, POOL, plan::get),
            new Endpoint("POST", "/v1/pools/{id}/numbers", POOLS_CHANGE, SERVER, pools::addNumbers),
            new Endpoint("GET", "/v1/pools/{id}/numbers", POOLS_READ, POOL, pools::numbers),
            new Endpoint(
                "PATCH",
                "/v1/pools/{id}/numbers/{number}",
                POOLS_CHANGE,
                POOL,
                pools::changeNumber),
            new Endpoint(
                "DELETE",
                "/v1/pools/{id}/numbers/{number}",
                POOLS_CHANGE,
                POOL,
                pools::removeNumber),
            new Endpoint("POST", "/v1/pools/{id}/blocks", POOLS_CHANGE, POOL, blocks::block),
            new Endpoint("GET", "/v1/pools/{id}/blocks", POOLS_READ, POOL, blocks::list),
            new Endpoint(
                "DELETE", "/v1/pools/{id}/blocks/{block}", POOLS_CHANGE, POOL, blocks::unblock),
            new Endpoint("POST", "/v1/sessions", SESSIONS_CHANGE, POOL, sessions::open),
            new Endpoint("GET", "/v1/sessions", SESSIONS_READ, POOL, sessions::list),
            new Endpoint("GET", "/v1/sessions/{id}", SESSIONS_READ, POOL, sessions::get),
            new Endpoint("PATCH", "/v1/sessions/{id}", SESSIONS_CHANGE, POOL, sessions::change),
            new Endpoint("DELETE", "/v1/sessions/{id}", SESSIONS_CHANGE, POOL, sessions::delete),
            new Endpoint("POST", "/v1/sessions/{id}/close", SESSIONS_CHANGE, POOL, sessions::close),
            new Endpoint(
                "POST", "/v1/sessions/{id}/reopen", SESSIONS_CHANGE, POOL, sessions::reopen),
            new Endpoint("POST", "/v1/sessions/open", SESSIONS_CHANGE, POOL, sessions::openMany),
            new Endpoint("POST", "/v1/sessions/close", SESSIONS_CHANGE, POOL, sessions::closeMany),
            new Endpoint("POST", "/v1/explain", EXPLAIN, POOL, explain::explain),
            new Endpoint("GET", "/v1/calls", CALLS_READ, POOL, calls::list),
            new Endpoint("GET", "/v1/calls/export", CALLS_READ, POOL, calls::export),
            new Endpoint("GET", "/v1/calls/totals", CALLS_READ, POOL, totals::list),
            new Endpoint("GET", "/v1/calls/unmatched", CALLS_READ, SERVER, unmatched::list),
            new Endpoint("GET", "/v1/calls/{id}", CALLS_READ, POOL, calls::get),
            new Endpoint("GET", "/v1/webhooks", WEBHOOKS_READ, SERVER, webhooks::list),
            new Endpoint("GET", "/v1/carriers", WEBHOOKS_READ, SERVER, carriers::list),
            new Endpoint("GET", "/v1/carriers/{account}", WEBHOOKS_READ, SERVER, carriers::get),
            new Endpoint("GET", "/v1/events", EVENTS_READ, POOL, events::get),
            new Endpoint(
                "POST", "/v1/event_endpoints", EVENT_ENDPOINTS, SERVER, eventEndpoints::create),
            new Endpoint(
                "GET", "/v1/event_endpoints", EVENT_ENDPOINTS, SERVER, eventEndpoints::list),
            new Endpoint(
                "GET", "/v1/event_endpoints/{id}", EVENT_ENDPOINTS, SERVER, eventEndpoints::get),
            new Endpoint(
                "PATCH",
                "/v1/event_endpoints/{id}",
                EVENT_ENDPOINTS,
                SERVER,
                eventEndpoints::change),
            new Endpoint(
                "DELETE",
                "/v1/event_endpoints/{id}",
                EVENT_ENDPOINTS,
                SERVER,
                eventEndpoints::delete),
            new Endpoint(
                "POST",
                "/v1/event_endpoints/{id}/secret",
                EVENT_ENDPOINTS,
                SERVER,
                eventEndpoints::rotate),
            new Endpoint(
                "POST",
                "/v1/event_endpoints/{id}/replay",
                EVENT_ENDPOINTS,
                SERVER,
                eventEndpoints::replay),
            new Endpoint("GET", "/v1/deliveries", EVENTS_READ, POOL, deliveries::list),
            new Endpoint("GET", "/v1/deliveries/{id}", EVENTS_READ, POOL, deliveries::get),
            new Endpoint(
                "POST", "/v1/deliveries/{id}/replay", EVENT_ENDPOINTS, POOL, deliveries::replay)));
    all.addAll(recordings.endpoints());
    all.add(new Endpoint("GET", "/v1/audit", AUDIT_READ, SERVER, audit::list));
    all.add(new Endpoint("GET", "/v1/audit/verify", AUDIT_READ, SERVER, audit::verify));
    all.add(new Endpoint("POST", "/v1/sessions/{id}/reveal", REVEAL, POOL, reveal::reveal));
    all.addAll(keys.endpoints());
    all.add(new Endpoint("GET", "/v1/me", SELF_READ, POOL, me::get));
    all.add(new Endpoint("GET", "/v1/retention", RETENTION_READ, SERVER, retention::list));
    all.add(new Endpoint("POST", "/v1/retention/run", RETENTION_RUN, SERVER, retention::run));
    all.add(new Endpoint("POST", "/v1/erasures", ERASE, SERVER, erasures::request));
    all.add(new Endpoint("GET", "/v1/erasures", ERASE, SERVER, erasures::list));
    all.add(new Endpoint("GET", "/v1/erasures/{id}", ERASE, SERVER, erasures::get));
    all.add(new Endpoint("POST", "/v1/persons/export", EXPORT_PERSON, SERVER, exports::export));
    all.add(new Endpoint("GET", "/v1/vault", VAULT_READ, SERVER, vault::get));
    all.add(new Endpoint("POST", "/v1/vault/rotate", VAULT_ROTATE, SERVER, vault::rotate));
    bookings.ifPresent(served -> all.addAll(served.endpoints()));
    this.reveal = reveal;
    this.exports = exports;
    this.endpoints = List.copyOf(all);
  }

  /**
   * That somebody asked for what their role has not the right to. They are refused whatever comes
   * of this; of some things it is to be known that they were asked for.
   *
   * @param request without its body
   */
  public void forbidden(Endpoint endpoint, ApiRequest request) {
    if (endpoint.right() == REVEAL) {
      reveal.forbidden(request);
    } else if (endpoint.right() == EXPORT_PERSON) {
      exports.forbidden(request);
    }
  }

  /** All endpoints. */
  public List<Endpoint> endpoints() {
    return endpoints;
  }
}
