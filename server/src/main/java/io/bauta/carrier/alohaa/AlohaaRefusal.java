package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierAccount;

/**
 * How a call is refused. Alohaa documents no way, so all are guesses, and the account chooses the
 * one that it has tried.
 */
enum AlohaaRefusal {
  /** A number to ring that is no number. */
  EMPTY_NUMBER,
  /** An announcement line of the account's owner. It is rung, so it costs what a call costs. */
  FORWARD,
  /** An error, in the form that Alohaa's own API gives to errors. */
  NOT_FOUND;

  static AlohaaRefusal of(CarrierAccount account) {
    return Words.of(values(), account.setting(AlohaaProfile.REFUSAL), EMPTY_NUMBER);
  }

  String word() {
    return Words.of(this);
  }
}
