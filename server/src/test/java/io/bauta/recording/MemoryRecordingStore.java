package io.bauta.recording;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditLog;
import io.bauta.call.Call;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.recording.Recording.Deletion;
import io.bauta.recording.Recording.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Recordings in memory, told of by whoever appends facts. */
public final class MemoryRecordingStore implements RecordingStore {

  private static final Comparator<Kept> NEWEST_FIRST =
      Comparator.comparing((Kept kept) -> kept.id.uuid()).reversed();

  private final Map<RecordingId, Kept> all = new LinkedHashMap<>();
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final CallStore calls;
  private final AuditLog audit;

  private static final class Kept {
    private final RecordingId id;
    private final ToldFact told;
    private final RecordingReady ready;
    private Optional<String> url;
    private RecordingState state = RecordingState.WAITING;
    private int tries;
    private Optional<Instant> dueAt;
    private Instant waitsSince;
    private Optional<Failure> failure = Optional.empty();
    private Optional<StoredMedia> media = Optional.empty();
    private Optional<String> hold = Optional.empty();
    private Optional<Deletion> deletion = Optional.empty();
    private Optional<String> mediaName = Optional.empty();
    private Optional<Instant> removeAt = Optional.empty();
    private CarrierCopy copy = CarrierCopy.KEPT;
    private Optional<Instant> copyDueAt = Optional.empty();
    private int copyTries;

    Kept(RecordingId id, ToldFact told, RecordingReady ready) {
      this.id = id;
      this.told = told;
      this.ready = ready;
      this.url = ready.url();
      this.dueAt = Optional.of(told.receivedAt());
      this.waitsSince = told.receivedAt();
    }

    boolean isDue(Instant now) {
      return state == RecordingState.WAITING && dueAt.orElseThrow().compareTo(now) <= 0;
    }
  }

  /**
   * An empty store.
   *
   * @param calls knows which calls there are
   */
  public MemoryRecordingStore(CallStore calls, AuditLog audit) {
    this.calls = calls;
    this.audit = audit;
  }

  /** A fact was stored. */
  public synchronized void told(ToldFact told) {
    if (told.fact() instanceof RecordingReady ready
        && all.values().stream()
            .noneMatch(
                kept ->
                    kept.told.carrierAccount().equals(told.carrierAccount())
                        && kept.told.carrierCallId().equals(told.carrierCallId())
                        && kept.ready.recordingId().equals(ready.recordingId()))) {
      RecordingId id = new RecordingId(ids.next(told.receivedAt()));
      all.put(id, new Kept(id, told, ready));
    }
  }

  private Recording shown(Kept kept) {
    return new Recording(
        kept.id,
        calls
            .findByCarrierId(kept.told.carrierAccount(), kept.told.carrierCallId())
            .map(Call::start)
            .map(start -> start.id()),
        kept.told.carrierAccount(),
        kept.told.carrierCallId(),
        kept.ready.recordingId(),
        kept.ready.length(),
        kept.told.receivedAt(),
        kept.state,
        kept.tries,
        kept.dueAt,
        kept.failure,
        kept.media,
        kept.hold,
        kept.deletion,
        kept.copy,
        kept.copyTries);
  }

  private Stream<Kept> those(Predicate<Kept> which) {
    return all.values().stream().filter(which);
  }

  @Override
  public synchronized Optional<Recording> find(RecordingId id) {
    return Optional.ofNullable(all.get(id)).map(this::shown);
  }

  @Override
  public synchronized List<Recording> list(RecordingQuery query) {
    return those(kept -> query.state().map(kept.state::equals).orElse(true))
        .filter(
            kept ->
                query
                    .before()
                    .map(before -> kept.id.uuid().compareTo(before.uuid()) < 0)
                    .orElse(true))
        .sorted(NEWEST_FIRST)
        .map(this::shown)
        .filter(recording -> query.call().isEmpty() || recording.call().equals(query.call()))
        .filter(
            recording ->
                query.scope().isAll()
                    || recording.call().filter(id -> calls.isIn(query.scope(), id)).isPresent())
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized List<Recording> ofCalls(String carrierAccount, Set<CarrierCallId> named) {
    return those(
            kept ->
                kept.told.carrierAccount().equals(carrierAccount)
                    && named.contains(kept.told.carrierCallId()))
        .map(this::shown)
        .toList();
  }

  @Override
  public synchronized int resume(Instant now) {
    List<Kept> stopped = those(kept -> kept.state == RecordingState.FETCHING).toList();
    stopped.forEach(
        kept -> {
          kept.state = RecordingState.WAITING;
          kept.tries--;
          kept.dueAt = Optional.of(now);
          kept.removeAt = Optional.of(now);
        });
    return stopped.size();
  }

  @Override
  public synchronized List<FetchOrder> claim(String carrierAccount, Instant now, int max) {
    List<Kept> due =
        those(kept -> kept.isDue(now) && kept.told.carrierAccount().equals(carrierAccount))
            .filter(kept -> kept.removeAt.isEmpty() && shown(kept).call().isPresent())
            .limit(max)
            .toList();
    those(kept -> kept.isDue(now) && kept.told.carrierAccount().equals(carrierAccount))
        .filter(kept -> shown(kept).call().isEmpty())
        .limit(AT_ONCE_MAX)
        .forEach(kept -> kept.dueAt = Optional.of(RecordingStore.nextLook(kept.waitsSince, now)));
    List<FetchOrder> claimed = new ArrayList<>();
    for (Kept kept : due) {
      kept.state = RecordingState.FETCHING;
      kept.tries++;
      kept.dueAt = Optional.empty();
      String name = FetchOrder.newMediaName(kept.id);
      kept.mediaName = Optional.of(name);
      claimed.add(new FetchOrder(shown(kept), kept.url, name));
    }
    return claimed;
  }

  @Override
  public synchronized List<FetchOrder> claimed(int max) {
    return those(kept -> kept.state == RecordingState.FETCHING)
        .limit(max)
        .map(kept -> new FetchOrder(shown(kept), kept.url, kept.mediaName.orElseThrow()))
        .toList();
  }

  @Override
  public synchronized StoreOutcome stored(RecordingId id, StoredMedia media, CarrierCopy copy) {
    Kept kept = all.get(id);
    if (kept == null) {
      return StoreOutcome.UNWANTED;
    }
    if (kept.state != RecordingState.FETCHING || !isOf(kept, media)) {
      return notStored(kept, media);
    }
    kept.state = RecordingState.STORED;
    kept.media = Optional.of(media);
    kept.failure = Optional.empty();
    kept.url = Optional.empty();
    due(kept, copy, media.storedAt());
    return StoreOutcome.STORED;
  }

  private static boolean isOf(Kept kept, StoredMedia media) {
    return kept.mediaName.filter(media.name()::equals).isPresent();
  }

  private static StoreOutcome notStored(Kept kept, StoredMedia media) {
    boolean isTheOne = isOf(kept, media);
    if (kept.state == RecordingState.DELETED && isTheOne) {
      kept.removeAt = Optional.of(media.storedAt());
      return StoreOutcome.DELETED;
    }
    return isTheOne && kept.state == RecordingState.STORED
        ? StoreOutcome.STORED
        : StoreOutcome.UNWANTED;
  }

  private static void due(Kept kept, CarrierCopy copy, Instant now) {
    kept.copy = copy;
    kept.copyDueAt = copy == CarrierCopy.DUE ? Optional.of(now) : Optional.empty();
  }

  @Override
  public synchronized void failed(RecordingId id, FailedTry failed, Optional<Instant> again) {
    Kept kept = all.get(id);
    if (kept == null || kept.mediaName.filter(failed.mediaName()::equals).isEmpty()) {
      return;
    }
    if (kept.state == RecordingState.FETCHING) {
      kept.state = again.isPresent() ? RecordingState.WAITING : RecordingState.FAILED;
      kept.failure = Optional.of(failed.failure());
      kept.dueAt = again;
      kept.removeAt = failed.removeAt();
    } else if (kept.state == RecordingState.DELETED && failed.removeAt().isPresent()) {
      kept.removeAt = failed.removeAt();
    }
  }

  @Override
  public synchronized int giveUp(Set<String> accounts, Instant before) {
    int given = 0;
    for (Kept kept : those(kept -> kept.state == RecordingState.WAITING).toList()) {
      boolean isUnknown = shown(kept).call().isEmpty() && kept.waitsSince.isBefore(before);
      boolean isGone =
          kept.isDue(before.minusMillis(1)) && !accounts.contains(kept.told.carrierAccount());
      if (isUnknown || isGone) {
        kept.state = RecordingState.FAILED;
        kept.dueAt = Optional.empty();
        kept.failure =
            Optional.of(
                new Failure(isUnknown ? FetchFailure.CALL_UNKNOWN : FetchFailure.ACCOUNT_GONE));
        given++;
      }
    }
    return given;
  }

  @Override
  public synchronized boolean tryAgain(RecordingId id, AuditEntry entry) {
    Kept kept = all.get(id);
    if (kept == null || kept.state != RecordingState.FAILED) {
      return false;
    }
    audit.append(entry);
    kept.state = RecordingState.WAITING;
    kept.tries = 0;
    kept.dueAt = Optional.of(entry.at());
    kept.waitsSince = entry.at();
    return true;
  }

  @Override
  public synchronized boolean hold(RecordingId id, Optional<String> why, AuditEntry entry) {
    Kept kept = all.get(id);
    if (kept == null || kept.state == RecordingState.DELETED) {
      return false;
    }
    kept.hold = why;
    audit.append(entry);
    return true;
  }

  @Override
  public synchronized DeleteOutcome delete(
      RecordingId id, DeletionReason why, CarrierCopy copy, AuditEntry entry) {
    Kept kept = all.get(id);
    if (kept == null) {
      return DeleteOutcome.UNKNOWN;
    }
    if (kept.state == RecordingState.DELETED) {
      return DeleteOutcome.DELETED;
    }
    if (kept.hold.isPresent()) {
      return DeleteOutcome.HELD;
    }
    kept.state = RecordingState.DELETED;
    kept.deletion = Optional.of(new Deletion(entry.at(), why));
    kept.media = Optional.empty();
    kept.url = Optional.empty();
    kept.dueAt = Optional.empty();
    kept.removeAt = kept.mediaName.map(name -> entry.at());
    if (kept.copy != CarrierCopy.DELETED) {
      due(kept, copy, entry.at());
    }
    audit.append(entry);
    return DeleteOutcome.DELETED;
  }

  /** Nobody is erased from calls that are not here. */
  @Override
  public List<Recording> toErase(int max) {
    return List.of();
  }

  @Override
  public synchronized List<Recording> expired(Instant before, int max) {
    return those(
            kept ->
                kept.state != RecordingState.DELETED
                    && kept.hold.isEmpty()
                    && kept.told.receivedAt().isBefore(before))
        .limit(max)
        .map(this::shown)
        .toList();
  }

  @Override
  public synchronized List<RemovalOrder> mediaToRemove(Instant now, int max) {
    return those(kept -> kept.removeAt.filter(at -> !at.isAfter(now)).isPresent())
        .limit(max)
        .map(kept -> new RemovalOrder(kept.id, kept.mediaName.orElseThrow()))
        .toList();
  }

  @Override
  public synchronized void mediaRemoved(RecordingId id, Optional<Instant> again) {
    all.get(id).removeAt = again;
  }

  @Override
  public synchronized List<Recording> copiesToDelete(Instant now, int max) {
    return those(kept -> kept.copyDueAt.filter(at -> !at.isAfter(now)).isPresent())
        .limit(max)
        .map(this::shown)
        .toList();
  }

  @Override
  public synchronized void copyTried(RecordingId id, CarrierCopy copy, Optional<Instant> again) {
    Kept kept = all.get(id);
    if (kept.copy == CarrierCopy.DUE) {
      kept.copy = copy;
      kept.copyDueAt = again;
      kept.copyTries++;
    }
  }
}
