package io.bauta.simulator.vobiz;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.ObjectNode;

/** Shows and ends the calls of the carriers beside it. No path ends with a slash. */
final class LiveCallApi {

  private final List<VobizCarrier> carriers = new CopyOnWriteArrayList<>();
  private final VobizApi api;

  LiveCallApi(VobizApi api) {
    this.api = api;
  }

  void controls(VobizCarrier carrier) {
    carriers.add(carrier);
  }

  /**
   * @param rest what follows {@code /Call}
   */
  ApiReply answer(ApiRequest request, String rest) {
    boolean isLive = "live".equals(request.query().get("status"));
    if (rest.isEmpty() && request.method().equals("GET") && isLive) {
      return list();
    }
    // A slash too many, or a word in the wrong case, is answered so on these paths.
    if (!rest.matches("/[0-9a-fA-F-]{36}")) {
      return api.refused(401, "unauthorized");
    }
    Optional<VobizCall> call = call(rest.substring(1));
    if (call.isEmpty()) {
      return api.refused(404, "no such call");
    }
    return switch (request.method()) {
      case "GET" -> ApiReply.of(200, shown(call.get()));
      case "DELETE" ->
          call.get().hangUp() ? ApiReply.withoutBody(204) : api.refused(404, "no such call");
      default -> api.refused(405, "method not allowed");
    };
  }

  private ApiReply list() {
    ObjectNode body = StrictJson.object().put("api_id", api.newId());
    var calls = body.putArray("calls");
    carriers.stream().flatMap(carrier -> carrier.liveCalls().stream()).forEach(calls::add);
    return ApiReply.of(200, body);
  }

  private Optional<VobizCall> call(String callUuid) {
    return carriers.stream().flatMap(carrier -> carrier.liveCall(callUuid).stream()).findFirst();
  }

  private ObjectNode shown(VobizCall call) {
    Map<String, String> fields = call.standardFields();
    return StrictJson.object()
        .put("api_id", api.newId())
        .put("call_status", fields.get("CallStatus"))
        .put("call_uuid", fields.get("CallUUID"))
        .put("caller_name", fields.get("CallerName"))
        .put("direction", fields.get("Direction"))
        .put("from", fields.get("From"))
        .put("request_uuid", fields.get("CallUUID"))
        .put("session_start", fields.get("SessionStart"))
        .put("stir_attestation", fields.get("STIRAttestation"))
        .put("stir_verification", fields.get("STIRVerification"))
        .put("to", fields.get("To"));
  }
}
