package io.bauta.edge;

import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.LastCallers;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who called each protected party last: in memory for the sessions that were called lately, and in
 * the records of calls for the others.
 */
public final class RecentCallers implements LastCallers {

  /** Sessions that are remembered here. */
  public static final int SESSIONS_MAX = 100_000;

  private final Deadline deadline = new Deadline("look-up of a last caller");
  private final CallStore calls;
  private final Recent recent = new Recent();
  private final Seen seen = new Seen();

  /** Oldest first. */
  private static final class Recent extends LinkedHashMap<SessionId, PhoneNumber> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SessionId, PhoneNumber> eldest) {
      return size() > SESSIONS_MAX;
    }
  }

  private record CallKey(String account, CarrierCallId call) {}

  /** Calls that were counted, oldest first. */
  private static final class Seen extends LinkedHashMap<CallKey, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CallKey, Boolean> eldest) {
      return size() > SESSIONS_MAX;
    }
  }

  public RecentCallers(CallStore calls) {
    this.calls = calls;
  }

  /**
   * Remembers a caller who was put through to a protected party: as anyone may, or later, in the
   * grace of the session. A question that the carrier repeats is no later call.
   */
  void decided(CarrierCallId id, IncomingCall call, RoutingDecision decision) {
    if (decision instanceof Connect connect
        && (connect.why() == Why.ANYONE || connect.why() == Why.GRACE)
        && connect.caller().isEmpty()
        && connect.session().isPresent()
        && call.caller().isPresent()) {
      synchronized (recent) {
        if (seen.put(new CallKey(call.carrierAccount(), id), true) == null) {
          recent.putLast(connect.session().get(), call.caller().get());
        }
      }
    }
  }

  /** Forgets whom this number called last. */
  public void forget(PhoneNumber number) {
    synchronized (recent) {
      recent.values().removeIf(number::equals);
    }
  }

  @Override
  public Found find(SessionId session) {
    synchronized (recent) {
      PhoneNumber known = recent.get(session);
      if (known != null) {
        return new Found.Caller(known);
      }
    }
    Optional<Optional<PhoneNumber>> answer = deadline.ask(() -> calls.lastCallerOf(session));
    return answer.isEmpty()
        ? new Found.NoAnswer()
        : answer.get().<Found>map(Found.Caller::new).orElseGet(Found.Nobody::new);
  }
}
