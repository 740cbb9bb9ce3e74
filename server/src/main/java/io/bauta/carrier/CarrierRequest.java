package io.bauta.carrier;

import java.util.Map;
import java.util.Optional;

/**
 * A request to a carrier's API.
 *
 * @param headers without {@code Host} and {@code Content-Length}; the credentials are here
 * @param body empty for none; in UTF-8
 */
public record CarrierRequest(
    String method, String url, Map<String, String> headers, Optional<String> body) {

  public CarrierRequest {
    headers = Map.copyOf(headers);
  }

  /** Redacted: there are credentials in the headers and may be real numbers in the rest. */
  @Override
  public String toString() {
    return "CarrierRequest[" + method + "]";
  }
}
