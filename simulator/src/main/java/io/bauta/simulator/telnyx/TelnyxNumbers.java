package io.bauta.simulator.telnyx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of the account, as {@code /phone_numbers} has them. */
final class TelnyxNumbers {

  /** The most numbers that the account can have. */
  static final int NUMBERS_MAX = 100_000;

  static final String ACTIVE = "active";

  /** What {@code status} can be. */
  private static final List<String> STATUSES =
      List.of(
          "purchase-pending",
          "purchase-failed",
          "port-pending",
          "port-failed",
          ACTIVE,
          "deleted",
          "emergency-only",
          "ported-out",
          "port-out-pending",
          "requirement-info-pending",
          "requirement-info-under-review",
          "requirement-info-exception",
          "provision-pending");

  private static final Map<String, String> PLAIN_FILTERS =
      Map.of(
          "phone_number", "phone_number",
          "status", "status",
          "connection_id", "connection_id",
          "country_iso_alpha2", "country_iso_alpha2",
          "customer_reference", "customer_reference",
          "number_type", "phone_number_type",
          "voice.connection_name", "connection_name");

  private static final List<String> CHANGEABLE =
      List.of("connection_id", "tags", "customer_reference", "external_pin", "billing_group_id");

  private final SortedMap<String, ObjectNode> byId = new TreeMap<>();
  private final Map<String, ObjectNode> byNumber = new HashMap<>();
  private final TelnyxIds ids;
  private final TelnyxApplications applications;

  TelnyxNumbers(TelnyxIds ids, TelnyxApplications applications) {
    this.ids = ids;
    this.applications = applications;
  }

  /**
   * Adds a number, or changes its status.
   *
   * @param connectionId of the application that it is attached to; empty for none
   */
  synchronized void add(String number, String connectionId, String status) {
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("status: expected one of " + STATUSES);
    }
    if (byId.size() >= NUMBERS_MAX) {
      throw new IllegalStateException("more than %d numbers".formatted(NUMBERS_MAX));
    }
    ObjectNode owned = find(number).orElseGet(Json::object);
    owned.put("id", Json.text(owned, "id").orElseGet(ids::accountId));
    owned.put("record_type", "phone_number");
    owned.put("phone_number", number);
    owned.put("status", status);
    owned.put("connection_id", connectionId);
    owned.put("country_iso_alpha2", number.startsWith("+91") ? "IN" : "US");
    owned.put("phone_number_type", "local");
    owned.put("customer_reference", "");
    owned.set("tags", Json.strings(List.of()));
    byId.put(Json.text(owned, "id").orElseThrow(), owned);
    byNumber.put(number, owned);
  }

  /** Whether the account may show {@code number} to people who are called. */
  synchronized boolean has(String number) {
    return find(number)
        .flatMap(owned -> Json.text(owned, "status"))
        .filter(ACTIVE::equals)
        .isPresent();
  }

  /** The application that {@code number} is attached to; empty where the number is unknown. */
  synchronized Optional<String> connectionOf(String number) {
    return find(number).flatMap(owned -> Json.text(owned, "connection_id"));
  }

  synchronized List<String> tags(String number) {
    return find(number)
        .map(owned -> owned.path("tags").valueStream().map(JsonNode::asString).toList())
        .orElse(List.of());
  }

  synchronized RestReply serve(RestRequest request) {
    if (request.path().size() < 2) {
      return request.method().equals("GET") ? list(request) : TelnyxError.unknown().reply();
    }
    ObjectNode owned = byId.get(request.path().get(1));
    if (owned == null || request.path().size() > 2) {
      return TelnyxError.unknown().reply();
    }
    return switch (request.method()) {
      case "GET" -> RestReply.data(RestReply.OK, shown(owned));
      case "PATCH" ->
          request
              .json()
              .map(body -> change(owned, body))
              .orElseGet(() -> TelnyxError.malformed().reply());
      case "DELETE" -> {
        owned.put("status", "deleted");
        byId.remove(request.path().get(1));
        byNumber.values().remove(owned);
        yield RestReply.data(RestReply.OK, shown(owned));
      }
      default -> TelnyxError.unknown().reply();
    };
  }

  private RestReply list(RestRequest request) {
    List<Predicate<ObjectNode>> filters = new ArrayList<>();
    for (String name : request.query().keySet()) {
      if (name.startsWith("filter[")) {
        Optional<Predicate<ObjectNode>> filter = filter(name, request);
        if (filter.isEmpty()) {
          return TelnyxError.malformed().reply();
        }
        filters.add(filter.get());
      }
    }
    List<ObjectNode> found =
        byId.values().stream()
            .map(this::shown)
            .filter(owned -> filters.stream().allMatch(filter -> filter.test(owned)))
            .toList();
    return Page.reply(found, request);
  }

  /** Empty where there is no such filter: what is not understood would list too much. */
  private static Optional<Predicate<ObjectNode>> filter(String name, RestRequest request) {
    String bare = name.substring("filter[".length(), name.length() - 1);
    String wanted = request.query().getOrDefault(name, "");
    if (bare.equals("tag")) {
      return Optional.of(
          owned -> owned.path("tags").valueStream().anyMatch(tag -> wanted.equals(tag.asString())));
    }
    return Optional.ofNullable(PLAIN_FILTERS.get(bare))
        .map(field -> owned -> Json.text(owned, field).filter(wanted::equals).isPresent());
  }

  private RestReply change(ObjectNode owned, ObjectNode body) {
    Optional<String> connection = Json.text(body, "connection_id");
    boolean isKnown =
        connection.filter(id -> !id.isEmpty() && applications.get(id).isEmpty()).isEmpty();
    if (!isKnown || (body.has("connection_id") && connection.isEmpty())) {
      return TelnyxError.badConnection().reply();
    }
    for (String name : CHANGEABLE) {
      if (body.has(name)) {
        owned.set(name, body.get(name));
      }
    }
    return RestReply.data(RestReply.OK, shown(owned));
  }

  private ObjectNode shown(ObjectNode owned) {
    ObjectNode shown = owned.deepCopy();
    Json.text(owned, "connection_id")
        .flatMap(applications::get)
        .ifPresent(application -> shown.put("connection_name", application.name()));
    return shown;
  }

  private Optional<ObjectNode> find(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }
}
