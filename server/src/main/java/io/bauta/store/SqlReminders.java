package io.bauta.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.bauta.outbox.Reminders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Reminders in the database, kept by db-scheduler. */
public final class SqlReminders implements Reminders, AutoCloseable {

  /** How many reminders are seen to at a time. */
  static final int AT_A_TIME_MAX = 8;

  /** So late may a reminder be, besides what the ones before it take. */
  static final Duration LOOKED_AFTER_EVERY = Duration.ofSeconds(1);

  /**
   * The library measures its own waits by the clock that says when reminders are due, and so waits
   * for as long as that one was set back. It is woken before; this is only how long it would sleep.
   */
  private static final Duration SLEEPS_MAX = Duration.ofHours(1);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

  private final CustomTask<Void> task;
  private final Scheduler scheduler;
  private final ScheduledExecutorService waker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("reminders").daemon().factory());
  private volatile Function<String, Optional<Instant>> listener = what -> Optional.empty();

  /**
   * Reminders in {@code database}, which must stay open for longer, by the time of {@code clock}.
   */
  public SqlReminders(Database database, Clock clock) {
    this.task =
        Tasks.custom("reminder", Void.class)
            .onFailure(new OnFailureRetryLater<Void>(AFTER_A_FAULT))
            .execute((instance, context) -> next(listener.apply(instance.getId())));
    this.scheduler =
        Scheduler.create(database.dataSource(), task)
            .clock(clock::instant)
            .threads(AT_A_TIME_MAX)
            .pollingInterval(SLEEPS_MAX)
            .shutdownMaxWait(STOP_WAIT_MAX)
            .alwaysPersistTimestampInUTC()
            .build();
  }

  private static CompletionHandler<Void> next(Optional<Instant> again) {
    return again
        .<CompletionHandler<Void>>map(at -> (complete, running) -> running.reschedule(complete, at))
        .orElseGet(OnCompleteRemove::new);
  }

  @Override
  public void start(Function<String, Optional<Instant>> newListener) {
    listener = newListener;
    scheduler.start();
    var _ =
        waker.scheduleWithFixedDelay(
            scheduler::triggerCheckForDueExecutions,
            LOOKED_AFTER_EVERY.toMillis(),
            LOOKED_AFTER_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void remind(String what, Instant at) {
    scheduler.schedule(
        task.instance(what), at, ScheduleOptions.defaultOptions().whenExistsReschedule());
  }

  /** Lets those under way finish. */
  @Override
  public void close() {
    waker.shutdownNow();
    scheduler.stop();
  }
}
