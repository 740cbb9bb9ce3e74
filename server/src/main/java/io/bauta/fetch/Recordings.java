package io.bauta.fetch;

import io.bauta.audit.AuditEntry;
import io.bauta.media.MediaStore;
import io.bauta.recording.DeleteOutcome;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingId;
import io.bauta.recording.RecordingQuery;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.StoredMedia;
import io.bauta.vault.MediaVault;
import io.bauta.vault.MediaVault.MediaKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Recordings as people see, play and delete them. */
public final class Recordings {

  /** Recordings that are played at the same time: each holds some megabytes in memory. */
  public static final int PLAYED_MAX = 32;

  /** How long one more waits for another to end. */
  static final Duration PLAY_WAIT_MAX = Duration.ofSeconds(20);

  /** In the audit log. */
  public static final String SUBJECT = "recording";

  public static final String PLAYED = "recording.played";
  public static final String DELETED = "recording.deleted";
  public static final String HELD = "recording.held";
  public static final String RELEASED = "recording.released";
  public static final String TRIED_AGAIN = "recording.tried_again";

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Semaphore places = new Semaphore(PLAYED_MAX);
  private final RecordingStore store;
  private final MediaStore media;
  private final MediaVault vault;
  private final Fetcher fetcher;

  public Recordings(RecordingStore store, MediaStore media, MediaVault vault, Fetcher fetcher) {
    this.store = store;
    this.media = media;
    this.vault = vault;
    this.fetcher = fetcher;
  }

  public Optional<Recording> find(RecordingId id) {
    return store.find(id);
  }

  public List<Recording> list(RecordingQuery query) {
    return store.list(query);
  }

  /** How many bytes of it have come; empty when it is not arriving. */
  public OptionalLong progress(RecordingId id) {
    return fetcher.progress().of(id);
  }

  /** As {@link RecordingStore#hold}. */
  public boolean hold(RecordingId id, Optional<String> why, AuditEntry entry) {
    return store.hold(id, why, entry);
  }

  /** As {@link RecordingStore#tryAgain}. */
  public boolean tryAgain(RecordingId id, AuditEntry entry) {
    return store.tryAgain(id, entry);
  }

  /** Deletes it for good, and the carrier's copy where the configuration says so. */
  public DeleteOutcome delete(Recording recording, AuditEntry entry) {
    return store.delete(
        recording.id(),
        DeletionReason.REQUESTED,
        fetcher.copyOf(recording.carrierAccount()),
        entry);
  }

  /**
   * Whether the media of a stored recording can be opened; false when there is none in the storage.
   *
   * @throws IOException when the storage does not answer
   */
  public boolean isPlayable(Recording recording) throws IOException {
    StoredMedia stored = recording.media().orElseThrow();
    MediaKey _ = key(stored);
    try (SeekableByteChannel _ = media.open(stored.name())) {
      return true;
    } catch (NoSuchFileException missing) {
      return false;
    }
  }

  private MediaKey key(StoredMedia stored) {
    return vault.open(stored.sealedKey(), stored.name());
  }

  /**
   * Writes {@code count} bytes of a stored recording, from {@code first} on.
   *
   * @throws IOException when the storage or whoever listens is gone
   */
  public void play(Recording recording, long first, long count, OutputStream out)
      throws IOException {
    StoredMedia stored = recording.media().orElseThrow();
    try {
      if (!places.tryAcquire(PLAY_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("too many recordings are being played");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops");
    }
    try (SeekableByteChannel clear = key(stored).opening(media.open(stored.name()))) {
      clear.position(first);
      copy(clear, count, out);
    } finally {
      places.release();
    }
  }

  private static void copy(SeekableByteChannel clear, long count, OutputStream out)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    long left = count;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      if (clear.read(buffer) < 0) {
        throw new IOException("the media is shorter than it was");
      }
      out.write(buffer.array(), 0, buffer.position());
      left -= buffer.position();
    }
  }
}
