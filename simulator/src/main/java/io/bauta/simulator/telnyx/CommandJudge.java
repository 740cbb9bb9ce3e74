package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import io.bauta.simulator.telnyx.TelnyxLeg.Side;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says at once whether a command is taken; whatever it leads to, the play of the call does later.
 *
 * <p>As with Telnyx, an accepted command has not happened yet: that the call is answered is true
 * only when {@code call.answered} is on its way.
 */
final class CommandJudge {

  private final TelnyxSettings settings;
  private final TelnyxIds ids;
  private final CommandLedger ledger;

  CommandJudge(TelnyxSettings settings, TelnyxIds ids, CommandLedger ledger) {
    this.settings = settings;
    this.ids = ids;
    this.ledger = ledger;
  }

  /**
   * Judges a command. One that is taken is in the ledger and then in the call's mailbox when this
   * returns, in that order: what the play does with it, and who waits for that, comes after.
   *
   * @param lost whether the reply will get lost
   */
  RestReply judge(TelnyxCall call, TelnyxLeg leg, CommandForm form, ObjectNode body, boolean lost) {
    String commandId = Json.text(body, "command_id").orElse("");
    synchronized (leg) {
      if (leg.knows(commandId)) {
        write(leg, form, body, lost ? 0 : RestReply.OK, Outcome.REPEATED);
        return RestReply.ok(Json.object());
      }
      call.manners().look(leg, form, body);
      Optional<TelnyxError> error = error(call, leg, form, body);
      if (error.isPresent()) {
        return refuse(call, leg, form, body, lost ? 0 : error.get().status(), error.get());
      }
      if (!commandId.isEmpty()) {
        leg.remember(commandId);
      }
      return take(call, leg, form, body, lost ? 0 : RestReply.OK);
    }
  }

  private RestReply refuse(
      TelnyxCall call,
      TelnyxLeg leg,
      CommandForm form,
      ObjectNode body,
      int status,
      TelnyxError error) {
    write(leg, form, body, status, Outcome.REFUSED);
    call.hearsOf(new Order(leg, form.action(), body, status, false, ""));
    return error.reply();
  }

  private RestReply take(
      TelnyxCall call, TelnyxLeg leg, CommandForm form, ObjectNode body, int status) {
    mark(leg, form.action());
    String recordingId = ids.uuid();
    write(leg, form, body, status, Outcome.CARRIED_OUT);
    call.hearsOf(new Order(leg, form.action(), body, status, true, recordingId));
    ObjectNode more = Json.object();
    if (form.action().equals("answer") && body.has("record")) {
      more.put("recording_id", recordingId);
    }
    return RestReply.ok(more);
  }

  private void write(
      TelnyxLeg leg, CommandForm form, ObjectNode body, int status, Outcome outcome) {
    ledger.write(form.action(), leg.callControlId(), body, status, outcome);
  }

  private Optional<TelnyxError> error(
      TelnyxCall call, TelnyxLeg leg, CommandForm form, ObjectNode body) {
    if (!leg.isAlive()) {
      return Optional.of(TelnyxError.hasEnded());
    }
    return form.fault(body)
        .or(() -> tooEarlyOrLate(leg, form))
        .or(() -> form.action().equals("transfer") ? transferError(call, leg, body) : none())
        .or(() -> call.isFull() ? Optional.of(TelnyxError.tooMany()) : none());
  }

  private Optional<TelnyxError> tooEarlyOrLate(TelnyxLeg leg, CommandForm form) {
    boolean isParkedTransfer = form.action().equals("transfer") && settings.transfersParkedLegs();
    return switch (form.needs()) {
      case A_CALL -> none();
      case AN_UNANSWERED_CALL ->
          leg.isAnswered() ? error("Call has been answered already") : none();
      case AN_ANSWERED_CALL ->
          leg.isAnswered() || isParkedTransfer ? none() : Optional.of(TelnyxError.notAnswered());
      case AUDIO -> leg.isAnswered() ? none() : Optional.of(TelnyxError.noAudioYet());
    };
  }

  private Optional<TelnyxError> transferError(TelnyxCall call, TelnyxLeg leg, ObjectNode body) {
    if (leg.side() == Side.DESTINATION || leg.isTaken()) {
      call.story().complains("a leg is transferred that is connected, or being connected, already");
      return error("Call is transferred already");
    }
    boolean isOurs = Json.text(body, "from").map(call::isOurNumber).orElse(true);
    return isOurs ? none() : Optional.of(TelnyxError.callerIdNotOurs());
  }

  /** What the next command must know before the play has come to this one. */
  private static void mark(TelnyxLeg leg, String action) {
    switch (action) {
      case "reject", "hangup" -> leg.close();
      case "transfer" -> leg.taken(true);
      case "speak" -> leg.announces();
      default -> {}
    }
  }

  private static Optional<TelnyxError> error(String title) {
    return Optional.of(TelnyxError.notNow(title));
  }

  private static Optional<TelnyxError> none() {
    return Optional.empty();
  }
}
