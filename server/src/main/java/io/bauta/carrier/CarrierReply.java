package io.bauta.carrier;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A decision in a carrier's words. */
public sealed interface CarrierReply {

  /** What of the decision this carrier cannot express; stored on the call and shown. */
  Set<Shortfall> shortfalls();

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

  /** As they are declared, so that a reply prints the same each time. */
  private static Set<Shortfall> inOrder(Set<Shortfall> shortfalls) {
    EnumSet<Shortfall> ordered = EnumSet.noneOf(Shortfall.class);
    ordered.addAll(shortfalls);
    return Collections.unmodifiableSet(ordered);
  }
}
