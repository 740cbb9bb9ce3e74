package io.bauta.simulator.eight;

import java.net.URI;
import java.util.Optional;

/**
 * Where the webhooks of one type go.
 *
 * @param httpAuthHeader the value that they carry
 */
public record WebhookRegistration(
    WebhookType type, URI url, boolean enabled, Optional<String> httpAuthHeader) {

  /** The type only: path and header are secrets. */
  @Override
  public String toString() {
    return "WebhookRegistration[" + type + "]";
  }
}
