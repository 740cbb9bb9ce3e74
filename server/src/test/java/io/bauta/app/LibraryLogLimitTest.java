package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LibraryLogLimitTest {

  private static final String LIBRARY = "io.helidon.webserver.http1.Http1Connection";
  private static final long NOON = 1_800_000_000_000L;

  private final LibraryLogLimit limit = new LibraryLogLimit();

  private FilterReply said(String logger, long millis) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setTimeStamp(millis);
    return limit.decide(event);
  }

  private long heard(String logger, long millis) {
    return IntStream.range(0, 1_000).filter(_ -> said(logger, millis) != FilterReply.DENY).count();
  }

  @Test
  void theLibraryIsHeardSoOftenInAMinute() {
    assertThat(heard(LIBRARY, NOON)).isEqualTo(LibraryLogLimit.LIBRARY_LINES_MAX);
    assertThat(heard(LIBRARY, NOON + 59_999)).isZero();
    assertThat(heard(LIBRARY, NOON + 60_000)).isEqualTo(LibraryLogLimit.LIBRARY_LINES_MAX);
  }

  @Test
  void weAreHeardAlways() {
    assertThat(heard(LIBRARY, NOON)).isEqualTo(LibraryLogLimit.LIBRARY_LINES_MAX);
    assertThat(heard("io.bauta.app.Bauta", NOON)).isEqualTo(1_000);
  }
}
