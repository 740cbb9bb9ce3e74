package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimedJobTest {

  private static final Duration OFTEN = Duration.ofMillis(2);
  private static final Duration NEVER = Duration.ofDays(1);
  private static final int WAIT_MAX_SECONDS = 20;

  private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();
  private final List<RuntimeException> faults = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<String> late = new LinkedBlockingQueue<>();
  private Duration closeWaitMax = Duration.ofSeconds(WAIT_MAX_SECONDS);

  private TimedJob job(Runnable work) {
    return new TimedJob("test", work, faults::add, () -> late.add("late"), closeWaitMax);
  }

  private void awaitRuns(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(runs.poll(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void itRunsAgainAndAgainAlsoAfterAFault() throws Exception {
    try (TimedJob _ =
        job(() -> {
              runs.add("run");
              throw new IllegalStateException("away");
            })
            .repeat(Duration.ZERO, OFTEN)) {
      awaitRuns(3);
    }
    assertThat(faults)
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(one -> "away".equals(one.getMessage()));
  }

  @Test
  void itRunsAtOnceWhenAskedAndOnceForMany() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    TimedJob job =
        job(
            () -> {
              runs.add("run");
              awaited(go);
            });
    try (job) {
      job.runNow();
      awaitRuns(1);
      for (int i = 0; i < 5; i++) {
        job.runNow();
      }
      go.countDown();
      awaitRuns(1);
      job.runNow();
      awaitRuns(1);
    }
    assertThat(runs).isEmpty();
  }

  @Test
  void itEndsTheRunUnderWayAndBeginsNoOther() throws Exception {
    AtomicReference<TimedJob> itself = new AtomicReference<>();
    TimedJob job =
        job(
            () -> {
              runs.add("begun");
              while (!itself.get().isClosing()) {
                Thread.onSpinWait();
              }
              runs.add("ended");
            });
    itself.set(job);
    job.repeat(Duration.ZERO, OFTEN);
    awaitRuns(1);
    job.runNow();
    job.close();
    assertThat(runs).containsExactly("ended");
    job.runNow();
    assertThat(runs).containsExactly("ended");
    assertThat(late).isEmpty();
  }

  @Test
  void whatCameSinceTheLastRunIsNotLost() {
    TimedJob job = job(() -> runs.add("last")).repeat(NEVER, NEVER);
    job.closeAfterALastRun();
    assertThat(runs).containsExactly("last");
  }

  @Test
  void aFaultOfTheLastRunIsToldToo() {
    job(() -> {
          throw new IllegalStateException("away");
        })
        .closeAfterALastRun();
    assertThat(faults).hasSize(1);
  }

  @Test
  void aRunThatDoesNotEndIsSaidAndNotWaitedForNorRepeated() throws Exception {
    closeWaitMax = Duration.ofMillis(20);
    CountDownLatch go = new CountDownLatch(1);
    TimedJob job =
        job(
            () -> {
              runs.add("run");
              awaited(go);
            });
    job.runNow();
    awaitRuns(1);
    job.closeAfterALastRun();
    assertThat(late).containsExactly("late");
    assertThat(runs).isEmpty();
    go.countDown();
  }

  private static void awaited(CountDownLatch go) {
    try {
      assertThat(go.await(WAIT_MAX_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
