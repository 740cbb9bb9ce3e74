package io.bauta.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again on a thread of its own, one run at a time: every so often, and
 * at once where somebody asks. A run that fails keeps none of the later ones from coming.
 */
final class TimedJob implements AutoCloseable {

  /** How long the end of the run under way is waited for. */
  private static final Duration CLOSE_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TimedJob.class);

  private final ScheduledExecutorService worker;
  private final AtomicBoolean isAskedFor = new AtomicBoolean();
  private final Runnable work;
  private final Consumer<RuntimeException> failed;
  private final Runnable late;
  private final Duration closeWaitMax;
  private volatile boolean closing;

  /**
   * A job that has not begun.
   *
   * @param name of its thread
   * @param work a run; where it takes long it looks at {@link #isClosing} between its pieces
   * @param failed is told what a run threw
   * @param late is called when a run has not ended soon after {@link #close}
   */
  TimedJob(String name, Runnable work, Consumer<RuntimeException> failed, Runnable late) {
    this(name, work, failed, late, CLOSE_WAIT_MAX);
  }

  TimedJob(
      String name,
      Runnable work,
      Consumer<RuntimeException> failed,
      Runnable late,
      Duration closeWaitMax) {
    this.worker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    this.work = work;
    this.failed = failed;
    this.late = late;
    this.closeWaitMax = closeWaitMax;
  }

  /** Runs {@code first} from now, and {@code every} so long after each run. */
  TimedJob repeat(Duration first, Duration every) {
    var _ =
        worker.scheduleWithFixedDelay(
            this::run, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  /** Runs now, after the run that is under way; asking twice before it begins is asking once. */
  void runNow() {
    if (!closing && isAskedFor.compareAndSet(false, true)) {
      try {
        worker.execute(
            () -> {
              isAskedFor.set(false);
              run();
            });
      } catch (RejectedExecutionException closed) {
        LOG.debug("the server stops", closed);
      }
    }
  }

  /** Whether a run should come to its end. */
  boolean isClosing() {
    return closing;
  }

  private void run() {
    if (!closing) {
      attempt();
    }
  }

  private void attempt() {
    try {
      work.run();
    } catch (RuntimeException fault) {
      // One that leaves here would be the last run.
      failed.accept(fault);
    }
  }

  /** Lets the run under way end, and begins no other: what it works on is closed after this. */
  @Override
  public void close() {
    boolean _ = end();
  }

  /** The same, and runs once more: what came since the last run is not lost. */
  void closeAfterALastRun() {
    if (end()) {
      attempt();
    }
  }

  private boolean end() {
    closing = true;
    worker.shutdown();
    try {
      if (worker.awaitTermination(closeWaitMax.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      late.run();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
