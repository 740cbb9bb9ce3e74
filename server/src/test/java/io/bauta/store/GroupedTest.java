package io.bauta.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupedTest {

  private static final int FIRST = -1;

  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  private List<Integer> doubled(List<Integer> questions) {
    sizes.add(questions.size());
    if (questions.contains(FIRST)) {
      begun.countDown();
      awaitUninterrupted(goOn);
    }
    if (questions.contains(13)) {
      throw new IllegalStateException("thirteen");
    }
    return questions.stream().map(question -> 2 * question).toList();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks the first alone; the others come while that is being answered. */
  private List<Future<Integer>> askedBehindTheFirst(
      Grouped<Integer, Integer> grouped, List<Integer> questions) {
    List<Future<Integer>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      asked.add(threads.submit(() -> grouped.ask(FIRST)));
      awaitUninterrupted(begun);
      questions.forEach(question -> asked.add(threads.submit(() -> grouped.ask(question))));
      while (grouped.waiting() < Math.min(questions.size(), Grouped.QUEUE_MAX)) {
        Thread.onSpinWait();
      }
      goOn.countDown();
    }
    return asked;
  }

  @Test
  void whatWaitsIsAnsweredTogetherAndEachItsOwn() {
    try (Grouped<Integer, Integer> grouped = Grouped.start("test", this::doubled)) {
      List<Integer> questions = IntStream.range(100, 100 + Grouped.GROUP_MAX + 2).boxed().toList();

      List<Future<Integer>> answers = askedBehindTheFirst(grouped, questions);

      assertThat(sizes).containsExactly(1, Grouped.GROUP_MAX, 2);
      assertThat(answers.stream().skip(1).map(Future::resultNow))
          .containsExactlyElementsOf(questions.stream().map(question -> 2 * question).toList());
    }
  }

  @Test
  void aFaultIsOfItsGroupAlone() {
    try (Grouped<Integer, Integer> grouped = Grouped.start("test", this::doubled)) {
      List<Future<Integer>> answers = askedBehindTheFirst(grouped, List.of(12, 13, 14));

      assertThat(answers)
          .extracting(Future::state)
          .containsExactly(State.SUCCESS, State.FAILED, State.FAILED, State.FAILED);
      assertThat(grouped.ask(15)).isEqualTo(30);
    }
  }

  @Test
  void nothingIsAskedAfterItWasClosed() {
    Grouped<Integer, Integer> grouped = Grouped.start("test", this::doubled);
    grouped.close();

    assertThatThrownBy(() -> grouped.ask(1)).isInstanceOf(StoreUnavailableException.class);
  }
}
