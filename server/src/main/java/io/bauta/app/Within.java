package io.bauta.app;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does something that may take too long. */
final class Within {

  private Within() {}

  /**
   * What comes of {@code work}; empty when that was not there in time. It is then told to stop, and
   * not waited for.
   */
  static <T> Optional<T> time(Duration most, Callable<T> work) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread worker = Thread.ofVirtual().start(task);
    try {
      return Optional.of(task.get(most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed.getCause());
    } finally {
      worker.interrupt();
    }
  }
}
