package io.bauta.carrier.telnyx;

import io.bauta.call.CarrierCallId;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is done when Telnyx takes a command and then never tells what came of it: a webhook that was
 * lost must not leave a caller in silence.
 *
 * <p>Nobody is cut off by it who talks. Where that cannot be told from what we know, Telnyx is
 * asked what it told of the call.
 *
 * <p>Source: developers.telnyx.com/api-reference/debugging/list-call-events.
 */
final class TelnyxNets {

  /** Far more than a call has until somebody answers. */
  private static final int EVENTS_MAX = 100;

  private static final String CONNECTED = "call.bridged";

  private TelnyxNets() {}

  static List<CarrierCommand> below(CarrierCommand taken, CarrierCallId call) {
    TelnyxCommands commands = new TelnyxCommands(taken.leg());
    return switch (taken.action()) {
      case TelnyxCommands.ANSWER -> List.of(commands.hangUpUnlessAnswerIsTold());
      case TelnyxCommands.TRANSFER ->
          List.of(
              commands.askWhetherConnected(
                  call, TelnyxCommands.ringTimeout(taken).plus(TelnyxCommands.RING_END_TOLD_MAX)));
      case TelnyxCommands.GATHER -> List.of(TelnyxCommands.hangUpUnlessDigitsAreTold(taken));
      case TelnyxCommands.SPEAK -> List.of(commands.hangUpAtLast(phaseOf(taken)));
      default -> List.of();
    };
  }

  private static TelnyxPhase phaseOf(CarrierCommand spoken) {
    return spoken.id().equals(TelnyxStep.EXPLAIN.idFor(spoken.leg()))
        ? TelnyxPhase.UNREACHED
        : TelnyxPhase.REFUSED;
  }

  /** The events of one call, the oldest first. */
  static String pathOfEvents(CarrierCommand ask) {
    String call = TelnyxCommands.bodyOf(ask).path(TelnyxCommands.CALL).asString("");
    return "/call_events?filter%5B"
        + TelnyxCommands.CALL
        + "%5D="
        + TelnyxApi.escape(call)
        + "&page%5Bsize%5D="
        + EVENTS_MAX;
  }

  /**
   * Done where the two were connected. A reply that does not say so is a no: then nothing of it was
   * told to us either, and the caller has waited for long.
   */
  static CommandOutcome judgeEvents(HttpReply reply) {
    CommandOutcome outcome = TelnyxOutcomes.judge(reply);
    return switch (outcome) {
      case RETRY -> CommandOutcome.RETRY;
      case DONE -> wereConnected(reply) ? CommandOutcome.DONE : CommandOutcome.NOT_SO;
      case CALL_GONE, NOT_SO, REJECTED -> CommandOutcome.NOT_SO;
    };
  }

  private static boolean wereConnected(HttpReply reply) {
    try {
      for (JsonNode event : JsonBody.object(reply.body()).path("data")) {
        if (event.path("name").asString("").equals(CONNECTED)) {
          return true;
        }
      }
      return false;
    } catch (MalformedWebhookException unreadable) {
      return false;
    }
  }
}
