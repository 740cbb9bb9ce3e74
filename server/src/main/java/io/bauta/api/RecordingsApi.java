package io.bauta.api;

import io.bauta.access.Extent;
import io.bauta.access.Right;
import io.bauta.api.Api.Endpoint;
import io.bauta.api.ByteRange.Asked;
import io.bauta.audit.AuditEntry;
import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallStore;
import io.bauta.fetch.Recordings;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolScope;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingId;
import io.bauta.recording.RecordingQuery;
import io.bauta.recording.RecordingState;
import io.bauta.recording.StoredMedia;
import io.bauta.routing.RoutingDecision.Connect;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Recordings: what is known of them, their audio, deletion and legal hold. */
public final class RecordingsApi {

  private static final String HOLD = "legal_hold";
  private static final String REASON = "reason";

  private final Recordings recordings;
  private final CallStore calls;
  private final RecordingJson json;
  private final AuditApi audit;

  /**
   * The recordings of a server.
   *
   * @param calls knows which pools they are of
   * @param retention how long they are kept, where the configuration says
   */
  public RecordingsApi(
      Recordings recordings, CallStore calls, Optional<Duration> retention, AuditApi audit) {
    this.recordings = recordings;
    this.calls = calls;
    this.json = new RecordingJson(recordings, retention);
    this.audit = audit;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("GET", "/v1/recordings", Right.RECORDINGS_READ, Extent.POOL, this::list),
        new Endpoint("GET", "/v1/recordings/{id}", Right.RECORDINGS_READ, Extent.POOL, this::get),
        new Endpoint(
            "PATCH", "/v1/recordings/{id}", Right.RECORDINGS_CHANGE, Extent.POOL, this::change),
        new Endpoint(
            "DELETE", "/v1/recordings/{id}", Right.RECORDINGS_CHANGE, Extent.POOL, this::delete),
        new Endpoint(
            "POST", "/v1/recordings/{id}/retry", Right.RECORDINGS_CHANGE, Extent.POOL, this::retry),
        new Endpoint(
            "GET", "/v1/recordings/{id}/media", Right.RECORDINGS_PLAY, Extent.POOL, this::media),
        new Endpoint(
            "HEAD",
            "/v1/recordings/{id}/media",
            Right.RECORDINGS_READ,
            Extent.POOL,
            this::mediaHead));
  }

  private ApiReply list(ApiRequest request) {
    int limit = Page.limit(request);
    RecordingQuery query =
        new RecordingQuery(
            Page.parameter(request, "call", CallId::parse, "the id of a call"),
            Page.parameter(
                request,
                "state",
                text -> Names.parse(text, RecordingState.class),
                Names.list(RecordingState.class)),
            Page.parameter(request, "cursor", RecordingId::parse, "a cursor from the page before"),
            limit + 1,
            request.scope());
    return Page.of(recordings.list(query), limit, json::of, recording -> recording.id().toString());
  }

  /** As it is shown to whoever may read it. */
  ObjectNode shown(Recording recording) {
    return json.of(recording);
  }

  private Recording find(ApiRequest request) {
    return RecordingId.parse(request.pathValue("id"))
        .flatMap(recordings::find)
        .filter(recording -> isIn(request.scope(), recording))
        .orElseThrow(() -> new ProblemException(Problem.notFound("recording")));
  }

  private boolean isIn(PoolScope scope, Recording recording) {
    return scope.isAll() || recording.call().filter(call -> calls.isIn(scope, call)).isPresent();
  }

  private ApiReply get(ApiRequest request) {
    return ApiReply.ok(json.of(find(request)));
  }

  private ApiReply change(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of(HOLD, REASON));
    boolean held = fields.optionalFlag(HOLD).orElseThrow(() -> fields.missing(HOLD));
    Optional<String> reason = fields.optionalText(REASON, Recording.HOLD_LENGTH_MAX);
    if (held && reason.isEmpty()) {
      throw fields.missing(REASON);
    }
    Recording recording = find(request);
    reason.ifPresent(given -> Reasons.requireNoNumber(given, REASON, numbers(recording)));
    String action = held ? Recordings.HELD : Recordings.RELEASED;
    if (!recordings.hold(
        recording.id(), reason.filter(_ -> held), entry(request, action, recording, reason))) {
      throw new ProblemException(gone());
    }
    return get(request);
  }

  /** Of who is heard in it. */
  private Stream<PhoneNumber> numbers(Recording recording) {
    return recording.call().flatMap(calls::find).stream()
        .map(Call::start)
        .flatMap(
            start ->
                Stream.concat(
                    start.incoming().caller().stream(),
                    start.decision() instanceof Connect connect
                        ? connect.destinations().stream()
                        : Stream.empty()));
  }

  private AuditEntry entry(
      ApiRequest request, String action, Recording recording, Optional<String> detail) {
    return audit.entry(request, action, Recordings.SUBJECT, recording.id().toString(), detail);
  }

  private ApiReply delete(ApiRequest request) {
    Recording recording = find(request);
    AuditEntry entry = entry(request, Recordings.DELETED, recording, Optional.empty());
    return switch (recordings.delete(recording, entry)) {
      case DELETED -> ApiReply.noContent();
      case UNKNOWN -> throw new ProblemException(Problem.notFound("recording"));
      case HELD ->
          throw new ProblemException(
              new Problem(
                  409,
                  "legal_hold",
                  "it is under legal hold: end that first, with PATCH {\"legal_hold\":false}"));
    };
  }

  private ApiReply retry(ApiRequest request) {
    Recording recording = find(request);
    AuditEntry entry = entry(request, Recordings.TRIED_AGAIN, recording, Optional.empty());
    if (!recordings.tryAgain(recording.id(), entry)) {
      throw new ProblemException(
          new Problem(
              409,
              "not_failed",
              "only what was given up is tried again: expected the state failed, it is "
                  + Names.of(recording.state())));
    }
    return get(request);
  }

  private ApiStream mediaHead(ApiRequest request) {
    Recording recording = find(request);
    StoredMedia stored = stored(recording);
    return new ApiStream(
        200,
        stored.contentType(),
        headers(stored),
        OptionalLong.of(stored.bytes()),
        out -> recordings.play(recording, 0, 0, out));
  }

  private ApiStream media(ApiRequest request) {
    Recording recording = find(request);
    StoredMedia stored = stored(recording);
    requirePlayable(recording);
    // A part of what is another thing by now must not be joined to what somebody has already.
    boolean isSame = request.header("if-range").map(etag(stored)::equals).orElse(true);
    Asked asked = ByteRange.of(request.header("range").filter(_ -> isSame), stored.bytes());
    return switch (asked) {
      case Asked.Whole() -> {
        ByteRange whole = new ByteRange(0, stored.bytes() - 1);
        yield played(request, recording, whole, 200, Map.of());
      }
      case Asked.Part(ByteRange range) ->
          played(request, recording, range, 206, Map.of("Content-Range", range.of(stored.bytes())));
      case Asked.Unsatisfiable() -> unsatisfiable(stored);
    };
  }

  private ApiStream played(
      ApiRequest request,
      Recording recording,
      ByteRange range,
      int status,
      Map<String, String> more) {
    StoredMedia stored = recording.media().orElseThrow();
    Optional<String> detail = Optional.of(range.of(stored.bytes()));
    audit.keep(entry(request, Recordings.PLAYED, recording, detail));
    return new ApiStream(
        status,
        stored.contentType(),
        with(headers(stored), more),
        OptionalLong.of(range.count()),
        out -> recordings.play(recording, range.first(), range.count(), out));
  }

  private static ApiStream unsatisfiable(StoredMedia stored) {
    ApiReply problem =
        new Problem(
                416,
                "range_not_satisfiable",
                "expected a range within its %d bytes".formatted(stored.bytes()))
            .reply();
    return new ApiStream(
        problem.status(),
        problem.contentType(),
        Map.of("Content-Range", "bytes */" + stored.bytes(), "Accept-Ranges", "bytes"),
        OptionalLong.of(problem.body().length),
        out -> out.write(problem.body()));
  }

  private static StoredMedia stored(Recording recording) {
    return switch (recording.state()) {
      case STORED -> recording.media().orElseThrow();
      case DELETED -> throw new ProblemException(gone());
      case WAITING, FETCHING, FAILED ->
          throw new ProblemException(
              new Problem(
                  409,
                  "not_stored",
                  "there is no audio of it here: its state is " + Names.of(recording.state())));
    };
  }

  private static Problem gone() {
    return new Problem(410, "recording_deleted", "its audio is deleted for good");
  }

  private void requirePlayable(Recording recording) {
    try {
      if (recordings.isPlayable(recording)) {
        return;
      }
    } catch (IOException away) {
      throw new ProblemException(
          new Problem(
              503, "storage_unavailable", "the storage of recordings does not answer: try again"));
    }
    throw new ProblemException(
        new Problem(
            500,
            "media_missing",
            "its audio is not in the storage of recordings any more: put it back from a backup"));
  }

  private static String etag(StoredMedia stored) {
    return "\"" + stored.sha256() + "\"";
  }

  private static Map<String, String> headers(StoredMedia stored) {
    return Map.of(
        "Accept-Ranges", "bytes",
        "ETag", etag(stored),
        "Cache-Control", "private, no-store",
        "X-Content-Type-Options", "nosniff");
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
