package io.bauta.call;

import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
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
}
