package io.bauta.simulator;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a carrier's REST API answers.
 *
 * @param json the body, or empty for none
 */
public record ApiReply(int status, String json) {

  public static ApiReply of(int status, ObjectNode body) {
    return new ApiReply(status, body.toString());
  }

  public static ApiReply withoutBody(int status) {
    return new ApiReply(status, "");
  }

  /** The status only: the body may hold numbers. */
  @Override
  public String toString() {
    return "ApiReply[" + status + "]";
  }
}
