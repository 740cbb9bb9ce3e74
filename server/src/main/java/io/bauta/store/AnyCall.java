package io.bauta.store;

import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Ringing;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Why;
import io.bauta.session.SessionId;
import io.bauta.speech.Words;
import io.bauta.store.CallFactRows.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Stands in for any call when its status and its talk time are worked out. Those follow from the
 * kind of the decision and the facts alone, so the call's row is not read and its numbers are not
 * opened for it.
 */
final class AnyCall {

  private static final UUID NOBODY = new UUID(0, 0);
  private static final long NO_NUMBER = 1_000_000;

  private static final CallStart CONNECTED = start(connect(Why.SESSION));

  private static final CallStart CONNECTED_AFTER_WORDS = start(connect(Why.PIN));

  private static final CallStart CHALLENGED =
      start(new Challenge(Words.of(""), 0, Duration.ZERO, false, Optional.empty()));

  private AnyCall() {}

  private static CallStart start(RoutingDecision decision) {
    return new CallStart(
        new CallId(NOBODY),
        new CarrierCallId("any"),
        Instant.EPOCH,
        new IncomingCall("any", new PhoneNumber(NO_NUMBER), Optional.empty()),
        decision,
        Set.of());
  }

  private static RoutingDecision connect(Why why) {
    return new Connect(
        why,
        Optional.of(new SessionId(NOBODY)),
        Optional.empty(),
        Optional.empty(),
        List.of(new PhoneNumber(NO_NUMBER)),
        Ringing.IN_ORDER,
        new ProxyNumber(NO_NUMBER),
        Duration.ZERO,
        Duration.ZERO);
  }

  /** A connected call of which these facts were told. */
  static Call connected(List<StoredFact> facts) {
    return call(CONNECTED, facts);
  }

  /**
   * A call that was connected by the digits that the caller entered, or after a notice: for those
   * words the carrier has answered the caller already.
   */
  static Call connectedAfterWords(List<StoredFact> facts) {
    return call(CONNECTED_AFTER_WORDS, facts);
  }

  /** A call whose caller was asked for digits, and of which no more is known. */
  static Call challenged(List<StoredFact> facts) {
    return call(CHALLENGED, facts);
  }

  private static Call call(CallStart start, List<StoredFact> facts) {
    return new Call(start, facts.stream().map(fact -> fact.of(start)).toList());
  }
}
