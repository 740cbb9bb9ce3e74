package io.bauta.store;

import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingId;
import io.bauta.recording.RecordingState;
import io.bauta.recording.StoredMedia;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Recordings as rows. */
final class RecordingRows {

  /** The erasure of what comes after one that is done: of a call that somebody was erased from. */
  static final UUID LATE = new UUID(0, 0);

  // Of a call from which somebody was erased it is deleted as soon as it is told of.
  static final String INSERT =
      """
      insert into recording
        (id, carrier_key, carrier_account, carrier_call_id, carrier_recording_id, url_sealed,
         length_millis, ready_at, state, tries, due_at, carrier_copy, copy_tries, erased_for)
      values (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0, ?, 'KEPT', 0,
        (select ? from call c where c.carrier_key = ? and c.erased is not null))
      on conflict (carrier_key, carrier_recording_id) do nothing
      """;

  /** The call may not be known yet. */
  static final String SELECT =
      """
      select r.*, c.id as call_id
      from recording r left join call c on c.carrier_key = r.carrier_key
      """;

  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final NumberVault vault;

  RecordingRows(NumberVault vault) {
    this.vault = vault;
  }

  /** The parameters of {@link #INSERT} for what this tells; sealed: an address may hold numbers. */
  Object[] seal(ToldFact told, RecordingReady ready) {
    return List.of(
            ids.next(told.receivedAt()),
            CallKey.of(told).bytes(),
            told.carrierAccount(),
            told.carrierCallId().text(),
            ready.recordingId(),
            ready.url().map(vault::sealText),
            ready.length(),
            told.receivedAt(),
            told.receivedAt(),
            LATE,
            CallKey.of(told).bytes())
        .toArray();
  }

  FetchOrder readOrder(Row row) throws SQLException {
    return new FetchOrder(
        read(row), row.optionalBytes("url_sealed").map(vault::openText), row.text("media_name"));
  }

  Recording read(Row row) throws SQLException {
    return new Recording(
        new RecordingId(row.id("id")),
        row.optionalId("call_id").map(CallId::new),
        row.text("carrier_account"),
        new CarrierCallId(row.text("carrier_call_id")),
        row.text("carrier_recording_id"),
        row.optionalDuration("length_millis"),
        row.instant("ready_at"),
        RecordingState.valueOf(row.text("state")),
        Math.toIntExact(row.number("tries")),
        row.optionalInstant("due_at"),
        failure(row),
        media(row),
        row.optionalText("hold_reason"),
        deletion(row),
        CarrierCopy.valueOf(row.text("carrier_copy")),
        Math.toIntExact(row.number("copy_tries")));
  }

  private static Optional<Recording.Failure> failure(Row row) throws SQLException {
    Optional<String> why = row.optionalText("failure");
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Recording.Failure(
                FetchFailure.valueOf(why.get()), row.optionalText("failure_detail").orElse("")));
  }

  private static Optional<StoredMedia> media(Row row) throws SQLException {
    Optional<byte[]> key = row.optionalBytes("key_sealed");
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoredMedia(
                row.text("media_name"),
                row.text("content_type"),
                row.number("media_bytes"),
                row.text("sha256"),
                key.get(),
                row.instant("stored_at")));
  }

  private static Optional<Recording.Deletion> deletion(Row row) throws SQLException {
    Optional<Instant> at = row.optionalInstant("deleted_at");
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Recording.Deletion(at.get(), DeletionReason.valueOf(row.text("deleted_why"))));
  }
}
