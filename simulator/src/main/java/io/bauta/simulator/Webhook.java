package io.bauta.simulator;

import java.net.URI;
import java.util.Map;

/**
 * One request that a carrier makes to the server, complete and signed.
 *
 * @param event the carrier's name for what happened
 * @param url the public URL that the server gave, query included
 * @param headers every header, content type included
 * @param fields the same content as {@code body} and query, by name, for people and tests
 */
public record Webhook(
    String event,
    String method,
    URI url,
    Map<String, String> headers,
    String body,
    Map<String, String> fields) {

  public Webhook {
    headers = Map.copyOf(headers);
  }

  /** The event only: body, headers and path hold real numbers and secrets. */
  @Override
  public String toString() {
    return "Webhook[" + event + "]";
  }
}
