package io.bauta.simulator.telnyx;

import java.util.Map;

/**
 * One command as it came, and what became of it.
 *
 * @param action such as {@code transfer}
 * @param commandId empty where there was none
 * @param fields the parameters that are neither objects nor lists, as text
 * @param status what was answered, as in HTTP; 0 where the answer was lost
 */
public record TelnyxCommand(
    String action,
    String callControlId,
    String commandId,
    Map<String, String> fields,
    int status,
    Outcome outcome) {

  /** What became of a command. */
  public enum Outcome {
    CARRIED_OUT,
    /** Its {@code command_id} had been used for the leg before: nothing was done. */
    REPEATED,
    REFUSED,
    /** A fault of the carrier's own: nothing was done. */
    FAILED
  }

  public TelnyxCommand {
    fields = Map.copyOf(fields);
  }

  /** The action and its outcome: the rest names real numbers. */
  @Override
  public String toString() {
    return "TelnyxCommand[%s: %d %s]".formatted(action, status, outcome);
  }
}
