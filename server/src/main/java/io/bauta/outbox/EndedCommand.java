package io.bauta.outbox;

import java.time.Instant;
import java.util.List;

/**
 * What became of a command that was owed.
 *
 * @param nets what is owed from then on, because the carrier has taken it
 */
public record EndedCommand(OwedCommand owed, CommandEnd end, Instant at, List<OwedCommand> nets) {

  public EndedCommand {
    nets = List.copyOf(nets);
  }

  /** One below which there is nothing. */
  public EndedCommand(OwedCommand owed, CommandEnd end, Instant at) {
    this(owed, end, at, List.of());
  }
}
