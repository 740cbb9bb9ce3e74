package io.bauta.call;

import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import java.time.Instant;
import java.util.Set;

/**
 * The beginning of a call record: what the carrier asked, and what we decided.
 *
 * @param shortfalls the names of what the decision wanted and the carrier cannot do
 */
public record CallStart(
    CallId id,
    CarrierCallId carrierCallId,
    Instant receivedAt,
    IncomingCall incoming,
    RoutingDecision decision,
    Set<String> shortfalls) {

  public CallStart {
    shortfalls = Set.copyOf(shortfalls);
  }

  /**
   * What is kept of this and a {@code later} beginning of the same call: this one, which is
   * repeated; but one that only asked the caller for digits gives way to what was decided with
   * them, and keeps its id and time.
   */
  public CallStart followedBy(CallStart later) {
    boolean isUndecided = decision instanceof Challenge;
    return isUndecided && !(later.decision instanceof Challenge)
        ? new CallStart(
            id, carrierCallId, receivedAt, later.incoming, later.decision, later.shortfalls)
        : this;
  }
}
