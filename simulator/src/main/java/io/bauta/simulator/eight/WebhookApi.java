package io.bauta.simulator.eight;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.StrictJson;
import io.bauta.simulator.StrictJson.InvalidJson;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Registers, lists and deletes webhooks. */
final class WebhookApi {

  private final EightSettings settings;
  private final EightAccount account;
  private final EightApi.Refusal refusal;

  WebhookApi(EightSettings settings, EightAccount account, EightApi.Refusal refusal) {
    this.settings = settings;
    this.account = account;
    this.refusal = refusal;
  }

  ApiReply answer(ApiRequest request, Optional<String> type) {
    return switch (request.method()) {
      case "GET" -> type.isEmpty() ? listed(account.webhooks()) : refusal.of(404, "not found");
      case "POST" -> type.isEmpty() ? register(request) : refusal.of(404, "not found");
      case "DELETE" -> type.map(this::delete).orElseGet(() -> refusal.of(404, "not found"));
      default -> refusal.of(405, "method not allowed");
    };
  }

  private ApiReply register(ApiRequest request) {
    try {
      ObjectNode body = StrictJson.read(request.body());
      Optional<WebhookType> type = type(StrictJson.text(body, "type"));
      Optional<URI> url = webUrl(StrictJson.text(body, "url"));
      Optional<Boolean> enabled = enabled(body);
      if (type.isEmpty() || url.isEmpty() || enabled.isEmpty()) {
        return refusal.of(422, "type, url or enabled has a wrong value");
      }
      var header = Optional.of(StrictJson.text(body, "httpAuthHeader"));
      var webhook =
          new WebhookRegistration(
              type.get(), url.get(), enabled.get(), header.filter(text -> !text.isEmpty()));
      account.register(webhook);
      return listed(List.of(webhook));
    } catch (InvalidJson e) {
      return refusal.of(422, e.why());
    }
  }

  /** The deletion of a VNU is missing from 8x8's reference. */
  private ApiReply delete(String name) {
    List<WebhookRegistration> removed =
        type(name).filter(type -> type != WebhookType.VNU).map(account::remove).orElse(List.of());
    if (removed.isEmpty()) {
      return refusal.of(404, "no such webhook");
    }
    return ApiReply.of(
        200,
        StrictJson.object()
            .put("subAccountId", settings.subAccountId())
            .put("type", name)
            .put("url", removed.getFirst().url().toString())
            .put("enabled", false)
            .put("statusCode", 0)
            .put("statusMessage", "deleted"));
  }

  private ApiReply listed(List<WebhookRegistration> webhooks) {
    ObjectNode body = StrictJson.object().put("subAccountId", settings.subAccountId());
    body.put("count", webhooks.size());
    var list = body.putArray("webhooks");
    for (WebhookRegistration webhook : webhooks) {
      list.addObject()
          .put("type", webhook.type().name())
          .put("url", webhook.url().toString())
          .put("enabled", webhook.enabled())
          .put("httpAuthHeaderAvailable", webhook.httpAuthHeader().isPresent());
    }
    return ApiReply.of(200, body.put("statusCode", 0).put("statusMessage", "ok"));
  }

  /** One page calls it {@code enabled}, others {@code active}; the first decides. */
  private static Optional<Boolean> enabled(ObjectNode body) {
    JsonNode value = body.has("enabled") ? body.path("enabled") : body.path("active");
    if (value.isMissingNode()) {
      return Optional.of(true);
    }
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  private static Optional<WebhookType> type(String name) {
    return Arrays.stream(WebhookType.values()).filter(type -> type.name().equals(name)).findFirst();
  }

  private static Optional<URI> webUrl(String text) {
    try {
      URI url = URI.create(text);
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return isWeb && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
