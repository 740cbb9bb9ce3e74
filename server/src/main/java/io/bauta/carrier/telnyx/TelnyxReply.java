package io.bauta.carrier.telnyx;

import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A reply of Telnyx's API to a request that sets an account up. */
final class TelnyxReply {

  private TelnyxReply() {}

  /** The body; missing when Telnyx did not do what it was asked for, or wrote nothing readable. */
  static JsonNode body(HttpReply reply) {
    if (reply.status() < 200 || reply.status() >= 300) {
      return MissingNode.getInstance();
    }
    try {
      return JsonBody.object(reply.body());
    } catch (MalformedWebhookException unreadable) {
      return MissingNode.getInstance();
    }
  }

  /** Why it cannot go on. Telnyx's own words are left out: they may repeat what was sent. */
  static String why(String purpose, HttpReply reply) {
    return "Telnyx answered %d to '%s'%s"
        .formatted(
            reply.status(),
            purpose,
            switch (reply.status()) {
              case 401 -> ": is api-key right?";
              case 403 -> ": may this api-key do it?";
              case 404 -> ": is api-base right?";
              case 429 -> ": too many requests, try again in a minute";
              default -> "";
            });
  }
}
