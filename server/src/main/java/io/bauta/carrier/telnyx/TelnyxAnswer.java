package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.routing.RoutingDecision;
import io.bauta.routing.RoutingDecision.Challenge;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.speech.Words;
import java.util.List;
import java.util.Optional;

/**
 * Puts a decision into commands. A call takes two steps, one more each time that its caller entered
 * digits, and one more after a notice; each has one command id, whatever is decided: when an event
 * comes again after its session ended, what was decided first stays done, and two people who talk
 * are not cut off.
 *
 * <p>Answer first, then speak, ring or ask, as Telnyx documents it.
 */
final class TelnyxAnswer {

  /** Which words the pool has for this is not known: it was decided to connect. */
  private static final Optional<Words> NOT_NOW =
      Optional.of(Words.of("Sorry, your call cannot be connected."));

  private TelnyxAnswer() {}

  static List<CarrierCommand> of(
      RoutingRequest request, RoutingDecision decision, CarrierAccount account) {
    CallerLeg leg = request.callerLeg().orElseThrow();
    TelnyxCommands commands = commands(leg, request.asked());
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

  private static TelnyxCommands commands(CallerLeg leg, int asked) {
    TelnyxCommands commands = new TelnyxCommands(leg.handle(), asked);
    return isIn(TelnyxPhase.NOTICE, leg) ? commands.afterNotice() : commands;
  }

  /**
   * Rings the destination once the caller is answered and has heard what they must. A caller who
   * was answered to be refused is refused, also if a session was opened since: the record of their
   * call says so, and when they call again they are connected.
   */
  private static CarrierCommand ringing(
      TelnyxCommands commands, CallerLeg leg, Connect connect, CarrierAccount account) {
    if (isIn(TelnyxPhase.REFUSE, leg)) {
      return refusal(commands, leg, NOT_NOW);
    }
    Optional<Words> unheard =
        connect.notice().filter(words -> !words.isBlank() && !isIn(TelnyxPhase.NOTICE, leg));
    return unheard
        .map(commands::speakNotice)
        .orElseGet(() -> commands.transfer(connect, earlyMedia(account)));
  }

  /** The same for a caller who would now be asked for digits. */
  private static CarrierCommand asking(
      TelnyxCommands commands, CallerLeg leg, Challenge challenge) {
    return isIn(TelnyxPhase.REFUSE, leg)
        ? refusal(commands, leg, NOT_NOW)
        : commands.gather(challenge);
  }

  /** Refuses with words that the caller is billed to hear, or in silence and unanswered. */
  private static CarrierCommand refusal(
      TelnyxCommands commands, CallerLeg leg, Optional<Words> announcement) {
    Optional<Words> words = announcement.filter(some -> !some.isBlank());
    if (!leg.answered()) {
      return words.isPresent() ? commands.answer(TelnyxPhase.REFUSE) : commands.reject();
    }
    return words.map(commands::speakRefusal).orElseGet(commands::hangUpInsteadOfTransfer);
  }

  /** Refuses in silence a call to something that is no number. */
  static CarrierCommand turnAway(CallerLeg leg, int asked) {
    return refusal(commands(leg, asked), leg, Optional.empty());
  }

  private static boolean isIn(TelnyxPhase phase, CallerLeg leg) {
    return leg.phase().equals(phase.token());
  }

  private static boolean earlyMedia(CarrierAccount account) {
    return account.setting(TelnyxProfile.EARLY_MEDIA).filter("true"::equalsIgnoreCase).isPresent();
  }
}
