package io.bauta.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, whatever becomes of those before: each has a moment at which
 * it is due, and its time counts from then. So a server that stands still for a second is late for
 * all that was due in it, and not for one request of each connection.
 *
 * <p>It looks some ten thousand times a second what is due and what came, and sleeps in between: to
 * wake for each request would take more of two processors than the server takes. So up to a tenth
 * of a millisecond of a time is its own: half of it before a request is sent, half after its
 * answer.
 */
final class PacedThread implements Callable<LoadThread.Counts> {

  private static final long LATE_NANOS = 20_000_000_000L;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long LOOKED_EVERY_NANOS = 50_000;

  private final List<Connection> connections;
  private final Queue<Connection> free;
  private final long start;
  private final double perSecond;
  private final long countedFrom;
  private final long count;
  private final Times also;
  private final Histogram times = new Histogram(SIGNIFICANT_DIGITS);
  private long sent;
  private long received;
  private long unexpected;

  /**
   * Sends from {@code start} of {@link System#nanoTime} on.
   *
   * @param also gets each time that counts, too
   */
  PacedThread(List<Connection> connections, long start, Pace pace, Times also) {
    this.connections = connections;
    this.free = new ArrayDeque<>(connections);
    this.start = start;
    this.perSecond = pace.perSecond();
    this.countedFrom = start + pace.lead().toNanos();
    this.also = also;
    this.count = (long) (perSecond * Load.seconds(pace.whole()));
  }

  /** Sends all requests, each when it is due or a connection is free, and receives as many. */
  @Override
  public LoadThread.Counts call() throws IOException {
    TimerSlack.least();
    try (Selector selector = Selector.open()) {
      for (Connection connection : connections) {
        connection.register(selector);
      }
      long lastAt = System.nanoTime();
      while (received < count) {
        sendDue();
        if (selector.selectNow() > 0) {
          lastAt = System.nanoTime();
          for (SelectionKey key : selector.selectedKeys()) {
            take((Connection) key.attachment());
          }
          selector.selectedKeys().clear();
        } else if (System.nanoTime() - lastAt > LATE_NANOS) {
          throw new IOException("%d responses did not come".formatted(count - received));
        }
        LockSupport.parkNanos(LOOKED_EVERY_NANOS);
      }
    }
    return new LoadThread.Counts(times, unexpected);
  }

  private void sendDue() throws IOException {
    long now = System.nanoTime();
    while (sent < count && !free.isEmpty()) {
      long due = start + (long) (sent * 1e9 / perSecond);
      if (due > now) {
        return;
      }
      free.remove().send(due);
      sent++;
    }
  }

  private void took(long due, long nanos) {
    if (due - countedFrom >= 0) {
      times.recordValue(nanos);
      also.took(due, nanos);
    }
  }

  private void take(Connection connection) throws IOException {
    if (!connection.receive(this::took)) {
      return;
    }
    if (!connection.finish()) {
      unexpected++;
    }
    free.add(connection);
    received++;
  }
}
