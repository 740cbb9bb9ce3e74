package io.bauta.edge;

import io.bauta.call.CallJournal;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.ToldFact;
import io.bauta.outbox.OutboxStore;
import io.bauta.outbox.OwedCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what happens on calls into the store, many entries in one commit.
 *
 * <p>The beginning of a call is queued and its question answered at once: a caller who hears
 * silence does not wait for a disk. Until it is stored the journal has it, so that it outlives this
 * process. A told fact is acknowledged when it is durable. While the store is away, entries wait in
 * the queue, in order, and are stored when it is back.
 */
public final class CallLog implements AutoCloseable {

  /** Entries that may wait. About 30 MB when full. */
  public static final int QUEUE_MAX = 65_536;

  /**
   * Entries in one commit. The more at once, the fewer pages of the indexes are written more than
   * once; so many take a tenth of a second.
   */
  public static final int BATCH_MAX = 8_192;

  /** So many entries in a second are a busy second: it is for the calls. */
  private static final int BUSY = 4_096;

  /**
   * In a busy second, how long entries that nobody waits for gather for one commit: each costs a
   * wait for the disk.
   */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);
  private static final Duration RETRY_PAUSE_MAX = Duration.ofSeconds(2);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final LongAdder lost = new LongAdder();
  private final CallStore store;
  private final CallJournal journal;
  private final OutboxStore outbox;
  private final Consumer<List<OwedCommand>> commands;
  private final Thread writer;
  private volatile boolean closing;
  private boolean toSettle;
  private int storedSince;
  private long settledAt = System.nanoTime();

  /**
   * A beginning, told facts, what is owed for them; and who waits until they are durable.
   *
   * @param ticket of the journal, which has the beginning meanwhile
   */
  private record Entry(
      @Nullable CallStart start,
      int ticket,
      List<ToldFact> facts,
      List<OwedCommand> owed,
      @Nullable CompletableFuture<Void> durable) {}

  /**
   * Starts writing to {@code store}.
   *
   * @param journal has beginnings for as long as they wait
   * @param outbox takes entries for which commands are owed
   * @param commands gets those commands as soon as they are durable
   */
  public CallLog(
      CallStore store,
      CallJournal journal,
      OutboxStore outbox,
      Consumer<List<OwedCommand>> commands) {
    this.store = store;
    this.journal = journal;
    this.outbox = outbox;
    this.commands = commands;
    this.writer = Thread.ofPlatform().name("call-log").start(this::write);
  }

  /**
   * Queues the beginning of a call; waits no longer than {@code wait} for room. When there is none
   * even then, the call goes on without a record, which is counted and logged.
   */
  public void started(CallStart start, Duration wait) {
    int ticket = journal.keep(start);
    if (!offer(new Entry(start, ticket, List.of(), List.of(), null), wait)) {
      journal.forget(ticket);
      lost.increment();
      LOG.error("the call log is full: {} was not recorded ({} so far)", start.id(), lost.sum());
    }
  }

  /** Stores facts, and says whether they were durable within {@code wait}. */
  public boolean toldDurably(List<ToldFact> facts, Duration wait) {
    return toldDurably(facts, List.of(), wait);
  }

  /**
   * The same with what is owed for them, which is sent when it is durable, also if that is late.
   */
  public boolean toldDurably(List<ToldFact> facts, List<OwedCommand> owed, Duration wait) {
    return storedDurably(null, facts, owed, wait);
  }

  /** Stores a decision with what is owed for it, as {@link #toldDurably} does. */
  public boolean decidedDurably(CallStart start, List<OwedCommand> owed, Duration wait) {
    return storedDurably(start, List.of(), owed, wait);
  }

  private boolean storedDurably(
      @Nullable CallStart start, List<ToldFact> facts, List<OwedCommand> owed, Duration wait) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    if (!offer(new Entry(start, CallJournal.NOT_KEPT, facts, owed, durable), wait)) {
      return false;
    }
    try {
      durable.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException notDurable) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until everything queued before this call is stored; false when that took too long. */
  public boolean flush(Duration wait) {
    return toldDurably(List.of(), wait);
  }

  /** Whether entries are still stored; false only when it is closed. */
  public boolean isWriting() {
    return writer.isAlive();
  }

  /** How many entries wait. */
  public int waiting() {
    return queue.size();
  }

  /** How many beginnings of calls could not be recorded. */
  public long lost() {
    return lost.sum();
  }

  private boolean offer(Entry entry, Duration wait) {
    try {
      return queue.offer(entry) || queue.offer(entry, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void write() {
    List<Entry> batch = new ArrayList<>(BATCH_MAX);
    while (!closing || !queue.isEmpty()) {
      try {
        writeNext(batch);
      } catch (InterruptedException closedInAHurry) {
        LOG.error("{} call log entries could not be stored", batch.size() + queue.size());
        return;
      } catch (RuntimeException fault) {
        // Whatever it is, this thread must live on: every fact and every command waits for it.
        LOG.error("the call log goes on after a fault", fault);
      } finally {
        batch.clear();
      }
    }
  }

  private void writeNext(List<Entry> batch) throws InterruptedException {
    Entry first = queue.poll(toSettle ? 0 : 100, TimeUnit.MILLISECONDS);
    if (first == null) {
      settle();
    } else {
      batch.add(first);
      if (storedSince >= BUSY && first.durable() == null) {
        Thread.sleep(GATHER);
      }
      queue.drainTo(batch, BATCH_MAX - 1);
      storeWithRetry(batch);
    }
    storedSince += batch.size();
    if (System.nanoTime() - settledAt >= SETTLE_EVERY.toNanos()) {
      // A second in which much came is for the calls.
      toSettle = storedSince < BUSY;
      storedSince = 0;
      settledAt = System.nanoTime();
    }
  }

  /** A piece of what the store leaves for later; whatever comes in goes before the next. */
  private void settle() {
    if (!toSettle || closing) {
      return;
    }
    try {
      toSettle = store.settle();
    } catch (RuntimeException away) {
      toSettle = false;
      LOG.warn("the store could not settle what it left for later; it tries again", away);
    }
  }

  private void storeWithRetry(List<Entry> batch) throws InterruptedException {
    Duration pause = Duration.ofMillis(50);
    while (!store(batch)) {
      if (isStoreThere()) {
        // The store works, so one of these entries is at fault; the others must not suffer for it.
        for (Entry entry : batch) {
          storeAlone(entry);
        }
        return;
      }
      LOG.error("the store is away; {} call log entries wait", queue.size() + batch.size());
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(RETRY_PAUSE_MAX) > 0 ? RETRY_PAUSE_MAX : pause;
    }
  }

  private boolean store(List<Entry> batch) {
    List<CallStart> starts = new ArrayList<>(batch.size());
    List<ToldFact> facts = new ArrayList<>();
    List<OwedCommand> owed = new ArrayList<>();
    for (Entry entry : batch) {
      if (entry.start() != null) {
        starts.add(entry.start());
      }
      facts.addAll(entry.facts());
      owed.addAll(entry.owed());
    }
    List<OwedCommand> fresh = List.of();
    try {
      if (owed.isEmpty()) {
        store.append(starts, facts);
      } else {
        fresh = outbox.append(starts, facts, owed);
      }
    } catch (RuntimeException notStored) {
      LOG.warn("{} call log entries not stored yet", batch.size(), notStored);
      return false;
    }
    batch.forEach(this::complete);
    if (!fresh.isEmpty()) {
      commands.accept(fresh);
    }
    return true;
  }

  private void storeAlone(Entry entry) throws InterruptedException {
    while (!store(List.of(entry))) {
      if (isStoreThere()) {
        leaveOut(entry);
        return;
      }
      Thread.sleep(RETRY_PAUSE_MAX);
    }
  }

  private void leaveOut(Entry entry) {
    lost.increment();
    journal.forget(entry.ticket());
    LOG.error("a call log entry cannot be stored and is left out");
    if (entry.durable() != null) {
      entry.durable().completeExceptionally(new IllegalStateException("not stored"));
    }
  }

  private boolean isStoreThere() {
    try {
      store.append(List.of(), List.of());
      return true;
    } catch (RuntimeException away) {
      return false;
    }
  }

  private void complete(Entry entry) {
    journal.forget(entry.ticket());
    if (entry.durable() != null) {
      entry.durable().complete(null);
    }
  }

  /** Stores what waits, then stops. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!writer.join(CLOSE_WAIT_MAX)) {
        writer.interrupt();
        writer.join();
      }
    } catch (InterruptedException stopped) {
      writer.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
