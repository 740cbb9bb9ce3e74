package io.bauta;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.bauta.app.RunningServer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads every log line of the whole test run, down to DEBUG, and fails the test during which one
 * held a participant's number. Registered for all tests: see {@code META-INF/services} and {@code
 * junit-platform.properties}.
 */
public final class LogLeakWatch implements AfterEachCallback, AfterAllCallback {

  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  /** Hears every log line; named in {@code logback-test.xml}. */
  public static final class Listener extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      check(event.getLoggerName(), event.getFormattedMessage());
      for (IThrowableProxy cause = event.getThrowableProxy();
          cause != null;
          cause = cause.getCause()) {
        check(event.getLoggerName(), String.valueOf(cause.getMessage()));
      }
    }

    private static void check(String logger, String text) {
      if (RunningServer.PARTICIPANT.matcher(text).find()) {
        LEAKS.add(logger + ": " + text);
      }
    }
  }

  @Override
  public void afterEach(ExtensionContext test) {
    failIfLeaked();
  }

  @Override
  public void afterAll(ExtensionContext test) {
    failIfLeaked();
  }

  private static void failIfLeaked() {
    String leak = LEAKS.poll();
    if (leak != null) {
      throw new AssertionError("a log line holds a participant's number: " + leak);
    }
  }
}
