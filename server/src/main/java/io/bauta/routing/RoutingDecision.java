package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.session.SessionId;
import java.time.Duration;
import java.util.Optional;

/** What to do with a call. */
public sealed interface RoutingDecision {

  /**
   * Ring the destination, and show it a number that it can call back.
   *
   * @param destination the real number to ring; prints redacted
   * @param callerId the number to present, and the name too: never the carrier's default
   * @param callerPosition the caller's place among the session's participants
   * @param destinationPosition the destination's place among them
   */
  record Connect(
      SessionId session,
      int callerPosition,
      int destinationPosition,
      PhoneNumber destination,
      ProxyNumber callerId,
      Duration ringTimeout,
      Duration talkLimit)
      implements RoutingDecision {}

  /**
   * Decline to connect.
   *
   * @param session the session that this call belonged to, where there is one
   * @param announcement what the caller hears; empty refuses in silence
   */
  record Refuse(Reason reason, Optional<SessionId> session, Optional<String> announcement)
      implements RoutingDecision {}

  /** Why a call is refused. */
  enum Reason {
    /** The dialled number is not one of ours, or not of the carrier account that asked. */
    UNKNOWN_NUMBER,
    /** The dialled number was given up. */
    NUMBER_RETIRED,
    /** The caller hides their number, so they cannot be told from anybody else. */
    CALLER_WITHHELD,
    /** Nobody with this number holds the dialled number. */
    UNKNOWN_CALLER,
    /** The caller's session on this number is closed or has expired. */
    SESSION_ENDED,
    /** The destination is the caller. */
    LOOP,
    /** The destination is one of our own proxy numbers: the call would come back to us. */
    DESTINATION_IS_PROXY,
    /** Whether there is a route could not be found out in time. */
    UNAVAILABLE
  }
}
