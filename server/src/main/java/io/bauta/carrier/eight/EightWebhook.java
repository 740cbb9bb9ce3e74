package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.MalformedWebhookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A webhook of the sub-account: as 8x8 lists it, or as we want it.
 *
 * @param type VCA, VCS, VSS, VRU or VNU
 * @param hasAuthHeader whether 8x8 holds an httpAuthHeader for it; which, it never tells
 */
record EightWebhook(String type, String url, boolean enabled, boolean hasAuthHeader) {

  private static final JsonMapper MAPPER = new JsonMapper();

  /** The webhook that should bring {@code event}; empty when nobody said how 8x8 reaches us. */
  static Optional<EightWebhook> wanted(EightEvent event, CarrierAccount account) {
    boolean authHeader = account.setting(EightProfile.AUTH_HEADER).isPresent();
    return account
        .callbackUrl(event.endpoint())
        .map(url -> new EightWebhook(event.webhookType(), url, true, authHeader));
  }

  /**
   * Those that {@code reply} lists. What 8x8 does not say is taken to be as we want it: asking
   * again would not make it say so. One page calls {@code enabled} {@code active}.
   */
  static List<EightWebhook> listed(HttpReply reply) throws MalformedWebhookException {
    List<EightWebhook> webhooks = new ArrayList<>();
    for (EightFields entry : EightFields.of(reply.body()).objects("webhooks")) {
      webhooks.add(
          new EightWebhook(
              entry.text("type"),
              entry.text("url"),
              entry.flag("enabled").or(() -> entry.flag("active")).orElse(true),
              entry.flag("httpAuthHeaderAvailable").orElse(true)));
    }
    return webhooks;
  }

  /** Whether {@code listed} does what this one should. A header too many does no harm. */
  boolean isMetBy(EightWebhook listed) {
    return listed.url().equals(url)
        && listed.enabled()
        && (listed.hasAuthHeader() || !hasAuthHeader);
  }

  /** The body that makes it. Operation and guide disagree on the name of {@code enabled}. */
  String body(CarrierAccount account) {
    ObjectNode body = MAPPER.createObjectNode().put("type", type).put("url", url);
    account.setting(EightProfile.AUTH_HEADER).ifPresent(value -> body.put("httpAuthHeader", value));
    return MAPPER.writeValueAsString(body.put("enabled", true).put("active", true));
  }

  /** What 8x8 would say if it had {@code webhooks} and no others. */
  static HttpReply listing(List<EightWebhook> webhooks) {
    ObjectNode body = MAPPER.createObjectNode();
    ArrayNode list = body.putArray("webhooks");
    for (EightWebhook webhook : webhooks) {
      list.addObject()
          .put("type", webhook.type)
          .put("url", webhook.url)
          .put("enabled", webhook.enabled)
          .put("httpAuthHeaderAvailable", webhook.hasAuthHeader);
    }
    return HttpReply.text(
        200, "application/json", MAPPER.writeValueAsString(body.put("statusCode", 0)));
  }

  /** Redacted: the URL may hold a secret. */
  @Override
  public String toString() {
    return "EightWebhook[" + type + "]";
  }
}
