package io.bauta.simulator.vobiz;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Creates, lists, changes and deletes applications. Every path ends with a slash. */
final class ApplicationApi {

  private static final int PAGE = 20;
  private static final int PAGE_MAX = 100;

  private final VobizAccount account;
  private final VobizApi api;

  ApplicationApi(VobizAccount account, VobizApi api) {
    this.account = account;
    this.api = api;
  }

  /**
   * @param rest what follows {@code /Application}
   */
  ApiReply answer(ApiRequest request, String rest) {
    if (!rest.matches("/([0-9]+/)?")) {
      return api.refused(404, "not found");
    }
    if (rest.equals("/")) {
      return switch (request.method()) {
        case "GET" -> list(request);
        case "POST" -> create(request);
        default -> api.refused(405, "method not allowed");
      };
    }
    Optional<VobizApplication> found = account.application(rest.substring(1, rest.length() - 1));
    return found.map(app -> one(request, app)).orElseGet(() -> api.refused(404, "not found"));
  }

  /** An application as the API shows it. */
  static ObjectNode shown(VobizApplication application) {
    ObjectNode shown = StrictJson.object().put("app_id", application.appId());
    application.fields().forEach(shown::put);
    return shown.put("hangup_url", application.hangupUrl().toString());
  }

  private ApiReply one(ApiRequest request, VobizApplication application) {
    return switch (request.method()) {
      case "GET" -> ApiReply.of(200, shown(application).put("api_id", api.newId()));
      case "POST" -> change(request, application);
      case "DELETE" -> delete(application);
      default -> api.refused(405, "method not allowed");
    };
  }

  private ApiReply create(ApiRequest request) {
    try {
      var form = new ApplicationForm(request.body());
      Optional<String> fault = form.faultOfNew();
      if (fault.isPresent()) {
        return api.refused(400, fault.get());
      }
      VobizApplication created = account.create(form.fields());
      return ApiReply.of(201, done("created").put("app_id", created.appId()));
    } catch (InvalidJson e) {
      return api.refused(400, e.why());
    }
  }

  private ApiReply change(ApiRequest request, VobizApplication application) {
    try {
      var form = new ApplicationForm(request.body());
      Optional<String> fault = form.fault();
      if (fault.isPresent()) {
        return api.refused(400, fault.get());
      }
      account.change(application.appId(), form.fields());
      return ApiReply.of(200, done("changed"));
    } catch (InvalidJson e) {
      return api.refused(400, e.why());
    }
  }

  private ApiReply delete(VobizApplication application) {
    if (account.hasNumbers(application.appId())) {
      return api.refused(409, "numbers are attached");
    }
    account.delete(application.appId());
    return ApiReply.withoutBody(204);
  }

  private ApiReply list(ApiRequest request) {
    Map<String, String> query = request.query();
    Optional<Integer> limit = VobizApi.whole(query.getOrDefault("limit", "" + PAGE), 1, PAGE_MAX);
    Optional<Integer> offset =
        VobizApi.whole(query.getOrDefault("offset", "0"), 0, Integer.MAX_VALUE);
    if (limit.isEmpty() || offset.isEmpty()) {
      return api.refused(400, "limit or offset is invalid");
    }
    return ApiReply.of(200, page(request.path(), limit.get(), offset.get()));
  }

  private ObjectNode page(String path, int limit, int offset) {
    List<VobizApplication> all = account.applications();
    ObjectNode body = StrictJson.object().put("api_id", api.newId());
    body.putObject("meta")
        .put("limit", limit)
        .put("offset", offset)
        .put("total_count", all.size())
        .put("next", offset + limit < all.size() ? link(path, limit, offset + limit) : null)
        .put("previous", offset > 0 ? link(path, limit, Math.max(0, offset - limit)) : null);
    var objects = body.putArray("objects");
    all.stream().skip(offset).limit(limit).forEach(app -> objects.add(shown(app)));
    return body;
  }

  private static String link(String path, int limit, int offset) {
    return "%s%s?limit=%d&offset=%d".formatted(VobizApi.BASE_PATH, path, limit, offset);
  }

  private ObjectNode done(String message) {
    return StrictJson.object().put("api_id", api.newId()).put("message", message);
  }
}
