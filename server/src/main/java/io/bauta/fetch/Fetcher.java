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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
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
 * put into the storage is removed. Accounts do not wait for one another.
 */
public final class Fetcher implements AutoCloseable {

  /** Recordings that are fetched at the same time. */
  public static final int FETCHES_MAX = 8;

  /** Of these, of one account. */
  public static final int FETCHES_OF_ACCOUNT_MAX = 4;

  /** So late may a fetch begin, besides what the ones before it take. */
  static final Duration LOOKED_AFTER_EVERY = Duration.ofSeconds(1);

  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);

  private final Semaphore places = new Semaphore(FETCHES_MAX);
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Set<String> configured;
  private final Queue<Runnable> unsettled = new ConcurrentLinkedQueue<>();
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

  /** An account whose recordings are fetched. */
  private record Source(CarrierAccount account, Recorder carrier, Semaphore places) {}

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
                .ifPresent(
                    carrier ->
                        sources.put(
                            account.name(),
                            new Source(account, carrier, new Semaphore(FETCHES_OF_ACCOUNT_MAX)))));
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
      settle();
      sources.values().forEach(this::fetchDueOrLater);
      try {
        Thread.sleep(LOOKED_AFTER_EVERY);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Stores what could not be stored when it was known; one that fails again keeps no other. */
  private void settle() {
    for (int left = unsettled.size(); left > 0; left--) {
      settleNowOrLater(unsettled.remove());
    }
  }

  private void fetchDueOrLater(Source source) {
    try {
      fetchDue(source);
    } catch (RuntimeException away) {
      LOG.warn(
          "recordings of {} cannot be looked for now: {}",
          source.account().name(),
          Faults.words(away));
    }
  }

  private void fetchDue(Source source) {
    int free = Math.min(places.availablePermits(), source.places().availablePermits());
    if (free == 0) {
      return;
    }
    for (FetchOrder order : store.claim(source.account().name(), clock.instant(), free)) {
      places.acquireUninterruptibly();
      source.places().acquireUninterruptibly();
      Thread.ofVirtual().name("recording").start(() -> seeTo(order, source));
    }
  }

  private void seeTo(FetchOrder order, Source source) {
    Recording recording = order.recording();
    progress.begin(recording.id());
    try {
      Intake.Taken taken = taken(order, source);
      // A stop makes tries fail, which says nothing of the place; what is whole is whole.
      if (!closed || taken instanceof Intake.Taken.Whole) {
        settleNowOrLater(() -> settle(recording, taken));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      progress.end(recording.id());
      source.places().release();
      places.release();
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

  private void settleNowOrLater(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException away) {
      LOG.warn("what came of a recording is stored later: {}", Faults.words(away));
      unsettled.add(work);
    }
  }

  private void settle(Recording recording, Intake.Taken taken) {
    switch (taken) {
      case Intake.Taken.Whole whole -> stored(recording, whole);
      case Intake.Taken.Not(Failure failure) -> failed(recording, failure);
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

  private void failed(Recording recording, Failure failure) {
    Instant now = clock.instant();
    Optional<Instant> again =
        failure.why().isFinal() ? Optional.empty() : settings.pace().next(recording.tries(), now);
    store.failed(recording.id(), failure, again);
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
    try {
      boolean _ = places.tryAcquire(FETCHES_MAX, CLOSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
