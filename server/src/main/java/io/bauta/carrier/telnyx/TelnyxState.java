package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/**
 * Where a leg stands, as Telnyx carries it for us in {@code client_state} and gives it back with
 * every later event of the leg. Telnyx's debug log shows it, so there is never a number in it.
 *
 * @param caller the handle of the caller's leg where this one is the destination's; else empty
 */
record TelnyxState(TelnyxPhase phase, String caller) {

  /** Tells our states from those of anybody else who commands the same calls. */
  private static final String OURS = "bauta";

  static TelnyxState of(TelnyxPhase phase) {
    return new TelnyxState(phase, "");
  }

  /** Of the destination's leg: whoever hears of its end must know whom to tell. */
  static TelnyxState ofDestination(String caller) {
    return new TelnyxState(TelnyxPhase.DESTINATION, caller);
  }

  String encode() {
    String text = String.join(" ", OURS, phase.token(), caller).strip();
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** The state that {@code text} writes; empty when it is none of ours. */
  static Optional<TelnyxState> decode(String text) {
    String[] parts = plain(text).split(" ", 3);
    if (parts.length < 2 || !parts[0].equals(OURS)) {
      return Optional.empty();
    }
    String caller = parts.length == 3 ? parts[2] : "";
    if (!TelnyxEvent.isHandle(caller)) {
      return Optional.empty();
    }
    return TelnyxPhase.of(parts[1]).map(phase -> new TelnyxState(phase, caller));
  }

  private static String plain(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
