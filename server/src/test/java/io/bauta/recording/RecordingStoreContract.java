package io.bauta.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.audit.AuditEntry;
import io.bauta.audit.AuditId;
import io.bauta.audit.AuditLog;
import io.bauta.audit.AuditLog.AuditQuery;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.recording.Recording.Failure;
import io.bauta.routing.IncomingCall;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RecordingStore} does. The stores are empty at the beginning of each test. */
public interface RecordingStoreContract {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  String ACCOUNT = "acme-in";
  String URL = "https://recordings.example/+918888800001.wav";
  TimeOrderedIds IDS = new TimeOrderedIds();

  RecordingStore recordings();

  CallStore calls();

  AuditLog audit();

  /** A call of ours, whatever became of it. */
  private CallId begin(String call) {
    CallId id = new CallId(IDS.next(NOW));
    calls()
        .append(
            List.of(
                new CallStart(
                    id,
                    new CarrierCallId(call),
                    NOW,
                    new IncomingCall(ACCOUNT, new PhoneNumber(919000000001L), Optional.empty()),
                    new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
                    Set.of())),
            List.of());
    return id;
  }

  private void tell(String call, String recording, Optional<String> url, Instant at) {
    calls()
        .append(
            List.of(),
            List.of(
                new ToldFact(
                    ACCOUNT,
                    new CarrierCallId(call),
                    new RecordingReady(
                        "recording:" + recording,
                        recording,
                        url,
                        Optional.of(Duration.ofSeconds(20))),
                    at)));
  }

  private void tell(String call, String recording) {
    tell(call, recording, Optional.of(URL), NOW);
  }

  private List<Recording> all() {
    return recordings()
        .list(new RecordingQuery(Optional.empty(), Optional.empty(), Optional.empty(), 100));
  }

  private Recording only() {
    assertThat(all()).hasSize(1);
    return all().getFirst();
  }

  private List<FetchOrder> claim(Instant now) {
    return recordings().claim(ACCOUNT, now, 10);
  }

  private static AuditEntry entry(String action, Recording recording, Instant at) {
    return new AuditEntry(
        new AuditId(IDS.next(at)),
        at,
        "admin",
        Optional.of("127.0.0.1"),
        action,
        "recording",
        recording.id().toString(),
        Optional.empty());
  }

  private static StoredMedia media(String name) {
    return new StoredMedia(
        name, "audio/wav", 4711, "ab".repeat(32), new byte[] {1, 2, 3}, NOW.plusSeconds(9));
  }

  /** A recording of a call that is ours, being fetched. */
  private FetchOrder fetching() {
    begin("call-1");
    tell("call-1", "rec-1");
    return claim(NOW).getFirst();
  }

  private Recording stored(CarrierCopy copy) {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    assertThat(recordings().stored(recording.id(), media(order.mediaName()), copy))
        .isEqualTo(StoreOutcome.STORED);
    return recordings().find(recording.id()).orElseThrow();
  }

  @Test
  default void whatTheCarrierToldIsThereAndWaits() {
    CallId call = begin("call-1");
    tell("call-1", "rec-1");

    Recording recording = only();
    assertThat(recording.call()).contains(call);
    assertThat(recording.carrierAccount()).isEqualTo(ACCOUNT);
    assertThat(recording.carrierCallId().text()).isEqualTo("call-1");
    assertThat(recording.carrierRecordingId()).isEqualTo("rec-1");
    assertThat(recording.length()).contains(Duration.ofSeconds(20));
    assertThat(recording.readyAt()).isEqualTo(NOW);
    assertThat(recording.state()).isEqualTo(RecordingState.WAITING);
    assertThat(recording.nextTryAt()).contains(NOW);
    assertThat(recording.tries()).isZero();
    assertThat(recording.media()).isEmpty();
    assertThat(recordings().find(recording.id())).contains(recording);
  }

  @Test
  default void toldThreeTimesItIsThereOnce() {
    begin("call-1");
    tell("call-1", "rec-1");
    tell("call-1", "rec-1", Optional.empty(), NOW.plusSeconds(1));
    tell("call-1", "rec-1");
    tell("call-1", "rec-2");

    assertThat(all())
        .extracting(Recording::carrierRecordingId)
        .containsExactlyInAnyOrder("rec-1", "rec-2");
  }

  @Test
  default void beforeItsCallIsKnownItWaitsAndIsNotFetched() {
    tell("call-1", "rec-1");
    assertThat(only().call()).isEmpty();
    assertThat(claim(NOW)).isEmpty();

    CallId call = begin("call-1");
    assertThat(only().call()).contains(call);
    assertThat(claim(NOW.plus(RecordingStore.UNKNOWN_LOOKED_AFTER_MIN))).hasSize(1);
  }

  /** What is looked at for days is not looked at every second of them. */
  @Test
  default void beforeItsCallIsKnownItIsLookedAtMoreAndMoreSeldom() {
    tell("call-1", "rec-1");
    Instant at = NOW;
    Instant end = NOW.plus(Duration.ofDays(3));
    int looks = 0;
    Duration pause = Duration.ZERO;
    while (at.isBefore(end)) {
      assertThat(claim(at)).isEmpty();
      Instant next = only().nextTryAt().orElseThrow();
      assertThat(next).isAfter(at);
      assertThat(Duration.between(at, next)).isGreaterThanOrEqualTo(pause);
      pause = Duration.between(at, next);
      assertThat(recordings().giveUp(Set.of(ACCOUNT), NOW)).isZero();
      at = next;
      looks++;
    }
    assertThat(pause).isEqualTo(RecordingStore.UNKNOWN_LOOKED_AFTER_MAX);
    assertThat(looks).isLessThan(460);
    assertThat(recordings().giveUp(Set.of(ACCOUNT), NOW.plusMillis(1))).isEqualTo(1);

    AuditEntry entry = entry("recording.tried_again", only(), end);
    assertThat(recordings().tryAgain(only().id(), entry)).isTrue();
    assertThat(claim(end)).isEmpty();
    assertThat(recordings().giveUp(Set.of(ACCOUNT), end)).as("it waits since then").isZero();
    begin("call-1");
    assertThat(claim(end.plus(RecordingStore.UNKNOWN_LOOKED_AFTER_MIN))).hasSize(1);
  }

  @Test
  default void whatIsClaimedIsClaimedOnce() {
    begin("call-1");
    tell("call-1", "rec-1");

    assertThat(claim(NOW.minusMillis(1))).isEmpty();
    assertThat(recordings().claim("other", NOW, 10)).isEmpty();
    List<FetchOrder> claimed = claim(NOW);
    assertThat(claimed).hasSize(1);
    assertThat(claimed.getFirst().url()).contains(URL);
    assertThat(claimed.getFirst().recording().state()).isEqualTo(RecordingState.FETCHING);
    assertThat(claimed.getFirst().recording().tries()).isEqualTo(1);
    assertThat(claim(NOW.plusSeconds(100))).isEmpty();
    assertThat(recordings().claimed(10)).isEqualTo(claimed);
    assertThat(recordings().claimed(0)).isEmpty();
    fail(claimed.getFirst(), new Failure(FetchFailure.EMPTY), Optional.of(NOW));
    assertThat(recordings().claimed(10)).isEmpty();
  }

  @Test
  default void noMoreAreClaimedThanAskedFor() {
    begin("call-1");
    IntStream.range(0, 5).forEach(n -> tell("call-1", "rec-" + n));
    assertThat(recordings().claim(ACCOUNT, NOW, 3)).hasSize(3);
    assertThat(recordings().claim(ACCOUNT, NOW, 3)).hasSize(2);
  }

  @Test
  default void aStopLosesNoRecordingAndNoTry() {
    FetchOrder order = fetching();
    RecordingId id = order.recording().id();
    assertThat(recordings().resume(NOW.plusSeconds(60))).isEqualTo(1);
    assertThat(claim(NOW.plusSeconds(60))).as("what it left is not removed yet").isEmpty();
    assertThat(recordings().mediaToRemove(NOW.plusSeconds(60), 10))
        .containsExactly(new RemovalOrder(id, order.mediaName()));
    recordings().mediaRemoved(id, Optional.empty());

    assertThat(only().state()).isEqualTo(RecordingState.WAITING);
    assertThat(only().tries()).isZero();
    FetchOrder again = claim(NOW.plusSeconds(60)).getFirst();
    assertThat(again.mediaName()).startsWith(id + "_").isNotEqualTo(order.mediaName());
    assertThat(recordings().stored(id, media(order.mediaName()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.UNWANTED);
    assertThat(recordings().stored(id, media(again.mediaName()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.STORED);
  }

  @Test
  default void whatIsStoredReadsBack() {
    Recording recording = stored(CarrierCopy.DUE);

    assertThat(recording.state()).isEqualTo(RecordingState.STORED);
    StoredMedia media = recording.media().orElseThrow();
    assertThat(media.contentType()).isEqualTo("audio/wav");
    assertThat(media.bytes()).isEqualTo(4711);
    assertThat(media.sha256()).isEqualTo("ab".repeat(32));
    assertThat(media.sealedKey()).containsExactly(1, 2, 3);
    assertThat(media.storedAt()).isEqualTo(NOW.plusSeconds(9));
    assertThat(recording.carrierCopy()).isEqualTo(CarrierCopy.DUE);
    assertThat(recordings().copiesToDelete(NOW.plusSeconds(9), 10))
        .extracting(Recording::id)
        .containsExactly(recording.id());
  }

  @Test
  default void whatFailedIsTriedAgainOrGivenUp() {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    Failure failure = new Failure(FetchFailure.REFUSED_THERE, "it was answered with status 503");
    fail(order, failure, Optional.of(NOW.plusSeconds(10)));
    assertThat(only().state()).isEqualTo(RecordingState.WAITING);
    assertThat(only().failure()).contains(failure);
    assertThat(claim(NOW.plusSeconds(9))).isEmpty();
    FetchOrder second = claim(NOW.plusSeconds(10)).getFirst();
    assertThat(second.recording().tries()).isEqualTo(2);

    fail(order, failure, Optional.of(NOW.plusSeconds(10)));
    assertThat(only().state()).as("of a try before").isEqualTo(RecordingState.FETCHING);
    fail(second, new Failure(FetchFailure.TOO_LARGE), Optional.empty());
    assertThat(only().state()).isEqualTo(RecordingState.FAILED);
    assertThat(claim(NOW.plus(Duration.ofDays(9)))).isEmpty();

    AuditEntry firstEntry = entry("recording.tried_again", recording, NOW);
    AuditEntry secondEntry = entry("recording.tried_again", recording, NOW);
    assertThat(recordings().tryAgain(recording.id(), firstEntry)).isTrue();
    assertThat(recordings().tryAgain(recording.id(), secondEntry)).isFalse();
    assertThat(entries(recording)).containsExactly(firstEntry);
    FetchOrder again = claim(NOW).getFirst();
    assertThat(again.recording().tries()).isEqualTo(1);
    assertThat(again.url()).contains(URL);
  }

  private void fail(FetchOrder order, Failure failure, Optional<Instant> again) {
    FailedTry failed = new FailedTry(order.mediaName(), failure, Optional.empty());
    recordings().failed(order.recording().id(), failed, again);
  }

  /** The store may have taken it and said so too late: that is removed before the next try. */
  @Test
  default void whatAFailedTryMayHaveLeftIsRemovedBeforeTheNext() {
    FetchOrder order = fetching();
    RecordingId id = order.recording().id();
    Instant removeAt = NOW.plusSeconds(60);
    recordings()
        .failed(
            id,
            new FailedTry(
                order.mediaName(), new Failure(FetchFailure.NOT_STORED), Optional.of(removeAt)),
            Optional.of(NOW.plusSeconds(10)));

    assertThat(recordings().mediaToRemove(removeAt.minusMillis(1), 10)).isEmpty();
    assertThat(recordings().mediaToRemove(removeAt, 10))
        .containsExactly(new RemovalOrder(id, order.mediaName()));
    assertThat(claim(removeAt)).isEmpty();
    recordings().mediaRemoved(id, Optional.empty());
    assertThat(claim(removeAt)).hasSize(1);
  }

  @Test
  default void whatAFailedTryLeftOfADeletedRecordingIsRemovedToo() {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    AuditEntry entry = entry("recording.deleted", recording, NOW.plusSeconds(5));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.KEPT, entry);
    recordings().mediaRemoved(recording.id(), Optional.empty());

    Instant removeAt = NOW.plusSeconds(60);
    recordings()
        .failed(
            recording.id(),
            new FailedTry(
                order.mediaName(), new Failure(FetchFailure.NOT_STORED), Optional.of(removeAt)),
            Optional.of(NOW.plusSeconds(10)));
    assertThat(only().state()).isEqualTo(RecordingState.DELETED);
    assertThat(recordings().mediaToRemove(removeAt, 10))
        .containsExactly(new RemovalOrder(recording.id(), order.mediaName()));
  }

  @Test
  default void whatNobodyWillEverFetchIsGivenUp() {
    tell("no-call", "rec-1");
    begin("call-1");
    tell("call-1", "rec-2");
    Instant later = NOW.plusSeconds(1);
    assertThat(recordings().giveUp(Set.of(ACCOUNT), NOW)).isZero();
    assertThat(recordings().giveUp(Set.of(ACCOUNT), later)).isEqualTo(1);
    assertThat(recordings().giveUp(Set.of("other"), later)).isEqualTo(1);
    assertThat(all())
        .extracting(recording -> recording.failure().orElseThrow().why())
        .containsExactlyInAnyOrder(FetchFailure.CALL_UNKNOWN, FetchFailure.ACCOUNT_GONE);
  }

  @Test
  default void whatIsDeletedHasNoKeyAnyMore() {
    Recording recording = stored(CarrierCopy.KEPT);
    Instant later = NOW.plusSeconds(60);
    AuditEntry entry = entry("recording.deleted", recording, later);
    assertThat(
            recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.DUE, entry))
        .isEqualTo(DeleteOutcome.DELETED);

    assertThat(only().state()).isEqualTo(RecordingState.DELETED);
    assertThat(only().media()).isEmpty();
    assertThat(only().deletion()).contains(new Recording.Deletion(later, DeletionReason.REQUESTED));
    assertThat(entries(recording)).containsExactly(entry);
    assertThat(recordings().mediaToRemove(NOW, 10)).isEmpty();
    assertThat(recordings().mediaToRemove(later, 10))
        .containsExactly(new RemovalOrder(recording.id(), recording.media().orElseThrow().name()));
    assertThat(recordings().copiesToDelete(later, 10)).hasSize(1);

    recordings().mediaRemoved(recording.id(), Optional.of(later.plusSeconds(60)));
    assertThat(recordings().mediaToRemove(later, 10)).isEmpty();
    recordings().mediaRemoved(recording.id(), Optional.empty());
    assertThat(recordings().mediaToRemove(NOW.plus(Duration.ofDays(9)), 10)).isEmpty();
  }

  /** Nobody tries again unseen: when the audit log does not take the entry, nothing is tried. */
  @Test
  default void whatIsNotAuditedIsNotTriedAgain() {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    fail(order, new Failure(FetchFailure.TOO_LARGE), Optional.empty());
    AuditEntry entry = entry("recording.tried_again", recording, NOW);
    audit().append(entry);
    assertThatThrownBy(() -> recordings().tryAgain(recording.id(), entry))
        .as("an entry with the same id is there already")
        .isInstanceOf(RuntimeException.class);
    assertThat(only().state()).isEqualTo(RecordingState.FAILED);
  }

  private List<AuditEntry> entries(Recording recording) {
    return audit()
        .list(
            new AuditQuery(
                Optional.of("recording"),
                Optional.of(recording.id().toString()),
                Optional.empty(),
                10));
  }

  @Test
  default void whatIsDeletedTwiceIsDeletedOnce() {
    Recording recording = stored(CarrierCopy.KEPT);
    AuditEntry first = entry("recording.deleted", recording, NOW.plusSeconds(60));
    AuditEntry second = entry("recording.deleted", recording, NOW.plusSeconds(61));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.KEPT, first);
    assertThat(
            recordings().delete(recording.id(), DeletionReason.RETENTION, CarrierCopy.DUE, second))
        .isEqualTo(DeleteOutcome.DELETED);
    assertThat(only().deletion().orElseThrow().why()).isEqualTo(DeletionReason.REQUESTED);
    assertThat(entries(recording)).containsExactly(first);
    assertThat(recordings().copiesToDelete(NOW.plusSeconds(99), 10)).isEmpty();
  }

  @Test
  default void nothingIsDeletedThatIsHeld() {
    Recording recording = stored(CarrierCopy.KEPT);
    AuditEntry held = entry("recording.held", recording, NOW.plusSeconds(30));
    assertThat(recordings().hold(recording.id(), Optional.of("case 4711"), held)).isTrue();
    assertThat(only().hold()).contains("case 4711");
    AuditEntry deleted = entry("recording.deleted", recording, NOW.plusSeconds(60));
    assertThat(
            recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.DUE, deleted))
        .isEqualTo(DeleteOutcome.HELD);
    assertThat(only().media()).isPresent();
    assertThat(recordings().expired(NOW.plus(Duration.ofDays(900)), 10)).isEmpty();
    assertThat(entries(recording)).containsExactly(held);

    AuditEntry released = entry("recording.released", recording, NOW.plusSeconds(90));
    assertThat(recordings().hold(recording.id(), Optional.empty(), released)).isTrue();
    assertThat(recordings().expired(NOW.plus(Duration.ofDays(900)), 10)).hasSize(1);
    recordings().delete(recording.id(), DeletionReason.RETENTION, CarrierCopy.KEPT, deleted);
    assertThat(recordings().hold(recording.id(), Optional.of("late"), held)).isFalse();
  }

  @Test
  default void onlyWhatIsOldEnoughIsExpired() {
    Recording recording = stored(CarrierCopy.KEPT);
    assertThat(recordings().expired(NOW, 10)).isEmpty();
    assertThat(recordings().expired(NOW.plusMillis(1), 10))
        .extracting(Recording::id)
        .containsExactly(recording.id());
  }

  @Test
  default void deletedWhileItArrivesItIsNotStored() {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    AuditEntry entry = entry("recording.deleted", recording, NOW.plusSeconds(5));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.KEPT, entry);

    recordings().mediaRemoved(recording.id(), Optional.empty());
    assertThat(recordings().stored(recording.id(), media(order.mediaName()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.DELETED);
    assertThat(recordings().mediaToRemove(NOW.plusSeconds(60), 10))
        .containsExactly(new RemovalOrder(recording.id(), order.mediaName()));
    assertThat(only().state()).isEqualTo(RecordingState.DELETED);
    assertThat(only().media()).isEmpty();
    fail(order, new Failure(FetchFailure.EMPTY), Optional.of(NOW));
    assertThat(only().state()).isEqualTo(RecordingState.DELETED);
    assertThat(claim(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  default void whatIsSaidAgainToBeStoredIsStoredOnce() {
    Recording recording = stored(CarrierCopy.DUE);
    recordings().copyTried(recording.id(), CarrierCopy.DELETED, Optional.empty());

    assertThat(
            recordings()
                .stored(
                    recording.id(), media(recording.media().orElseThrow().name()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.STORED);
    assertThat(only().media().orElseThrow().name())
        .isEqualTo(recording.media().orElseThrow().name());
    assertThat(only().carrierCopy()).isEqualTo(CarrierCopy.DELETED);
    assertThat(recordings().mediaToRemove(NOW.plusSeconds(60), 10)).isEmpty();
  }

  @Test
  default void theCopyOfAnotherTryIsUnwantedAndChangesNothing() {
    Recording recording = stored(CarrierCopy.KEPT);
    assertThat(recordings().stored(recording.id(), media("rec_of_another_try"), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.UNWANTED);
    assertThat(only().media().orElseThrow().name())
        .isEqualTo(recording.media().orElseThrow().name());
    assertThat(only().carrierCopy()).isEqualTo(CarrierCopy.KEPT);

    AuditEntry entry = entry("recording.deleted", recording, NOW.plusSeconds(60));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.KEPT, entry);
    assertThat(recordings().stored(recording.id(), media("rec_of_another_try"), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.UNWANTED);
    assertThat(recordings().mediaToRemove(NOW.plusSeconds(60), 10))
        .containsExactly(new RemovalOrder(recording.id(), recording.media().orElseThrow().name()));
  }

  @Test
  default void whatWasStoredAndDeletedBeforeItWasKnownIsRemoved() {
    Recording recording = stored(CarrierCopy.KEPT);
    AuditEntry entry = entry("recording.deleted", recording, NOW.plusSeconds(60));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.KEPT, entry);
    recordings().mediaRemoved(recording.id(), Optional.empty());

    assertThat(
            recordings()
                .stored(
                    recording.id(), media(recording.media().orElseThrow().name()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.DELETED);
    assertThat(recordings().mediaToRemove(NOW.plusSeconds(60), 10))
        .containsExactly(new RemovalOrder(recording.id(), recording.media().orElseThrow().name()));
  }

  @Test
  default void whatWaitsAgainWantsNoCopyOfAnEarlierTry() {
    FetchOrder order = fetching();
    Recording recording = order.recording();
    recordings().resume(NOW);
    assertThat(recordings().stored(recording.id(), media(order.mediaName()), CarrierCopy.DUE))
        .isEqualTo(StoreOutcome.UNWANTED);
    assertThat(only().state()).isEqualTo(RecordingState.WAITING);
    assertThat(only().media()).isEmpty();
  }

  @Test
  default void theCarriersCopyIsDeletedOrGivenUp() {
    Recording recording = stored(CarrierCopy.DUE);
    Instant due = NOW.plusSeconds(9);
    recordings().copyTried(recording.id(), CarrierCopy.DUE, Optional.of(due.plusSeconds(10)));
    assertThat(recordings().copiesToDelete(due, 10)).isEmpty();
    Recording again = recordings().copiesToDelete(due.plusSeconds(10), 10).getFirst();
    assertThat(again.carrierTries()).isEqualTo(1);

    recordings().copyTried(recording.id(), CarrierCopy.DELETED, Optional.empty());
    assertThat(only().carrierCopy()).isEqualTo(CarrierCopy.DELETED);
    assertThat(recordings().copiesToDelete(NOW.plus(Duration.ofDays(9)), 10)).isEmpty();
    AuditEntry entry = entry("recording.deleted", recording, NOW.plusSeconds(60));
    recordings().delete(recording.id(), DeletionReason.REQUESTED, CarrierCopy.DUE, entry);
    assertThat(only().carrierCopy()).isEqualTo(CarrierCopy.DELETED);
    assertThat(recordings().copiesToDelete(NOW.plus(Duration.ofDays(9)), 10)).isEmpty();
  }

  @Test
  default void listsByCallAndStateNewestFirst() {
    CallId first = begin("call-1");
    CallId second = begin("call-2");
    tell("call-1", "rec-1", Optional.empty(), NOW);
    tell("call-2", "rec-2", Optional.empty(), NOW.plusSeconds(1));
    tell("call-2", "rec-3", Optional.empty(), NOW.plusSeconds(2));

    assertThat(list(Optional.of(second), Optional.empty(), Optional.empty()))
        .containsExactly("rec-3", "rec-2");
    assertThat(list(Optional.of(first), Optional.empty(), Optional.empty()))
        .containsExactly("rec-1");
    claim(NOW);
    assertThat(list(Optional.empty(), Optional.of(RecordingState.FETCHING), Optional.empty()))
        .containsExactly("rec-1");
    assertThat(list(Optional.empty(), Optional.empty(), Optional.of(all().get(1).id())))
        .containsExactly("rec-1");
    assertThat(
            recordings()
                .ofCalls(ACCOUNT, Set.of(new CarrierCallId("call-2"), new CarrierCallId("no"))))
        .hasSize(2);
    assertThat(recordings().ofCalls("other", Set.of(new CarrierCallId("call-2")))).isEmpty();
  }

  private List<String> list(
      Optional<CallId> call, Optional<RecordingState> state, Optional<RecordingId> before) {
    return recordings().list(new RecordingQuery(call, state, before, 10)).stream()
        .map(Recording::carrierRecordingId)
        .toList();
  }

  @Test
  default void theAuditLogIsReadPageByPage() {
    Recording recording = stored(CarrierCopy.KEPT);
    List<AuditEntry> entries =
        IntStream.range(0, 5)
            .mapToObj(n -> entry("recording.played", recording, NOW.plusSeconds(n)))
            .toList();
    entries.forEach(audit()::append);
    Optional<String> any = Optional.empty();
    List<AuditEntry> page = audit().list(new AuditQuery(any, any, Optional.empty(), 3));
    assertThat(page).containsExactly(entries.get(4), entries.get(3), entries.get(2));
    assertThat(audit().list(new AuditQuery(any, any, Optional.of(page.getLast().id()), 3)))
        .containsExactly(entries.get(1), entries.get(0));
  }
}
