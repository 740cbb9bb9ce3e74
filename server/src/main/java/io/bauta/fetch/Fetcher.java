package io.bauta.fetch;

import io.bauta.carrier.Carrier.Recorder;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.Carriers;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingRef;
import io.bauta.fetch.CarrierApi.Said;
import io.bauta.media.MediaStore;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbox.CommandSender;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.FailedTry;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.FetchOrder;
import io.bauta.recording.Recording;
import io.bauta.recording.Recording.Failure;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.StoreOutcome;
import io.bauta.recording.StoredMedia;
import io.bauta.vault.KeyRing;
import io.bauta.vault.MediaVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches recordings as they become ready.
 *
 * <p>A recording that is due is taken on in the store first, then fetched, stored and read back,
 * and only then it is {@link io.bauta.recording.RecordingState#STORED}. A stop in between leaves it
 * to the next start, which fetches it again under another name, when what the try before may have
 * put into the storage is removed.
 *
 * <p>Accounts do not wait for one another: each has a place that is its own, however long what is
 * under way of others takes, and they take turns to be the first at those that all share.
 */
public final class Fetcher implements AutoCloseable {

  /** Recordings that are fetched at the same time, besides one of each account. */
  public static final int FETCHES_MAX = 8;

  /** Recordings of one account that are fetched at the same time. */
  public static final int FETCHES_OF_ACCOUNT_MAX = 4;

  /** So late may a fetch begin, besides what the ones before it take. */
  static final Duration LOOKED_AFTER_EVERY = Duration.ofSeconds(1);

  /** So long after it did not answer a storage may still take what was sent to it. */
  static final Duration LATE_PUT_MAX = Duration.ofMinutes(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  private final Semaphore shared = new Semaphore(FETCHES_MAX);
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final List<Source> inTurn;
  private final Set<Thread> underway = ConcurrentHashMap.newKeySet();
  private final Set<String> configured;
  private final Queue<Unsettled> unsettled = new ConcurrentLinkedQueue<>();

  /** Has a permit when a try has ended since it was last looked for what is due. */
  private final Semaphore ended = new Semaphore(0);

  /** The names of the tries that are under way or not settled. */
  private final Set<String> tries = ConcurrentHashMap.newKeySet();

  private final Progress progress = new Progress();
  private final RecordingStore store;
  private final MediaStore media;
  private final MediaVault vault;
  private final Intake intake;
  private final CarrierApi api;
  private final OutboundHttp http;
  private final FetchSettings settings;
  private final Clock clock;
  private final Thread loop = Thread.ofVirtual().name("recordings").unstarted(this::run);
  private volatile boolean closed;

  /** What came of a try, and could not be stored when it was known. */
  private record Unsettled(FetchOrder order, Intake.Taken taken) {

    @Override
    public String toString() {
      return "Unsettled[" + order + "]";
    }
  }

  /** An account whose recordings are fetched. */
  private record Source(CarrierAccount account, Recorder carrier, Semaphore places, Semaphore own) {

    Source(CarrierAccount account, Recorder carrier) {
      this(account, carrier, new Semaphore(FETCHES_OF_ACCOUNT_MAX), new Semaphore(1));
    }
  }

  /**
   * A fetcher for these accounts; nothing is fetched before {@link #start}.
   *
   * @param staging a directory of its own, for what is arriving
   * @param http reaches what recordings may be fetched from; closed with this
   * @param sender reaches the carriers' APIs
   */
  public Fetcher(
      RecordingStore store,
      MediaStore media,
      MediaVault vault,
      Path staging,
      OutboundHttp http,
      CommandSender sender,
      List<CarrierAccount> accounts,
      FetchSettings settings,
      Clock clock) {
    this.store = store;
    this.media = media;
    this.vault = vault;
    this.intake = new Intake(http, vault, media, staging, settings.bytesMax(), settings.timeMax());
    this.api = new CarrierApi(sender);
    this.http = http;
    this.settings = settings;
    this.clock = clock;
    this.configured =
        accounts.stream().map(CarrierAccount::name).collect(Collectors.toUnmodifiableSet());
    accounts.forEach(
        account ->
            recorder(account)
                .ifPresent(carrier -> sources.put(account.name(), new Source(account, carrier))));
    this.inTurn = new ArrayList<>(sources.values());
  }

  static Optional<Recorder> recorder(CarrierAccount account) {
    return Carriers.byId(account.carrier())
        .filter(Recorder.class::isInstance)
        .map(Recorder.class::cast);
  }

  /** Takes up what was under way when the server stopped, and fetches from now on. */
  public void start() {
    try {
      intake.clear();
    } catch (IOException fault) {
      throw new UncheckedIOException("what was arriving at the last stop cannot be removed", fault);
    }
    int resumed = store.resume(clock.instant());
    if (resumed > 0) {
      LOG.info("{} recordings were being fetched when the server stopped", resumed);
    }
    loop.start();
  }

  /** How far what is being fetched has come. */
  public Progress progress() {
    return progress;
  }

  /**
   * What is to become of the carrier's copy of one that we do not want there any more. An account
   * that is not configured may be again: until then its copies are due and cannot be deleted.
   */
  CarrierCopy copyOf(String account) {
    Source source = sources.get(account);
    boolean isDeletable =
        source == null
            ? !configured.contains(account)
            : source.carrier().canDeleteRecordings(source.account());
    return settings.deletesAtCarrier() && isDeletable ? CarrierCopy.DUE : CarrierCopy.KEPT;
  }

  private void run() {
    while (!closed) {
      orLater("what came of recordings cannot be stored now", this::settle);
      orLater("recordings that nobody fetches cannot be looked for now", this::failLost);
      try {
        fetchUntil(System.nanoTime() + LOOKED_AFTER_EVERY.toNanos());
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** A place that is free again is taken at once: many may be due. */
  private void fetchUntil(long nanoTime) throws InterruptedException {
    do {
      ended.drainPermits();
      inTurn.forEach(this::fetchDueOrLater);
      Collections.rotate(inTurn, 1);
    } while (ended.tryAcquire(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS) && !closed);
  }

  /** Nothing ends the loop but a stop: not even that memory ran out for a moment. */
  private static void orLater(String failed, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error away) {
      LOG.warn("{}: {}", failed, Faults.words(away));
    }
  }

  /** Stores what could not be stored when it was known; one that fails again keeps no other. */
  private void settle() {
    for (int left = unsettled.size(); left > 0; left--) {
      Unsettled one = unsettled.remove();
      settleNowOrLater(one.order(), one.taken());
    }
  }

  /**
   * A try that is under way in the store, and nowhere here, was ended by an error. It counts: what
   * ended it may do so again.
   */
  private void failLost() {
    // Copied before the store is asked: only this thread adds to it.
    Set<String> known = Set.copyOf(tries);
    for (FetchOrder order : store.claimed(RecordingStore.AT_ONCE_MAX)) {
      // What a stop ended is taken up by the next start, and costs no try.
      if (!closed && !known.contains(order.mediaName())) {
        orLater(
            order.recording().id() + " cannot be taken up now",
            () -> failed(order, new Failure(FetchFailure.FAULT)));
      }
    }
  }

  private void fetchDueOrLater(Source source) {
    orLater(
        "recordings of " + source.account().name() + " cannot be looked for now",
        () -> fetchDue(source));
  }

  private void fetchDue(Source source) {
    int free =
        Math.min(
            source.places().availablePermits(),
            source.own().availablePermits() + shared.availablePermits());
    if (free == 0) {
      return;
    }
    for (FetchOrder order : store.claim(source.account().name(), clock.instant(), free)) {
      // Nobody else takes places, so that those that were free are free.
      source.places().acquireUninterruptibly();
      begin(order, source, takePlace(source));
    }
  }

  private Semaphore takePlace(Source source) {
    if (source.own().tryAcquire()) {
      return source.own();
    }
    shared.acquireUninterruptibly();
    return shared;
  }

  private void begin(FetchOrder order, Source source, Semaphore place) {
    Thread task = Thread.ofVirtual().name("recording").unstarted(() -> seeTo(order, source, place));
    boolean isBegun = false;
    try {
      tries.add(order.mediaName());
      underway.add(task);
      task.start();
      isBegun = true;
    } finally {
      if (!isBegun) {
        over(order, source, place, task);
        tries.remove(order.mediaName());
      }
    }
  }

  private void over(FetchOrder order, Source source, Semaphore place, Thread task) {
    progress.end(order.recording().id());
    place.release();
    source.places().release();
    underway.remove(task);
    ended.release();
  }

  private void seeTo(FetchOrder order, Source source, Semaphore place) {
    Recording recording = order.recording();
    boolean isKnown = false;
    try {
      progress.begin(recording.id());
      Intake.Taken taken = taken(order, source);
      // A stop makes tries fail, which says nothing of the place; what is whole is whole.
      if (!closed || taken instanceof Intake.Taken.Whole) {
        isKnown = true;
        settleNowOrLater(order, taken);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isKnown) {
        tries.remove(order.mediaName());
      }
      over(order, source, place, Thread.currentThread());
    }
  }

  private Intake.Taken taken(FetchOrder order, Source source) throws InterruptedException {
    try {
      return fetch(order, source);
    } catch (RuntimeException fault) {
      LOG.error("{}: fetching failed: {}", order.recording().id(), Faults.words(fault));
      return new Intake.Taken.Not(new Failure(FetchFailure.FAULT));
    }
  }

  private Intake.Taken fetch(FetchOrder order, Source source) throws InterruptedException {
    Recording recording = order.recording();
    RecordingRef ref = ref(recording, order.url());
    Said<RecordingPlace> said =
        api.ask(replies -> source.carrier().recordingPlace(ref, source.account(), replies));
    return switch (said) {
      case Said.NotNow<RecordingPlace>(String why) ->
          new Intake.Taken.Not(new Failure(FetchFailure.CARRIER_REFUSED, why));
      case Said.Done<RecordingPlace>(RecordingPlace.Nowhere(var why)) ->
          new Intake.Taken.Not(new Failure(failure(why)));
      case Said.Done<RecordingPlace>(RecordingPlace.At place) ->
          intake.take(place, order.mediaName(), bytes -> progress.come(recording.id(), bytes));
    };
  }

  static RecordingRef ref(Recording recording, Optional<String> url) {
    return new RecordingRef(
        recording.carrierCallId(), recording.carrierRecordingId(), url, recording.tries());
  }

  private static FetchFailure failure(RecordingPlace.Why why) {
    return switch (why) {
      case NO_ADDRESS -> FetchFailure.NO_ADDRESS;
      case PUT_ELSEWHERE -> FetchFailure.PUT_ELSEWHERE;
      case OTHER_HOST -> FetchFailure.HOST_REFUSED;
      case NOT_TOLD -> FetchFailure.CARRIER_REFUSED;
    };
  }

  /** Whatever becomes of it, the try is either unsettled or not under way any more. */
  private void settleNowOrLater(FetchOrder order, Intake.Taken taken) {
    boolean isLater = false;
    try {
      settle(order, taken);
    } catch (RuntimeException away) {
      LOG.warn("what came of a recording is stored later: {}", Faults.words(away));
      unsettled.add(new Unsettled(order, taken));
      isLater = true;
    } finally {
      if (!isLater) {
        tries.remove(order.mediaName());
      }
    }
  }

  private void settle(FetchOrder order, Intake.Taken taken) {
    switch (taken) {
      case Intake.Taken.Whole whole -> stored(order.recording(), whole);
      case Intake.Taken.Not(Failure failure) -> failed(order, failure);
    }
  }

  private void stored(Recording recording, Intake.Taken.Whole whole) {
    switch (keep(recording, whole)) {
      case STORED ->
          LOG.info(
              "{} of {} is stored: {} bytes, try {}",
              recording.id(),
              recording.carrierAccount(),
              whole.bytes(),
              recording.tries());
      case DELETED -> LOG.info("{} was deleted while it was arriving", recording.id());
      case UNWANTED -> {
        removeOwn(whole.name());
        LOG.info("{} was fetched by another try meanwhile, or waits again", recording.id());
      }
    }
  }

  /** Its key is sealed and kept in one turn of the vault's keys. */
  private StoreOutcome keep(Recording recording, Intake.Taken.Whole whole) {
    try (KeyRing.Turn _ = vault.turn()) {
      StoredMedia kept =
          new StoredMedia(
              whole.name(),
              whole.contentType(),
              whole.bytes(),
              whole.sha256(),
              whole.key().sealed(),
              clock.instant());
      return store.stored(recording.id(), kept, copyOf(recording.carrierAccount()));
    }
  }

  /** Of a try that came to nothing: no row names it. */
  private void removeOwn(String name) {
    try {
      media.delete(name);
    } catch (IOException fault) {
      throw new UncheckedIOException("media that nobody may have is still there", fault);
    }
  }

  private void failed(FetchOrder order, Failure failure) {
    Recording recording = order.recording();
    Instant now = clock.instant();
    Optional<Instant> removeAt =
        failure.why().mayLeaveMedia() ? Optional.of(now.plus(LATE_PUT_MAX)) : Optional.empty();
    Optional<Instant> again =
        failure.why().isFinal() ? Optional.empty() : settings.pace().next(recording.tries(), now);
    store.failed(recording.id(), new FailedTry(order.mediaName(), failure, removeAt), again);
    LOG.warn(
        "{} of {} was not fetched, try {}: {} ({}); {}",
        recording.id(),
        recording.carrierAccount(),
        recording.tries(),
        failure.why(),
        failure.detail(),
        again.map(at -> "tried again at " + at).orElse("given up"));
  }

  /** Fetches nothing any more. What is under way is taken up by the next start. */
  @Override
  public void close() {
    closed = true;
    loop.interrupt();
    http.close();
    long giveUp = System.nanoTime() + CLOSE_WAIT_MAX.toNanos();
    try {
      for (Thread task : underway) {
        Duration left = Duration.ofNanos(Math.max(0, giveUp - System.nanoTime()));
        boolean _ = !task.isAlive() || task.join(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
