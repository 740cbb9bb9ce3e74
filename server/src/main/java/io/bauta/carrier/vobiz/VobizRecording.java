package io.bauta.carrier.vobiz;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.MalformedWebhookException;
import java.util.List;
import java.util.Optional;

/** Reads events of a recording. Only the last one, RecordStop, says that it can be fetched. */
final class VobizRecording {

  private static final String KEY_PREFIX = "recording:";
  private static final int ID_LENGTH_MAX = CallFact.KEY_LENGTH_MAX - KEY_PREFIX.length();
  private static final int URL_LENGTH_MAX = 1000;

  private VobizRecording() {}

  static CarrierMessage read(VobizFields fields) throws MalformedWebhookException {
    if (!fields.text(VobizFields.EVENT).equals("RecordStop")) {
      return Vobiz.irrelevant(fields);
    }
    String id = id(fields);
    RecordingReady ready =
        new RecordingReady(KEY_PREFIX + id, id, url(fields), VobizTimes.ofRecording(fields));
    return new Tells(fields.requireCall(), List.of(ready));
  }

  private static String id(VobizFields fields) throws MalformedWebhookException {
    return fields
        .get(VobizFields.RECORDING_ID)
        .filter(id -> id.length() <= ID_LENGTH_MAX)
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "RecordingID is missing, blank or longer than %d characters"
                        .formatted(ID_LENGTH_MAX)));
  }

  /** The field is called RecordUrl on one page of the documentation and RecordFile on another. */
  private static Optional<String> url(VobizFields fields) throws MalformedWebhookException {
    Optional<String> url = fields.get(VobizFields.RECORD_URL);
    return (url.isPresent() ? url : fields.get(VobizFields.RECORD_FILE))
        .filter(text -> isWebAddress(text) && text.length() <= URL_LENGTH_MAX);
  }

  /** Not a promise that it may be fetched: that is for whoever fetches to judge. */
  private static boolean isWebAddress(String text) {
    return text.startsWith("https://") || text.startsWith("http://");
  }
}
