package io.bauta.api;

import io.bauta.audit.AuditEntry;
import io.bauta.delivery.Deliveries;
import io.bauta.event.Delivery;
import io.bauta.event.DeliveryStore;
import io.bauta.event.Endpoint;
import io.bauta.event.EndpointId;
import io.bauta.event.Endpoints;
import io.bauta.event.EventFilter;
import io.bauta.event.SigningSecret;
import io.bauta.id.TimeOrderedIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the platform wants events to be sent, and by which secrets they are signed. */
public final class EventEndpointsApi {

  /** How long a secret holds that was replaced, where nobody says. */
  public static final Duration OVERLAP_DEFAULT = Duration.ofDays(1);

  public static final Duration OVERLAP_MAX = Duration.ofDays(7);

  private static final int EVENT_NAME_LENGTH_MAX = 60;

  private final Endpoints endpoints;
  private final Deliveries deliveries;
  private final DeliveryStore store;
  private final EndpointUrls urls;
  private final Supplier<SigningSecret> secrets;
  private final AuditApi audit;
  private final TimeOrderedIds ids;
  private final Clock clock;

  /**
   * The endpoints.
   *
   * @param secrets makes a new one each time
   */
  public EventEndpointsApi(
      Endpoints endpoints,
      Deliveries deliveries,
      DeliveryStore store,
      EndpointUrls urls,
      Supplier<SigningSecret> secrets,
      AuditApi audit,
      TimeOrderedIds ids,
      Clock clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.store = store;
    this.urls = urls;
    this.secrets = secrets;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /** Its state as it may be asked for. */
  private enum AskedState {
    ACTIVE,
    PAUSED
  }

  ApiReply create(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of("url", "events", "description"));
    Instant now = now();
    Endpoint endpoint =
        new Endpoint(
            new EndpointId(ids.next(now)),
            url(fields, fields.text("url", Endpoint.URL_LENGTH_MAX)),
            fields.has("events") ? filter(fields) : EventFilter.ALL,
            fields.optionalText("description", Endpoint.DESCRIPTION_LENGTH_MAX),
            Endpoint.State.ACTIVE,
            List.of(secrets.get()),
            now);
    return audit.doing(
        entry(request, "endpoint.created", endpoint.id(), Optional.empty()),
        () -> {
          if (!endpoints.add(endpoint)) {
            throw new ProblemException(
                new Problem(
                    409,
                    "too_many_endpoints",
                    ("there are %d endpoints already, the most that there may be: delete one, or"
                            + " change it")
                        .formatted(Endpoint.COUNT_MAX)));
          }
          ObjectNode json = of(endpoint);
          json.put("secret", endpoint.secrets().getFirst().reveal());
          return ApiReply.created(json);
        });
  }

  /** Without the URL, which may hold a secret. */
  private AuditEntry entry(
      ApiRequest request, String action, EndpointId id, Optional<String> detail) {
    return audit.entry(request, action, "event_endpoint", id.toString(), detail);
  }

  private String url(Fields fields, String url) {
    urls.objection(url)
        .ifPresent(
            objection -> {
              throw fields.invalid("invalid_url", "url", objection);
            });
    return url;
  }

  private static EventFilter filter(Fields fields) {
    return EventFilter.of(fields.texts("events", EventFilter.NAMES_MAX, EVENT_NAME_LENGTH_MAX))
        .orElseThrow(
            () ->
                fields.invalid(
                    "invalid_value", "events", "expected one or more of " + EventFilter.known()));
  }

  ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    Optional<EndpointId> after =
        Page.parameter(request, "cursor", EndpointId::parse, "a cursor from the page before");
    List<Endpoint> rest =
        endpoints.all().stream()
            .filter(endpoint -> after.filter(id -> !isAfter(endpoint, id)).isEmpty())
            .limit(limit + 1L)
            .toList();
    return Page.of(rest, limit, this::of, endpoint -> endpoint.id().toString());
  }

  private static boolean isAfter(Endpoint endpoint, EndpointId id) {
    return endpoint.id().toString().compareTo(id.toString()) > 0;
  }

  ApiReply get(ApiRequest request) {
    Endpoint endpoint = known(request);
    ObjectNode json = of(endpoint);
    DeliveryStore.Backlog backlog = store.backlog(endpoint.id());
    json.put("waiting", backlog.waiting());
    json.put("dead", backlog.dead());
    return ApiReply.ok(json);
  }

  ApiReply change(ApiRequest request) {
    EndpointId id = known(request).id();
    Fields fields = Fields.of(request, Set.of("url", "events", "description", "state"));
    Optional<String> url =
        fields.optionalText("url", Endpoint.URL_LENGTH_MAX).map(text -> url(fields, text));
    Optional<EventFilter> filter =
        fields.has("events") ? Optional.of(filter(fields)) : Optional.empty();
    Optional<String> description =
        fields.optionalText("description", Endpoint.DESCRIPTION_LENGTH_MAX);
    Optional<Endpoint.State> state =
        fields
            .optionalChoice("state", AskedState.class)
            .map(asked -> Endpoint.State.valueOf(asked.name()));
    return audit.doing(
        entry(request, "endpoint.changed", id, Optional.of(String.join(", ", fields.names()))),
        () ->
            endpoints
                .change(
                    id,
                    before ->
                        Optional.of(
                            new Endpoint(
                                before.id(),
                                url.orElse(before.url()),
                                filter.orElse(before.filter()),
                                description.or(before::description),
                                state.orElse(before.state()),
                                before.secrets(),
                                before.createdAt())))
                .map(changed -> ApiReply.ok(of(changed)))
                .orElseThrow(EventEndpointsApi::unknown));
  }

  ApiReply delete(ApiRequest request) {
    EndpointId id = known(request).id();
    return audit.doing(
        entry(request, "endpoint.deleted", id, Optional.empty()),
        () -> {
          if (!endpoints.remove(id)) {
            throw unknown();
          }
          return ApiReply.noContent();
        });
  }

  /** A new secret; the one before holds for a while beside it. */
  ApiReply rotate(ApiRequest request) {
    EndpointId id = known(request).id();
    Duration overlap =
        request.body().length == 0
            ? OVERLAP_DEFAULT
            : Fields.of(request, Set.of("overlap_seconds"))
                .optionalSeconds("overlap_seconds", Duration.ZERO, OVERLAP_MAX)
                .orElse(OVERLAP_DEFAULT);
    Instant now = now();
    Instant end = now.plus(overlap);
    SigningSecret secret = secrets.get();
    return audit.doing(
        entry(request, "endpoint.secret_rotated", id, Optional.of("the one before until " + end)),
        () -> {
          if (endpoints.change(id, before -> before.withSecret(secret, end, now)).isEmpty()) {
            throw tooManySecrets();
          }
          ObjectNode json = Json.object();
          json.put("id", id.toString());
          json.put("secret", secret.reveal());
          json.put("previous_valid_until", end.toString());
          return ApiReply.ok(json);
        });
  }

  private static ProblemException tooManySecrets() {
    return new ProblemException(
        new Problem(
            409,
            "too_many_secrets",
            "%d secrets of the endpoint still hold: wait until the oldest ends"
                .formatted(Endpoint.SECRETS_MAX)));
  }

  /** Which settled deliveries may be replayed. */
  private enum Replayed {
    DEAD,
    DELIVERED
  }

  /** Sends many once more, the oldest first. */
  ApiReply replay(ApiRequest request) {
    Endpoint endpoint = known(request);
    Fields fields = Fields.of(request, Set.of("state", "since", "until"));
    Instant now = now();
    int replayed =
        store.replay(
            endpoint.id(),
            Delivery.State.valueOf(
                fields.optionalChoice("state", Replayed.class).orElse(Replayed.DEAD).name()),
            fields.optionalInstant("since").orElse(Instant.EPOCH),
            fields.optionalInstant("until").orElse(now),
            now);
    deliveries.wake();
    ObjectNode json = Json.object();
    json.put("replayed", replayed);
    json.put("more", replayed == DeliveryStore.REPLAYED_AT_ONCE_MAX);
    return ApiReply.ok(json);
  }

  private Endpoint known(ApiRequest request) {
    return EndpointId.parse(request.pathValue("id"))
        .flatMap(endpoints::find)
        .orElseThrow(EventEndpointsApi::unknown);
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.notFound("event endpoint"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ObjectNode of(Endpoint endpoint) {
    ObjectNode json = Json.object();
    json.put("id", endpoint.id().toString());
    json.put("url", endpoint.url());
    ArrayNode events = json.putArray("events");
    endpoint.filter().names().forEach(events::add);
    json.put("description", endpoint.description().orElse(null));
    json.put("state", Names.of(endpoint.state()));
    json.put("failing", deliveries.isCircuitOpen(endpoint.id()));
    json.put("created_at", endpoint.createdAt().toString());
    return json;
  }
}
