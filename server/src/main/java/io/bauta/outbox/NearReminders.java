package io.bauta.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps reminders that are near in memory, and gives the others away. Nearly every call has one
 * that is near and that nobody needs in the end; in the database each would cost more commits than
 * the call itself.
 *
 * <p>A stop loses those that are near. Whoever uses this looks at the start at all that is owed, as
 * {@link Outbox#resume} does.
 */
public final class NearReminders implements Reminders, AutoCloseable {

  /** Reminders that are later are given away. */
  public static final Duration NEAR = Duration.ofMinutes(15);

  /** So many are kept; more are given away. About 30 MB. */
  public static final int NEAR_MAX = 200_000;

  /** How many are seen to at a time. */
  static final int AT_A_TIME_MAX = 64;

  /** So late may a reminder be, besides what the ones before it take. */
  static final Duration LOOKED_AFTER_EVERY = Duration.ofMillis(200);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(NearReminders.class);

  private final Reminders far;
  private final Clock clock;

  /** Each once; the next one first. */
  private final NavigableSet<Due> inOrder = new TreeSet<>();

  private final Map<String, Due> byName = new HashMap<>();

  private final Semaphore places = new Semaphore(AT_A_TIME_MAX);
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("near-reminders").daemon().factory());
  private volatile Function<String, Optional<Instant>> listener = what -> Optional.empty();
  private volatile boolean closed;

  private record Due(String what, Instant at) implements Comparable<Due> {

    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at).thenComparing(Due::what);

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * None yet.
   *
   * @param far takes those that are not near
   */
  public NearReminders(Reminders far, Clock clock) {
    this.far = far;
    this.clock = clock;
  }

  @Override
  public void start(Function<String, Optional<Instant>> newListener) {
    listener = newListener;
    far.start(newListener);
    long every = LOOKED_AFTER_EVERY.toMillis();
    var _ = ticker.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void remind(String what, Instant at) {
    if (!isKept(new Due(what, at))) {
      far.remind(what, at);
    }
  }

  private synchronized boolean isKept(Due due) {
    Due before = byName.remove(due.what());
    if (before != null) {
      inOrder.remove(before);
    }
    boolean near = due.at().isBefore(clock.instant().plus(NEAR));
    if (!near || byName.size() >= NEAR_MAX) {
      return false;
    }
    byName.put(due.what(), due);
    inOrder.add(due);
    return true;
  }

  private void look() {
    try {
      lookNow();
    } catch (RuntimeException fault) {
      // Whatever it is, the next look must come.
      LOG.error("a look at the near reminders failed", fault);
    }
  }

  /** Reminds of everything that is due, each in a thread of its own. */
  void lookNow() {
    while (!closed) {
      // First, so that at no moment one is neither kept nor under way.
      places.acquireUninterruptibly();
      Due due = due();
      if (due == null) {
        places.release();
        return;
      }
      Thread.ofVirtual().name("near-reminder").start(() -> remindNow(due));
    }
  }

  private synchronized @Nullable Due due() {
    if (inOrder.isEmpty() || inOrder.first().at().isAfter(clock.instant())) {
      return null;
    }
    Due first = inOrder.removeFirst();
    byName.remove(first.what());
    return first;
  }

  private void remindNow(Due due) {
    try {
      again(due.what(), listener.apply(due.what()));
    } catch (RuntimeException fault) {
      LOG.error("{} is seen to again soon", due.what(), fault);
      again(due.what(), Optional.of(clock.instant().plus(AFTER_A_FAULT)));
    } finally {
      places.release();
    }
  }

  /** Unless somebody asked for another time meanwhile. */
  private void again(String what, Optional<Instant> at) {
    if (at.isPresent() && !isAsked(what)) {
      remind(what, at.get());
    }
  }

  private synchronized boolean isAsked(String what) {
    return byName.containsKey(what);
  }

  /** How many are kept. */
  public synchronized int size() {
    return byName.size();
  }

  /** Whether nothing is due that was not seen to. */
  public synchronized boolean isSettled() {
    return places.availablePermits() == AT_A_TIME_MAX
        && (inOrder.isEmpty() || inOrder.first().at().isAfter(clock.instant()));
  }

  /** Reminds of nothing any more, and waits a moment for what is under way. */
  @Override
  public void close() {
    closed = true;
    ticker.shutdownNow();
    try {
      if (!places.tryAcquire(AT_A_TIME_MAX, CLOSE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("some reminders are still seen to");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
