package io.bauta.carrier.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where a leg stands, as Telnyx carries it for us in {@code client_state} and gives it back with
 * every later event of the leg. Telnyx's debug log shows it, so there is never a number in it.
 *
 * @param caller the handle of the caller's leg where this one is the destination's; else empty
 * @param asked with which asking for digits the caller is asked, or was before they hear a notice;
 *     0 where they were not
 * @param recorded whether the talk is to be recorded; only of legs of which one is to talk
 */
record TelnyxState(TelnyxPhase phase, String caller, int asked, boolean recorded) {

  /** Tells our states from those of anybody else who commands the same calls. */
  private static final String OURS = "bauta";

  /** After the phase. */
  private static final String RECORDED = "+recorded";

  private static final Pattern ASKED = Pattern.compile("[1-9][0-9]{0,5}");

  static TelnyxState of(TelnyxPhase phase) {
    return new TelnyxState(phase, "", 0, false);
  }

  /** Of the caller's leg while they enter digits. */
  static TelnyxState ofAsked(int asked) {
    return new TelnyxState(TelnyxPhase.ASKED, "", asked, false);
  }

  /**
   * Of the caller's leg while they hear what they must before anybody is rung.
   *
   * @param asked how often they were asked for digits before
   */
  static TelnyxState ofNotice(int asked) {
    return new TelnyxState(TelnyxPhase.NOTICE, "", asked, false);
  }

  /** Of the destination's leg: whoever hears of its end must know whom to tell. */
  static TelnyxState ofDestination(String caller) {
    return ofDestination(caller, false);
  }

  /** The same, where the talk is to be recorded or not. */
  static TelnyxState ofDestination(String caller, boolean recorded) {
    return new TelnyxState(TelnyxPhase.DESTINATION, caller, 0, recorded);
  }

  /** Of the caller's leg while the destination rings, and when they talk. */
  static TelnyxState ofTransferred(boolean recorded) {
    return new TelnyxState(TelnyxPhase.TRANSFERRED, "", 0, recorded);
  }

  String encode() {
    String more = asked > 0 ? Integer.toString(asked) : caller;
    String token = recorded ? phase.token() + RECORDED : phase.token();
    String text = String.join(" ", OURS, token, more).strip();
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** The state that {@code text} writes; empty when it is none of ours. */
  static Optional<TelnyxState> decode(String text) {
    String[] parts = plain(text).split(" ", 3);
    if (parts.length < 2 || !parts[0].equals(OURS)) {
      return Optional.empty();
    }
    String more = parts.length == 3 ? parts[2] : "";
    boolean recorded = parts[1].endsWith(RECORDED);
    String token =
        recorded ? parts[1].substring(0, parts[1].length() - RECORDED.length()) : parts[1];
    return TelnyxPhase.of(token)
        .flatMap(phase -> decode(phase, more))
        .flatMap(state -> recorded ? state.toBeRecorded() : Optional.of(state));
  }

  private Optional<TelnyxState> toBeRecorded() {
    return phase == TelnyxPhase.TRANSFERRED || phase == TelnyxPhase.DESTINATION
        ? Optional.of(new TelnyxState(phase, caller, asked, true))
        : Optional.empty();
  }

  private static Optional<TelnyxState> decode(TelnyxPhase phase, String more) {
    return switch (phase) {
      case ASKED -> count(more).stream().mapToObj(TelnyxState::ofAsked).findFirst();
      case NOTICE ->
          more.isEmpty()
              ? Optional.of(ofNotice(0))
              : count(more).stream().mapToObj(TelnyxState::ofNotice).findFirst();
      default ->
          Optional.of(more)
              .filter(TelnyxEvent::isHandle)
              .map(caller -> new TelnyxState(phase, caller, 0, false));
    };
  }

  private static OptionalInt count(String text) {
    return ASKED.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static String plain(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }
}
