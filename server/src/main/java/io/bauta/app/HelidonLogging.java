package io.bauta.app;

import io.helidon.logging.common.spi.LoggingProvider;

/**
 * Tells the HTTP library that logging is taken care of: the logging library configures itself, and
 * without a provider the HTTP library complains at each start.
 */
public final class HelidonLogging implements LoggingProvider {

  @Override
  public void initialization() {
    // Nothing to do: see the class comment.
  }

  @Override
  public void runTime() {
    // Nothing to do: see the class comment.
  }
}
