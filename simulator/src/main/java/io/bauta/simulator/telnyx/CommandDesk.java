package io.bauta.simulator.telnyx;

import io.bauta.simulator.telnyx.TelnyxCommand.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** Takes what comes for {@code /calls}: commands, with the faults that were planned for them. */
final class CommandDesk {

  private static final int ACTION_SEGMENTS = 4;

  private final TelnyxCalls calls;
  private final CommandJudge judge;
  private final CommandLedger ledger;
  private final PlannedFaults faults;
  private final CountDownLatch closing;

  CommandDesk(
      TelnyxCalls calls,
      CommandJudge judge,
      CommandLedger ledger,
      PlannedFaults faults,
      CountDownLatch closing) {
    this.calls = calls;
    this.judge = judge;
    this.ledger = ledger;
    this.faults = faults;
    this.closing = closing;
  }

  RestReply serve(RestRequest request) throws InterruptedException {
    List<String> path = request.path();
    if (path.size() == 2 && request.method().equals("GET")) {
      return find(path.get(1)).map(CommandDesk::shown).orElseGet(() -> unknown(path.get(1)));
    }
    if (path.size() != ACTION_SEGMENTS || !path.get(2).equals("actions")) {
      return TelnyxError.unknown().reply();
    }
    Optional<CommandForm> form =
        CommandForms.of(path.get(3)).filter(one -> one.method().equals(request.method()));
    Optional<ObjectNode> body = request.json();
    if (form.isEmpty()) {
      find(path.get(1)).ifPresent(entry -> cannotPlay(entry, path.get(3)));
      return TelnyxError.unknown().reply();
    }
    if (body.isEmpty()) {
      return TelnyxError.malformed().reply();
    }
    return command(path.get(1), form.get(), body.get());
  }

  private RestReply command(String callControlId, CommandForm form, ObjectNode body)
      throws InterruptedException {
    Optional<CommandFault> fault = faults.next(form.action());
    Optional<TelnyxCalls.Entry> entry = find(callControlId);
    if (fault.orElse(null) instanceof CommandFault.Answers(int status, String code)) {
      ledger.write(form.action(), callControlId, body, status, Outcome.FAILED);
      entry.ifPresent(one -> fails(one, form, body, status));
      return new TelnyxError(status, code, "As planned for the test", "").reply();
    }
    if (fault.orElse(null) instanceof CommandFault.Stalls(Duration time)
        && closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      return RestReply.LOST;
    }
    boolean isLost = fault.orElse(null) instanceof CommandFault.LosesReply;
    if (entry.isEmpty()) {
      RestReply reply = unknown(callControlId);
      ledger.write(form.action(), callControlId, body, reply.status(), Outcome.REFUSED);
      return reply;
    }
    TelnyxCalls.Entry known = entry.get();
    RestReply reply = judge.judge(known.call(), known.leg(), form, body, isLost);
    return isLost ? RestReply.LOST : reply;
  }

  private static void fails(
      TelnyxCalls.Entry entry, CommandForm form, ObjectNode body, int status) {
    entry.call().hearsOf(new Order(entry.leg(), form.action(), body, status, false, ""));
  }

  private Optional<TelnyxCalls.Entry> find(String callControlId) {
    return calls.find(callControlId);
  }

  private static RestReply unknown(String callControlId) {
    boolean isOne = callControlId.startsWith(TelnyxIds.CONTROL_PREFIX);
    return (isOne ? TelnyxError.unknown() : TelnyxError.badControlId()).reply();
  }

  private static void cannotPlay(TelnyxCalls.Entry entry, String action) {
    entry.call().story().complains("the simulator knows no command " + action);
  }

  private static RestReply shown(TelnyxCalls.Entry entry) {
    return RestReply.data(RestReply.OK, status(entry));
  }

  static ObjectNode status(TelnyxCalls.Entry entry) {
    TelnyxLeg leg = entry.leg();
    ObjectNode status = Json.object();
    status.put("record_type", "call");
    status.put("call_control_id", leg.callControlId());
    status.put("call_leg_id", leg.legId());
    status.put("call_session_id", entry.call().sessionId());
    status.put("client_state", leg.clientState().orElse(null));
    status.put("is_alive", leg.isAlive());
    status.put("start_time", TelnyxPayloads.time(leg.startedAt()));
    leg.endedAt().ifPresent(end -> status.put("end_time", TelnyxPayloads.time(end)));
    return status;
  }
}
