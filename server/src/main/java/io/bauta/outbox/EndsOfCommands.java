package io.bauta.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what became of commands. Nobody waits for that, so those of a moment share a commit; when
 * there are many, the moment is longer.
 *
 * <p>Until it is stored the command is still owed. A crash in between sends it once more after the
 * start, under the same id, which a carrier takes once.
 */
final class EndsOfCommands {

  /**
   * As many may wait; whoever comes when there are more stores theirs alone, and waits for that.
   */
  static final int QUEUE_MAX = 8_192;

  /** So many are stored in one commit. */
  static final int BATCH_MAX = 512;

  /** So many within one commit are many: then the next commit waits for more. */
  static final int MANY = 8;

  /** How long it waits. */
  static final Duration GATHER = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(EndsOfCommands.class);

  private final BlockingQueue<EndedCommand> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean storing = new AtomicBoolean();
  private final OutboxStore store;
  private final Executor workers;
  private final Consumer<List<OwedCommand>> nets;
  private final Consumer<OwedCommand> notStored;
  private volatile boolean hurried;

  /** How many the last commit had; only whoever stores looks at it. */
  private volatile int last;

  /**
   * None yet.
   *
   * @param workers run what stores them
   * @param nets gets those that are owed now
   * @param notStored gets commands whose end the store did not take: they are still owed
   */
  EndsOfCommands(
      OutboxStore store,
      Executor workers,
      Consumer<List<OwedCommand>> nets,
      Consumer<OwedCommand> notStored) {
    this.store = store;
    this.workers = workers;
    this.nets = nets;
    this.notStored = notStored;
  }

  /** Stores it soon. Returns at once, unless very many wait. */
  void add(EndedCommand ended) {
    waiting.add(ended.owed().key());
    if (!queue.offer(ended)) {
      storeAlone(ended);
    } else if (storing.compareAndSet(false, true)) {
      workers.execute(this::storeAll);
    }
  }

  /** Whether the command has ended, and that is not durable yet. */
  boolean isWaiting(OwedCommand owed) {
    return waiting.contains(owed.key());
  }

  /** Whether all of them are stored. */
  boolean isSettled() {
    return waiting.isEmpty();
  }

  /** From now on none waits for others. */
  void hurry() {
    hurried = true;
  }

  private void storeAll() {
    do {
      try {
        storeWhatWaits();
      } finally {
        storing.set(false);
      }
      // Whoever came in between has found somebody storing.
    } while (!queue.isEmpty() && storing.compareAndSet(false, true));
  }

  private void storeWhatWaits() {
    List<EndedCommand> batch = new ArrayList<>();
    while (!queue.isEmpty()) {
      if (last >= MANY && queue.size() < BATCH_MAX && !hurried) {
        gather();
      }
      queue.drainTo(batch, BATCH_MAX);
      last = batch.size();
      storeTogether(batch);
      batch.clear();
    }
  }

  private void gather() {
    try {
      Thread.sleep(GATHER);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      hurried = true;
    }
  }

  private void storeTogether(List<EndedCommand> batch) {
    try {
      stored(batch, store.ended(batch));
    } catch (RuntimeException notTogether) {
      LOG.warn("what became of {} commands is not stored yet", batch.size(), notTogether);
      // The store is away, or one of them is at fault, for which the others must not suffer.
      for (EndedCommand ended : batch) {
        workers.execute(() -> storeAlone(ended));
      }
    }
  }

  private void storeAlone(EndedCommand ended) {
    List<EndedCommand> alone = List.of(ended);
    try {
      stored(alone, store.ended(alone));
    } catch (RuntimeException away) {
      OwedCommand owed = ended.owed();
      LOG.error("{} for {} is not settled yet", owed.command(), owed.call(), away);
      waiting.remove(owed.key());
      notStored.accept(owed);
    }
  }

  private void stored(List<EndedCommand> batch, List<OwedCommand> owed) {
    for (EndedCommand ended : batch) {
      waiting.remove(ended.owed().key());
    }
    if (!owed.isEmpty()) {
      nets.accept(owed);
    }
  }
}
