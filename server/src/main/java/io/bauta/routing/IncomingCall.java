package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import java.util.Optional;

/**
 * A call that a carrier asks about.
 *
 * @param carrierAccount the configured account whose carrier asks; a number answers only to its own
 * @param dialed what the caller dialled; meant to be one of our proxy numbers
 * @param caller where the call really came from; empty when withheld
 */
public record IncomingCall(
    String carrierAccount, PhoneNumber dialed, Optional<PhoneNumber> caller) {}
