package io.bauta.edge;

import static io.bauta.routing.Switchboard.M1;
import static io.bauta.routing.Switchboard.RIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolMode;
import io.bauta.routing.RouteSource.Found;
import io.bauta.routing.Switchboard;
import io.bauta.session.Holder;
import io.bauta.session.MaskingSession;
import io.bauta.session.SessionStore;
import java.lang.reflect.Proxy;
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

  private static final Holder CALLER = new Holder.Phone(RIDER);

  @Test
  void aHolderInTheStoreIsFound() {
    Switchboard switchboard = new Switchboard();
    MaskingSession session = switchboard.open(switchboard.pool(PoolMode.PAIR_ONE_NUMBER, M1));
    DeadlineRouteSource source = new DeadlineRouteSource(switchboard.sessionStore);
    assertThat(source.find(DIALED, CALLER)).isEqualTo(new Found.Holder(session));
    assertThat(source.find(DIALED, new Holder.Anyone())).isEqualTo(new Found.Nobody());
  }

  @Test
  void aStoreThatFailsDoesNotAnswer() {
    DeadlineRouteSource source =
        new DeadlineRouteSource(
            store(
                () -> {
                  throw new IllegalStateException("away");
                }));
    assertThat(source.find(DIALED, CALLER)).isEqualTo(new Found.NoAnswer());
  }

  /** Waits for the deadline once; the look-ups above the bound must not wait at all. */
  @Test
  void aStoreThatHangsDoesNotAnswerAndIsNotDrowned() throws Exception {
    CountDownLatch hanging = new CountDownLatch(Deadline.LOOKUPS_MAX);
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
                }));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Found>> answers = new ArrayList<>();
      for (int i = 0; i < Deadline.LOOKUPS_MAX; i++) {
        answers.add(callers.submit(() -> source.find(DIALED, CALLER)));
      }
      hanging.await();
      assertThat(source.find(DIALED, CALLER)).isEqualTo(new Found.NoAnswer());
      for (Future<Found> answer : answers) {
        assertThat(answer.get()).isEqualTo(new Found.NoAnswer());
      }
      assertThat(asked).hasValue(Deadline.LOOKUPS_MAX);
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
              assertThat(arguments).containsExactly(DIALED, CALLER);
              return lookup.answer();
            });
  }
}
