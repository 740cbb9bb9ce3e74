package io.bauta.api;

import io.bauta.call.CallId;
import io.bauta.fetch.Recordings;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingState;
import io.bauta.recording.StoredMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** Recordings in JSON. The carrier's address is never in it. */
final class RecordingJson {

  private final Recordings recordings;
  private final Optional<Duration> retention;

  RecordingJson(Recordings recordings, Optional<Duration> retention) {
    this.recordings = recordings;
    this.retention = retention;
  }

  ObjectNode of(Recording recording) {
    ObjectNode json = Json.object();
    json.put("id", recording.id().toString());
    json.put("call", recording.call().map(CallId::toString).orElse(null));
    json.put("carrier_account", recording.carrierAccount());
    json.put("state", Names.of(recording.state()));
    json.put("length_seconds", recording.length().map(Duration::toSeconds).orElse(null));
    json.put("ready_at", recording.readyAt().toString());
    json.put("tries", recording.tries());
    json.put("next_try_at", recording.nextTryAt().map(Instant::toString).orElse(null));
    OptionalLong come = recordings.progress(recording.id());
    json.put("bytes_so_far", come.isPresent() ? Long.valueOf(come.getAsLong()) : null);
    json.put("failure", recording.failure().map(f -> Names.of(f.why())).orElse(null));
    json.put("failure_detail", recording.failure().map(Recording.Failure::detail).orElse(null));
    Optional<StoredMedia> media = recording.media();
    json.put("content_type", media.map(StoredMedia::contentType).orElse(null));
    json.put("bytes", media.map(StoredMedia::bytes).orElse(null));
    json.put("sha256", media.map(StoredMedia::sha256).orElse(null));
    json.put("stored_at", media.map(stored -> stored.storedAt().toString()).orElse(null));
    json.put("delete_after", deleteAfter(recording).map(Instant::toString).orElse(null));
    json.put("legal_hold", recording.hold().isPresent());
    json.put("legal_hold_reason", recording.hold().orElse(null));
    json.put("carrier_copy", Names.of(recording.carrierCopy()));
    json.put("deleted_at", recording.deletion().map(d -> d.at().toString()).orElse(null));
    json.put("deleted_because", recording.deletion().map(d -> Names.of(d.why())).orElse(null));
    return json;
  }

  private Optional<Instant> deleteAfter(Recording recording) {
    boolean isKept = recording.state() != RecordingState.DELETED && recording.hold().isEmpty();
    return retention.filter(_ -> isKept).map(recording.readyAt()::plus);
  }
}
