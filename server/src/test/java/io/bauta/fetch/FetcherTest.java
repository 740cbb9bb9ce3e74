package io.bauta.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.MemoryAuditLog;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.MemoryCallStore;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.Secret;
import io.bauta.carrier.SignatureMode;
import io.bauta.id.TimeOrderedIds;
import io.bauta.media.DirectoryMedia;
import io.bauta.media.MediaStore;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.outbound.OutboundHttp;
import io.bauta.outbound.Reach;
import io.bauta.outbox.CommandSender;
import io.bauta.recording.CarrierCopy;
import io.bauta.recording.DeletionReason;
import io.bauta.recording.FetchFailure;
import io.bauta.recording.FetchPace;
import io.bauta.recording.MemoryRecordingStore;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingQuery;
import io.bauta.recording.RecordingState;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.StoredMedia;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.simulator.LoopbackMedia;
import io.bauta.vault.KeyRing;
import io.bauta.vault.MediaVault;
import io.bauta.vault.VaultKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the fetcher and the housekeeper do when something about them fails. */
@Timeout(60)
class FetcherTest {

  private static final String FIRST = "acme-first";
  private static final String SECOND = "acme-second";
  private static final String THIRD = "acme-third";
  private static final String NOT_CONFIGURED = "acme-gone";
  private static final CommandSender DELETES = request -> HttpReply.ok();

  private final HandClock clock = new HandClock();
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final LoopbackMedia there = new LoopbackMedia();
  private final MemoryCallStore calls = new MemoryCallStore();
  private final MemoryRecordingStore recordings =
      new MemoryRecordingStore(calls, new MemoryAuditLog());
  private Path staging;
  private MediaStore media;
  private Fetcher fetcher;
  private Housekeeper housekeeper;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    staging = Files.createDirectory(directory.resolve("arriving"));
    media = new DirectoryMedia(directory.resolve("recordings"));
    calls.tells(recordings::told);
  }

  @AfterEach
  void close() {
    housekeeper.close();
    fetcher.close();
    there.close();
  }

  /** What a method of a store does, in the place of itself. */
  @FunctionalInterface
  private interface Flaw {
    Object call(String method, Object[] arguments, Sound sound) throws Throwable;
  }

  /** The same as it is without a flaw. */
  @FunctionalInterface
  private interface Sound {
    Object call() throws Throwable;
  }

  private static <T> T flawed(Class<T> kind, T sound, Flaw flaw) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (_, method, arguments) ->
                flaw.call(
                    method.getName(),
                    arguments,
                    () -> {
                      try {
                        return method.invoke(sound, arguments);
                      } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                      }
                    })));
  }

  private CarrierAccount account(String name) {
    return new CarrierAccount(
        name,
        "vobiz",
        HomeRegion.of("IN"),
        Optional.empty(),
        Optional.empty(),
        SignatureMode.OFF,
        Map.of(
            "auth-id",
            new Secret("MA_1"),
            "auth-token",
            new Secret("TOKEN"),
            "api-base",
            new Secret("https://" + name + ".example"),
            "recording-hosts",
            new Secret("127.0.0.1")));
  }

  private void start(RecordingStore store, MediaStore kept, CommandSender sender, int triesMax) {
    FetchSettings settings =
        new FetchSettings(
            true,
            Optional.empty(),
            new FetchPace(List.of(), Duration.ofHours(1), triesMax),
            Intake.BYTES_MAX,
            Intake.TIME_MAX);
    List<CarrierAccount> accounts = List.of(account(FIRST), account(SECOND), account(THIRD));
    fetcher =
        new Fetcher(
            store,
            kept,
            new MediaVault(new KeyRing(VaultKeys.generate())),
            staging,
            new OutboundHttp(Reach.ANYWHERE, "test"),
            sender,
            accounts,
            settings,
            clock);
    housekeeper = new Housekeeper(store, kept, fetcher, sender, accounts, settings, ids, clock);
  }

  private void tell(String account) {
    tell(account, "call-of-" + account);
  }

  private void tell(String account, String name) {
    CarrierCallId call = new CarrierCallId(name);
    calls.append(
        List.of(
            new CallStart(
                new CallId(ids.next(clock.instant())),
                call,
                clock.instant(),
                new IncomingCall(account, new PhoneNumber(919000000001L), Optional.empty()),
                new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
                Set.of())),
        List.of(
            new ToldFact(
                account,
                call,
                new RecordingReady(
                    "recording:1",
                    "rec-1",
                    Optional.of(there.base().resolve(account + ".wav").toString()),
                    Optional.empty()),
                clock.instant())));
  }

  private Recording of(String account) {
    return recordings
        .list(new RecordingQuery(Optional.empty(), Optional.empty(), Optional.empty(), 10))
        .stream()
        .filter(recording -> recording.carrierAccount().equals(account))
        .findFirst()
        .orElseThrow();
  }

  /** Stored without being fetched, under a name of which nothing lies anywhere. */
  private Recording stored(String account, CarrierCopy copy) {
    tell(account);
    String name = recordings.claim(account, clock.instant(), 1).getFirst().mediaName();
    StoredMedia kept = new StoredMedia(name, "audio/wav", 1, "00", new byte[] {1}, clock.instant());
    recordings.stored(of(account).id(), kept, copy);
    return of(account);
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come to be").isLessThan(giveUp);
      Thread.sleep(20);
    }
  }

  private void await(String account, Predicate<Recording> so) throws InterruptedException {
    await(() -> so.test(of(account)));
  }

  /** The store did it, and the word of it was lost: it is said again, and nothing is deleted. */
  @Test
  void whatWasStoredUnheardIsKept() throws Exception {
    AtomicInteger said = new AtomicInteger();
    AtomicInteger heard = new AtomicInteger();
    RecordingStore deaf =
        flawed(
            RecordingStore.class,
            recordings,
            (method, _, sound) -> {
              Object answer = sound.call();
              if (method.equals("stored") && said.incrementAndGet() == 1) {
                throw new IllegalStateException("the connection broke after the commit");
              }
              if (method.equals("stored")) {
                heard.incrementAndGet();
              }
              return answer;
            });
    tell(FIRST);
    start(deaf, media, DELETES, 3);
    fetcher.start();
    await(() -> heard.get() == 1);
    fetcher.close();

    assertThat(said).hasValue(2);
    Recording recording = of(FIRST);
    assertThat(recording.state()).isEqualTo(RecordingState.STORED);
    assertThat(recording.carrierCopy()).isEqualTo(CarrierCopy.DUE);
    try (var kept = media.open(recording.media().orElseThrow().name())) {
      assertThat(kept.size()).isPositive();
    }
  }

  @Test
  void theCopyOfATryThatLostIsRemovedAndNoOther() throws Exception {
    AtomicInteger said = new AtomicInteger();
    RecordingStore taken =
        flawed(
            RecordingStore.class,
            recordings,
            (method, arguments, sound) -> {
              if (method.equals("claimed")) {
                return List.of();
              }
              if (method.equals("stored")) {
                // Another server was there before us.
                StoredMedia ours = (StoredMedia) arguments[1];
                recordings.resume(clock.instant());
                recordings.mediaRemoved(of(FIRST).id(), Optional.empty());
                String theirs = recordings.claim(FIRST, clock.instant(), 1).getFirst().mediaName();
                media.put(
                    theirs, Files.write(staging.resolveSibling("other"), new byte[] {1, 2, 3}));
                recordings.stored(
                    of(FIRST).id(),
                    new StoredMedia(
                        theirs,
                        ours.contentType(),
                        ours.bytes(),
                        ours.sha256(),
                        new byte[] {1},
                        ours.storedAt()),
                    CarrierCopy.KEPT);
                Object answer = sound.call();
                said.incrementAndGet();
                return answer;
              }
              return sound.call();
            });
    tell(FIRST);
    start(taken, media, DELETES, 3);
    fetcher.start();
    await(() -> said.get() == 1);
    fetcher.close();

    Recording recording = of(FIRST);
    assertThat(recording.carrierCopy()).isEqualTo(CarrierCopy.KEPT);
    assertThat(kept()).containsExactly(recording.media().orElseThrow().name());
  }

  @Test
  void anAccountThatFailsKeepsNoOtherFromBeingFetched() throws Exception {
    RecordingStore flawed =
        flawed(
            RecordingStore.class,
            recordings,
            (method, arguments, sound) -> {
              if (method.equals("claim") && arguments[0].equals(FIRST)) {
                throw new IllegalStateException("one account fails");
              }
              return sound.call();
            });
    tell(FIRST);
    tell(SECOND);
    start(flawed, media, DELETES, 3);
    fetcher.start();
    await(SECOND, recording -> recording.state() == RecordingState.STORED);
    assertThat(of(FIRST).state()).isEqualTo(RecordingState.WAITING);
  }

  @Test
  void aResultThatIsNotTakenKeepsNoOtherFromBeingStored() throws Exception {
    AtomicInteger saidOfSecond = new AtomicInteger();
    RecordingStore flawed =
        flawed(
            RecordingStore.class,
            recordings,
            (method, arguments, sound) -> {
              if (method.equals("stored")
                  && (arguments[0].equals(of(FIRST).id()) || saidOfSecond.getAndIncrement() < 2)) {
                throw new IllegalStateException("it is not taken");
              }
              return sound.call();
            });
    tell(FIRST);
    tell(SECOND);
    start(flawed, media, DELETES, 3);
    fetcher.start();
    await(SECOND, recording -> recording.state() == RecordingState.STORED);
    assertThat(of(FIRST).state()).isEqualTo(RecordingState.FETCHING);
  }

  /** A storage that took all of it and answered too late: no object is left without a key. */
  @Test
  void whatAPutThatTimedOutLeftIsRemovedBeforeTheNextTry() throws Exception {
    AtomicInteger puts = new AtomicInteger();
    MediaStore slow =
        flawed(
            MediaStore.class,
            media,
            (method, _, sound) -> {
              Object answer = sound.call();
              if (method.equals("put") && puts.incrementAndGet() == 1) {
                throw new IOException("the store did not answer in time");
              }
              return answer;
            });
    tell(FIRST);
    start(recordings, slow, DELETES, 3);
    fetcher.start();
    housekeeper.start();
    await(FIRST, recording -> recording.failure().isPresent());
    assertThat(of(FIRST).failure().orElseThrow().why()).isEqualTo(FetchFailure.NOT_STORED);
    assertThat(kept()).hasSize(1);
    clock.forward(Fetcher.LATE_PUT_MAX);
    await(() -> kept().isEmpty());

    clock.forward(Duration.ofHours(1));
    await(FIRST, recording -> recording.state() == RecordingState.STORED);
    assertThat(kept()).containsExactly(of(FIRST).media().orElseThrow().name());
  }

  /** Memory that ran out ends the try's thread, and neither the recording nor the fetcher. */
  @Test
  void whatAnErrorEndedIsTriedAgain() throws Exception {
    AtomicInteger puts = new AtomicInteger();
    AtomicInteger claims = new AtomicInteger();
    MediaStore full =
        flawed(
            MediaStore.class,
            media,
            (method, _, sound) -> {
              if (method.equals("put") && puts.incrementAndGet() == 1) {
                throw new OutOfMemoryError("of a test");
              }
              return sound.call();
            });
    RecordingStore store =
        flawed(
            RecordingStore.class,
            recordings,
            (method, _, sound) -> {
              if (method.equals("claim") && claims.incrementAndGet() == 2) {
                throw new OutOfMemoryError("of a test");
              }
              return sound.call();
            });
    tell(FIRST);
    start(store, full, DELETES, 3);
    fetcher.start();
    housekeeper.start();
    await(FIRST, recording -> recording.failure().isPresent());
    assertThat(of(FIRST).failure().orElseThrow().why()).isEqualTo(FetchFailure.FAULT);
    assertThat(of(FIRST).state()).isEqualTo(RecordingState.WAITING);
    clock.forward(Duration.ofHours(1));
    await(FIRST, recording -> recording.state() == RecordingState.STORED);
    assertThat(of(FIRST).tries()).isEqualTo(2);
  }

  /** Two accounts whose recordings never end coming, more of them than there are places. */
  @Test
  void accountsThatTrickleStarveNoOther() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();
    MediaStore slow =
        flawed(
            MediaStore.class,
            media,
            (method, arguments, sound) -> {
              if (method.equals("put")) {
                String account = accountOf((String) arguments[0]);
                begun.computeIfAbsent(account, _ -> new AtomicInteger()).incrementAndGet();
                if (!account.equals(THIRD)) {
                  end.await();
                }
              }
              return sound.call();
            });
    for (int n = 0; n < 10; n++) {
      tell(FIRST, "first-" + n);
      tell(SECOND, "second-" + n);
    }
    start(recordings, slow, DELETES, 3);
    fetcher.start();
    await(() -> begun.values().stream().mapToInt(AtomicInteger::get).sum() == 8);
    tell(THIRD);
    await(THIRD, recording -> recording.state() == RecordingState.STORED);
    assertThat(begun.get(FIRST)).hasValue(Fetcher.FETCHES_OF_ACCOUNT_MAX);
    assertThat(begun.get(SECOND)).hasValue(Fetcher.FETCHES_OF_ACCOUNT_MAX);
    end.countDown();
  }

  private String accountOf(String mediaName) {
    return recordings.claimed(100).stream()
        .filter(order -> order.mediaName().equals(mediaName))
        .map(order -> order.recording().carrierAccount())
        .findFirst()
        .orElseThrow();
  }

  private List<String> kept() {
    try (var files = Files.walk(staging.resolveSibling("recordings"))) {
      return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  @Test
  void whatCannotBeDeletedKeepsNothingElseFromIt() throws Exception {
    for (String account : List.of(FIRST, SECOND)) {
      Recording recording = stored(account, CarrierCopy.DUE);
      recordings.delete(
          recording.id(),
          DeletionReason.REQUESTED,
          CarrierCopy.DUE,
          new AuditEntry(
              new AuditId(ids.next(clock.instant())),
              clock.instant(),
              "admin",
              Optional.empty(),
              "recording.deleted",
              "recording",
              recording.id().toString(),
              Optional.empty()));
    }
    String firstName =
        recordings.mediaToRemove(clock.instant(), 10).stream()
            .filter(order -> order.recording().equals(of(FIRST).id()))
            .findFirst()
            .orElseThrow()
            .name();
    MediaStore flawedMedia =
        flawed(
            MediaStore.class,
            media,
            (method, arguments, sound) -> {
              if (method.equals("delete") && arguments[0].equals(firstName)) {
                throw new IllegalStateException("one object fails");
              }
              return sound.call();
            });
    RecordingStore flawedStore =
        flawed(
            RecordingStore.class,
            recordings,
            (method, _, sound) -> {
              if (method.equals("giveUp")) {
                throw new IllegalStateException("the sweep fails");
              }
              return sound.call();
            });
    CommandSender sender =
        request -> {
          if (request.url().contains(FIRST)) {
            throw new IllegalStateException("one account fails");
          }
          return HttpReply.ok();
        };
    start(flawedStore, flawedMedia, sender, 3);
    housekeeper.start();
    await(SECOND, recording -> recording.carrierCopy() == CarrierCopy.DELETED);
    await(FIRST, recording -> recording.carrierTries() == 1);
    assertThat(of(FIRST).carrierCopy()).isEqualTo(CarrierCopy.DUE);
    await(() -> recordings.mediaToRemove(clock.instant(), 10).isEmpty());
    assertThat(recordings.mediaToRemove(clock.instant().plusSeconds(3600), 10))
        .extracting(order -> order.name())
        .containsExactly(firstName);
  }

  @Test
  void aCopyOfAnAccountThatIsNotConfiguredIsGivenUpAtTheUsualPaceAndNotKeptUnsaid()
      throws Exception {
    stored(NOT_CONFIGURED, CarrierCopy.DUE);
    start(recordings, media, DELETES, 2);
    assertThat(fetcher.copyOf(NOT_CONFIGURED)).isEqualTo(CarrierCopy.DUE);
    housekeeper.start();
    await(NOT_CONFIGURED, recording -> recording.carrierTries() == 1);
    assertThat(of(NOT_CONFIGURED).carrierCopy()).isEqualTo(CarrierCopy.DUE);
    clock.forward(Duration.ofHours(1));
    await(NOT_CONFIGURED, recording -> recording.carrierCopy() == CarrierCopy.GIVEN_UP);
  }
}
