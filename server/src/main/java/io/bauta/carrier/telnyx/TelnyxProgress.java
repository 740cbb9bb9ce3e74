package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact.Answered;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;

/** Reads what happens between the beginning of a call and its end. */
final class TelnyxProgress {

  private static final String ANSWERED_KEY = "answered";

  private TelnyxProgress() {}

  /** The two are connected. It is told of each leg, and is one fact. */
  static CarrierMessage bridged(TelnyxEvent event) throws MalformedWebhookException {
    return new Tells(event.call(), List.of(new Answered(ANSWERED_KEY, event.at())));
  }

  /**
   * Our words are over. After a notice it is asked what to do with the call, and after all others
   * comes the end; unless the caller did not wait.
   */
  static CarrierMessage spoken(TelnyxEvent event, CarrierAccount account)
      throws MalformedWebhookException {
    Optional<TelnyxState> state = event.state();
    Optional<TelnyxPhase> phase = state.map(TelnyxState::phase);
    if (phase.filter(TelnyxPhase.NOTICE::equals).isPresent()) {
      return TelnyxQuestion.noticed(event, state.get(), account);
    }
    if (phase.filter(TelnyxProgress::isLast).isEmpty()
        || event.text("status").filter("call_hangup"::equals).isPresent()) {
      return new Irrelevant(event.type());
    }
    TelnyxCommands commands = new TelnyxCommands(event.handle());
    return new Tells(event.call(), List.of(), List.of(commands.hangUp(phase.get())));
  }

  private static boolean isLast(TelnyxPhase phase) {
    return phase == TelnyxPhase.REFUSED || phase == TelnyxPhase.UNREACHED;
  }
}
