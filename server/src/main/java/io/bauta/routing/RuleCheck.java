package io.bauta.routing;

import io.bauta.number.NumberingPlans;
import io.bauta.number.PhoneNumber;
import io.bauta.number.SpecialNumber;
import io.bauta.pool.BlockList;
import io.bauta.pool.Line;
import io.bauta.pool.NumberPool;
import io.bauta.routing.CallTally.Claim;
import io.bauta.routing.CallTally.Counted;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.rules.CallCounts;
import io.bauta.rules.CallLimit;
import io.bauta.rules.CallLimits;
import io.bauta.rules.CallRules;
import io.bauta.rules.LimitUse;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds one call against the rules of its pool and session. Each answer is why the call is refused,
 * or empty when that rule lets it go on.
 */
record RuleCheck(BlockList blocks, Line line, Trace trace, CallTally tally, Instant now) {

  /** Whether this caller may call at all; a caller who hides their number is on no list. */
  Optional<Reason> ofCaller(Optional<PhoneNumber> caller) {
    if (caller.filter(number -> blocks.has(line.pool().id(), number)).isEmpty()) {
      return Optional.empty();
    }
    trace.step("caller_not_blocked", false, "caller %s is on the pool's block list", caller.get());
    return Optional.of(Reason.CALLER_BLOCKED);
  }

  /**
   * Whether this number may be rung.
   *
   * @param ordinary whether it is known to be an ordinary one
   */
  Optional<Reason> ofDestination(PhoneNumber destination, boolean ordinary) {
    CallRules rules = line.pool().policies().rules();
    if (blocks.has(line.pool().id(), destination)) {
      trace.step("destination_not_blocked", false, "%s is on the pool's block list", destination);
      return Optional.of(Reason.DESTINATION_BLOCKED);
    }
    if (rules.guardsSpecialNumbers() && !ordinary) {
      Optional<SpecialNumber> special = NumberingPlans.specialOf(destination);
      if (special.isPresent()) {
        trace.step(
            "ordinary_number", false, "%s is a number of kind %s", destination, special.get());
        return Optional.of(Reason.SPECIAL_NUMBER);
      }
    }
    return rules.countries().isEmpty() ? Optional.empty() : ofCountry(rules, destination);
  }

  private Optional<Reason> ofCountry(CallRules rules, PhoneNumber destination) {
    String country = NumberingPlans.regionOf(destination).orElse("no country");
    boolean isAllowed = rules.countries().contains(country);
    trace.step(
        "country_allowed",
        isAllowed,
        "%s is of %s, and allowed are %s",
        destination,
        country,
        rules.countries());
    return isAllowed ? Optional.empty() : Optional.of(Reason.COUNTRY_NOT_ALLOWED);
  }

  /** Whether a call of a session may be now. It is counted by this, so it is asked last. */
  Optional<Reason> ofCall(IncomingCall call, Route route, CallRules rules) {
    return ofCall(
        call,
        Optional.of(route.session()),
        route.callerSeat().map(Seat::position),
        rules,
        rules.limits(),
        route.ringing());
  }

  /** Whether a call of no session may be now. It is counted by this, so it is asked last. */
  Optional<Reason> ofCallOutside(IncomingCall call) {
    CallRules rules = line.pool().policies().rules();
    return ofCall(
        call, Optional.empty(), Optional.empty(), rules, rules.limits().outsideSessions(), 1);
  }

  private Optional<Reason> ofCall(
      IncomingCall call,
      Optional<SessionId> session,
      Optional<Integer> position,
      CallRules rules,
      CallLimits limits,
      int ringed) {
    if (rules.callers().isPresent()) {
      boolean may = rules.callers().get().has(position);
      trace.step(
          "may_call",
          may,
          "the caller is %s",
          position.map(at -> "participant " + at).orElse("no participant"));
      if (!may) {
        return Optional.of(Reason.CALLER_MAY_NOT_CALL);
      }
    }
    if (rules.hours().isPresent()) {
      boolean isOpen = rules.hours().get().has(now);
      trace.step(
          "within_hours",
          isOpen,
          "it is %s, and calls are connected %s",
          rules.hours().get().wallClock(now),
          rules.hours().get());
      if (!isOpen) {
        return Optional.of(Reason.OUTSIDE_HOURS);
      }
    }
    return limits.isNone() ? Optional.empty() : ofLimits(call, session, limits, ringed);
  }

  private Optional<Reason> ofLimits(
      IncomingCall call, Optional<SessionId> session, CallLimits limits, int ringed) {
    NumberPool pool = line.pool();
    Claim claim =
        new Claim(
            pool.id(),
            session,
            call.caller(),
            limits,
            pool.callPolicy()
                .ringTimeout()
                .multipliedBy(ringed)
                .plus(pool.callPolicy().talkLimit()),
            now);
    return switch (tally.count(claim)) {
      case Counted.Fits(CallCounts before) -> {
        trace.step("within_limits", true, "other calls: %s", new LimitUse(limits, before));
        yield Optional.empty();
      }
      case Counted.Over(CallLimit limit, CallCounts before) -> {
        trace.step("within_limits", false, "other calls: %s", new LimitUse(limits, before));
        yield Optional.of(
            switch (limit) {
              case IN_SESSION -> Reason.SESSION_CALLS_SPENT;
              case BY_CALLER_IN_HOUR -> Reason.CALLER_TOO_OFTEN;
              case AT_ONCE_IN_SESSION, AT_ONCE_IN_POOL -> Reason.TOO_MANY_AT_ONCE;
            });
      }
      case Counted.NoAnswer() -> {
        trace.step("within_limits", false, "other calls are not in memory, and the store is away");
        yield Optional.of(Reason.UNAVAILABLE);
      }
    };
  }
}
