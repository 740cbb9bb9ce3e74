package io.bauta.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how the proofs of an account's webhooks come out. Counting waits for nobody and makes
 * nothing; the store has it when {@link #write} was called.
 *
 * <p>As large as the configuration: one count for each account and {@link ProofMark}.
 */
public final class ProofLog {

  private final ProofStore store;
  private final Instant since;
  private final Map<String, OfAccount> accounts = new ConcurrentHashMap<>();

  /** One mark of one account. */
  private static final class Count {
    private final LongAdder seen = new LongAdder();
    private final LongAccumulator lastMillis = new LongAccumulator(Math::max, Long.MIN_VALUE);
    private final long before;
    private long written;

    Count(long before) {
      this.before = before;
    }
  }

  /** All marks of one account; a count for each, from its beginning. */
  private static final class OfAccount {
    private final Map<ProofMark, Count> counts = new EnumMap<>(ProofMark.class);
    private final LastHour forged = new LastHour();

    OfAccount() {
      for (ProofMark mark : ProofMark.values()) {
        counts.put(mark, new Count(0));
      }
    }

    Count count(ProofMark mark) {
      return Objects.requireNonNull(counts.get(mark));
    }
  }

  /**
   * Goes on from what is in {@code store}.
   *
   * @param since when the server starts
   */
  public ProofLog(ProofStore store, Instant since) {
    this.store = store;
    this.since = since;
    for (ProofTally tally : store.tallies()) {
      Count count = new Count(tally.total());
      count.lastMillis.accumulate(tally.lastAt().toEpochMilli());
      of(tally.account()).counts.put(tally.mark(), count);
    }
  }

  private OfAccount of(String account) {
    OfAccount found = accounts.get(account);
    return found == null ? accounts.computeIfAbsent(account, _ -> new OfAccount()) : found;
  }

  /**
   * Counts one.
   *
   * @param account the name of one that is configured
   */
  public void seen(String account, ProofMark mark, Instant at) {
    OfAccount of = of(account);
    Count count = of.count(mark);
    count.lastMillis.accumulate(at.toEpochMilli());
    count.seen.increment();
    if (mark.isForged()) {
      of.forged.add(at);
    }
  }

  /** What {@code account} saw until {@code now}. */
  public ProofState state(String account, Instant now) {
    OfAccount of = accounts.get(account);
    Map<ProofMark, ProofState.Seen> marks = new EnumMap<>(ProofMark.class);
    if (of == null) {
      return new ProofState(since, marks, 0);
    }
    for (ProofMark mark : ProofMark.values()) {
      Count count = of.count(mark);
      long seen = count.seen.sum();
      if (count.before + seen > 0) {
        marks.put(
            mark,
            new ProofState.Seen(
                Instant.ofEpochMilli(count.lastMillis.get()), seen, count.before + seen));
      }
    }
    return new ProofState(since, marks, of.forged.sum(now));
  }

  /** Forged ones of all accounts in the hour until {@code now}. */
  public long forgedLastHour(Instant now) {
    return accounts.values().stream().mapToLong(of -> of.forged.sum(now)).sum();
  }

  /** Brings to the store what changed since the last time that this was called. */
  public synchronized void write() {
    List<ProofTally> due = new ArrayList<>();
    List<Runnable> done = new ArrayList<>();
    accounts.forEach(
        (account, of) -> {
          for (ProofMark mark : ProofMark.values()) {
            Count count = of.count(mark);
            long seen = count.seen.sum();
            if (seen > count.written) {
              Instant last = Instant.ofEpochMilli(count.lastMillis.get());
              due.add(new ProofTally(account, mark, last, count.before + seen));
              done.add(() -> count.written = seen);
            }
          }
        });
    if (!due.isEmpty()) {
      store.put(due);
      done.forEach(Runnable::run);
    }
  }
}
