package io.bauta.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at a constant rate, whatever becomes of those before: each has a moment at which
 * it is due, and its time counts from then. So a server that stands still for a second is late for
 * all that was due in it, and not for one request of each connection.
 *
 * <p>One thread sends and another receives, so that neither holds the other up.
 */
final class PacedThreads {

  private static final long LATE_NANOS = 20_000_000_000L;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int SELECT_MILLIS = 1_000;

  private final List<Connection> connections;
  private final Queue<Connection> free;
  private final long start;
  private final double perSecond;
  private final long count;
  private final Times also;
  private final Histogram times = new Histogram(SIGNIFICANT_DIGITS);
  private volatile boolean stopped;
  private long unexpected;

  /**
   * Sends from {@code start} of {@link System#nanoTime} on, for {@code length}.
   *
   * @param also gets each time, too
   */
  PacedThreads(
      List<Connection> connections, long start, double perSecond, Duration length, Times also) {
    this.connections = connections;
    this.free = new ConcurrentLinkedQueue<>(connections);
    this.start = start;
    this.perSecond = perSecond;
    this.also = also;
    this.count = (long) (perSecond * Load.seconds(length));
  }

  /** Sends all requests, each when it is due, or as soon after that as a connection is free. */
  Void send() throws IOException {
    for (long request = 0; request < count && !stopped; request++) {
      long due = start + (long) (request * 1e9 / perSecond);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      Connection connection = free.poll();
      while (connection == null && !stopped) {
        Thread.onSpinWait();
        connection = free.poll();
      }
      if (connection != null) {
        connection.send(due);
      }
    }
    return null;
  }

  /** Receives as many responses as requests are sent. */
  LoadThread.Counts receive() throws IOException {
    try (Selector selector = Selector.open()) {
      for (Connection connection : connections) {
        connection.register(selector);
      }
      long received = 0;
      long lastAt = System.nanoTime();
      while (received < count) {
        int ready = selector.select(SELECT_MILLIS);
        if (ready > 0) {
          lastAt = System.nanoTime();
        } else if (System.nanoTime() - lastAt > LATE_NANOS) {
          throw new IOException("%d responses did not come".formatted(count - received));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          received += taken((Connection) key.attachment()) ? 1 : 0;
        }
        selector.selectedKeys().clear();
      }
    } finally {
      stopped = true;
    }
    return new LoadThread.Counts(times, unexpected);
  }

  private void took(long due, long nanos) {
    times.recordValue(nanos);
    also.took(due, nanos);
  }

  private boolean taken(Connection connection) throws IOException {
    if (!connection.receive(this::took)) {
      return false;
    }
    if (!connection.finish()) {
      unexpected++;
    }
    free.add(connection);
    return true;
  }
}
