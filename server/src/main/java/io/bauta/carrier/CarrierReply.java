package io.bauta.carrier;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A decision in a carrier's words. */
public sealed interface CarrierReply {

  /** What of the decision this carrier cannot express; stored on the call and shown. */
  Set<Shortfall> shortfalls();

  /** A copy that prints the same each time: replies are compared as text. */
  private static Set<Shortfall> inOrder(Set<Shortfall> shortfalls) {
    return Collections.unmodifiableSet(new TreeSet<>(shortfalls));
  }

  /** The response is the instruction. */
  record InResponse(HttpReply http, Set<Shortfall> shortfalls) implements CarrierReply {
    public InResponse {
      shortfalls = inOrder(shortfalls);
    }
  }

  /**
   * The response only says that we have heard; the instruction follows by command.
   *
   * @param owed in the order in which they must be carried out
   */
  record ByCommand(HttpReply acknowledgement, List<CarrierCommand> owed, Set<Shortfall> shortfalls)
      implements CarrierReply {
    public ByCommand {
      owed = List.copyOf(owed);
      shortfalls = inOrder(shortfalls);
    }
  }
}
