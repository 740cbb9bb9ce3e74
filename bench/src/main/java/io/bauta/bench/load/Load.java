package io.bauta.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What came of asking over several connections for a while.
 *
 * @param times of all responses that count, in nanoseconds
 * @param unexpected responses with another status or body than they must have
 * @param length until the last response
 * @param preparation processor time that this process used before it connected
 */
record Load(Histogram times, long unexpected, Duration length, Duration preparation) {

  private static final int SIGNIFICANT_DIGITS = 3;

  /**
   * Asks {@code url} over so many connections, from this thread, until {@code length} is over or no
   * connection has another request.
   *
   * @param requests the requests of each connection, by its place
   */
  static Load run(URI url, int connections, IntFunction<RequestMaker> requests, Duration length)
      throws IOException, InterruptedException {
    List<Connection> opened = new ArrayList<>();
    Duration cpuBefore = cpu();
    List<RequestMaker> makers = prepared(requests, connections);
    Duration preparation = cpu().minus(cpuBefore);
    try {
      for (RequestMaker maker : makers) {
        opened.add(new Connection(url, maker));
      }
      long start = System.nanoTime();
      LoadThread.Counts counts = new LoadThread(opened, start + length.toNanos()).call();
      return of(counts, start, preparation);
    } finally {
      for (Connection connection : opened) {
        connection.close();
      }
    }
  }

  /**
   * Asks {@code url} over so many connections at a constant rate; the time of a request counts from
   * the moment at which it was due.
   *
   * @param also gets each time as well
   */
  static Load runAt(
      Pace pace, URI url, int connections, IntFunction<RequestMaker> requests, Times also)
      throws IOException, InterruptedException {
    List<Connection> opened = new ArrayList<>();
    Duration cpuBefore = cpu();
    List<RequestMaker> makers = prepared(requests, connections);
    Duration preparation = cpu().minus(cpuBefore);
    try {
      for (RequestMaker maker : makers) {
        opened.add(new Connection(url, maker));
      }
      long start = System.nanoTime();
      return of(
          new PacedThread(opened, start, pace, also).call(),
          start + pace.lead().toNanos(),
          preparation);
    } finally {
      for (Connection connection : opened) {
        connection.close();
      }
    }
  }

  /** Before anything is connected: a server closes a connection on which nothing comes for long. */
  private static List<RequestMaker> prepared(IntFunction<RequestMaker> requests, int count) {
    List<RequestMaker> makers = IntStream.range(0, count).mapToObj(requests).toList();
    makers.forEach(RequestMaker::prepare);
    return makers;
  }

  private static Load of(LoadThread.Counts counts, long start, Duration preparation) {
    return new Load(
        counts.times(),
        counts.unexpected(),
        Duration.ofNanos(System.nanoTime() - start),
        preparation);
  }

  /** Processor time that this process has used so far. */
  static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  long requests() {
    return times.getTotalCount();
  }

  double perSecond() {
    return requests() / seconds(length);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
