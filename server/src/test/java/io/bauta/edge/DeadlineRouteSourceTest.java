package io.bauta.edge;

import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.NOW;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolMode;
import io.bauta.routing.RouteSource.Found;
import io.bauta.routing.Switchboard;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DeadlineRouteSourceTest {

  private static final PhoneNumber DIALED = new PhoneNumber(M1.digits());

  private final HandClock clock = new HandClock(NOW);

  @Test
  void aHolderInTheStoreIsFound() {
    Switchboard switchboard = new Switchboard();
    MaskingSession session = switchboard.open(switchboard.pool(PoolMode.PAIR_ONE_NUMBER, M1));
    DeadlineRouteSource source = new DeadlineRouteSource(switchboard.sessionStore, clock);
    assertThat(source.find(DIALED, RIDER)).isEqualTo(new Found.Holder(session));
    clock.forward(Duration.ofDays(1));
    assertThat(source.find(DIALED, RIDER)).isEqualTo(new Found.Nobody());
  }

  @Test
  void aStoreThatFailsDoesNotAnswer() {
    DeadlineRouteSource source =
        new DeadlineRouteSource(
            store(
                () -> {
                  throw new IllegalStateException("away");
                }),
            clock);
    assertThat(source.find(DIALED, RIDER)).isEqualTo(new Found.NoAnswer());
  }

  /** Waits for the deadline once; the look-ups above the bound must not wait at all. */
  @Test
  void aStoreThatHangsDoesNotAnswerAndIsNotDrowned() throws Exception {
    CountDownLatch hanging = new CountDownLatch(DeadlineRouteSource.LOOKUPS_MAX);
    CountDownLatch back = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    DeadlineRouteSource source =
        new DeadlineRouteSource(
            store(
                () -> {
                  asked.incrementAndGet();
                  hanging.countDown();
                  back.await();
                  return Optional.empty();
                }),
            clock);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Found>> answers = new ArrayList<>();
      for (int i = 0; i < DeadlineRouteSource.LOOKUPS_MAX; i++) {
        answers.add(callers.submit(() -> source.find(DIALED, RIDER)));
      }
      hanging.await();
      assertThat(source.find(DIALED, RIDER)).isEqualTo(new Found.NoAnswer());
      for (Future<Found> answer : answers) {
        assertThat(answer.get()).isEqualTo(new Found.NoAnswer());
      }
      assertThat(asked).hasValue(DeadlineRouteSource.LOOKUPS_MAX);
      back.countDown();
    }
  }

  /** What the store does when it is asked for a holder; nothing else is asked. */
  @FunctionalInterface
  private interface Lookup {
    Optional<MaskingSession> answer() throws InterruptedException;
  }

  private static SessionStore store(Lookup lookup) {
    return (SessionStore)
        Proxy.newProxyInstance(
            SessionStore.class.getClassLoader(),
            new Class<?>[] {SessionStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("findHolder");
              assertThat(arguments).containsExactly(DIALED, RIDER, NOW);
              return lookup.answer();
            });
  }
}
