package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.util.List;
import java.util.Optional;

/**
 * Puts a decision into commands. A call takes two steps, and each has one command id, whatever is
 * decided: when an event comes again after its session ended, what was decided first stays done,
 * and two people who talk are not cut off.
 *
 * <p>Answer first, then ring, as Telnyx documents it.
 */
final class TelnyxAnswer {

  /** Which words the pool has for this is not known: it was decided to connect. */
  private static final Optional<String> NOT_NOW =
      Optional.of("Sorry, your call cannot be connected.");

  private TelnyxAnswer() {}

  static List<CarrierCommand> of(CallerLeg leg, RoutingDecision decision, CarrierAccount account) {
    return switch (decision) {
      case Connect connect -> connection(leg, connect, account);
      case Refuse refuse -> refusal(leg, refuse.announcement().filter(words -> !words.isBlank()));
      case Challenge challenge ->
          refusal(leg, challenge.announcement().filter(words -> !words.isBlank()));
    };
  }

  /**
   * Rings the destination once the caller is answered. A caller who was answered to be refused is
   * refused, also if a session was opened since: the record of their call says so, and when they
   * call again they are connected.
   */
  private static List<CarrierCommand> connection(
      CallerLeg leg, Connect connect, CarrierAccount account) {
    TelnyxCommands commands = new TelnyxCommands(leg.handle());
    if (!leg.answered()) {
      return List.of(commands.answer(TelnyxPhase.CONNECT));
    }
    return isToBeRefused(leg)
        ? refusal(leg, NOT_NOW)
        : List.of(commands.transfer(connect, earlyMedia(account)));
  }

  /** Refuses with words that the caller is billed to hear, or in silence and unanswered. */
  static List<CarrierCommand> refusal(CallerLeg leg, Optional<String> words) {
    TelnyxCommands commands = new TelnyxCommands(leg.handle());
    if (!leg.answered()) {
      return List.of(words.isPresent() ? commands.answer(TelnyxPhase.REFUSE) : commands.reject());
    }
    return List.of(words.map(commands::speakRefusal).orElseGet(commands::hangUpInsteadOfTransfer));
  }

  private static boolean isToBeRefused(CallerLeg leg) {
    return leg.phase().equals(TelnyxPhase.REFUSE.token());
  }

  private static boolean earlyMedia(CarrierAccount account) {
    return account.setting(TelnyxProfile.EARLY_MEDIA).filter("true"::equalsIgnoreCase).isPresent();
  }
}
