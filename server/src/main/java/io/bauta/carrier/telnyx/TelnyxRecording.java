package io.bauta.carrier.telnyx;

import io.bauta.call.CallFact;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.carrier.CarrierMessage;
import io.bauta.carrier.CarrierMessage.Tells;
import io.bauta.carrier.JsonBody;
import io.bauta.carrier.MalformedWebhookException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads that a recording can be fetched. The event may come before the end of the call or after it,
 * several times for one call, and without the handle of a leg.
 *
 * <p>Its links work for ten minutes without credentials; after that Telnyx's API gives new ones.
 * Source: developers.telnyx.com/docs/voice/programmable-voice/storing-call-recordings.
 */
final class TelnyxRecording {

  private static final String KEY_PREFIX = "recording:";
  private static final int ID_LENGTH_MAX = CallFact.KEY_LENGTH_MAX - KEY_PREFIX.length();

  /** A link signed for a while is long. */
  private static final int URL_LENGTH_MAX = 4_000;

  private static final Duration LENGTH_MAX = Duration.ofDays(1);

  private TelnyxRecording() {}

  static CarrierMessage read(TelnyxEvent event) throws MalformedWebhookException {
    String id = id(event);
    RecordingReady ready = new RecordingReady(KEY_PREFIX + id, id, url(event), length(event));
    return new Tells(event.call(), List.of(ready));
  }

  /**
   * What tells this recording from the others of its call. The id was seen in traffic and is not in
   * the specification; without it, leg and beginning are what Telnyx's API finds it by.
   */
  private static String id(TelnyxEvent event) throws MalformedWebhookException {
    Optional<String> id = event.text("recording_id");
    Optional<String> leg = event.text("call_leg_id");
    // As a time and not as whatever stands there: it is shown.
    Optional<String> start = event.text("recording_started_at").filter(TelnyxRecording::isTime);
    return id.or(() -> leg.flatMap(of -> start.map(since -> of + "@" + since)))
        .filter(text -> text.length() <= ID_LENGTH_MAX)
        .orElseThrow(
            () ->
                new MalformedWebhookException(
                    "expected recording_id, or call_leg_id and recording_started_at, of at most %d"
                            .formatted(ID_LENGTH_MAX)
                        + " characters"));
  }

  private static boolean isTime(String text) {
    try {
      var _ = OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException notATime) {
      return false;
    }
  }

  /** One of the two formats may be null. */
  private static Optional<String> url(TelnyxEvent event) throws MalformedWebhookException {
    JsonNode urls = event.payload().path("recording_urls");
    Optional<String> mp3 = JsonBody.text(urls, "mp3");
    return (mp3.isPresent() ? mp3 : JsonBody.text(urls, "wav"))
        .filter(text -> text.startsWith("https://") && text.length() <= URL_LENGTH_MAX);
  }

  private static Optional<Duration> length(TelnyxEvent event) throws MalformedWebhookException {
    Optional<Instant> start = event.text("recording_started_at").flatMap(TelnyxEvent::time);
    Optional<Instant> end = event.text("recording_ended_at").flatMap(TelnyxEvent::time);
    return start
        .flatMap(from -> end.map(to -> Duration.between(from, to)))
        .filter(length -> !length.isNegative() && length.compareTo(LENGTH_MAX) <= 0);
  }
}
