package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import java.util.Optional;

/**
 * A call that a carrier asks about.
 *
 * @param carrierAccount the configured account whose carrier asks; a number answers only to its own
 * @param dialed what the caller dialled; meant to be one of our proxy numbers
 * @param caller where the call really came from; empty when withheld
 * @param entered the digits that the caller entered when asked for them, none if they entered none;
 *     empty when they were not asked yet
 */
public record IncomingCall(
    String carrierAccount,
    PhoneNumber dialed,
    Optional<PhoneNumber> caller,
    Optional<String> entered) {

  /** A call at its beginning. */
  public IncomingCall(String carrierAccount, PhoneNumber dialed, Optional<PhoneNumber> caller) {
    this(carrierAccount, dialed, caller, Optional.empty());
  }

  /** The same call, in which these digits were entered. */
  public IncomingCall entered(String digits) {
    return new IncomingCall(carrierAccount, dialed, caller, Optional.of(digits));
  }

  /** What was entered is a secret between the caller and whom they want. */
  @Override
  public String toString() {
    return "IncomingCall[carrierAccount=%s, dialed=%s, caller=%s%s]"
        .formatted(carrierAccount, dialed, caller, entered.isPresent() ? ", entered=…" : "");
  }
}
