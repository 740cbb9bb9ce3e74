package io.bauta.simulator.alohaa;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order to connect two people, as the API accepted it.
 *
 * @param callerNumber as written: ten digits
 * @param didNumber as written, or empty where Alohaa chooses
 */
public record ClickToCall(
    String referenceId,
    String callerNumber,
    String receiverNumber,
    String didNumber,
    Optional<ObjectNode> webhookDetails,
    Optional<ObjectNode> metadata) {

  /** The order only: both numbers are real. */
  @Override
  public String toString() {
    return "ClickToCall[" + referenceId + "]";
  }
}
