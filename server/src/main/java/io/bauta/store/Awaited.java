package io.bauta.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Something that one thread does for another, which waits for it. */
class Awaited<T> {

  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** True for the first who asks: whoever does it, or the caller who gives up. */
  final boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  final void answered(@Nullable T result) {
    answer.complete(result);
  }

  /** Tells the caller that it was not done. */
  void failed(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /**
   * Waits for the answer. Only the wait for its turn has a limit: once the work has begun, its
   * outcome must be known, or the caller would try again what may have been done.
   */
  final T await(Duration turnWaitMax) {
    try {
      return answer.get(turnWaitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return giveUpOrJoin("The database did not take a change within " + turnWaitMax + ".");
    } catch (InterruptedException stopped) {
      try {
        return giveUpOrJoin("Interrupted while waiting for the database.");
      } finally {
        Thread.currentThread().interrupt();
      }
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private T giveUpOrJoin(String reason) {
    if (claim()) {
      throw new StoreUnavailableException(reason);
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static RuntimeException unchecked(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException e -> e;
      case null -> new StoreUnavailableException("The database failed.");
      case Throwable e -> new StoreUnavailableException("The database failed.", e);
    };
  }
}
