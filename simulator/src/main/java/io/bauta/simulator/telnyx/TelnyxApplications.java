package io.bauta.simulator.telnyx;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.node.ObjectNode;

/** The Call Control applications of the account, as {@code /call_control_applications} has them. */
final class TelnyxApplications {

  /** The most applications that the account can have. */
  static final int APPLICATIONS_MAX = 1_000;

  private final ConcurrentSkipListMap<String, TelnyxApplication> applications =
      new ConcurrentSkipListMap<>();
  private final TelnyxIds ids;

  TelnyxApplications(TelnyxIds ids, TelnyxSettings settings) {
    this.ids = ids;
    ObjectNode first = usual();
    first.put(TelnyxApplication.NAME, settings.applicationName());
    first.put(TelnyxApplication.URL, settings.webhookUrl().toString());
    first.put(TelnyxApplication.VERSION, "2");
    settings
        .firstCommandTimeout()
        .ifPresent(
            time -> {
              first.put(TelnyxApplication.FIRST_COMMAND_TIMEOUT, true);
              first.put(TelnyxApplication.FIRST_COMMAND_SECONDS, time.toSeconds());
            });
    settings
        .failoverUrl()
        .ifPresent(url -> first.put(TelnyxApplication.FAILOVER_URL, url.toString()));
    String id = settings.connectionId();
    applications.put(id, new TelnyxApplication(id, first));
  }

  Optional<TelnyxApplication> get(String id) {
    return Optional.ofNullable(applications.get(id));
  }

  RestReply serve(RestRequest request) {
    Optional<ObjectNode> body = request.json();
    if (body.isEmpty()) {
      return TelnyxError.malformed().reply();
    }
    boolean isOne = request.path().size() > 1;
    return switch (request.method()) {
      case "GET" -> isOne ? one(request) : list(request);
      case "POST" -> create(body.get());
      case "PATCH" -> change(request, body.get());
      case "DELETE" -> delete(request);
      default -> TelnyxError.unknown().reply();
    };
  }

  private RestReply list(RestRequest request) {
    String part = request.filter("application_name][contains").orElse("");
    List<ObjectNode> found =
        applications.values().stream()
            .filter(application -> application.name().contains(part))
            .map(TelnyxApplication::shown)
            .toList();
    return Page.reply(found, request);
  }

  private RestReply one(RestRequest request) {
    return get(request.path().get(1))
        .map(application -> RestReply.data(RestReply.OK, application.shown()))
        .orElseGet(() -> TelnyxError.unknown().reply());
  }

  private RestReply create(ObjectNode body) {
    ObjectNode settings = usual();
    settings.setAll(body);
    Optional<TelnyxError> fault = fault(settings);
    if (fault.isPresent()) {
      return fault.get().reply();
    }
    if (applications.size() >= APPLICATIONS_MAX) {
      return TelnyxError.tooMany().reply();
    }
    var application = new TelnyxApplication(ids.accountId(), settings);
    applications.put(application.id(), application);
    return RestReply.data(RestReply.CREATED, application.shown());
  }

  private RestReply change(RestRequest request, ObjectNode body) {
    Optional<TelnyxApplication> before =
        request.path().size() > 1 ? get(request.path().get(1)) : Optional.empty();
    if (before.isEmpty()) {
      return TelnyxError.unknown().reply();
    }
    ObjectNode settings = before.get().settings().deepCopy();
    settings.setAll(body);
    Optional<TelnyxError> fault = fault(settings);
    if (fault.isPresent()) {
      return fault.get().reply();
    }
    var after = new TelnyxApplication(before.get().id(), settings);
    applications.put(after.id(), after);
    return RestReply.data(RestReply.OK, after.shown());
  }

  private RestReply delete(RestRequest request) {
    String id = request.path().size() > 1 ? request.path().get(1) : "";
    TelnyxApplication deleted = applications.remove(id);
    return deleted == null
        ? TelnyxError.unknown().reply()
        : RestReply.data(RestReply.OK, deleted.shown());
  }

  /** What an application is where nothing is said: its webhooks have the old format. */
  private static ObjectNode usual() {
    ObjectNode usual = Json.object();
    usual.put("active", true);
    usual.put("anchorsite_override", "Latency");
    usual.put("call_cost_in_webhooks", false);
    usual.put("dtmf_type", "RFC 2833");
    usual.put(TelnyxApplication.FIRST_COMMAND_TIMEOUT, false);
    usual.put(TelnyxApplication.FIRST_COMMAND_SECONDS, 30);
    usual.put("redact_dtmf_debug_logging", false);
    usual.put(TelnyxApplication.VERSION, "1");
    usual.put(TelnyxApplication.FAILOVER_URL, "");
    usual.putNull("webhook_timeout_secs");
    return usual;
  }

  private static Optional<TelnyxError> fault(ObjectNode settings) {
    for (String name : List.of(TelnyxApplication.NAME, TelnyxApplication.URL)) {
      if (Json.text(settings, name).filter(text -> !text.isBlank()).isEmpty()) {
        return Optional.of(TelnyxError.missing(name));
      }
    }
    if (!ValueCheck.Web.isWeb(Json.text(settings, TelnyxApplication.URL).orElseThrow())) {
      return Optional.of(TelnyxError.notInEnum(TelnyxApplication.URL));
    }
    Optional<String> version = Json.text(settings, TelnyxApplication.VERSION);
    return version.filter(List.of("1", "2")::contains).isPresent()
        ? Optional.empty()
        : Optional.of(TelnyxError.notInEnum(TelnyxApplication.VERSION));
  }
}
