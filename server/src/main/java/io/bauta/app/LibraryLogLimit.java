package io.bauta.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets the HTTP library say so much in a minute and no more: it logs a stack trace for each request
 * that it cannot read, and whoever sends such requests would fill the disk.
 */
public final class LibraryLogLimit extends Filter<ILoggingEvent> {

  /** Lines of the HTTP library in a minute, each with its stack trace. */
  public static final int LIBRARY_LINES_MAX = 10;

  private static final String LIBRARY = "io.helidon.";
  private static final long MINUTE_MILLIS = 60_000;

  private long minute;
  private int lines;

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return event.getLoggerName().startsWith(LIBRARY) && isTooMuch(event.getTimeStamp())
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private synchronized boolean isTooMuch(long millis) {
    long now = millis / MINUTE_MILLIS;
    if (now != minute) {
      minute = now;
      lines = 0;
    }
    lines++;
    return lines > LIBRARY_LINES_MAX;
  }
}
