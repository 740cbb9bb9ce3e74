package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact.CallEnded;
import io.bauta.call.CallFact.LegEnded;
import io.bauta.call.CarrierCallId;
import io.bauta.call.HangupCause;
import io.bauta.call.Leg;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the end of a leg. With the caller's the call is over.
 *
 * <p>No event says how long the two talked: that follows from when they were connected and when the
 * first of them was gone, by Telnyx's clock.
 */
final class TelnyxHangup {

  private static final String CALLER_KEY = "hangup";
  private static final String DESTINATION_KEY = "hangup-destination";

  private static final Set<HangupCause> AFTER_A_TALK =
      Set.of(HangupCause.NORMAL_CLEARING, HangupCause.TALK_LIMIT_REACHED);

  private TelnyxHangup() {}

  static CarrierMessage read(TelnyxEvent event) throws MalformedWebhookException {
    Optional<TelnyxState> state = event.state();
    boolean ofDestination =
        state.isPresent()
            ? state.get().phase() == TelnyxPhase.DESTINATION
            : event.text("direction").filter("outgoing"::equals).isPresent();
    return ofDestination ? destination(event, state) : caller(event, state);
  }

  private static CarrierMessage caller(TelnyxEvent event, Optional<TelnyxState> state)
      throws MalformedWebhookException {
    CallEnded ended =
        new CallEnded(
            CALLER_KEY,
            TelnyxCauses.ofCaller(event, state.map(TelnyxState::phase)),
            Optional.empty(),
            event.at());
    return new Tells(event.call(), List.of(ended));
  }

  private static CarrierMessage destination(TelnyxEvent event, Optional<TelnyxState> state)
      throws MalformedWebhookException {
    LegEnded ended =
        new LegEnded(
            DESTINATION_KEY,
            Leg.OUTBOUND,
            TelnyxCauses.ofDestination(event),
            Optional.empty(),
            event.at());
    CarrierCallId call = event.call();
    List<CarrierCommand> owed =
        state
            .map(TelnyxState::caller)
            .filter(handle -> !handle.isBlank())
            .map(handle -> owedTo(new TelnyxCommands(handle), ended.hangUp().cause(), call))
            .stream()
            .toList();
    return new Tells(call, List.of(ended), owed);
  }

  /**
   * What the caller is owed when the destination is gone. After a talk Telnyx ends the caller's leg
   * itself, because nobody asked it to park it. A destination that was not reached leaves the
   * caller with silence, for as long as four hours.
   */
  private static CarrierCommand owedTo(
      TelnyxCommands commands, HangupCause cause, CarrierCallId call) {
    if (AFTER_A_TALK.contains(cause)) {
      // Some networks clear normally what was never answered.
      return commands.askWhetherConnected(call, TelnyxCommands.TALK_TOLD_MAX);
    }
    // They gave up, so there is nobody to speak to. If they did not, this ends the silence.
    return cause == HangupCause.ORIGINATOR_CANCEL
        ? commands.hangUp(TelnyxPhase.UNREACHED)
        : commands.speakNotReached();
  }
}
