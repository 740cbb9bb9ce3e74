package io.bauta.carrier;

import io.bauta.number.PhoneNumber;
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
}
