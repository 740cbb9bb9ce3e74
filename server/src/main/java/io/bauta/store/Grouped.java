package io.bauta.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What many threads ask at the same time, put to the database together by a thread of its own: one
 * journey, one snapshot, one wait for the disk serve them all. Who asks alone does not wait for
 * others.
 */
final class Grouped<Q, A> implements AutoCloseable {

  /** How many may wait for their turn. */
  static final int QUEUE_MAX = 1024;

  /** How many are put to the database at once. */
  static final int GROUP_MAX = 64;

  /** How long one may wait for their turn, in front of the queue and in it. */
  static final Duration TURN_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Grouped.class);

  private final Work<Q, A> work;
  private final BlockingQueue<Asked<Q, A>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean stopped;

  /** Answers several at once. */
  @FunctionalInterface
  interface Work<Q, A> {

    /**
     * As many answers as there are questions, in their order.
     *
     * @throws RuntimeException for all of them
     */
    List<A> answers(List<Q> questions);
  }

  private static final class Asked<Q, A> extends Awaited<A> {
    private final @Nullable Q question;

    Asked(@Nullable Q question) {
      this.question = question;
    }
  }

  private Grouped(String name, Work<Q, A> work) {
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /** One that works in a thread of this name. */
  static <Q, A> Grouped<Q, A> start(String name, Work<Q, A> work) {
    Grouped<Q, A> grouped = new Grouped<>(name, work);
    grouped.thread.start();
    return grouped;
  }

  /**
   * The answer to {@code question}.
   *
   * @throws StoreUnavailableException when its turn does not come in time
   */
  A ask(Q question) {
    Asked<Q, A> asked = new Asked<>(question);
    if (closing || !enqueued(asked)) {
      throw new StoreUnavailableException(
          closing
              ? "The database is being closed."
              : "The database has more questions waiting than it takes: %d.".formatted(QUEUE_MAX));
    }
    if (stopped && asked.claim()) {
      // It came in behind the last look at the queue.
      throw new StoreUnavailableException("The database is closed.");
    }
    return asked.await(TURN_WAIT_MAX);
  }

  /** How many wait for their turn. */
  int waiting() {
    return queue.size();
  }

  private boolean enqueued(Asked<Q, A> asked) {
    try {
      return queue.offer(asked, TURN_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("Interrupted while waiting for the database.", e);
    }
  }

  private void run() {
    List<Asked<Q, A>> group = new ArrayList<>(GROUP_MAX);
    while (!closing || !queue.isEmpty()) {
      try {
        group.add(queue.take());
        queue.drainTo(group, GROUP_MAX - 1);
        answer(group);
      } catch (InterruptedException ignored) {
        // Nobody may stop this thread but close().
      }
      group.clear();
    }
    stopped = true;
    queue.drainTo(group);
    group.removeIf(asked -> !asked.claim());
    group.forEach(asked -> asked.failed(new StoreUnavailableException("The database is closed.")));
  }

  private void answer(List<Asked<Q, A>> group) {
    group.removeIf(asked -> !asked.claim());
    if (group.isEmpty()) {
      return;
    }
    try {
      List<A> answers =
          work.answers(
              group.stream().map(asked -> Objects.requireNonNull(asked.question)).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answered(answers.get(i));
      }
    } catch (Throwable fault) {
      // Whatever it is, this thread must live on: everybody waits for it.
      LOG.debug("{} questions to the database failed together", group.size(), fault);
      group.forEach(asked -> asked.failed(fault));
    }
  }

  /** Answers what waits, then stops. */
  @Override
  public void close() {
    closing = true;
    // Wakes the thread when nothing waits; when something does, the thread is awake.
    Asked<Q, A> nothing = new Asked<>(null);
    nothing.claim();
    boolean _ = queue.offer(nothing);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
