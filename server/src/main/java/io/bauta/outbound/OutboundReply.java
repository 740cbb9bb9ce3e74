package io.bauta.outbound;

import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer while it arrives.
 *
 * @param contentType as it was sent; empty when it was not
 * @param length of the body, as it was announced; empty when it was not
 * @param isDelimited whether the answer says where its body ends; otherwise the end of the
 *     connection ends it, and a connection that broke looks the same
 * @param etag as it was sent, to ask for a part of the same body later; empty when it was not
 * @param retryAfter as it was sent; empty when it was not
 * @param contentRange which part of the whole this is, as it was sent; empty when it was not
 * @param body reads at most as much as the request allows, and fails where there is more
 */
public record OutboundReply(
    int status,
    Optional<String> contentType,
    OptionalLong length,
    boolean isDelimited,
    Optional<String> etag,
    Optional<String> retryAfter,
    Optional<String> contentRange,
    InputStream body) {

  @Override
  public String toString() {
    return "OutboundReply[" + status + "]";
  }
}
