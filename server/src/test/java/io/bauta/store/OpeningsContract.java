package io.bauta.store;

import static io.bauta.session.SampleSessions.NOW;
import static io.bauta.session.SampleSessions.person;
import static io.bauta.session.SampleSessions.storedPool;
import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.id.TimeOrderedIds;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import io.bauta.session.Lifetime;
import io.bauta.session.MaskingSession;
import io.bauta.session.OpenOutcome;
import io.bauta.session.SessionRequest;
import io.bauta.session.SessionRequest.Person;
import io.bauta.session.SessionStore;
import io.bauta.session.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many openings at once: no pair is bound twice, and none is lost. */
interface OpeningsContract {

  int THREADS = 16;
  int OPENINGS = 10_000;
  int PEOPLE = 200;
  int NUMBERS = 60;

  TestDatabase testDatabase();

  @Test
  default void noPairIsBoundTwiceAndNoSessionIsLost() {
    NumberPool pool = storedPool(testDatabase().pools(), NUMBERS);
    SessionStore store = testDatabase().sessions();
    Sessions sessions =
        new Sessions(store, new Pools(testDatabase().pools()), session -> {}, new TimeOrderedIds());

    List<MaskingSession> opened = openAll(sessions, pool);

    Set<MaskingSession> stored = new HashSet<>();
    store.forEachHeld(NOW, stored::add);
    assertThat(stored).hasSameSizeAs(opened).containsAll(opened);
    assertThat(pairsOf(opened)).allSatisfy((pair, holders) -> assertThat(holders).isOne());
    // With 60 numbers for 200 people the pool fills up; far more than half of its pairs are lent.
    assertThat(opened.size()).isBetween(PEOPLE * NUMBERS / 4, PEOPLE * NUMBERS / 2);
  }

  private static List<MaskingSession> openAll(Sessions sessions, NumberPool pool) {
    List<Future<OpenOutcome>> openings = new ArrayList<>();
    Random random = new Random(42);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < OPENINGS; i++) {
        int first = random.nextInt(PEOPLE);
        int second = (first + 1 + random.nextInt(PEOPLE - 1)) % PEOPLE;
        SessionRequest request = request(pool, first, second);
        openings.add(threads.submit(() -> sessions.open(request, NOW)));
      }
    }
    return openings.stream()
        .map(Future::resultNow)
        .filter(OpenOutcome.Opened.class::isInstance)
        .map(outcome -> ((OpenOutcome.Opened) outcome).session())
        .toList();
  }

  private static SessionRequest request(NumberPool pool, int first, int second) {
    return new SessionRequest(
        pool,
        List.of(new Person("a", person(first)), new Person("b", person(second))),
        new Lifetime.UntilClosed(),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private static Map<List<Long>, Integer> pairsOf(List<MaskingSession> sessions) {
    Map<List<Long>, Integer> holders = new HashMap<>();
    for (MaskingSession session : sessions) {
      session
          .participants()
          .forEach(
              p ->
                  holders.merge(
                      List.of(p.dials().digits(), p.realNumber().digits()), 1, Integer::sum));
    }
    return holders;
  }
}
