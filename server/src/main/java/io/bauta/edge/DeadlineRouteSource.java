package io.bauta.edge;

import io.bauta.number.PhoneNumber;
import io.bauta.routing.RouteSource;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks a route up in the store, and gives up at a deadline: the carrier would hang up on us later
 * than that anyway, and the caller hears silence.
 */
public final class DeadlineRouteSource implements RouteSource {

  /** How long a look-up may take. */
  public static final Duration DEADLINE = Duration.ofMillis(800);

  /** Look-ups at the same time; more are not tried, so that a slow store is not drowned. */
  public static final int LOOKUPS_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineRouteSource.class);

  private final Semaphore places = new Semaphore(LOOKUPS_MAX);
  private final SessionStore store;
  private final Clock clock;

  public DeadlineRouteSource(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public Found find(PhoneNumber dialed, PhoneNumber caller) {
    if (!places.tryAcquire()) {
      return new Found.NoAnswer();
    }
    CompletableFuture<Optional<MaskingSession>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("route-lookup").start(() -> lookUp(dialed, caller, answer));
    try {
      return answer
          .get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
          .<Found>map(Found.Holder::new)
          .orElseGet(Found.Nobody::new);
    } catch (TimeoutException | ExecutionException noAnswer) {
      LOG.error("the store did not answer a route look-up in time");
      return new Found.NoAnswer();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Found.NoAnswer();
    }
  }

  private void lookUp(
      PhoneNumber dialed, PhoneNumber caller, CompletableFuture<Optional<MaskingSession>> answer) {
    try {
      answer.complete(store.findHolder(dialed, caller, clock.instant()));
    } catch (RuntimeException away) {
      answer.completeExceptionally(away);
    } finally {
      places.release();
    }
  }
}
