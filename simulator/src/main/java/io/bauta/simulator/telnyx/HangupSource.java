package io.bauta.simulator.telnyx;

import java.util.Locale;

/** Who ended a leg, seen from that leg: on the destination's, the caller is Telnyx's own side. */
enum HangupSource {
  CALLER,
  CALLEE,
  UNKNOWN;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
