package io.bauta.carrier.eight;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallFact.Rung;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what becomes of a leg. These events come in any order, twice, or not at all, so only the
 * beginning and the answer of the destination's leg are taken, which are sure whenever they are
 * told. The end is in the summary.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-status.
 */
final class EightStatus {

  private static final String RUNG_KEY = "rung";
  private static final String ANSWERED_KEY = "answered";

  private EightStatus() {}

  static CarrierMessage read(EightFields payload) throws MalformedWebhookException {
    String status = payload.text("callStatus");
    if (!payload.text("callDirection").equals(EightLeg.OUTBOUND)) {
      return new Irrelevant(status);
    }
    Optional<Instant> at = payload.time("timestamp");
    return switch (status) {
      case "CALL_INITIATED" -> new Tells(payload.requireCall(), List.of(new Rung(RUNG_KEY, at)));
      case "CALL_CONNECTED" ->
          new Tells(payload.requireCall(), List.of(new Answered(ANSWERED_KEY, at)));
      default -> new Irrelevant(status);
    };
  }
}
