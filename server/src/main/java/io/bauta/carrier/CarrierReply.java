package io.bauta.carrier;

import java.util.Set;

/** A decision in a carrier's words. */
public sealed interface CarrierReply {

  /** What of the decision this carrier cannot express; stored on the call and shown. */
  Set<Shortfall> shortfalls();

  /** The response is the instruction. */
  record InResponse(HttpReply http, Set<Shortfall> shortfalls) implements CarrierReply {
    public InResponse {
      shortfalls = Set.copyOf(shortfalls);
    }
  }
}
