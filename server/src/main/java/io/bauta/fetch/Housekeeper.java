package io.bauta.fetch;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.carrier.Carrier.Recorder;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.RecordingRef;
import io.bauta.fetch.CarrierApi.Said;
import io.bauta.id.TimeOrderedIds;
import io.bauta.media.MediaStore;
import io.bauta.outbox.CommandSender;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.DeleteOutcome;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingId;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.RemovalOrder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes: recordings that were kept long enough, media whose recording is deleted, and the
 * carriers' copies of what is ours now. Beside the {@link Fetcher}, so that neither waits for the
 * other.
 */
public final class Housekeeper implements AutoCloseable {

  /** How often it is looked whether something is to be deleted. */
  static final Duration LOOKED_AFTER_EVERY = Duration.ofSeconds(2);

  /** How often recordings that were kept long enough are looked for. */
  static final Duration SWEPT_EVERY = Duration.ofMinutes(10);

  /** How long a recording waits for its call, or for its account, to be known here. */
  static final Duration UNKNOWN_MAX = Duration.ofDays(3);

  private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);

  private final RecordingStore store;
  private final MediaStore media;
  private final Fetcher fetcher;
  private final CarrierApi api;
  private final Map<String, CarrierAccount> accounts;
  private final FetchSettings settings;
  private final TimeOrderedIds ids;
  private final Clock clock;
  private final Thread loop = Thread.ofVirtual().name("recordings-keeper").unstarted(this::run);
  private Instant sweepAt = Instant.MIN;
  private volatile boolean closed;

  public Housekeeper(
      RecordingStore store,
      MediaStore media,
      Fetcher fetcher,
      CommandSender sender,
      List<CarrierAccount> accounts,
      FetchSettings settings,
      TimeOrderedIds ids,
      Clock clock) {
    this.store = store;
    this.media = media;
    this.fetcher = fetcher;
    this.api = new CarrierApi(sender);
    this.accounts =
        accounts.stream().collect(Collectors.toMap(CarrierAccount::name, Function.identity()));
    this.settings = settings;
    this.ids = ids;
    this.clock = clock;
  }

  public void start() {
    loop.start();
  }

  private void run() {
    while (!closed) {
      try {
        Instant now = clock.instant();
        orLater("recordings cannot be swept now", () -> sweepIfDue(now));
        orLater("recordings cannot be erased now", () -> erase(now));
        orLater("media cannot be removed now", () -> removeMedia(now));
        orLater("carriers' copies cannot be looked for now", () -> deleteCopies(now));
        Thread.sleep(LOOKED_AFTER_EVERY);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Something that is looked for again when it fails. */
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  /** Does {@code work}; what comes after it is done whether or not that fails. */
  private static void orLater(String failed, Work work) throws InterruptedException {
    try {
      work.run();
    } catch (RuntimeException away) {
      LOG.warn("{}: {}", failed, Faults.words(away));
    }
  }

  private void sweepIfDue(Instant now) throws InterruptedException {
    if (!now.isBefore(sweepAt)) {
      boolean isMore = sweep(now);
      sweepAt = isMore ? now : now.plus(SWEPT_EVERY);
    }
  }

  private void removeMedia(Instant now) throws InterruptedException {
    for (RemovalOrder order : store.mediaToRemove(now, RecordingStore.AT_ONCE_MAX)) {
      orLater(order.recording() + " cannot be removed now", () -> remove(order));
    }
  }

  private void deleteCopies(Instant now) throws InterruptedException {
    for (Recording due : store.copiesToDelete(now, RecordingStore.AT_ONCE_MAX)) {
      if (closed) {
        return;
      }
      orLater(due.id() + ": its copy cannot be deleted now", () -> deleteCopy(due));
    }
  }

  /** Whether there is more to do at once. */
  private boolean sweep(Instant now) throws InterruptedException {
    int given = store.giveUp(accounts.keySet(), now.minus(UNKNOWN_MAX));
    if (given > 0) {
      LOG.warn("{} recordings are given up: their call or account is unknown here", given);
    }
    if (settings.retention().isEmpty()) {
      return false;
    }
    Instant before = now.minus(settings.retention().get());
    List<Recording> expired = store.expired(before, RecordingStore.AT_ONCE_MAX);
    for (Recording recording : expired) {
      orLater(recording.id() + " cannot be deleted now", () -> expire(recording, now));
    }
    return expired.size() == RecordingStore.AT_ONCE_MAX;
  }

  private void expire(Recording recording, Instant now) {
    DeleteOutcome outcome =
        delete(
            recording,
            DeletionReason.RETENTION,
            "kept for as long as recordings.retention-days says",
            now);
    LOG.info("{} was kept long enough: {}", recording.id(), outcome);
  }

  private void erase(Instant now) throws InterruptedException {
    for (Recording recording : store.toErase(RecordingStore.AT_ONCE_MAX)) {
      orLater(
          recording.id() + " cannot be deleted now",
          () -> {
            DeleteOutcome _ =
                delete(recording, DeletionReason.ERASURE, "somebody in its call was erased", now);
          });
    }
  }

  private DeleteOutcome delete(
      Recording recording, DeletionReason why, String detail, Instant now) {
    AuditEntry entry =
        new AuditEntry(
            new AuditId(ids.next(now)),
            now,
            AuditEntry.SERVER,
            Optional.empty(),
            Recordings.DELETED,
            Recordings.SUBJECT,
            recording.id().toString(),
            Optional.of(detail));
    return store.delete(recording.id(), why, fetcher.copyOf(recording.carrierAccount()), entry);
  }

  private void remove(RemovalOrder order) {
    RecordingId id = order.recording();
    try {
      media.delete(order.name());
      store.mediaRemoved(id, Optional.empty());
    } catch (IOException | RuntimeException fault) {
      LOG.warn("the sealed media of {} is still there: {}", id, Faults.words(fault));
      store.mediaRemoved(id, Optional.of(clock.instant().plus(AFTER_A_FAULT)));
    }
  }

  private void deleteCopy(Recording recording) throws InterruptedException {
    boolean isGone = askToDelete(recording);
    Optional<Instant> again =
        isGone
            ? Optional.empty()
            : settings.pace().next(recording.carrierTries() + 1, clock.instant());
    CarrierCopy copy =
        isGone ? CarrierCopy.DELETED : again.isPresent() ? CarrierCopy.DUE : CarrierCopy.GIVEN_UP;
    store.copyTried(recording.id(), copy, again);
    if (!isGone) {
      LOG.warn(
          "{}: {} does not delete its copy, try {}: {}",
          recording.id(),
          recording.carrierAccount(),
          recording.carrierTries() + 1,
          again.map(at -> "asked again at " + at).orElse("given up"));
    }
  }

  /** Whether the copy is gone. Nobody can be asked while the account is not configured. */
  private boolean askToDelete(Recording recording) throws InterruptedException {
    CarrierAccount account = accounts.get(recording.carrierAccount());
    Optional<Recorder> carrier = Optional.ofNullable(account).flatMap(Fetcher::recorder);
    if (account == null || carrier.isEmpty()) {
      LOG.warn("{}: {} is not configured", recording.id(), recording.carrierAccount());
      return false;
    }
    RecordingRef ref = Fetcher.ref(recording, Optional.empty());
    try {
      Said<Boolean> said = api.ask(replies -> carrier.get().deleteRecording(ref, account, replies));
      return said instanceof Said.Done<Boolean>(Boolean gone) && gone;
    } catch (RuntimeException fault) {
      LOG.error("{}: asking to delete it failed: {}", recording.id(), Faults.words(fault));
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    loop.interrupt();
    if (loop.getState() == Thread.State.NEW) {
      return;
    }
    try {
      boolean _ = loop.join(CLOSE_WAIT_MAX);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
