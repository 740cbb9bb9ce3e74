package io.bauta.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A unit of work on its way through the writer, and the one who waits for it. */
final class QueuedUnit<T> {

  private final UnitOfWork<T> work;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T result;
  private @Nullable Throwable failure;

  QueuedUnit(UnitOfWork<T> work) {
    this.work = work;
  }

  /** True for the first who asks: the writer who runs it, or the caller who gives up. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }

  /** Runs the work. Its answer is kept back until {@link #committed}. */
  void run(Link link) throws SQLException {
    result = work.run(link);
  }

  /** Notes that the work failed by itself, while its neighbours may go on. */
  void failedAlone(Throwable cause) {
    failure = cause;
  }

  /** Lets the caller go on: what the work did is durable, or the work alone failed. */
  void committed() {
    if (failure == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  /** Tells the caller that nothing was done. */
  void failed(Throwable cause) {
    answer.completeExceptionally(failure == null ? cause : failure);
  }

  /**
   * Waits for the answer. Only the wait for its turn has a limit: once the work has begun, its
   * outcome must be known, or the caller would try again what may have been done.
   */
  T await(Duration turnWaitMax) {
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
