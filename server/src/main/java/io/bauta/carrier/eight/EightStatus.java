package io.bauta.carrier.eight;

import io.bauta.call.CallFact.Answered;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;

/**
 * Reads what becomes of a leg. These events come in any order, twice, or not at all, so only the
 * destination's answer is taken, which is sure whenever it is told. The end is in the summary.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-status.
 */
final class EightStatus {

  /** The summary tells the answer again, under the same key. */
  static final String ANSWERED_KEY = "answered";

  private EightStatus() {}

  static CarrierMessage read(EightFields payload) throws MalformedWebhookException {
    String status = payload.text("callStatus");
    boolean answered =
        status.equals("CALL_CONNECTED") && payload.text("callDirection").equals(EightLeg.OUTBOUND);
    return answered
        ? new Tells(
            payload.requireCall(), List.of(new Answered(ANSWERED_KEY, payload.time("timestamp"))))
        : new Irrelevant(status);
  }
}
