package io.bauta.bench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * What came of asking over several connections for a while.
 *
 * @param times of all responses, in nanoseconds
 * @param unexpected responses with another status or body than they must have
 * @param length until the last response
 */
record Load(Histogram times, long unexpected, Duration length) {

  private static final int THREADS = 2;
  private static final int SIGNIFICANT_DIGITS = 3;

  /**
   * Asks {@code url} over so many connections until {@code length} is over or no connection has
   * another request.
   *
   * @param requests the requests of each connection, by its place
   */
  static Load run(URI url, int connections, IntFunction<RequestMaker> requests, Duration length)
      throws IOException, InterruptedException {
    List<Connection> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < connections; i++) {
        opened.add(new Connection(url, requests.apply(i)));
      }
      long start = System.nanoTime();
      long end = start + length.toNanos();
      List<Future<LoadThread.Counts>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        running.add(threads.submit(new LoadThread(share(opened, thread), end)));
      }
      return sum(running, start);
    } finally {
      for (Connection connection : opened) {
        connection.close();
      }
    }
  }

  /**
   * Asks {@code url} over so many connections at a constant rate; the time of a request counts from
   * the moment at which it was due.
   */
  static Load runAt(
      double perSecond,
      URI url,
      int connections,
      IntFunction<RequestMaker> requests,
      Duration length)
      throws IOException, InterruptedException {
    return runAt(perSecond, url, connections, requests, length, (due, nanos) -> {});
  }

  /** The same; each time goes to {@code also} as well. */
  static Load runAt(
      double perSecond,
      URI url,
      int connections,
      IntFunction<RequestMaker> requests,
      Duration length,
      Times also)
      throws IOException, InterruptedException {
    List<Connection> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < connections; i++) {
        opened.add(new Connection(url, requests.apply(i)));
      }
      long start = System.nanoTime();
      PacedThreads paced = new PacedThreads(opened, start, perSecond, length, also);
      Future<LoadThread.Counts> receiving = threads.submit(paced::receive);
      Future<Void> sending = threads.submit(paced::send);
      Load load = sum(List.of(receiving), start);
      sending.get();
      return load;
    } catch (ExecutionException failed) {
      throw new IOException("requests could not be sent", failed.getCause());
    } finally {
      for (Connection connection : opened) {
        connection.close();
      }
    }
  }

  private static List<Connection> share(List<Connection> all, int thread) {
    List<Connection> share = new ArrayList<>();
    for (int i = thread; i < all.size(); i += THREADS) {
      share.add(all.get(i));
    }
    return share;
  }

  private static Load sum(List<Future<LoadThread.Counts>> running, long start)
      throws IOException, InterruptedException {
    Histogram times = new Histogram(SIGNIFICANT_DIGITS);
    long unexpected = 0;
    for (Future<LoadThread.Counts> thread : running) {
      try {
        times.add(thread.get().times());
        unexpected += thread.get().unexpected();
      } catch (ExecutionException failed) {
        throw new IOException("the load could not be kept up", failed.getCause());
      }
    }
    return new Load(times, unexpected, Duration.ofNanos(System.nanoTime() - start));
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
