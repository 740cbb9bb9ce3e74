package io.bauta.call;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.RoutingDecision.Connect;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a carrier says of a call besides its id, for a carrier that may name one call by two ids.
 *
 * <p>A call of the same account with the same three numbers, and received within {@link #APART_MAX}
 * of the same time, is the same call. The numbers print redacted.
 *
 * @param dialed what the caller dialled
 * @param caller who called; a caller who is withheld is never put through, so there is nothing to
 *     find by them
 * @param destination who was rung
 * @param receivedAt when the call came in, by the carrier's clock; empty when it does not say, and
 *     then only a call that has not ended can be meant
 */
public record CallTraits(
    PhoneNumber dialed, PhoneNumber caller, PhoneNumber destination, Optional<Instant> receivedAt) {

  /** How far the carrier's clock and ours may be apart about one call. */
  public static final Duration APART_MAX = Duration.ofMinutes(2);

  /** How long ago a call may have come in of which the carrier does not say when. */
  public static final Duration LASTS_MAX = Duration.ofHours(5);

  /** How many calls are looked at: nobody calls more often than that in the time. */
  public static final int CALLS_MAX = 100;

  /** The earliest that such a call may have come in, if it is told of at {@code toldAt}. */
  public Instant from(Instant toldAt) {
    return receivedAt
        .map(received -> received.minus(APART_MAX))
        .orElseGet(() -> toldAt.minus(LASTS_MAX));
  }

  /** The latest. */
  public Instant until(Instant toldAt) {
    return receivedAt.map(received -> received.plus(APART_MAX)).orElse(toldAt);
  }

  /** Whether a call that began so has these numbers. Only a connected one has a destination. */
  public boolean haveTheNumbersOf(CallStart start) {
    return start.decision() instanceof Connect connect
        && connect.destination().equals(destination)
        && start.incoming().dialed().equals(dialed)
        && start.incoming().caller().filter(caller::equals).isPresent();
  }
}
