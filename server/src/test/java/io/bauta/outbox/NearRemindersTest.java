package io.bauta.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is near is kept in memory, what is far is given away, and nothing is lost between them. */
class NearRemindersTest {

  private static final Instant NOW = Instant.parse("2027-01-15T08:00:00Z");

  private final Far far = new Far();
  private final HandClock clock = new HandClock(NOW);
  private final NearReminders reminders = new NearReminders(far, clock);
  private final BlockingQueue<String> reminded = new LinkedBlockingQueue<>();
  private volatile Function<String, Optional<Instant>> answer = what -> Optional.empty();

  /** What was given away. */
  private static final class Far implements Reminders {
    private final Map<String, Instant> given = new HashMap<>();

    @Override
    public void start(Function<String, Optional<Instant>> listener) {}

    @Override
    public void remind(String what, Instant at) {
      given.put(what, at);
    }
  }

  @AfterEach
  void close() {
    reminders.close();
  }

  private void start() {
    reminders.start(
        what -> {
          Optional<Instant> again = answer.apply(what);
          reminded.add(what);
          return again;
        });
  }

  private String next() throws InterruptedException {
    return String.valueOf(reminded.poll(10, TimeUnit.SECONDS));
  }

  @Test
  void itRemindsInTheOrderOfTimeAndNotBefore() throws InterruptedException {
    reminders.remind("second", NOW.plusSeconds(20));
    reminders.remind("first", NOW.plusSeconds(10));
    start();
    reminders.lookNow();
    assertThat(reminders.size()).isEqualTo(2);
    clock.forward(Duration.ofSeconds(10));
    assertThat(next()).isEqualTo("first");
    assertThat(reminders.size()).isEqualTo(1);
    clock.forward(Duration.ofSeconds(10));
    assertThat(next()).isEqualTo("second");
    assertThat(far.given).isEmpty();
  }

  @Test
  void theLastTimeGivenCounts() throws InterruptedException {
    reminders.remind("it", NOW.plusSeconds(10));
    reminders.remind("it", NOW.plusSeconds(30));
    reminders.remind("other", NOW.plusSeconds(20));
    start();
    clock.forward(Duration.ofSeconds(20));
    assertThat(next()).isEqualTo("other");
    assertThat(reminders.size()).isEqualTo(1);
    clock.forward(Duration.ofSeconds(10));
    assertThat(next()).isEqualTo("it");
    reminders.lookNow();
    assertThat(reminders.size()).isZero();
    assertThat(reminded).isEmpty();
  }

  @Test
  void whatIsFarIsGivenAway() {
    Instant far15 = NOW.plus(NearReminders.NEAR);
    reminders.remind("far", far15);
    reminders.remind("near", far15.minusMillis(1));
    assertThat(far.given).isEqualTo(Map.of("far", far15));
    reminders.remind("near", far15.plusSeconds(1));
    assertThat(reminders.size()).as("it is not kept twice").isZero();
    assertThat(far.given).containsEntry("near", far15.plusSeconds(1));
  }

  @Test
  void itRemindsAgainWhenTheListenerSaysSoOrFails() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    answer =
        what ->
            switch (asked.incrementAndGet()) {
              case 1 -> Optional.of(NOW.plusSeconds(20));
              case 2 -> throw new IllegalStateException("the store is away");
              default -> Optional.empty();
            };
    reminders.remind("it", NOW.plusSeconds(10));
    reminders.start(
        what -> {
          reminded.add(what);
          return answer.apply(what);
        });
    clock.forward(Duration.ofSeconds(10));
    assertThat(next()).isEqualTo("it");
    clock.forward(Duration.ofSeconds(10));
    assertThat(next()).isEqualTo("it");
    // Only then does it know when that is.
    while (reminders.size() == 0) {
      Thread.onSpinWait();
    }
    clock.forward(Duration.ofSeconds(20));
    assertThat(next()).isEqualTo("it");
  }

  @Test
  void oneThatIsPutOffAgainAndAgainTakesOnePlace() {
    for (int i = 0; i < 2 * NearReminders.NEAR_MAX; i++) {
      reminders.remind("it", NOW.plusMillis(i % 1_000));
    }
    reminders.remind("other", NOW.plusSeconds(1));
    assertThat(reminders.size()).isEqualTo(2);
    assertThat(far.given).isEmpty();
  }

  @Test
  void whenThereAreTooManyTheRestIsGivenAway() {
    for (int i = 0; i < NearReminders.NEAR_MAX; i++) {
      reminders.remind("r" + i, NOW.plus(Duration.ofMinutes(1)));
    }
    reminders.remind("one more", NOW.plus(Duration.ofMinutes(1)));
    assertThat(far.given).containsOnlyKeys("one more");
    assertThat(reminders.size()).isEqualTo(NearReminders.NEAR_MAX);
  }
}
