package io.bauta.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of the API that is whole.
 *
 * @param contentType of the body; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // Wire bytes: sent once, never compared.
public record ApiReply(int status, String contentType, byte[] body) implements ApiAnswer {

  private static final byte[] NOTHING = {};

  static ApiReply ok(ObjectNode body) {
    return new ApiReply(200, "application/json", Json.bytes(body));
  }

  static ApiReply created(ObjectNode body) {
    return new ApiReply(201, "application/json", Json.bytes(body));
  }

  /** It is begun, and goes on behind the answer. */
  static ApiReply accepted(ObjectNode body) {
    return new ApiReply(202, "application/json", Json.bytes(body));
  }

  static ApiReply noContent() {
    return new ApiReply(204, "", NOTHING);
  }

  @Override
  public String toString() {
    return "ApiReply[" + status + ", " + body.length + " bytes]";
  }
}
