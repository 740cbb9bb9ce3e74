package io.bauta.outbox;

import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
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
   * <p>A command whose id is owed already, with a longer delay, takes the place of that one. The
   * delays are compared and not the times, so that a clock that is set back sends nothing twice.
   *
   * @return the commands that were not owed before, or are owed sooner now; whoever gets one must
   *     see to it. Of three deliveries of one webhook only the first gets any
   */
  List<OwedCommand> append(
      List<CallStart> starts, List<ToldFact> facts, List<OwedCommand> commands);

  /** The command with this {@link OwedCommand#key}, while it is owed. */
  Optional<OwedCommand> findOpen(String key);

  /** What is still owed, oldest first, at most {@link #OPEN_MAX}. */
  default List<OwedCommand> open() {
    return openAfter(Optional.empty());
  }

  /**
   * What is still owed and due after {@code last}, or as soon and with a greater key; in that
   * order, and at most {@link #OPEN_MAX}.
   *
   * @param last of the page before; empty for the first one
   */
  List<OwedCommand> openAfter(Optional<OwedCommand> last);

  /** What is still owed about one call if that says when it is due: the nets below commands. */
  List<OwedCommand> netsOf(String account, CarrierCallId call);

  /** It is not owed any more. What it said is forgotten, that it was there is not. */
  default void ended(OwedCommand command, CommandEnd end, Instant now) {
    ended(List.of(new EndedCommand(command, end, now)));
  }

  /**
   * The same of several, and owes the nets below them, all or nothing.
   *
   * @return of the nets what {@link #append} would return
   */
  List<OwedCommand> ended(List<EndedCommand> commands);

  /**
   * Forgets commands that ended before {@code before}, and those of before it that wait for an end
   * of their call which nobody told.
   */
  void forget(Instant before);
}
