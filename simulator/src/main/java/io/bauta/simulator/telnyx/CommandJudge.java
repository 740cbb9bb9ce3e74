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

  CommandJudge(TelnyxSettings settings, TelnyxIds ids) {
    this.settings = settings;
    this.ids = ids;
  }

  /** A decision, with the reply that says so. */
  record Verdict(Outcome outcome, RestReply reply) {}

  /** Judges a command; one that is taken is in the call's mailbox when this returns. */
  Verdict judge(TelnyxCall call, TelnyxLeg leg, CommandForm form, ObjectNode body, boolean lost) {
    String commandId = Json.text(body, "command_id").orElse("");
    synchronized (leg) {
      if (leg.knows(commandId)) {
        return new Verdict(Outcome.REPEATED, RestReply.ok(Json.object()));
      }
      call.manners().look(leg, form, body);
      Optional<TelnyxError> error = error(call, leg, form, body);
      if (error.isPresent()) {
        RestReply reply = error.get().reply();
        call.hearsOf(new Order(leg, form.action(), body, reply.status(), false, ""));
        return new Verdict(Outcome.REFUSED, reply);
      }
      RestReply reply = take(call, leg, form, body, lost);
      if (!commandId.isEmpty()) {
        leg.remember(commandId);
      }
      return new Verdict(Outcome.CARRIED_OUT, reply);
    }
  }

  private RestReply take(
      TelnyxCall call, TelnyxLeg leg, CommandForm form, ObjectNode body, boolean lost) {
    mark(leg, form.action());
    String recordingId = ids.uuid();
    int status = lost ? 0 : RestReply.OK;
    call.hearsOf(new Order(leg, form.action(), body, status, true, recordingId));
    ObjectNode more = Json.object();
    if (form.action().equals("answer") && body.has("record")) {
      more.put("recording_id", recordingId);
    }
    return RestReply.ok(more);
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
