package io.bauta.outbox;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import java.time.Instant;

/**
 * A command with where and since when it is owed.
 *
 * @param account the carrier account whose carrier must be told
 */
public record OwedCommand(
    String account, CarrierCallId call, CarrierCommand command, Instant owedAt) {

  /** Names it among all commands: account and command id. */
  public String key() {
    return account + "/" + command.id();
  }

  /** When it is to be sent; where it waits for the end of its call, not before this. */
  public Instant dueAt() {
    return owedAt.plus(command.delay());
  }
}
