package io.bauta.edge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the store on the way of a call, and gives up in time: the carrier would hang up on us later
 * than that anyway, and the caller hears silence.
 */
final class Deadline {

  /** How long a look-up may take. */
  static final Duration LENGTH = Duration.ofMillis(800);

  /** Look-ups at the same time; more are not tried, so that a slow store is not drowned. */
  static final int LOOKUPS_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Deadline.class);

  private final Semaphore places = new Semaphore(LOOKUPS_MAX);
  private final String what;

  /**
   * For one kind of look-up.
   *
   * @param what it is called in the log
   */
  Deadline(String what) {
    this.what = what;
  }

  /** What {@code lookUp} gives; empty when it did not answer, or failed. */
  <T> Optional<T> ask(Supplier<T> lookUp) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual().name(what).start(() -> answer(lookUp, answer));
    try {
      return Optional.of(answer.get(LENGTH.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException noAnswer) {
      LOG.error("the store did not answer a {} in time", what);
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Begins something whose end nobody waits for; false when too much is under way already. */
  boolean begin(Runnable task) {
    if (!places.tryAcquire()) {
      LOG.error("too many at a time: a {} is left out", what);
      return false;
    }
    Thread.ofVirtual()
        .name(what)
        .start(
            () -> {
              try {
                task.run();
              } catch (RuntimeException away) {
                LOG.error("a {} failed: {}", what, away.getClass().getSimpleName());
              } finally {
                places.release();
              }
            });
    return true;
  }

  private <T> void answer(Supplier<T> lookUp, CompletableFuture<T> answer) {
    try {
      answer.complete(lookUp.get());
    } catch (RuntimeException away) {
      answer.completeExceptionally(away);
    } finally {
      places.release();
    }
  }
}
