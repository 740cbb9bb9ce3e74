package io.bauta.simulator.alohaa;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.Identifiers;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes orders to connect two people. It places no call.
 *
 * @see <a href="https://docs.alohaa.ai/alohaa-docs/api/click-to-call-api">Click-to-call API</a>
 */
final class ClickToCallApi {

  private static final String PATH = "/v1/external/click-2-call";
  private static final int REFERENCE_BYTES = 12;

  /** Why an order is not accepted; Alohaa's pages give the codes and no status. */
  private enum Fault {
    BAD_KEY(401, 1002, "Invalid API key"),
    BAD_SCHEMA(400, 1009, "Invalid request schema"),
    NO_DID(400, 1032, "DID not found");

    private final int status;
    private final int code;
    private final String reason;

    Fault(int status, int code, String reason) {
      this.status = status;
      this.code = code;
      this.reason = reason;
    }
  }

  private final AlohaaSettings settings;
  private final Identifiers identifiers;
  private final List<ClickToCall> accepted = new CopyOnWriteArrayList<>();
  private volatile List<String> numbers = List.of();

  ClickToCallApi(AlohaaSettings settings, Identifiers identifiers) {
    this.settings = settings;
    this.identifiers = identifiers;
  }

  List<ClickToCall> accepted() {
    return List.copyOf(accepted);
  }

  void hasNumbers(List<String> inE164) {
    numbers = List.copyOf(inE164);
  }

  ApiReply answer(ApiRequest request) {
    if (!request.path().equals(PATH)) {
      return ApiReply.withoutBody(404);
    }
    if (!request.method().equals("POST")) {
      return ApiReply.withoutBody(405);
    }
    if (!request.header("x-metro-api-key").equals(settings.apiKey())) {
      return refused(Fault.BAD_KEY);
    }
    try {
      return order(StrictJson.read(request.body()));
    } catch (InvalidJson e) {
      return refused(Fault.BAD_SCHEMA);
    }
  }

  private ApiReply order(ObjectNode order) {
    String did = StrictJson.text(order, "did_number");
    boolean isShuffled = order.path("did_shuffle").asBoolean(false);
    if (!isPerson(order, "caller_number")
        || !isPerson(order, "receiver_number")
        || did.isEmpty() != isShuffled
        || !hasAddress(order.path("webhook_details"))) {
      return refused(Fault.BAD_SCHEMA);
    }
    if (!isShuffled && !numbers.contains("+" + did)) {
      return refused(Fault.NO_DID);
    }
    var click =
        new ClickToCall(
            identifiers.hex(REFERENCE_BYTES),
            StrictJson.text(order, "caller_number"),
            StrictJson.text(order, "receiver_number"),
            did,
            object(order, "webhook_details"),
            object(order, "metadata"));
    accepted.add(click);
    ObjectNode body = StrictJson.object().put("success", true);
    body.putObject("response").put("reference_id", click.referenceId());
    return ApiReply.of(200, body);
  }

  private static boolean isPerson(ObjectNode order, String name) {
    return StrictJson.text(order, name).matches(AlohaaNumbers.TEN_DIGITS);
  }

  private static boolean hasAddress(JsonNode details) {
    boolean isWhole =
        !StrictJson.text(details, "url").isEmpty()
            && !StrictJson.text(details, "request_type").isEmpty();
    return details.isMissingNode() || isWhole;
  }

  private static Optional<ObjectNode> object(ObjectNode order, String name) {
    return order.path(name) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
  }

  private static ApiReply refused(Fault fault) {
    ObjectNode body = StrictJson.object().put("success", false);
    body.putObject("error").put("code", fault.code).put("reason", fault.reason);
    return ApiReply.of(fault.status, body);
  }
}
