package io.bauta.carrier.telnyx;

import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CommandOutcome;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What Telnyx's reply to a command says, and what is done when it says no.
 *
 * <p>Source: developers.telnyx.com/troubleshooting/response-codes.
 */
final class TelnyxOutcomes {

  /** The handle is of no call; the call has ended. */
  private static final Set<String> GONE = Set.of("90015", "90018");

  /**
   * The call is not answered. We speak and transfer only after it was told to be, so it will be.
   */
  private static final String NOT_YET_ANSWERED = "90034";

  private TelnyxOutcomes() {}

  /** By the status first: one code is documented for two of them. */
  static CommandOutcome judge(HttpReply reply) {
    int status = reply.status();
    if (status >= 200 && status < 300) {
      return CommandOutcome.DONE;
    }
    if (status == 408 || status == 429 || status >= 500) {
      return CommandOutcome.RETRY;
    }
    if (status == 404) {
      return CommandOutcome.CALL_GONE;
    }
    return status == 422 ? byCode(codes(reply)) : CommandOutcome.REJECTED;
  }

  private static CommandOutcome byCode(Set<String> codes) {
    if (codes.stream().anyMatch(GONE::contains)) {
      return CommandOutcome.CALL_GONE;
    }
    return codes.contains(NOT_YET_ANSWERED) ? CommandOutcome.RETRY : CommandOutcome.REJECTED;
  }

  private static Set<String> codes(HttpReply reply) {
    Set<String> codes = new HashSet<>();
    try {
      for (JsonNode error : JsonBody.object(reply.body()).path("errors")) {
        JsonBody.text(error, "code").ifPresent(codes::add);
      }
    } catch (MalformedWebhookException unreadable) {
      // The status alone says that it was not taken.
    }
    return codes;
  }

  /**
   * Each one is nearer to the end of the call than the one before it, so there is no loop. A reject
   * in place of an answer is the last: should the answer have been taken after all, the call goes
   * on.
   */
  static List<CarrierCommand> instead(CarrierCommand command) {
    TelnyxCommands commands = new TelnyxCommands(command.leg());
    return switch (command.action()) {
      case TelnyxCommands.ANSWER -> List.of(commands.rejectInsteadOfAnswer());
      case TelnyxCommands.REJECT ->
          command.id().equals(commands.reject().id())
              ? List.of(commands.hangUp(TelnyxPhase.REFUSED))
              : List.of();
      case TelnyxCommands.TRANSFER, TelnyxCommands.GATHER, TelnyxCommands.ASK ->
          List.of(commands.speakNotReached());
      case TelnyxCommands.SPEAK -> List.of(commands.hangUp(TelnyxPhase.UNREACHED));
      default -> List.of();
    };
  }
}
