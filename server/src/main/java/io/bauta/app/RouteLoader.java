package io.bauta.app;

import io.bauta.routing.RouteIndex;
import io.bauta.session.SessionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the route index from the store in the background, again until it succeeds, and from then on
 * takes out what is long over.
 */
final class RouteLoader implements AutoCloseable {

  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  private static final long PROGRESS_EVERY = 500_000;
  private static final Logger LOG = LoggerFactory.getLogger(RouteLoader.class);

  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("route-loader").daemon().factory());
  private final SessionStore store;
  private final RouteIndex index;
  private final Clock clock;

  RouteLoader(SessionStore store, RouteIndex index, Clock clock) {
    this.store = store;
    this.index = index;
    this.clock = clock;
  }

  /** Begins. Until it has all of them, the store is asked. */
  void start() {
    worker.execute(this::load);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Each task deals with its own failures.
  private void load() {
    try {
      AtomicLong sessions = new AtomicLong();
      store.forEachHeld(
          clock.instant(),
          session -> {
            index.loaded(session);
            if (sessions.incrementAndGet() % PROGRESS_EVERY == 0) {
              LOG.info("{} sessions loaded so far", sessions.get());
            }
          });
      index.markComplete();
      LOG.info("{} sessions loaded, {} routes", sessions.get(), index.size());
      worker.scheduleWithFixedDelay(
          this::tidy, TIDY_EVERY.toSeconds(), TIDY_EVERY.toSeconds(), TimeUnit.SECONDS);
    } catch (RuntimeException storeAway) {
      LOG.error("sessions could not be loaded; trying again, and asking the store meanwhile");
      LOG.debug("cause", storeAway);
      worker.schedule(this::load, RETRY_PAUSE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void tidy() {
    LOG.debug("{} routes forgotten", index.forgetRested(clock.instant()));
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
