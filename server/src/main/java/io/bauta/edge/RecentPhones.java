package io.bauta.edge;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.Pools;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.KnownPhones;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.KnownPhone;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.MaskingSession;
import io.bauta.session.Participant;
import io.bauta.session.Pin;
import io.bauta.session.SessionId;
import io.bauta.session.SessionStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which telephones have entered which code: in memory for those that did lately, and in the store
 * for all. Nobody waits for a telephone to be stored; one that cannot be is remembered until the
 * next start.
 */
public final class RecentPhones implements KnownPhones {

  /** Telephones that are remembered here, each on each number once. */
  public static final int PHONES_MAX = 100_000;

  private final Deadline finding = new Deadline("look-up of a known telephone");
  private final Deadline keeping = new Deadline("note of a known telephone");
  private final Pools pools;
  private final KnownPhoneStore phones;
  private final SessionStore sessions;
  private final Recent recent = new Recent();

  private record Telephone(PhoneNumber dialed, PhoneNumber caller) {}

  /** Oldest first. */
  private static final class Recent extends LinkedHashMap<Telephone, Found.Known> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Telephone, Found.Known> eldest) {
      return size() > PHONES_MAX;
    }
  }

  public RecentPhones(Pools pools, KnownPhoneStore phones, SessionStore sessions) {
    this.pools = pools;
    this.phones = phones;
    this.sessions = sessions;
  }

  /** Remembers a telephone whose caller has just entered a code that puts them through. */
  void decided(IncomingCall call, RoutingDecision decision, Instant now) {
    if (decision instanceof Connect connect
        && connect.why() == Why.PIN
        && connect.session().isPresent()
        && connect.callee().isPresent()
        && call.entered().isPresent()
        && call.caller().isPresent()
        && isRemembered(call.dialed())) {
      PhoneNumber caller = call.caller().get();
      Found.Known known = new Found.Known(connect.session().get(), new Pin(call.entered().get()));
      Found.Known before;
      synchronized (recent) {
        before = recent.putLast(new Telephone(call.dialed(), caller), known);
      }
      if (!known.equals(before)) {
        SessionId session = known.session();
        int position = connect.callee().get().position();
        keeping.begin(
            () -> phones.remember(new KnownPhone(call.dialed(), caller, session, position, now)));
      }
    }
  }

  /** Forgets this telephone. */
  public void forget(PhoneNumber number) {
    synchronized (recent) {
      recent.keySet().removeIf(telephone -> telephone.caller().equals(number));
    }
  }

  private boolean isRemembered(PhoneNumber dialed) {
    return pools
        .line(dialed)
        .filter(line -> line.pool().policies().pins().bindsPhone())
        .isPresent();
  }

  @Override
  public Found find(PhoneNumber dialed, PhoneNumber caller) {
    synchronized (recent) {
      Found.Known known = recent.get(new Telephone(dialed, caller));
      if (known != null) {
        return known;
      }
    }
    Optional<Optional<Found.Known>> answer = finding.ask(() -> stored(dialed, caller));
    return answer.isEmpty()
        ? new Found.NoAnswer()
        : answer.get().<Found>map(known -> known).orElseGet(Found.Unknown::new);
  }

  private Optional<Found.Known> stored(PhoneNumber dialed, PhoneNumber caller) {
    return phones
        .find(dialed, caller)
        .flatMap(
            known ->
                sessions
                    .find(known.session())
                    .flatMap(session -> code(session, known.position()))
                    .map(code -> new Found.Known(known.session(), code)));
  }

  private static Optional<Pin> code(MaskingSession session, int position) {
    return session.participants().stream().skip(position).findFirst().flatMap(Participant::pin);
  }
}
