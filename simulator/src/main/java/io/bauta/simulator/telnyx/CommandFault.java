package io.bauta.simulator.telnyx;

import java.time.Duration;

/** Something that goes wrong with a command. */
public sealed interface CommandFault {

  /**
   * The command is not carried out and this is the answer.
   *
   * @param code Telnyx's number of the error, or empty
   */
  record Answers(int status, String code) implements CommandFault {}

  /** Nothing happens for so long; then the command is taken as if it came now. */
  record Stalls(Duration time) implements CommandFault {}

  /** The command is carried out, and the connection closed without an answer. */
  record LosesReply() implements CommandFault {}
}
