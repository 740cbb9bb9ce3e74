package io.bauta.session;

import io.bauta.number.PhoneNumber;

/**
 * By what a caller on a proxy number is told to be of a session. One session at a time has a holder
 * on a number: so a call is never ambiguous.
 */
public sealed interface Holder {

  /** Who calls from this number. */
  record Phone(PhoneNumber number) implements Holder {}

  /** Who enters this code. */
  record Code(Pin pin) implements Holder {}

  /** Whoever calls, unless another holder tells them more exactly. */
  record Anyone() implements Holder {}
}
