package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import java.util.List;
import java.util.Optional;

/**
 * Puts a decision into commands. A call takes two steps, and one more each time that its caller
 * entered digits; each has one command id, whatever is decided: when an event comes again after its
 * session ended, what was decided first stays done, and two people who talk are not cut off.
 *
 * <p>Answer first, then ring or ask, as Telnyx documents it.
 */
final class TelnyxAnswer {

  /** Which words the pool has for this is not known: it was decided to connect. */
  private static final Optional<String> NOT_NOW =
      Optional.of("Sorry, your call cannot be connected.");

  private TelnyxAnswer() {}

  static List<CarrierCommand> of(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    CallerLeg leg = request.callerLeg().orElseThrow();
    TelnyxCommands commands = new TelnyxCommands(leg.handle(), request.asked());
    return List.of(
        switch (decision) {
          case Refuse refuse -> refusal(commands, leg, refuse.announcement());
          case Connect connect ->
              leg.answered()
                  ? ringing(commands, leg, connect, account)
                  : commands.answer(TelnyxPhase.CONNECT);
          case Challenge challenge ->
              leg.answered()
                  ? asking(commands, leg, challenge)
                  : commands.answer(TelnyxPhase.CHALLENGE);
        });
  }

  /**
   * Rings the destination once the caller is answered. A caller who was answered to be refused is
   * refused, also if a session was opened since: the record of their call says so, and when they
   * call again they are connected.
   */
  private static CarrierCommand ringing(
      TelnyxCommands commands, CallerLeg leg, Connect connect, CarrierAccount account) {
    return isToBeRefused(leg)
        ? refusal(commands, leg, NOT_NOW)
        : commands.transfer(connect, earlyMedia(account));
  }

  /** The same for a caller who would now be asked for digits. */
  private static CarrierCommand asking(
      TelnyxCommands commands, CallerLeg leg, Challenge challenge) {
    return isToBeRefused(leg) ? refusal(commands, leg, NOT_NOW) : commands.gather(challenge);
  }

  /** Refuses with words that the caller is billed to hear, or in silence and unanswered. */
  private static CarrierCommand refusal(
      TelnyxCommands commands, CallerLeg leg, Optional<String> announcement) {
    Optional<String> words = announcement.filter(some -> !some.isBlank());
    if (!leg.answered()) {
      return words.isPresent() ? commands.answer(TelnyxPhase.REFUSE) : commands.reject();
    }
    return words.map(commands::speakRefusal).orElseGet(commands::hangUpInsteadOfTransfer);
  }

  /** Refuses in silence a call to something that is no number. */
  static CarrierCommand turnAway(CallerLeg leg, int asked) {
    return refusal(new TelnyxCommands(leg.handle(), asked), leg, Optional.empty());
  }

  private static boolean isToBeRefused(CallerLeg leg) {
    return leg.phase().equals(TelnyxPhase.REFUSE.token());
  }

  private static boolean earlyMedia(CarrierAccount account) {
    return account.setting(TelnyxProfile.EARLY_MEDIA).filter("true"::equalsIgnoreCase).isPresent();
  }
}
