package io.bauta.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be sent.
 *
 * @param headers by name; without user agent, host and length
 * @param body empty for none
 * @param timeMax for all of it, from the look-up of the name to the last byte of the answer
 * @param replyBytesMax the longest body of an answer that is read
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes: sent once, never compared.
public record OutboundRequest(
    String method,
    URI url,
    Map<String, String> headers,
    Optional<byte[]> body,
    Duration timeMax,
    long replyBytesMax) {

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /** A link can hold a telephone number, and headers a signature or a key. */
  @Override
  public String toString() {
    return "OutboundRequest[" + method + ", " + body.map(b -> b.length).orElse(0) + " bytes]";
  }
}
