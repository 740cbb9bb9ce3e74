package io.bauta.simulator.telnyx;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command that came for a call, as the play of the call gets it.
 *
 * @param status what was answered; 0 where the answer was lost
 * @param accepted whether it is to be carried out
 * @param recordingId the identifier that a recording begun by it will have
 */
record Order(
    TelnyxLeg leg,
    String action,
    ObjectNode body,
    int status,
    boolean accepted,
    String recordingId) {

  Optional<String> text(String name) {
    return Json.text(body, name);
  }

  /** What it says, for people. Holds real numbers. */
  String described() {
    return switch (action) {
      case "transfer" ->
          "to " + text("to").orElse("?") + text("from").map(from -> " as " + from).orElse("");
      case "speak", "gather_using_speak" -> "“" + text("payload").orElse("") + "”";
      case "reject" -> text("cause").orElse("");
      default -> "";
    };
  }

  /** The action only: the body names real numbers. */
  @Override
  public String toString() {
    return "Order[" + action + "]";
  }
}
