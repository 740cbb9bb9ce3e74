package io.bauta.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a server when the process is told to end. A server answers some hundredths of a second
 * before it has started in full: if it is told to end then, it starts first, so that whatever it
 * answered is stored.
 */
final class OrderlyStop implements Runnable {

  /** How long the end of the process waits for a start that is under way. */
  static final Duration START_WAIT_MAX = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);

  private final CompletableFuture<Runnable> closing = new CompletableFuture<>();

  /** The server has started; {@code close} closes it. */
  void started(Runnable close) {
    closing.complete(close);
  }

  /** It did not, and there is nothing to close. */
  void notStarted() {
    closing.complete(() -> {});
  }

  /** The process ends. */
  @Override
  public void run() {
    try {
      closing.get(START_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS).run();
    } catch (InterruptedException inAHurry) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException stillStarting) {
      LOG.warn("the server was still starting: what it answered is stored at the next start");
    } catch (ExecutionException never) {
      throw new IllegalStateException(never);
    }
  }
}
