package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Asks;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.EnteredDigits;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RoutingRequest;
import io.bauta.carrier.RoutingRequest.CallerLeg;
import io.bauta.number.PhoneNumber;
import io.bauta.routing.IncomingCall;
import java.util.List;
import java.util.Optional;

/**
 * Reads the events after which the caller waits for us: the call came in, the caller is answered,
 * and, where they were asked for digits, has entered them.
 *
 * <p>The second asks again, because the caller's session may have ended in between. It also means
 * that nobody need remember where to ring: a number is in no state that leaves us.
 */
final class TelnyxQuestion {

  private TelnyxQuestion() {}

  /** Our own leg to the destination is told as well, and asks nothing. */
  static CarrierMessage initiated(TelnyxEvent event, CarrierAccount account)
      throws MalformedWebhookException {
    Optional<TelnyxState> state = event.state();
    if (state.map(TelnyxState::phase).filter(TelnyxPhase.DESTINATION::equals).isPresent()) {
      return rings(event, state.get().caller());
    }
    return switch (event.text("direction").orElse("")) {
      case "incoming" ->
          ask(event, new CallerLeg(event.handle(), false), account, Optional.empty());
      case "outgoing" -> new Irrelevant(event.type());
      default -> throw new MalformedWebhookException("direction is neither incoming nor outgoing");
    };
  }

  /** Only here is it told what the destination's leg is called: who must end it must know. */
  private static CarrierMessage rings(TelnyxEvent event, String caller)
      throws MalformedWebhookException {
    return caller.isBlank()
        ? new Irrelevant(event.type())
        : new Tells(
            event.call(),
            List.of(),
            List.of(new TelnyxCommands(caller).stopRinging(event.handle())));
  }

  /**
   * Only a leg that we answered asks. When the destination's is answered, nothing is proved: who
   * picks up a moment after the caller gave up has talked to nobody.
   */
  static CarrierMessage answered(TelnyxEvent event, CarrierAccount account)
      throws MalformedWebhookException {
    Optional<TelnyxPhase> phase = event.state().map(TelnyxState::phase);
    return phase.filter(TelnyxQuestion::isToGoOn).isPresent()
        ? ask(
            event,
            new CallerLeg(event.handle(), true, phase.get().token()),
            account,
            Optional.empty())
        : new Irrelevant(event.type());
  }

  private static boolean isToGoOn(TelnyxPhase phase) {
    return phase == TelnyxPhase.CONNECT
        || phase == TelnyxPhase.REFUSE
        || phase == TelnyxPhase.CHALLENGE;
  }

  /**
   * What the caller entered when we asked for digits, be it nothing, too little or something wrong.
   * Who has hung up instead asks nothing more; their leg's end is told as well.
   */
  static CarrierMessage gathered(TelnyxEvent event, CarrierAccount account)
      throws MalformedWebhookException {
    Optional<TelnyxState> state = event.state().filter(known -> known.phase() == TelnyxPhase.ASKED);
    if (state.isEmpty() || event.text("status").filter("call_hangup"::equals).isPresent()) {
      return new Irrelevant(event.type());
    }
    CallerLeg leg = new CallerLeg(event.handle(), true, TelnyxPhase.ASKED.token());
    return ask(event, leg, account, Optional.of(new Entered(digits(event), state.get().asked())));
  }

  /** A caller waits, and nobody reads an error: what cannot be entered counts as nothing. */
  private static String digits(TelnyxEvent event) {
    try {
      return EnteredDigits.of("digits", event.text("digits").orElse(""));
    } catch (MalformedWebhookException notDigits) {
      return "";
    }
  }

  /**
   * What the caller entered.
   *
   * @param asked how often they were asked
   */
  private record Entered(String digits, int asked) {

    /** They may be somebody's code. */
    @Override
    public String toString() {
      return "Entered[asked=" + asked + "]";
    }
  }

  /** A call to something that is no number is turned away at once: its caller waits. */
  private static CarrierMessage ask(
      TelnyxEvent event, CallerLeg leg, CarrierAccount account, Optional<Entered> entered)
      throws MalformedWebhookException {
    int asked = entered.map(Entered::asked).orElse(0);
    Optional<PhoneNumber> dialed = event.text("to").flatMap(account.homeRegion()::parse);
    if (dialed.isEmpty()) {
      return new Tells(event.call(), List.of(), List.of(TelnyxAnswer.turnAway(leg, asked)));
    }
    Optional<PhoneNumber> caller = event.text("from").flatMap(account.homeRegion()::parseCaller);
    IncomingCall incoming = new IncomingCall(account.name(), dialed.get(), caller);
    return new Asks(
        new RoutingRequest(
            Optional.of(event.call()),
            entered.map(Entered::digits).map(incoming::entered).orElse(incoming),
            Optional.of(leg),
            asked));
  }
}
