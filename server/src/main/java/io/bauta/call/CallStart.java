package io.bauta.call;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The beginning of a call record: what the carrier asked, and what we decided.
 *
 * @param shortfalls the names of what the decision wanted and the carrier cannot do
 * @param steps what was looked at until the call was refused, or was connected as the platform
 *     said; none for another decision, which says all by itself
 */
public record CallStart(
    CallId id,
    CarrierCallId carrierCallId,
    Instant receivedAt,
    IncomingCall incoming,
    RoutingDecision decision,
    Set<String> shortfalls,
    List<Trace.Step> steps) {

  /** The name of the shortfall of a carrier that decides itself how long people talk. */
  public static final String TALK_LIMIT_IGNORED = "TALK_LIMIT_IGNORED";

  public CallStart {
    shortfalls = Set.copyOf(shortfalls);
    steps = List.copyOf(steps);
  }

  /** A beginning of which nobody kept what was looked at. */
  public CallStart(
      CallId id,
      CarrierCallId carrierCallId,
      Instant receivedAt,
      IncomingCall incoming,
      RoutingDecision decision,
      Set<String> shortfalls) {
    this(id, carrierCallId, receivedAt, incoming, decision, shortfalls, List.of());
  }

  /** Whether somebody who called or was called, or was to be, was erased. */
  public boolean isOfErased() {
    return incoming.dialed().isErased()
        || incoming.caller().filter(PhoneNumber::isErased).isPresent()
        || (decision instanceof Connect connect && connect.destination().isErased());
  }

  /** Whether nobody can talk for longer than the decision says. */
  boolean isTalkLimited() {
    return !shortfalls.contains(TALK_LIMIT_IGNORED);
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
            id,
            carrierCallId,
            receivedAt,
            later.incoming,
            later.decision,
            later.shortfalls,
            later.steps)
        : this;
  }
}
