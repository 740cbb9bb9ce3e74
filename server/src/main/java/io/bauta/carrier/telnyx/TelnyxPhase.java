package io.bauta.carrier.telnyx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a leg is there for. */
enum TelnyxPhase {
  /** The caller is answered so that a destination can be rung. */
  CONNECT,
  /** The caller is answered so that they can hear why not. */
  REFUSE,
  /** The caller is answered so that they can be asked for digits. */
  CHALLENGE,
  /** The caller is asked for digits. */
  ASKED,
  /** The destination is being rung, or talks with the caller. */
  TRANSFERRED,
  /** The caller hears why not; then it is over. */
  REFUSED,
  /** The caller hears that nobody could be reached; then it is over. */
  UNREACHED,
  /** The leg is the destination's. */
  DESTINATION;

  /** As it travels. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<TelnyxPhase> of(String token) {
    return Arrays.stream(values()).filter(phase -> phase.token().equals(token)).findFirst();
  }
}
