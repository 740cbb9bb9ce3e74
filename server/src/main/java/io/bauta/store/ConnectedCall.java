package io.bauta.store;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStatus;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.SessionId;
import io.bauta.store.CallFactRows.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stands in for any connected call when its status is worked out. The status of a connected call
 * follows from the facts alone, so its row is not read and its numbers are not opened for it.
 */
final class ConnectedCall {

  private static final UUID NOBODY = new UUID(0, 0);
  private static final long NO_NUMBER = 1_000_000;

  private static final CallStart START =
      new CallStart(
          new CallId(NOBODY),
          new CarrierCallId("any"),
          Instant.EPOCH,
          new IncomingCall("any", new PhoneNumber(NO_NUMBER), Optional.empty()),
          new Connect(
              new SessionId(NOBODY),
              0,
              1,
              new PhoneNumber(NO_NUMBER),
              new ProxyNumber(NO_NUMBER),
              Duration.ZERO,
              Duration.ZERO),
          Set.of());

  private ConnectedCall() {}

  /** The status of a connected call of which these facts were told. */
  static CallStatus status(List<StoredFact> facts) {
    return new Call(START, facts.stream().map(fact -> fact.of(START)).toList()).status();
  }
}
