package io.bauta.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.MemoryCallStore;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndsOfCommandsTest {

  private final MemoryOutboxStore store = new MemoryOutboxStore(new MemoryCallStore());
  private final Deque<Runnable> work = new ArrayDeque<>();
  private final List<OwedCommand> nets = new ArrayList<>();
  private final List<OwedCommand> notStored = new ArrayList<>();
  private final EndsOfCommands ends =
      new EndsOfCommands(store, work::add, nets::addAll, notStored::add);

  @BeforeEach
  void doNotWait() {
    ends.hurry();
  }

  private static OwedCommand owed(String id) {
    return new OwedCommand(
        "acme",
        OutboxStoreContract.CALL,
        new CarrierCommand(id, "answer", "leg", "{}"),
        OutboxStoreContract.NOW);
  }

  private static EndedCommand done(String id, OwedCommand... below) {
    return new EndedCommand(owed(id), CommandEnd.DONE, OutboxStoreContract.NOW, List.of(below));
  }

  private static OwedCommand net(String id) {
    return new OwedCommand(
        "acme",
        OutboxStoreContract.CALL,
        owed(id).command().after(Duration.ofSeconds(10), When.WHILE_UNANSWERED),
        OutboxStoreContract.NOW);
  }

  private void owe(String... ids) {
    for (String id : ids) {
      store.append(List.of(), List.of(), List.of(owed(id)));
    }
  }

  private void workOff() {
    while (!work.isEmpty()) {
      work.remove().run();
    }
  }

  @Test
  void thoseOfAMomentAreStoredTogetherWithTheNetsBelowThem() {
    owe("a", "b", "c");
    ends.add(done("a", net("go-on")));
    ends.add(done("b"));
    ends.add(done("c"));
    assertThat(work).hasSize(1);
    assertThat(ends.isWaiting(owed("c"))).isTrue();
    assertThat(store.endOf("acme/c")).isEmpty();

    workOff();
    assertThat(store.endedTogether()).containsExactly(3);
    assertThat(store.endOf("acme/c")).contains(CommandEnd.DONE);
    assertThat(nets).containsExactly(net("go-on"));
    assertThat(ends.isWaiting(owed("c"))).isFalse();
    assertThat(ends.isSettled()).isTrue();
  }

  @Test
  void whatComesAfterIsStoredToo() {
    owe("a", "b");
    ends.add(done("a"));
    workOff();
    ends.add(done("b"));
    workOff();

    assertThat(store.endedTogether()).containsExactly(1, 1);
  }

  @Test
  void veryManyAreStoredInSeveralCommits() {
    IntStream.range(0, EndsOfCommands.BATCH_MAX + 1).forEach(i -> ends.add(done("a" + i)));
    workOff();

    assertThat(store.endedTogether()).containsExactly(EndsOfCommands.BATCH_MAX, 1);
  }

  @Test
  void whoFindsNoRoomStoresTheirsAlone() {
    owe("last");
    IntStream.range(0, EndsOfCommands.QUEUE_MAX).forEach(i -> ends.add(done("a" + i)));
    assertThat(store.endedTogether()).isEmpty();

    ends.add(done("last"));
    assertThat(store.endOf("acme/last")).contains(CommandEnd.DONE);
  }

  @Test
  void oneThatCannotBeStoredCostsTheOthersNothing() {
    owe("a", "poison", "b");
    store.poison("acme/poison");
    ends.add(done("a"));
    ends.add(done("poison"));
    ends.add(done("b"));
    workOff();

    assertThat(store.endOf("acme/a")).contains(CommandEnd.DONE);
    assertThat(store.endOf("acme/b")).contains(CommandEnd.DONE);
    assertThat(notStored).containsExactly(owed("poison"));
    assertThat(ends.isSettled()).isTrue();
  }
}
