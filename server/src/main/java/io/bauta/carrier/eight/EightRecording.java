package io.bauta.carrier.eight;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Irrelevant;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;

/**
 * Reads that a recording has been put into our customer's own storage, the only copy there is.
 * Where it lies is said as a path in there, not as an address.
 *
 * <p>Source: developer.8x8.com/connect/docs/voice/number-masking/call-recordings.
 */
final class EightRecording {

  private static final String KEY_PREFIX = "recording:";
  private static final int ID_LENGTH_MAX = CallFact.KEY_LENGTH_MAX - KEY_PREFIX.length();
  private static final int PATH_LENGTH_MAX = 1000;

  private EightRecording() {}

  static CarrierMessage read(EightFields payload) throws MalformedWebhookException {
    String status = payload.text("status");
    if (!status.equals("UPLOAD_COMPLETED")) {
      return new Irrelevant(status);
    }
    String id = payload.require("recordingId", "the id of the recording");
    if (id.length() > ID_LENGTH_MAX) {
      throw new MalformedWebhookException(
          "recordingId is longer than %d characters".formatted(ID_LENGTH_MAX));
    }
    Optional<String> path =
        payload.get("filePath").filter(text -> text.length() <= PATH_LENGTH_MAX);
    RecordingReady ready =
        new RecordingReady(KEY_PREFIX + id, id, path, payload.seconds("durationSeconds"));
    return new Tells(payload.requireCall(), List.of(ready));
  }
}
