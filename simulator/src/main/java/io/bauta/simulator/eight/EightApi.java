package io.bauta.simulator.eight;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.Identifiers;
import io.bauta.simulator.StrictJson;
import java.util.List;
import java.util.Optional;

/**
 * The REST API of one sub-account: who may ask, and which part answers.
 *
 * @see <a href="https://developer.8x8.com/connect/reference/create-a-new-webhook">8x8's
 *     reference</a>
 */
final class EightApi {

  private static final List<String> ROOT = List.of("api", "v1", "subaccounts");

  private final EightSettings settings;
  private final Identifiers identifiers;
  private final WebhookApi webhooks;
  private final CatalogueApi catalogue;

  EightApi(EightSettings settings, EightAccount account, Identifiers identifiers) {
    this.settings = settings;
    this.identifiers = identifiers;
    this.webhooks = new WebhookApi(settings, account, this::refused);
    this.catalogue = new CatalogueApi(settings, account, this::refused);
  }

  ApiReply answer(ApiRequest request) {
    List<String> segments = request.segments();
    boolean isBelowRoot = segments.size() > ROOT.size() && segments.subList(0, 3).equals(ROOT);
    if (!isBelowRoot) {
      return refused(404, "not found");
    }
    if (!request.header("Authorization").equals("Bearer " + settings.apiKey())) {
      return refused(401, "unauthorized");
    }
    if (!segments.get(3).equals(settings.subAccountId())) {
      return refused(403, "no access to this sub-account");
    }
    return answer(request, segments.subList(4, segments.size()));
  }

  private ApiReply answer(ApiRequest request, List<String> below) {
    String resource = below.isEmpty() ? "" : below.getFirst();
    Optional<String> item = below.size() == 2 ? Optional.of(below.get(1)) : Optional.empty();
    if (below.size() > 2) {
      return refused(404, "not found");
    }
    if (resource.equals("webhooks")) {
      return webhooks.answer(request, item);
    }
    if (!request.method().equals("GET")) {
      return refused(405, "method not allowed");
    }
    return catalogue.answer(resource, item);
  }

  /** The shape that 8x8 documents for 422; for the others it documents none. */
  private ApiReply refused(int status, String why) {
    String code = status == 422 ? "1001" : Integer.toString(status);
    return ApiReply.of(
        status,
        StrictJson.object()
            .put("errorId", identifiers.uuid())
            .put("statusCode", code)
            .put("statusMessage", why));
  }

  /** Makes the reply to a request that is not carried out. */
  @FunctionalInterface
  interface Refusal {
    ApiReply of(int status, String why);
  }
}
