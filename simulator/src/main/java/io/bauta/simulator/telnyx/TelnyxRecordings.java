package io.bauta.simulator.telnyx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The finished recordings: what the API says of them, and the store that their links lead to.
 *
 * <p>Like the real store it turns down whoever sends an {@code Authorization} header along with a
 * signed link, and links that are older than {@link #LINK_LIFE}.
 */
public final class TelnyxRecordings {

  /** How long a link can be used. */
  public static final Duration LINK_LIFE = Duration.ofMinutes(10);

  /** The most recordings that are kept; the oldest go first. */
  static final int RECORDINGS_MAX = 10_000;

  /** The most links that lead anywhere; the oldest go first. */
  static final int LINKS_MAX = 50_000;

  /** Where the store is, and what real links begin with. */
  static final String STORE = "telephony-recorder-prod";

  private static final int AUDIO_BYTES = 4096;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int FOUND = 302;
  private static final String TOKEN = "X-Amz-Signature";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

  private final Map<String, TelnyxRecording> recordings = new LinkedHashMap<>();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final TelnyxIds ids;
  private final InstantSource clock;
  private String base = "";
  private Optional<byte[]> audio = Optional.empty();
  private Optional<URI> elsewhere = Optional.empty();
  private int downloads;

  private record Link(String recordingId, Instant expiresAt) {}

  TelnyxRecordings(TelnyxIds ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Every link that was given out until now has expired. */
  public synchronized void expireLinks() {
    links.replaceAll((_, link) -> new Link(link.recordingId(), Instant.MIN));
  }

  /** From now on every download is sent on to {@code target}. */
  public synchronized void redirectTo(URI target) {
    elsewhere = Optional.of(target);
  }

  /** From now on every recording sounds like this. */
  public synchronized void sound(byte[] bytes) {
    audio = Optional.of(bytes.clone());
  }

  /** The identifiers of the recordings that were not deleted. */
  public synchronized List<String> ids() {
    return List.copyOf(recordings.keySet());
  }

  /** How often a recording was downloaded. */
  public synchronized int downloads() {
    return downloads;
  }

  /** What {@code format}, {@code mp3} or {@code wav}, sounds like where nothing was said. */
  public synchronized byte[] sound(String format) {
    if (audio.isPresent()) {
      return audio.get().clone();
    }
    byte[] bytes = new byte[AUDIO_BYTES];
    Arrays.fill(bytes, (byte) 'a');
    byte[] magic = format.equals("wav") ? "RIFF....WAVE".getBytes(UTF_8) : "ID3".getBytes(UTF_8);
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    return bytes;
  }

  /** Where the store listens. */
  synchronized void listensAt(String schemeHostAndPort) {
    base = schemeHostAndPort;
  }

  /** Keeps a recording and makes the first link to it. */
  synchronized String add(TelnyxRecording recording) {
    makeRoom(recordings, RECORDINGS_MAX);
    recordings.put(recording.id(), recording);
    return newLink(recording);
  }

  synchronized RestReply serve(RestRequest request) {
    if (request.path().size() == 1) {
      return request.method().equals("GET") ? list(request) : TelnyxError.unknown().reply();
    }
    TelnyxRecording recording = recordings.get(request.path().get(1));
    if (recording == null || request.path().size() > 2) {
      return TelnyxError.unknown().reply();
    }
    return switch (request.method()) {
      case "GET" -> RestReply.data(RestReply.OK, shown(recording));
      case "DELETE" -> {
        recordings.remove(recording.id());
        yield RestReply.data(RestReply.OK, shown(recording));
      }
      default -> TelnyxError.unknown().reply();
    };
  }

  /** What the store answers to a link. */
  synchronized RestReply download(RestRequest request, boolean hasAuthorization) {
    if (hasAuthorization) {
      return text(BAD_REQUEST, "Only one auth mechanism allowed");
    }
    Link link = links.get(request.query().getOrDefault(TOKEN, ""));
    if (link == null || !clock.instant().isBefore(link.expiresAt())) {
      return text(FORBIDDEN, "Request has expired");
    }
    TelnyxRecording recording = recordings.get(link.recordingId());
    if (recording == null) {
      return text(FORBIDDEN, "Access denied");
    }
    downloads++;
    if (elsewhere.isPresent()) {
      Map<String, String> where = Map.of("Location", elsewhere.get().toString());
      return new RestReply(FOUND, "text/plain", new byte[0], where);
    }
    String type = recording.format().equals("wav") ? "audio/wav" : "audio/mpeg";
    return new RestReply(RestReply.OK, type, sound(recording.format()), Map.of());
  }

  private RestReply list(RestRequest request) {
    Optional<String> session = request.filter("call_session_id");
    Optional<String> leg = request.filter("call_leg_id");
    Optional<String> connection = request.filter("connection_id");
    List<ObjectNode> found =
        recordings.values().stream()
            .filter(one -> session.map(one.sessionId()::equals).orElse(true))
            .filter(one -> leg.map(one.legId()::equals).orElse(true))
            .filter(one -> connection.map(one.connectionId()::equals).orElse(true))
            .map(this::shown)
            .toList();
    return Page.reply(found, request);
  }

  private ObjectNode shown(TelnyxRecording recording) {
    ObjectNode urls = Json.object();
    urls.put(recording.format(), newLink(recording));
    ObjectNode shown = Json.object();
    shown.put("id", recording.id());
    shown.put("record_type", "recording");
    shown.put("call_control_id", recording.callControlId());
    shown.put("call_leg_id", recording.legId());
    shown.put("call_session_id", recording.sessionId());
    shown.put("connection_id", recording.connectionId());
    shown.put("channels", recording.channels());
    shown.put("duration_millis", recording.length().toMillis());
    shown.set("download_urls", urls);
    shown.put("recording_started_at", TelnyxPayloads.time(recording.startedAt()));
    shown.put("recording_ended_at", TelnyxPayloads.time(recording.endedAt()));
    shown.put("source", "call");
    shown.put("status", "completed");
    shown.put("initiated_by", "StartCallRecordingAPI");
    shown.put("from", recording.from());
    shown.put("to", recording.to());
    return shown;
  }

  private String newLink(TelnyxRecording recording) {
    String token = ids.uuid().replace("-", "");
    makeRoom(links, LINKS_MAX);
    links.put(token, new Link(recording.id(), clock.instant().plus(LINK_LIFE)));
    return "%s/%s/account/%s/%s-%d.%s?X-Amz-Expires=%d&%s=%s"
        .formatted(
            base,
            STORE,
            DAY.format(recording.startedAt()),
            recording.legId(),
            recording.startedAt().getEpochSecond(),
            recording.format(),
            LINK_LIFE.toSeconds(),
            TOKEN,
            token);
  }

  private static void makeRoom(Map<String, ?> things, int most) {
    if (things.size() >= most) {
      things.keySet().stream().findFirst().ifPresent(things::remove);
    }
  }

  private static RestReply text(int status, String words) {
    String xml = "<Error><Message>" + words + "</Message></Error>";
    return new RestReply(status, "application/xml", xml.getBytes(UTF_8), Map.of());
  }
}
