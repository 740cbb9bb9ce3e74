package io.bauta.recording;

import io.bauta.call.CallId;
import io.bauta.call.CarrierCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One recording of one call. Its row stays when its media is gone.
 *
 * @param call empty while no call of ours is known for it
 * @param carrierRecordingId what the carrier calls it
 * @param length how long it is, where the carrier said
 * @param readyAt when the carrier told that it can be fetched
 * @param tries how often fetching it was begun and came to an end, the one under way included
 * @param nextTryAt while it waits
 * @param failure why the last try failed, while it waits or when it was given up
 * @param media while it is stored
 * @param hold why it must not be deleted; empty when it may
 * @param deletion when and why its media was deleted
 * @param carrierTries how often the carrier was asked to delete its copy
 */
public record Recording(
    RecordingId id,
    Optional<CallId> call,
    String carrierAccount,
    CarrierCallId carrierCallId,
    String carrierRecordingId,
    Optional<Duration> length,
    Instant readyAt,
    RecordingState state,
    int tries,
    Optional<Instant> nextTryAt,
    Optional<Failure> failure,
    Optional<StoredMedia> media,
    Optional<String> hold,
    Optional<Deletion> deletion,
    CarrierCopy carrierCopy,
    int carrierTries) {

  /** The most characters of a reason for a hold. */
  public static final int HOLD_LENGTH_MAX = 200;

  /**
   * Why it was not fetched.
   *
   * @param detail more of it, in words; nothing of the address
   */
  public record Failure(FetchFailure why, String detail) {

    /** The most characters of a detail. */
    public static final int DETAIL_LENGTH_MAX = 200;

    public Failure {
      detail = detail.substring(0, Math.min(detail.length(), DETAIL_LENGTH_MAX));
    }

    /** With nothing more to say than the words that always fit. */
    public Failure(FetchFailure why) {
      this(why, why.words());
    }
  }

  /** That the media was deleted. */
  public record Deletion(Instant at, DeletionReason why) {}
}
