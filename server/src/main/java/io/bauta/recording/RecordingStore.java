package io.bauta.recording;

import io.bauta.audit.AuditEntry;
import io.bauta.call.CarrierCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is known of recordings. What it answered is durable.
 *
 * <p>A recording comes to be in the unit of work in which a {@link
 * io.bauta.call.CallFact.RecordingReady} is stored: one for each of the carrier's ids of a call, so
 * that a repetition makes none.
 *
 * <p>Errors: a store that cannot answer throws an unchecked exception; nothing is then changed.
 */
public interface RecordingStore {

  /** So many at most are taken on at once, of whatever is to be done. */
  int AT_ONCE_MAX = 200;

  /** So often at least it is looked whether the call of a recording is known by now. */
  Duration UNKNOWN_LOOKED_AFTER_MAX = Duration.ofMinutes(10);

  /** The same at most. */
  Duration UNKNOWN_LOOKED_AFTER_MIN = Duration.ofSeconds(1);

  /** When to look again for the call of one that waits for it: as long again as it waits. */
  static Instant nextLook(Instant since, Instant now) {
    Duration pause = Duration.between(since, now);
    if (pause.compareTo(UNKNOWN_LOOKED_AFTER_MIN) < 0) {
      pause = UNKNOWN_LOOKED_AFTER_MIN;
    }
    return now.plus(
        pause.compareTo(UNKNOWN_LOOKED_AFTER_MAX) > 0 ? UNKNOWN_LOOKED_AFTER_MAX : pause);
  }

  Optional<Recording> find(RecordingId id);

  /** Those that match, newest first. */
  List<Recording> list(RecordingQuery query);

  /** Those of these calls of one account. */
  List<Recording> ofCalls(String carrierAccount, Set<CarrierCallId> calls);

  /**
   * What was being fetched when the server stopped waits again, and is due now. That try does not
   * count. What it may have put into the storage is among {@link #mediaToRemove}, and nothing is
   * taken on again before that is {@link #mediaRemoved}.
   *
   * @return how many
   */
  int resume(Instant now);

  /**
   * Takes on recordings of this account that are due and whose call is known, oldest first. Each is
   * {@link RecordingState#FETCHING} from now on, and no one else is given it. Those whose call is
   * not known are put off, each time for longer, as {@link #nextLook} says.
   */
  List<FetchOrder> claim(String carrierAccount, Instant now, int max);

  /** What is {@link RecordingState#FETCHING}, as it was claimed. */
  List<FetchOrder> claimed(int max);

  /**
   * A verified copy is stored. To say it again changes nothing: whoever does not know whether it
   * was heard says it again.
   *
   * @param copy what is to become of the carrier's, from now on
   */
  StoreOutcome stored(RecordingId id, StoredMedia media, CarrierCopy copy);

  /**
   * It could not be fetched. To say it of a try that was replaced changes nothing.
   *
   * @param again when to try again; empty when it is given up
   */
  void failed(RecordingId id, FailedTry failed, Optional<Instant> again);

  /**
   * Gives up what cannot be taken on: whose call is unknown, when it waits since before {@code
   * before}; whose account is not among {@code accounts}, when it is due since before that.
   *
   * @return how many
   */
  int giveUp(Set<String> accounts, Instant before);

  /**
   * One that was given up is due again, and has all its tries.
   *
   * @param entry for the audit log, in the same unit of work; its time is when it is due
   * @return false when it was not given up, and then nothing is kept
   */
  boolean tryAgain(RecordingId id, AuditEntry entry);

  /**
   * Nobody may delete it from now on, or everybody again.
   *
   * @param entry for the audit log, in the same unit of work
   * @return false when its media is deleted already, and then nothing is kept
   */
  boolean hold(RecordingId id, Optional<String> why, AuditEntry entry);

  /**
   * Deletes its media: the key goes at once, so that nobody can play it; what lies in the storage,
   * and the carrier's copy, are then {@link #mediaToRemove} and {@link #copiesToDelete}.
   *
   * @param copy what is to become of the carrier's copy, unless it is deleted already
   * @param entry for the audit log, in the same unit of work; its time is that of the deletion
   */
  DeleteOutcome delete(RecordingId id, DeletionReason why, CarrierCopy copy, AuditEntry entry);

  /**
   * Recordings of calls that somebody was erased from, which are neither deleted nor held. Such
   * ones are never taken on.
   */
  List<Recording> toErase(int max);

  /** Recordings that are ready since before {@code before} and are neither deleted nor held. */
  List<Recording> expired(Instant before, int max);

  /**
   * Sealed media that may lie in the storage: of deleted ones, and of tries that were stopped or
   * failed. Nothing is taken on again before what its last try may have left is removed.
   */
  List<RemovalOrder> mediaToRemove(Instant now, int max);

  /**
   * Nothing of it lies in the storage any more.
   *
   * @param again when to look again, where it could not be removed; empty when it was
   */
  void mediaRemoved(RecordingId id, Optional<Instant> again);

  /** Those whose copy at the carrier is to be deleted now. */
  List<Recording> copiesToDelete(Instant now, int max);

  /**
   * What came of asking the carrier to delete its copy.
   *
   * @param again when to ask again; only with {@link CarrierCopy#DUE}
   */
  void copyTried(RecordingId id, CarrierCopy copy, Optional<Instant> again);
}
