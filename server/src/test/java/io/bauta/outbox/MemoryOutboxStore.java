package io.bauta.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand.When;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An outbox store in memory. */
public final class MemoryOutboxStore implements OutboxStore {

  private record Ended(CommandEnd end, Instant at) {}

  private final CallStore calls;
  private final Semaphore turnedAway = new Semaphore(0);
  private final Semaphore held = new Semaphore(1);
  private final Set<String> poison = new HashSet<>();
  private final List<Integer> endedTogether = new ArrayList<>();
  private volatile boolean away;
  private final Map<String, OwedCommand> open = new HashMap<>();
  private final Map<String, Ended> ended = new HashMap<>();

  public MemoryOutboxStore(CallStore calls) {
    this.calls = calls;
  }

  @Override
  public synchronized List<OwedCommand> append(
      List<CallStart> starts, List<ToldFact> facts, List<OwedCommand> commands) {
    requireThere();
    calls.append(starts, facts);
    return owe(commands);
  }

  private List<OwedCommand> owe(List<OwedCommand> commands) {
    List<OwedCommand> fresh = new ArrayList<>();
    for (OwedCommand owed : commands) {
      OwedCommand before = open.get(owed.key());
      boolean sooner =
          before != null && owed.command().delay().compareTo(before.command().delay()) < 0;
      if (!ended.containsKey(owed.key()) && (before == null || sooner)) {
        open.put(owed.key(), owed);
        fresh.add(owed);
      }
    }
    return fresh;
  }

  @Override
  public synchronized Optional<OwedCommand> findOpen(String key) {
    return Optional.ofNullable(open.get(key));
  }

  @Override
  public synchronized List<OwedCommand> openAfter(Optional<OwedCommand> last) {
    Comparator<OwedCommand> inOrder =
        Comparator.comparing(OwedCommand::dueAt).thenComparing(OwedCommand::key);
    return open.values().stream()
        .filter(owed -> last.isEmpty() || inOrder.compare(owed, last.get()) > 0)
        .sorted(inOrder)
        .limit(OPEN_MAX)
        .toList();
  }

  @Override
  public synchronized List<OwedCommand> netsOf(String account, CarrierCallId call) {
    return open().stream()
        .filter(owed -> owed.command().when() != When.ALWAYS)
        .filter(owed -> owed.account().equals(account) && owed.call().equals(call))
        .toList();
  }

  @Override
  public List<OwedCommand> ended(List<EndedCommand> commands) {
    held.acquireUninterruptibly();
    held.release();
    return endedNow(commands);
  }

  private synchronized List<OwedCommand> endedNow(List<EndedCommand> commands) {
    requireThere();
    if (commands.stream().anyMatch(command -> poison.contains(command.owed().key()))) {
      throw new IllegalStateException("one of these cannot be stored");
    }
    endedTogether.add(commands.size());
    List<OwedCommand> fresh = new ArrayList<>();
    for (EndedCommand command : commands) {
      String key = command.owed().key();
      if (open.remove(key) != null) {
        ended.put(key, new Ended(command.end(), command.at()));
      }
      fresh.addAll(owe(command.nets()));
    }
    return fresh;
  }

  @Override
  public synchronized void forget(Instant before) {
    ended.values().removeIf(end -> end.at().isBefore(before));
    open.values()
        .removeIf(
            owed ->
                owed.command().when() == When.ENDED_UNANSWERED && owed.dueAt().isBefore(before));
  }

  /** Nothing ends until it is let go on. */
  void holdEnds() {
    held.acquireUninterruptibly();
  }

  void letEnds() {
    held.release();
  }

  /** The end of this command, and what is to be stored with it, is not stored. */
  synchronized void poison(String key) {
    poison.add(key);
  }

  /** How many commands ended in each commit. */
  synchronized List<Integer> endedTogether() {
    return List.copyOf(endedTogether);
  }

  /** From now on nothing is stored. */
  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  /** Waits until somebody was turned away. */
  void awaitTurnedAway() throws InterruptedException {
    assertThat(turnedAway.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  private void requireThere() {
    if (away) {
      turnedAway.release();
      throw new IllegalStateException("the store is away");
    }
  }

  /** How a command ended; empty while it is owed. */
  synchronized Optional<CommandEnd> endOf(String key) {
    return Optional.ofNullable(ended.get(key)).map(Ended::end);
  }
}
