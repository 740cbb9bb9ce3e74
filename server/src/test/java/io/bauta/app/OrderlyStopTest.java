package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderlyStopTest {

  private final AtomicInteger closed = new AtomicInteger();
  private final OrderlyStop stop = new OrderlyStop();

  @Test
  void closesAServerThatHasStarted() {
    stop.started(closed::incrementAndGet);
    stop.run();
    assertThat(closed).hasValue(1);
  }

  @Test
  void waitsForAServerThatIsStarting() throws InterruptedException {
    Thread ending = Thread.ofPlatform().start(stop);
    while (ending.getState() != Thread.State.TIMED_WAITING) {
      assertThat(ending.isAlive()).as("waits").isTrue();
    }
    assertThat(closed).hasValue(0);
    stop.started(closed::incrementAndGet);
    ending.join();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aServerThatCouldNotStartKeepsNobodyWaiting() throws InterruptedException {
    Thread ending = Thread.ofPlatform().start(stop);
    stop.notStarted();
    ending.join();
    assertThat(closed).hasValue(0);
  }
}
