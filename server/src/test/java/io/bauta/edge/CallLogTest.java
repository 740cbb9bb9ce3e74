package io.bauta.edge;

import static io.bauta.routing.Switchboard.ACCOUNT;
import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallFact.Answered;
import io.bauta.call.CallId;
import io.bauta.call.CallJournal;
import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.outbox.OwedCommand;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Switchboard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class CallLogTest {

  /** Far longer than anything here takes; nothing waits for it but a failing test. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FaultyCallStore store = new FaultyCallStore();
  private final List<OwedCommand> sent = new CopyOnWriteArrayList<>();

  @Test
  void whatIsToldDurablyIsInTheStore() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      assertThat(log.toldDurably(List.of(fact("a", 1)), LONG)).isTrue();
      assertThat(store.facts()).containsExactly(fact("a", 1));
    }
  }

  @Test
  void beginningsAndFactsAreStoredInTheirOrder() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      IntStream.range(0, 1000).forEach(i -> log.started(start(i), LONG));
      assertThat(log.flush(LONG)).isTrue();
      assertThat(store.starts())
          .isEqualTo(IntStream.range(0, 1000).mapToObj(CallLogTest::start).toList());
      assertThat(log.lost()).isZero();
    }
  }

  @Test
  void entriesThatWaitGoIntoOneCommitUpToABound() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.hold();
      log.started(start(-1), LONG);
      store.awaitHeld();
      IntStream.range(0, CallLog.BATCH_MAX + 10).forEach(i -> log.started(start(i), LONG));
      assertThat(log.waiting()).isEqualTo(CallLog.BATCH_MAX + 10);
      store.release();
      assertThat(log.flush(LONG)).isTrue();
      assertThat(store.commits().subList(0, 2)).containsExactly(1, CallLog.BATCH_MAX);
    }
  }

  @Test
  void whileTheStoreIsAwayNothingIsDurableAndWhenItIsBackEverythingIs() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.goAway();
      log.started(start(1), LONG);
      assertThat(log.toldDurably(List.of(fact("a", 1)), Duration.ofMillis(10))).isFalse();
      log.started(start(2), LONG);
      store.comeBack();
      assertThat(log.flush(LONG)).isTrue();
      assertThat(store.starts()).containsExactly(start(1), start(2));
      assertThat(store.facts()).containsExactly(fact("a", 1));
      assertThat(log.lost()).isZero();
    }
  }

  @Test
  void anEntryThatCannotBeStoredDoesNotKeepOthersBack() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.poison(start(2).id());
      store.hold();
      log.started(start(0), LONG);
      store.awaitHeld();
      IntStream.rangeClosed(1, 4).forEach(i -> log.started(start(i), LONG));
      store.release();
      assertThat(log.flush(LONG)).isTrue();
      assertThat(store.starts()).containsExactly(start(0), start(1), start(3), start(4));
      assertThat(log.lost()).isEqualTo(1);
    }
  }

  @Test
  @Timeout(60)
  void factsBesideOneThatIsRefusedAreDurableAndTheirTellersAreToldSo() throws Exception {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll);
        ExecutorService tellers = Executors.newFixedThreadPool(3)) {
      store.poison("bad");
      store.hold();
      log.started(start(0), LONG);
      store.awaitHeld();
      List<Future<Boolean>> told = new ArrayList<>();
      for (String key : List.of("first", "bad", "last")) {
        told.add(tellers.submit(() -> log.toldDurably(List.of(fact(key, 1)), LONG)));
        awaitWaiting(log, told.size());
      }
      store.release();
      assertThat(List.of(told.get(0).get(), told.get(1).get(), told.get(2).get()))
          .containsExactly(true, false, true);
      assertThat(store.facts()).containsExactly(fact("first", 1), fact("last", 1));
      assertThat(store.starts()).containsExactly(start(0));
    }
  }

  private static void awaitWaiting(CallLog log, int entries) {
    while (log.waiting() < entries) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoTellsWhatCannotBeStoredIsToldSo() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.poison("bad");
      assertThat(log.toldDurably(List.of(fact("bad", 1)), LONG)).isFalse();
      assertThat(log.toldDurably(List.of(fact("good", 1)), LONG)).isTrue();
    }
  }

  @Test
  void whenItIsNotBusyTheStoreDoesWhatItLeftForLater() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      log.started(start(1), LONG);
      store.awaitSettled();
      assertThat(store.starts()).containsExactly(start(1));
    }
  }

  @Test
  void aCommandIsSentWhenItIsDurableAndNotBefore() {
    OwedCommand owed =
        new OwedCommand(
            ACCOUNT, new CarrierCallId("c1"), new CarrierCommand("id", "answer", "leg", ""), NOW);
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.goAway();
      assertThat(log.decidedDurably(start(1), List.of(owed), Duration.ofMillis(50))).isFalse();
      assertThat(sent).isEmpty();

      store.comeBack();
      assertThat(log.flush(LONG)).isTrue();
      assertThat(sent).containsExactly(owed);
      assertThat(store.starts()).containsExactly(start(1));
    }
  }

  @Test
  void theLogOutlivesWhoeverItTellsOfCommands() {
    OwedCommand owed =
        new OwedCommand(
            ACCOUNT, new CarrierCallId("c1"), new CarrierCommand("id", "answer", "leg", ""), NOW);
    try (CallLog log =
        new CallLog(
            store,
            CallJournal.NONE,
            store,
            commands -> {
              throw new IllegalStateException("no");
            })) {
      assertThat(log.decidedDurably(start(1), List.of(owed), LONG)).isTrue();
      assertThat(log.toldDurably(List.of(fact("a", 1)), LONG)).isTrue();
      assertThat(log.isWriting()).isTrue();
    }
  }

  /** Hands out tickets, and takes them back. */
  private static final class Tickets implements CallJournal {

    private final AtomicInteger given = new AtomicInteger();
    private final Set<Integer> out = ConcurrentHashMap.newKeySet();

    @Override
    public int keep(CallStart start) {
      int ticket = given.getAndIncrement();
      out.add(ticket);
      return ticket;
    }

    @Override
    public void forget(int ticket) {
      assertThat(ticket == NOT_KEPT || out.remove(ticket)).isTrue();
    }
  }

  @Test
  void theJournalHasABeginningForAsLongAsItWaits() {
    Tickets journal = new Tickets();
    try (CallLog log = new CallLog(store, journal, store, sent::addAll)) {
      store.hold();
      log.started(start(1), LONG);
      log.started(start(2), LONG);
      store.awaitHeld();
      assertThat(journal.out).hasSize(2);
      store.release();
      assertThat(log.flush(LONG)).isTrue();
      assertThat(journal.out).isEmpty();
    }
  }

  @Test
  void whatComesInGoesBeforeWhatIsLeftForLater() {
    store.leaveMuchForLater();
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.awaitSettled();
      assertThat(log.toldDurably(List.of(fact("a", 1)), LONG)).isTrue();
    }
  }

  @Test
  void closingStoresWhatWaits() {
    CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll);
    store.hold();
    IntStream.range(0, 100).forEach(i -> log.started(start(i), LONG));
    store.awaitHeld();
    store.release();
    log.close();
    assertThat(store.starts()).hasSize(100);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void aFullLogLosesBeginningsCountsThemAndGoesOn() {
    try (CallLog log = new CallLog(store, CallJournal.NONE, store, sent::addAll)) {
      store.hold();
      log.started(start(0), LONG);
      store.awaitHeld();
      IntStream.range(0, CallLog.QUEUE_MAX).forEach(i -> log.started(start(1), LONG));
      log.started(start(2), Duration.ZERO);
      assertThat(log.lost()).isEqualTo(1);
      assertThat(log.toldDurably(List.of(fact("a", 1)), Duration.ZERO)).isFalse();
      store.release();
      assertThat(log.flush(LONG)).isTrue();
    }
  }

  static CallStart start(int number) {
    return new CallStart(
        new CallId(new UUID(5, number)),
        new CarrierCallId("call-" + number),
        NOW,
        Switchboard.call(RIDER, M1),
        new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
        Set.of());
  }

  static ToldFact fact(String key, int call) {
    return new ToldFact(ACCOUNT, new CarrierCallId("call-" + call), new Answered(key), NOW);
  }
}
