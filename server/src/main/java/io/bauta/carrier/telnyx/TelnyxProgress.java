package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact.Answered;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;

/** Reads what happens between the beginning of a call and its end. */
final class TelnyxProgress {

  private static final String ANSWERED_KEY = "answered";
  private static final String DESTINATION_KEY = "answered-destination";

  private TelnyxProgress() {}

  /**
   * The two are connected. It is told of each leg, each with its own time, so that they are two
   * facts, of which the call takes the earlier; and it begins one recording.
   */
  static CarrierMessage bridged(TelnyxEvent event) throws MalformedWebhookException {
    List<CarrierCommand> owed =
        callerLegToRecord(event).map(handle -> new TelnyxCommands(handle).startRecording()).stream()
            .toList();
    boolean ofDestination =
        event.state().map(TelnyxState::phase).filter(TelnyxPhase.DESTINATION::equals).isPresent();
    String key = ofDestination ? DESTINATION_KEY : ANSWERED_KEY;
    return new Tells(event.call(), List.of(new Answered(key, event.at())), owed);
  }

  /** Which leg that is both tell, and an event without a handle is still the fact that it is. */
  private static Optional<String> callerLegToRecord(TelnyxEvent event)
      throws MalformedWebhookException {
    Optional<TelnyxState> state = event.state().filter(TelnyxState::recorded);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> handle =
        state.get().phase() == TelnyxPhase.DESTINATION
            ? Optional.of(state.get().caller())
            : event.text("call_control_id");
    return handle.filter(text -> !text.isBlank() && TelnyxEvent.isHandle(text));
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
