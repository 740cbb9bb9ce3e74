package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Line;
import io.bauta.pool.Pools;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what to do with a call. Closed by default: whatever does not match is refused, and nobody
 * is connected by falling through.
 *
 * <p>Pure but for its look-ups: the same routes, call and instant give the same decision.
 */
public final class Router {

  private final Pools pools;
  private final RouteIndex index;
  private final RouteSource source;
  private final Optional<String> announcementForUnknownNumbers;

  /**
   * A router over these routes.
   *
   * @param source asked on a miss for as long as the index is not complete
   * @param announcementForUnknownNumbers what a caller hears who dialled a number of no pool
   */
  public Router(
      Pools pools,
      RouteIndex index,
      RouteSource source,
      Optional<String> announcementForUnknownNumbers) {
    this.pools = pools;
    this.index = index;
    this.source = source;
    this.announcementForUnknownNumbers = announcementForUnknownNumbers;
  }

  /** What to do with {@code call} at {@code now}. */
  public RoutingDecision route(IncomingCall call, Instant now) {
    return route(call, now, Trace.NONE);
  }

  /** The same, noting in {@code trace} what was looked at. */
  public RoutingDecision route(IncomingCall call, Instant now, Trace trace) {
    Optional<Line> line = pools.line(call.dialed());
    if (line.isEmpty()) {
      trace.step("number_known", false, "the number dialled is in no pool");
      return new Refuse(Reason.UNKNOWN_NUMBER, Optional.empty(), announcementForUnknownNumbers);
    }
    return onOurLine(call, line.get(), now, trace);
  }

  private RoutingDecision onOurLine(IncomingCall call, Line line, Instant now, Trace trace) {
    trace.step("number_known", true, "%s is in pool %s", line.number(), line.pool().name());
    if (!line.pool().carrierAccount().equals(call.carrierAccount())) {
      trace.step(
          "carrier_account",
          false,
          "the number is reached through %s, not %s",
          line.pool().carrierAccount(),
          call.carrierAccount());
      return refuse(Reason.UNKNOWN_NUMBER, line);
    }
    if (!line.state().isAnswered()) {
      trace.step("number_state", false, "the number is %s", line.state());
      return refuse(Reason.NUMBER_RETIRED, line);
    }
    trace.step("number_state", true, "the number is %s", line.state());
    if (call.caller().isEmpty()) {
      trace.step("caller_shown", false, "the caller withholds their number");
      return refuse(Reason.CALLER_WITHHELD, line);
    }
    return byCaller(call.dialed(), call.caller().get(), line, now, trace);
  }

  private RoutingDecision byCaller(
      PhoneNumber dialed, PhoneNumber caller, Line line, Instant now, Trace trace) {
    Route route = index.find(dialed.digits(), caller.digits());
    if (route == null && index.isUncertain(dialed.digits(), caller.digits())) {
      switch (source.find(dialed, caller)) {
        case RouteSource.Found.Holder(var session) -> {
          index.loaded(session);
          route = index.find(dialed.digits(), caller.digits());
        }
        case RouteSource.Found.NoAnswer() -> {
          trace.step("store_answers", false, "it is not in memory, and the store is away");
          return refuse(Reason.UNAVAILABLE, line);
        }
        case RouteSource.Found.Nobody() -> {
          index.certainlyNobody(dialed.digits(), caller.digits());
          trace.step("store_answers", true, "no route there");
        }
      }
    }
    if (route == null) {
      trace.step("caller_known", false, "caller %s holds no binding on this number", caller);
      return refuse(Reason.UNKNOWN_CALLER, line);
    }
    trace.step("caller_known", true, "caller %s is in session %s", caller, route.session());
    return byRoute(caller, route, line, now, trace);
  }

  private RoutingDecision byRoute(
      PhoneNumber caller, Route route, Line line, Instant now, Trace trace) {
    if (route.endsAt() <= now.toEpochMilli()) {
      if (route.endsAt() == Route.CLOSED) {
        trace.step("session_open", false, "the session was closed");
      } else {
        trace.step(
            "session_open", false, "the session ended at %s", Instant.ofEpochMilli(route.endsAt()));
      }
      return refuse(Reason.SESSION_ENDED, route.session(), line);
    }
    trace.step("session_open", true, "the session is open");
    PhoneNumber destination = new PhoneNumber(route.destination());
    if (destination.equals(caller)) {
      trace.step("no_loop", false, "the destination is the caller");
      return refuse(Reason.LOOP, route.session(), line);
    }
    if (pools.holds(destination)) {
      trace.step("destination_is_a_person", false, "the destination is one of our own numbers");
      return refuse(Reason.DESTINATION_IS_PROXY, route.session(), line);
    }
    ProxyNumber callerId = new ProxyNumber(route.callerId());
    if (!isAnswered(callerId)) {
      trace.step("caller_id_answered", false, "%s would be shown, but was given up", callerId);
      return refuse(Reason.NUMBER_RETIRED, route.session(), line);
    }
    trace.step("connect", true, "rings %s, shown %s", destination, callerId);
    return new Connect(
        route.session(),
        route.callerPosition(),
        route.destinationPosition(),
        destination,
        callerId,
        line.pool().callPolicy().ringTimeout(),
        line.pool().callPolicy().talkLimit());
  }

  /** What is shown is called back, so it must be ours and answered. */
  private boolean isAnswered(ProxyNumber callerId) {
    return pools
        .line(new PhoneNumber(callerId.digits()))
        .filter(shown -> shown.state().isAnswered())
        .isPresent();
  }

  private static Refuse refuse(Reason reason, Line line) {
    return new Refuse(reason, Optional.empty(), line.pool().callPolicy().announcement());
  }

  private static Refuse refuse(Reason reason, SessionId session, Line line) {
    return new Refuse(reason, Optional.of(session), line.pool().callPolicy().announcement());
  }
}
