package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.HandClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The library keeps the time here, so these wait for it; nothing waits longer than it must. */
class SqlRemindersTest {

  private static final int WAIT_MAX_SECONDS = 20;

  @RegisterExtension static final TestDatabase SQLITE = TestDatabase.sqlite();
  @RegisterExtension static final TestDatabase POSTGRES = TestDatabase.postgres();

  private final BlockingQueue<String> reminded = new LinkedBlockingQueue<>();

  @Test
  void remindsAlsoAfterARestart() throws InterruptedException {
    for (TestDatabase database : new TestDatabase[] {SQLITE, POSTGRES}) {
      try (SqlReminders before = new SqlReminders(database.database(), Clock.systemUTC())) {
        before.remind("acme/1", Instant.now());
        before.remind("far away", Instant.now().plusSeconds(3_600));
      }
      try (SqlReminders after = new SqlReminders(database.database(), Clock.systemUTC())) {
        after.start(this::once);
        assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("acme/1");
      }
      assertThat(reminded).isEmpty();
    }
  }

  @Test
  void remindsAgainWhenAskedTo() throws InterruptedException {
    AtomicInteger times = new AtomicInteger();
    try (SqlReminders reminders = new SqlReminders(SQLITE.database(), Clock.systemUTC())) {
      reminders.start(
          what -> {
            reminded.add(what + times.incrementAndGet());
            return times.get() < 2 ? Optional.of(Instant.now()) : Optional.empty();
          });
      reminders.remind("a", Instant.now().plusSeconds(3_600));
      reminders.remind("a", Instant.now());
      assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("a1");
      assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("a2");
    }
  }

  @Test
  void theTimeIsThatOfTheClockItWasGiven() throws InterruptedException {
    HandClock clock = new HandClock();
    try (SqlReminders reminders = new SqlReminders(SQLITE.database(), clock)) {
      reminders.start(this::once);
      reminders.remind("in an hour", clock.instant().plusSeconds(3_600));
      clock.forward(Duration.ofHours(1));
      assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("in an hour");
    }
  }

  @Test
  void aClockThatStandsOrIsSetBackKeepsNoReminderThatIsDue() throws InterruptedException {
    HandClock clock = new HandClock();
    try (SqlReminders reminders = new SqlReminders(SQLITE.database(), clock)) {
      reminders.start(this::once);
      reminders.remind("before", clock.instant());
      assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("before");
      clock.forward(Duration.ofMinutes(-30));
      reminders.remind("after", clock.instant());
      assertThat(reminded.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isEqualTo("after");
    }
  }

  private Optional<Instant> once(String what) {
    reminded.add(what);
    return Optional.empty();
  }
}
