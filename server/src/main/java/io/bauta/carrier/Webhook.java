package io.bauta.carrier;

import java.util.Map;
import java.util.Optional;

/**
 * A request from a carrier, as received.
 *
 * @param endpoint the carrier's endpoint that it came to, {@link CarrierProfile.Endpoint#name}
 * @param tail what followed the endpoint in the path, without its slash; mostly empty
 * @param method {@code GET} or {@code POST}
 * @param url scheme, host, port and raw path as the carrier called it; no query
 * @param query the raw query, without the question mark; empty when there was none
 * @param headers by lower-case name; of a repeated header the first
 * @param body raw bytes, no longer than {@link #BODY_BYTES_MAX}
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes: passed on, never compared or kept.
public record Webhook(
    String endpoint,
    String tail,
    String method,
    String url,
    String query,
    Map<String, String> headers,
    byte[] body) {

  /** Longer bodies are refused unread. Real ones are below 4 KiB. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  public Webhook {
    headers = Map.copyOf(headers);
  }

  /** The first header with this lower-case name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Redacted: query and body hold real numbers, and the URL may hold a secret. */
  @Override
  public String toString() {
    return "Webhook[" + method + " " + endpoint + ", " + body.length + " bytes]";
  }
}
