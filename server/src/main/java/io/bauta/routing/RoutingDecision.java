package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Ringing;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do with a call. */
public sealed interface RoutingDecision {

  /** The session that this call belongs to; empty where there is none. */
  Optional<SessionId> session();

  /**
   * Ring somebody, and show them a number that they can call back.
   *
   * @param why what let the call through
   * @param session empty when it is put through outside any session
   * @param caller by which of whose numbers of the session the call was made; empty when the caller
   *     is no participant
   * @param callee the participant who is rung; empty when it is none
   * @param destinations the real numbers to ring, one at least, no two the same; they print
   *     redacted
   * @param ringing how several are rung
   * @param callerId the number to present, and the name too: never the carrier's default
   * @param notice what the caller hears before anybody is rung; empty for nothing
   * @param recorded whether the talk is recorded
   * @param prolongs from when the lifetime of the session runs anew because of this call; empty
   *     where no call moves its end. Not part of the record of the call
   */
  record Connect(
      Why why,
      Optional<SessionId> session,
      Optional<Seat> caller,
      Optional<Seat> callee,
      List<PhoneNumber> destinations,
      Ringing ringing,
      ProxyNumber callerId,
      Duration ringTimeout,
      Duration talkLimit,
      Optional<Words> notice,
      boolean recorded,
      Optional<Instant> prolongs)
      implements RoutingDecision {

    public Connect {
      destinations = List.copyOf(destinations);
      if (destinations.isEmpty()) {
        throw new IllegalArgumentException("a call is connected to somebody");
      }
    }

    /** A call that is not recorded, and moves no session's end. */
    public Connect(
        Why why,
        Optional<SessionId> session,
        Optional<Seat> caller,
        Optional<Seat> callee,
        List<PhoneNumber> destinations,
        Ringing ringing,
        ProxyNumber callerId,
        Duration ringTimeout,
        Duration talkLimit,
        Optional<Words> notice) {
      this(
          why,
          session,
          caller,
          callee,
          destinations,
          ringing,
          callerId,
          ringTimeout,
          talkLimit,
          notice,
          false);
    }

    /** A call that moves no session's end. */
    public Connect(
        Why why,
        Optional<SessionId> session,
        Optional<Seat> caller,
        Optional<Seat> callee,
        List<PhoneNumber> destinations,
        Ringing ringing,
        ProxyNumber callerId,
        Duration ringTimeout,
        Duration talkLimit,
        Optional<Words> notice,
        boolean recorded) {
      this(
          why,
          session,
          caller,
          callee,
          destinations,
          ringing,
          callerId,
          ringTimeout,
          talkLimit,
          notice,
          recorded,
          Optional.empty());
    }

    /** A call without a notice, and not recorded. */
    public Connect(
        Why why,
        Optional<SessionId> session,
        Optional<Seat> caller,
        Optional<Seat> callee,
        List<PhoneNumber> destinations,
        Ringing ringing,
        ProxyNumber callerId,
        Duration ringTimeout,
        Duration talkLimit) {
      this(
          why,
          session,
          caller,
          callee,
          destinations,
          ringing,
          callerId,
          ringTimeout,
          talkLimit,
          Optional.empty());
    }

    /** A participant rings another, as their open session says. */
    public Connect(
        SessionId session,
        int callerPosition,
        int destinationPosition,
        PhoneNumber destination,
        ProxyNumber callerId,
        Duration ringTimeout,
        Duration talkLimit) {
      this(
          Why.SESSION,
          Optional.of(session),
          Optional.of(Seat.first(callerPosition)),
          Optional.of(Seat.first(destinationPosition)),
          List.of(destination),
          Ringing.IN_ORDER,
          callerId,
          ringTimeout,
          talkLimit);
    }

    public boolean ringsSeveral() {
      return destinations.size() > 1;
    }

    /**
     * Whether the caller may have been asked for digits before: for a participant's code, or for
     * one whose session was over and in its grace.
     */
    public boolean mayFollowDigits() {
      return why == Why.PIN
          || (why == Why.GRACE && caller.isEmpty())
          || (why == Why.SUPPORT && session.isPresent());
    }

    /** Whether several ring at the same time, and not one after the other. */
    public boolean ringsTogether() {
      return ringsSeveral() && ringing == Ringing.TOGETHER;
    }

    /** Who is rung first, or alone. */
    public PhoneNumber destination() {
      return destinations.getFirst();
    }

    /** Most calls have no notice and are not recorded, and then nothing is said of it. */
    @Override
    public String toString() {
      return "Connect[why=%s, session=%s, caller=%s, callee=%s, destinations=%s, ringing=%s, callerId=%s, ringTimeout=%s, talkLimit=%s%s%s]"
          .formatted(
              why,
              session,
              caller,
              callee,
              destinations,
              ringing,
              callerId,
              ringTimeout,
              talkLimit,
              notice.map(words -> ", notice=" + words.text()).orElse(""),
              recorded ? ", recorded" : "");
    }
  }

  /** What lets a call through. */
  enum Why {
    /** The caller holds the number dialled, in a session that is open. */
    SESSION,
    /** The session is open to whoever dials its number. */
    ANYONE,
    /** The digits that the caller entered are a participant's code. */
    PIN,
    /** The session has ended, and its pool lets late calls through for a while. */
    GRACE,
    /** Nobody in a session is meant, or not any more: the pool's support answers. */
    SUPPORT,
    /** Nobody in a session is meant: the platform was asked, and said whom to ring. */
    PLATFORM
  }

  /**
   * Decline to connect.
   *
   * @param session the session that this call belonged to, where there is one
   * @param announcement what the caller hears; empty refuses in silence
   */
  record Refuse(Reason reason, Optional<SessionId> session, Optional<Words> announcement)
      implements RoutingDecision {}

  /**
   * Ask the caller for the digits that say whom they want, and ask us again with them.
   *
   * @param prompt what the caller hears before they enter them
   * @param digitsMax how many they may enter; a hash ends them earlier
   * @param timeout how long the caller may take to begin
   * @param again whether what they entered before was wrong
   * @param announcement what a caller hears whom the carrier cannot ask; empty refuses in silence
   */
  record Challenge(
      Words prompt, int digitsMax, Duration timeout, boolean again, Optional<Words> announcement)
      implements RoutingDecision {

    /** How long a caller takes for each digit who has to look it up. */
    private static final Duration FOR_EACH_DIGIT = Duration.ofSeconds(2);

    @Override
    public Optional<SessionId> session() {
      return Optional.empty();
    }

    /** How long the caller may take for all of it: to begin, and then for each digit. */
    public Duration timeForAll() {
      return timeout.plus(FOR_EACH_DIGIT.multipliedBy(digitsMax));
    }

    /** What is done where the carrier has no way to ask. */
    public Refuse instead() {
      return new Refuse(Reason.CANNOT_ASK, Optional.empty(), announcement);
    }
  }

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
    /** The caller holds nothing here; the platform was asked, and said that they are refused. */
    REFUSED_BY_PLATFORM,
    /** The caller's session on this number is closed or has expired. */
    SESSION_ENDED,
    /** The destination is the caller. */
    LOOP,
    /** The destination is one of our own proxy numbers: the call would come back to us. */
    DESTINATION_IS_PROXY,
    /** Whether there is a route could not be found out in time. */
    UNAVAILABLE,
    /** The protected party calls, and nobody has called them yet. */
    NOBODY_TO_CALL_BACK,
    /** Too many wrong codes were entered, from this telephone or on this number. */
    PIN_LOCKED,
    /** The caller should enter a code, and the carrier has no way to ask for one. */
    CANNOT_ASK,
    /** The pool's block list has the caller. */
    CALLER_BLOCKED,
    /** The pool's block list has the destination. */
    DESTINATION_BLOCKED,
    /** Others of the session may call, this caller only be called. */
    CALLER_MAY_NOT_CALL,
    /** Calls are connected at other hours. */
    OUTSIDE_HOURS,
    /** The session has had as many calls as it may. */
    SESSION_CALLS_SPENT,
    /** The caller has called as often within the hour as anybody may. */
    CALLER_TOO_OFTEN,
    /** As many calls as may be at the same time are, in the session or in the pool. */
    TOO_MANY_AT_ONCE,
    /** The destination is in a country whose numbers are not rung. */
    COUNTRY_NOT_ALLOWED,
    /** The destination is an emergency, premium or short number. */
    SPECIAL_NUMBER
  }
}
