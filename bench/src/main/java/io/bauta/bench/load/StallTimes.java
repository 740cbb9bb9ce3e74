package io.bauta.bench.load;

import io.bauta.bench.report.Chart;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long the answers to one kind of question took, before, while and after the database stood
 * still. A question belongs to the moment at which it was due.
 */
final class StallTimes implements Times {

  private static final Duration PIECE = Duration.ofMillis(250);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Window window;
  private final Histogram all = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram within = new Histogram(SIGNIFICANT_DIGITS);
  private final long[] longest;

  /** When the database stood still, as {@link System#nanoTime} counts. */
  static final class Window {

    final long start = System.nanoTime();
    private volatile long begun = Long.MAX_VALUE;
    private volatile long ended = Long.MAX_VALUE;

    void begin() {
      begun = System.nanoTime();
    }

    void end() {
      ended = System.nanoTime();
    }

    /** Asked when the answer is there, so that a moment after the end is known to be that. */
    boolean has(long moment) {
      return moment >= begun && moment <= ended;
    }

    double secondsSinceEnd() {
      return (System.nanoTime() - ended) / 1e9;
    }
  }

  StallTimes(Window window, Duration length) {
    this.window = window;
    this.longest = new long[Math.toIntExact(length.dividedBy(PIECE)) + 1];
  }

  @Override
  public synchronized void took(long due, long nanos) {
    all.recordValue(nanos);
    if (window.has(due)) {
      within.recordValue(nanos);
    }
    int piece = Math.clamp((due - window.start) / PIECE.toNanos(), 0, longest.length - 1);
    longest[piece] = Math.max(longest[piece], nanos);
  }

  synchronized long answered() {
    return all.getTotalCount();
  }

  synchronized long answeredWithin() {
    return within.getTotalCount();
  }

  synchronized long later(Duration deadline) {
    return all.getTotalCount() - all.getCountBetweenValues(0, deadline.toNanos());
  }

  synchronized double millisWithin(double percentile) {
    return within.getValueAtPercentile(percentile) / 1e6;
  }

  synchronized double longestMillis() {
    return all.getMaxValue() / 1e6;
  }

  /** Draws the longest of each piece of time. */
  synchronized void draw(Chart chart, String line) {
    for (int piece = 0; piece < longest.length; piece++) {
      if (longest[piece] > 0) {
        chart.add(
            line,
            piece * (double) PIECE.toMillis() / TimeUnit.SECONDS.toMillis(1),
            longest[piece] / 1e6);
      }
    }
  }
}
