package io.bauta.app;

import io.bauta.access.Gate;
import io.bauta.api.Denials;
import io.bauta.carrier.HttpReply;
import io.bauta.edge.CallLog;
import io.bauta.edge.CarrierWebhooks;
import io.bauta.proof.ProofLog;
import io.bauta.routing.RouteIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The pages that need no key: is the server well, and how is it spoken to. */
final class HealthPages {

  private static final String JSON = "application/json";

  private final RouteIndex routes;
  private final CallLog callLog;
  private final Gate gate;
  private final CarrierWebhooks webhooks;
  private final ProofLog proofs;
  private final String instance;
  private final Clock clock;
  private final HttpReply openApi = resource("/openapi.yaml", "application/yaml");

  /**
   * The pages of a server.
   *
   * @param instance names this run of it
   */
  HealthPages(
      RouteIndex routes,
      CallLog callLog,
      Gate gate,
      CarrierWebhooks webhooks,
      ProofLog proofs,
      String instance,
      Clock clock) {
    this.webhooks = webhooks;
    this.routes = routes;
    this.callLog = callLog;
    this.gate = gate;
    this.proofs = proofs;
    this.instance = instance;
    this.clock = clock;
  }

  /** Pages by path. */
  Map<String, Supplier<HttpReply>> all() {
    return Map.of(
        "/health",
        this::health,
        "/health/live",
        () -> HttpReply.text(200, JSON, "{\"status\":\"ok\"}"),
        "/health/ready",
        this::health,
        "/openapi.yaml",
        () -> openApi);
  }

  /**
   * Ready from the start: what is not in memory yet is read from the store. The numbers are for
   * people.
   */
  private HttpReply health() {
    boolean ok = callLog.isWriting();
    return HttpReply.text(
        ok ? 200 : 503,
        JSON,
        "{\"status\":\"%s\",\"routes\":%d,\"routes_loaded\":%s,\"call_log_waiting\":%d,\"call_log_lost\":%d,\"api_refused\":%s,\"webhooks_refused\":%s,\"webhooks_forged_last_hour\":%d,\"instance\":\"%s\"}"
            .formatted(
                ok ? "ok" : "call_log_stopped",
                routes.size(),
                routes.isComplete(),
                callLog.waiting(),
                callLog.lost(),
                Denials.json(gate.denials()),
                flooded(webhooks.flooded()),
                proofs.forgedLastHour(clock.instant()),
                instance));
  }

  private static String flooded(CarrierWebhooks.Flooded flooded) {
    return "{\"over_rate\":%d,\"caller_too_often\":%d,\"source_forges\":%d}"
        .formatted(flooded.overRate(), flooded.overCalls(), flooded.unproved());
  }

  private static HttpReply resource(String name, String contentType) {
    try (InputStream in = HealthPages.class.getResourceAsStream(name)) {
      return new HttpReply(200, contentType, Objects.requireNonNull(in).readAllBytes());
    } catch (IOException brokenJar) {
      throw new UncheckedIOException(brokenJar);
    }
  }
}
