package io.bauta.outbox;

import io.bauta.call.CallStart;
import io.bauta.call.ToldFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps owed commands. What it answered is durable.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface OutboxStore {

  /** How many open commands are read at once. */
  int OPEN_MAX = 10_000;

  /**
   * Stores decisions and facts, as {@link io.bauta.call.CallStore#append} does, together with the
   * commands that follow from them, all or nothing.
   *
   * @return the commands that were not owed before, or are due sooner now; whoever gets one must
   *     see to it. Of three deliveries of one webhook only the first gets any
   */
  List<OwedCommand> append(
      List<CallStart> starts, List<ToldFact> facts, List<OwedCommand> commands);

  /** The command with this {@link OwedCommand#key}, while it is owed. */
  Optional<OwedCommand> findOpen(String key);

  /** What is still owed, oldest first, at most {@link #OPEN_MAX}. */
  List<OwedCommand> open();

  /** It is not owed any more. What it said is forgotten, that it was there is not. */
  void ended(OwedCommand command, CommandEnd end, Instant now);

  /** Forgets commands that ended before {@code before}. */
  void forget(Instant before);
}
