package io.bauta.simulator.eight;

import io.bauta.simulator.StrictJson;
import io.bauta.simulator.Webhook;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes complete webhooks of payloads: envelope, address and header. */
final class EightWebhooks {

  private final EightSettings settings;
  private final EightAccount account;
  private volatile EightForgery forgery = EightForgery.NONE;

  EightWebhooks(EightSettings settings, EightAccount account) {
    this.settings = settings;
    this.account = account;
  }

  void forges(EightForgery newForgery) {
    forgery = newForgery;
  }

  /** The webhook, or nothing where no URL is registered for its type. */
  Optional<Webhook> webhook(WebhookType type, ObjectNode payload) {
    return account.webhook(type).map(where -> webhook(where, payload));
  }

  private Webhook webhook(WebhookRegistration where, ObjectNode payload) {
    ObjectNode sent = payload.deepCopy();
    if (forgery == EightForgery.OTHER_SUB_ACCOUNT) {
      sent.put("subAccountId", "somebody_else");
    }
    ObjectNode envelope = StrictJson.object();
    envelope.set("payload", sent);
    envelope.put("namespace", "VOICE");
    envelope.put("eventType", where.type().eventType());
    envelope.put("description", where.type().description());
    return new Webhook(
        event(where.type(), payload),
        "POST",
        where.url(),
        headers(where),
        envelope.toString(),
        StrictJson.fields(sent));
  }

  private Map<String, String> headers(WebhookRegistration where) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    where
        .httpAuthHeader()
        .filter(_ -> forgery != EightForgery.NO_HEADER)
        .map(value -> forgery == EightForgery.WRONG_HEADER ? value + "x" : value)
        .ifPresent(value -> headers.put("Authorization", settings.authorizationPrefix() + value));
    return headers;
  }

  private static String event(WebhookType type, ObjectNode payload) {
    return type == WebhookType.VCS ? "VCS " + StrictJson.text(payload, "callStatus") : type.name();
  }
}
