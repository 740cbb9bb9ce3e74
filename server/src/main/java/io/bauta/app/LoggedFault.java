package io.bauta.app;

import ch.qos.logback.classic.pattern.ExtendedThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.bauta.store.StoreUnavailableException;

/**
 * Faults in the log. A database that is away is not a fault of this program: it is said in one
 * line, however many wait for it. Everything else has its stack trace.
 */
public final class LoggedFault extends ExtendedThrowableProxyConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return event.getThrowableProxy() instanceof ThrowableProxy proxy
            && StoreUnavailableException.isBehind(proxy.getThrowable())
        ? "    " + words(proxy) + System.lineSeparator()
        : super.convert(event);
  }

  /** The first and the last of the chain: what was tried, and why it failed. */
  private static String words(IThrowableProxy fault) {
    if (fault.getCause() == null) {
      return line(fault);
    }
    IThrowableProxy root = fault.getCause();
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return line(fault) + "; because of " + line(root);
  }

  private static String line(IThrowableProxy fault) {
    String name = fault.getClassName();
    return (name.substring(name.lastIndexOf('.') + 1) + ": " + fault.getMessage())
        .replaceAll("[\\r\\n\\t]+", " ");
  }
}
