package io.bauta.simulator.vobiz;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Lists numbers and attaches applications to them. No path ends with a slash. */
final class NumberApi {

  private static final int PAGE = 20;
  private static final int PAGE_MAX = 100;

  /** The plus must be percent-encoded. */
  private static final Pattern ATTACHMENT = Pattern.compile("/%2B([0-9]{7,15})/application");

  private final VobizAccount account;
  private final VobizApi api;

  NumberApi(VobizAccount account, VobizApi api) {
    this.account = account;
    this.api = api;
  }

  /**
   * @param rest what follows {@code /numbers}
   */
  ApiReply answer(ApiRequest request, String rest) {
    if (rest.isEmpty() && request.method().equals("GET")) {
      return list(request.query());
    }
    Matcher attachment = ATTACHMENT.matcher(rest);
    if (!attachment.matches()) {
      return api.refused(404, "not found");
    }
    String number = "+" + attachment.group(1);
    return switch (request.method()) {
      case "POST" -> attach(request, number);
      case "DELETE" -> detach(number);
      default -> api.refused(405, "method not allowed");
    };
  }

  private ApiReply list(Map<String, String> query) {
    Optional<Integer> page = VobizApi.whole(query.getOrDefault("page", "1"), 1, 1_000_000);
    Optional<Integer> perPage =
        VobizApi.whole(query.getOrDefault("per_page", "" + PAGE), 1, PAGE_MAX);
    if (page.isEmpty() || perPage.isEmpty()) {
      return api.refused(400, "page or per_page is invalid");
    }
    String search = query.getOrDefault("search", "");
    List<String> found =
        account.numbers().stream().filter(number -> number.contains(search)).toList();
    ObjectNode body = StrictJson.object();
    var items = body.putArray("items");
    found.stream()
        .skip((page.get() - 1L) * perPage.get())
        .limit(perPage.get())
        .forEach(number -> items.add(item(number)));
    return ApiReply.of(
        200,
        body.put("page", page.get()).put("per_page", perPage.get()).put("total", found.size()));
  }

  private ObjectNode item(String number) {
    ObjectNode item =
        StrictJson.object()
            .put("id", "num_" + number.substring(1))
            .put("account_id", api.authId())
            .put("e164", number)
            .put("country", number.startsWith("+91") ? "IN" : null)
            .put("status", "active")
            .put("application_id", account.appIdOf(number).orElse(null))
            .put("voice_enabled", true)
            .put("is_blocked", false);
    item.putObject("capabilities").put("voice", true).put("sms", false);
    return item;
  }

  private ApiReply attach(ApiRequest request, String number) {
    try {
      String appId = StrictJson.text(StrictJson.read(request.body()), "application_id");
      Optional<VobizApplication> application = account.application(appId);
      if (appId.isEmpty()) {
        return api.refused(400, "application_id is missing");
      }
      if (application.isEmpty() || !account.hasNumber(number)) {
        return api.refused(404, "no such number or application");
      }
      account.attach(number, Optional.of(appId));
      ObjectNode body = StrictJson.object().put("message", "attached").put("number", number);
      body.set("application", ApplicationApi.shown(application.get()));
      return ApiReply.of(200, body);
    } catch (InvalidJson e) {
      return api.refused(400, e.why());
    }
  }

  /** Does nothing to a number that is not attached. */
  private ApiReply detach(String number) {
    if (!account.hasNumber(number)) {
      return api.refused(404, "no such number");
    }
    account.attach(number, Optional.empty());
    return ApiReply.of(200, StrictJson.object().put("message", "detached").put("number", number));
  }
}
