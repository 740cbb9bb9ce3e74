package io.bauta.carrier.telnyx;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.ApiStep.Failed;
import io.bauta.carrier.ApiStep.Finished;
import io.bauta.carrier.ApiStep.Send;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingPlace.At;
import io.bauta.carrier.RecordingPlace.Nowhere;
import io.bauta.carrier.RecordingPlace.Why;
import io.bauta.carrier.RecordingRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Where Telnyx's recordings are, and how they are deleted there.
 *
 * <p>A link works for ten minutes, so a new one is asked for each time. It leads to a storage of
 * Amazon's, which is given no credentials: they would go to somebody else, and it refuses requests
 * with two of them. Source:
 * developers.telnyx.com/docs/voice/programmable-voice/storing-call-recordings.
 */
final class TelnyxRecordingFiles {

  /** s3.amazonaws.com, s3.REGION.amazonaws.com, and buckets in front of either. */
  private static final Pattern STORE =
      Pattern.compile("(?<bucket>[a-z0-9.-]+\\.)?s3\\.(?:[a-z0-9-]+\\.)?amazonaws\\.com");

  /** What a bucket of Telnyx's recorder begins with, where the bucket is in the path. */
  private static final String BUCKET = "/telephony-recorder-";

  private static final String WHICH = "which recording is it";
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private TelnyxRecordingFiles() {}

  static ApiStep<RecordingPlace> place(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    if (replies.isEmpty()) {
      return Send.read("where is the recording", TelnyxApi.get(path(recording), account));
    }
    HttpReply reply = replies.getFirst();
    JsonNode body = TelnyxReply.body(reply);
    if (body.isMissingNode()) {
      return reply.status() == NOT_FOUND
          ? new Finished<>(new Nowhere(Why.NOT_TOLD))
          : new Failed<>(TelnyxReply.why("where is the recording", reply));
    }
    return new Finished<>(place(found(recording, body), account));
  }

  /** By its own id, or by leg and beginning where the event had none. */
  private static String path(RecordingRef recording) {
    int at = recording.id().indexOf('@');
    return at < 0
        ? "/recordings/" + TelnyxApi.escape(recording.id())
        : "/recordings?filter%5Bcall_leg_id%5D="
            + TelnyxApi.escape(recording.id().substring(0, at));
  }

  /** The one that is meant, of a listing or alone; missing when it is not among them. */
  private static JsonNode found(RecordingRef recording, JsonNode body) {
    JsonNode data = body.path("data");
    if (!data.isArray()) {
      return data;
    }
    String start = start(recording);
    for (JsonNode one : data) {
      if (text(one, "recording_started_at").filter(text -> isSame(start, text)).isPresent()) {
        return one;
      }
    }
    return MissingNode.getInstance();
  }

  private static String start(RecordingRef recording) {
    return recording.id().substring(recording.id().indexOf('@') + 1);
  }

  /** The event and the listing may write one instant with other digits, or another offset. */
  private static boolean isSame(String start, String listed) {
    Optional<Instant> begun = TelnyxEvent.time(start);
    return start.equals(listed) || (begun.isPresent() && begun.equals(TelnyxEvent.time(listed)));
  }

  private static RecordingPlace place(JsonNode found, CarrierAccount account) {
    JsonNode urls = found.path("download_urls");
    Optional<String> link = text(urls, "mp3").or(() -> text(urls, "wav"));
    if (link.isEmpty()) {
      return new Nowhere(Why.NOT_TOLD);
    }
    return RecordingHosts.address(link.get())
        .filter(url -> isStore(url) || RecordingHosts.isConfigured(url, account))
        .<RecordingPlace>map(url -> new At(url.toString()))
        .orElseGet(() -> new Nowhere(Why.OTHER_HOST));
  }

  private static boolean isStore(URI url) {
    var host = STORE.matcher(RecordingHosts.host(url));
    String path = Optional.ofNullable(url.getRawPath()).orElse("");
    return host.matches() && (host.group("bucket") != null || path.startsWith(BUCKET));
  }

  private static Optional<String> text(JsonNode parent, String name) {
    try {
      return JsonBody.text(parent, name);
    } catch (MalformedWebhookException notText) {
      return Optional.empty();
    }
  }

  static ApiStep<Boolean> delete(
      RecordingRef recording, CarrierAccount account, List<HttpReply> replies) {
    if (recording.id().indexOf('@') < 0) {
      return delete(recording.id(), account, replies);
    }
    if (replies.isEmpty()) {
      return Send.read(WHICH, TelnyxApi.get(path(recording), account));
    }
    JsonNode body = TelnyxReply.body(replies.getFirst());
    JsonNode listed = body.path("data");
    if (!listed.isArray()) {
      return new Failed<>(TelnyxReply.why(WHICH, replies.getFirst()));
    }
    if (listed.isEmpty()) {
      return new Finished<>(true);
    }
    // Others of the same leg say nothing of this one: it may be there in other words.
    return text(found(recording, body), "id")
        .map(id -> delete(id, account, replies.subList(1, replies.size())))
        .orElseGet(() -> new Failed<>("Telnyx lists recordings of this leg, and not this one"));
  }

  private static ApiStep<Boolean> delete(
      String id, CarrierAccount account, List<HttpReply> replies) {
    if (replies.isEmpty()) {
      return new Send<>(
          "delete the recording",
          TelnyxApi.request(
              "DELETE", "/recordings/" + TelnyxApi.escape(id), Optional.empty(), account),
          true,
          HttpReply.ok());
    }
    int status = replies.getFirst().status();
    return new Finished<>(status / 100 == 2 || status == NOT_FOUND || status == GONE);
  }
}
