package io.bauta.bench.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/**
 * Drives some connections from one thread, each in a closed loop: the next request leaves when the
 * response to the one before is whole. At the end every request that was sent is answered.
 */
final class LoadThread implements Callable<LoadThread.Counts> {

  private static final long LATE_NANOS = 10_000_000_000L;
  private static final int SIGNIFICANT_DIGITS = 3;

  private final List<Connection> connections;
  private final long endAt;
  private final Histogram times = new Histogram(SIGNIFICANT_DIGITS);
  private long unexpected;

  /**
   * What came of it.
   *
   * @param times of all responses, in nanoseconds
   * @param unexpected responses with another status or body than they must have
   */
  record Counts(Histogram times, long unexpected) {}

  /** Sends until {@code endAt} of {@link System#nanoTime}. */
  LoadThread(List<Connection> connections, long endAt) {
    this.connections = connections;
    this.endAt = endAt;
  }

  @Override
  public Counts call() throws IOException {
    try (Selector selector = Selector.open()) {
      int underWay = 0;
      for (Connection connection : connections) {
        connection.register(selector);
        underWay += connection.send() ? 1 : 0;
      }
      while (underWay > 0) {
        int ready = selector.select(1_000);
        if (ready == 0 && System.nanoTime() - endAt > LATE_NANOS) {
          throw new IOException("%d responses did not come".formatted(underWay));
        }
        for (SelectionKey key : selector.selectedKeys()) {
          if (!goesOn((Connection) key.attachment())) {
            underWay--;
          }
        }
        selector.selectedKeys().clear();
      }
    }
    return new Counts(times, unexpected);
  }

  private boolean goesOn(Connection connection) throws IOException {
    if (!connection.receive((due, nanos) -> times.recordValue(nanos))) {
      return true;
    }
    if (!connection.finish()) {
      unexpected++;
    }
    return System.nanoTime() < endAt && connection.send();
  }
}
