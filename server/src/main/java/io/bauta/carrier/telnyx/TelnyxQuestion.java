package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact.Rung;
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
 * where they were asked for digits has entered them, and where they must hear a notice has heard
 * it.
 *
 * <p>Each asks again, because the caller's session may have ended in between. It also means that
 * nobody need remember where to ring: a number is in no state that leaves us.
 */
final class TelnyxQuestion {

  private static final String RUNG_KEY = "rung";

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
          ask(event, new CallerLeg(event.handle(), false), account, 0, Optional.empty());
      case "outgoing" -> new Irrelevant(event.type());
      default -> throw new MalformedWebhookException("direction is neither incoming nor outgoing");
    };
  }

  /** Only here is it told what the destination's leg is called: who must end it must know. */
  private static CarrierMessage rings(TelnyxEvent event, String caller)
      throws MalformedWebhookException {
    return new Tells(
        event.call(),
        List.of(new Rung(RUNG_KEY, event.at())),
        caller.isBlank()
            ? List.of()
            : List.of(new TelnyxCommands(caller).stopRinging(event.handle())));
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
            0,
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
    String digits = digits(event);
    return ask(event, leg, account, state.get().asked(), Optional.of(digits));
  }

  /**
   * The caller has heard what they must before anybody is rung. What they entered before that is
   * not told again. Words that broke off were not heard: nobody is rung then, and the net below
   * them ends a call that is still there.
   */
  static CarrierMessage noticed(TelnyxEvent event, TelnyxState state, CarrierAccount account)
      throws MalformedWebhookException {
    if (!event.text("status").orElse("completed").equals("completed")) {
      return new Irrelevant(event.type());
    }
    CallerLeg leg = new CallerLeg(event.handle(), true, TelnyxPhase.NOTICE.token());
    return ask(event, leg, account, state.asked(), Optional.empty());
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
   * A call to something that is no number is turned away at once: its caller waits.
   *
   * @param asked how often the caller was asked for digits
   * @param digits what they entered, where this event tells it
   */
  private static CarrierMessage ask(
      TelnyxEvent event, CallerLeg leg, CarrierAccount account, int asked, Optional<String> digits)
      throws MalformedWebhookException {
    Optional<PhoneNumber> dialed = event.text("to").flatMap(account.homeRegion()::parse);
    if (dialed.isEmpty()) {
      return new Tells(event.call(), List.of(), List.of(TelnyxAnswer.turnAway(leg, asked)));
    }
    Optional<PhoneNumber> caller = event.text("from").flatMap(account.homeRegion()::parseCaller);
    IncomingCall incoming = new IncomingCall(account.name(), dialed.get(), caller);
    return new Asks(
        new RoutingRequest(
            Optional.of(event.call()),
            digits.map(incoming::entered).orElse(incoming),
            Optional.of(leg),
            asked));
  }
}
