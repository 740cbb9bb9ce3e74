package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a leg stands, as Telnyx carries it for us in {@code client_state} and gives it back with
 * every later event of the leg. Telnyx's debug log shows it, so there is never a number in it.
 *
 * @param caller the handle of the caller's leg where this one is the destination's; else empty
 * @param asked with which asking for digits the caller is asked; 0 where they are not
 */
record TelnyxState(TelnyxPhase phase, String caller, int asked) {

  /** Tells our states from those of anybody else who commands the same calls. */
  private static final String OURS = "bauta";

  private static final Pattern ASKED = Pattern.compile("[1-9][0-9]{0,5}");

  static TelnyxState of(TelnyxPhase phase) {
    return new TelnyxState(phase, "", 0);
  }

  /** Of the caller's leg while they enter digits. */
  static TelnyxState ofAsked(int asked) {
    return new TelnyxState(TelnyxPhase.ASKED, "", asked);
  }

  /** Of the destination's leg: whoever hears of its end must know whom to tell. */
  static TelnyxState ofDestination(String caller) {
    return new TelnyxState(TelnyxPhase.DESTINATION, caller, 0);
  }

  String encode() {
    String more = phase == TelnyxPhase.ASKED ? Integer.toString(asked) : caller;
    String text = String.join(" ", OURS, phase.token(), more).strip();
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** The state that {@code text} writes; empty when it is none of ours. */
  static Optional<TelnyxState> decode(String text) {
    String[] parts = plain(text).split(" ", 3);
    if (parts.length < 2 || !parts[0].equals(OURS)) {
      return Optional.empty();
    }
    String more = parts.length == 3 ? parts[2] : "";
    return TelnyxPhase.of(parts[1]).flatMap(phase -> decode(phase, more));
  }

  private static Optional<TelnyxState> decode(TelnyxPhase phase, String more) {
    if (phase == TelnyxPhase.ASKED) {
      return Optional.of(more)
          .filter(number -> ASKED.matcher(number).matches())
          .map(number -> ofAsked(Integer.parseInt(number)));
    }
    return Optional.of(more)
        .filter(TelnyxEvent::isHandle)
        .map(caller -> new TelnyxState(phase, caller, 0));
  }

  private static String plain(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
