package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import io.bauta.call.CallSweep;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallSweeperTest {

  private static final Duration OFTEN = Duration.ofMillis(5);

  private final HandClock clock = new HandClock();
  private final BlockingQueue<Instant> swept = new LinkedBlockingQueue<>();

  private CallSweeper sweeper(CallSweep sweep, BooleanSupplier flush) {
    return new CallSweeper(sweep, flush, clock, OFTEN);
  }

  private void awaitSweeps(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(swept.poll(20, TimeUnit.SECONDS)).isEqualTo(clock.instant());
    }
  }

  @Test
  void itSweepsUntilThereIsNoMoreAndLaterAgain() throws Exception {
    AtomicInteger left = new AtomicInteger(4);
    try (CallSweeper _ = sweeper(now -> swept.add(now) && left.decrementAndGet() > 0, () -> true)) {
      awaitSweeps(6);
    }
  }

  /** A call that is stored after it was passed over would never be found. */
  @Test
  void itDoesNotSweepPastCallsThatAreStillQueued() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (CallSweeper _ =
        sweeper(
            now -> {
              assertThat(tries.get()).isGreaterThan(3);
              swept.add(now);
              return false;
            },
            () -> tries.incrementAndGet() > 3)) {
      awaitSweeps(1);
    }
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() throws Exception {
    try (CallSweeper _ =
        sweeper(
            now -> {
              swept.add(now);
              throw new IllegalStateException("away");
            },
            () -> true)) {
      awaitSweeps(3);
    }
  }

  @Test
  void itStopsBetweenTwoPieces() throws Exception {
    CallSweeper sweeper = sweeper(swept::add, () -> true);
    awaitSweeps(2);
    sweeper.close();
    swept.clear();
    assertThat(swept.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }
}
