package io.bauta.app.play;

import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.Shortfall;
import io.bauta.simulator.CallStatus;
import io.bauta.simulator.SimulatedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a carrier could not do in a call that was played, as it declares it. */
final class FallsShort {

  private FallsShort() {}

  /** One line each; nothing about what this call had no use for. */
  static List<String> in(
      SimulatedCall call, CarrierProfile profile, CarrierOptions carrier, Set<Mishap> mishaps) {
    List<String> lines = new ArrayList<>();
    for (Shortfall shortfall : Shortfall.values()) {
      if (profile.shortfalls().contains(shortfall) && matters(shortfall, call)) {
        lines.add("%s (%s)".formatted(words(shortfall, call.carrierName()), shortfall));
      }
    }
    carrier
        .toldOtherwise(call.status())
        .ifPresent(how -> lines.add("%s tells %s".formatted(call.carrierName(), how)));
    if (mishaps.contains(Mishap.REORDERING) && carrier.reordering().isEmpty()) {
      lines.add(
          "%s tells a call in one webhook, when it is over: nothing can come out of order"
              .formatted(call.carrierName()));
    }
    return lines;
  }

  private static boolean matters(Shortfall shortfall, SimulatedCall call) {
    return switch (shortfall) {
      case CALLER_ID_NOT_OURS -> call.screen().isPresent();
      case ANNOUNCEMENT_NOT_SPOKEN -> call.wasRefused();
      case RING_TIMEOUT_IGNORED -> call.status() == CallStatus.NO_ANSWER;
      case TALK_LIMIT_IGNORED -> call.status() == CallStatus.COMPLETED;
      case DIGITS_NOT_COLLECTED -> call.wasRefused() && !call.caller().keys().isEmpty();
      // How many there were to ring, what words were meant for the caller, or whether the talk was
      // to be recorded, nobody here knows.
      case ONLY_FIRST_RUNG, NOTICE_NOT_SPOKEN, VOICE_OF_ANOTHER_LANGUAGE, RECORDING_NOT_STARTED ->
          false;
    };
  }

  private static String words(Shortfall shortfall, String carrier) {
    return switch (shortfall) {
      case CALLER_ID_NOT_OURS -> "which number is shown is %s's choice".formatted(carrier);
      case ANNOUNCEMENT_NOT_SPOKEN ->
          "what a refused caller hears is %s's choice".formatted(carrier);
      case RING_TIMEOUT_IGNORED -> "how long it rings is %s's choice".formatted(carrier);
      case TALK_LIMIT_IGNORED -> "how long they may talk is %s's choice".formatted(carrier);
      case DIGITS_NOT_COLLECTED -> "callers are not asked for digits by %s".formatted(carrier);
      case ONLY_FIRST_RUNG -> "%s rings only the first of several".formatted(carrier);
      case NOTICE_NOT_SPOKEN -> "%s speaks no notice before it connects".formatted(carrier);
      case VOICE_OF_ANOTHER_LANGUAGE -> "%s reads with another voice".formatted(carrier);
      case RECORDING_NOT_STARTED -> "whether a call is recorded is %s's choice".formatted(carrier);
    };
  }
}
