package io.bauta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A table of routes holds what a map would hold. */
class RouteTableProperties {

  private static final int SESSIONS = 4;
  private static final long FIRST_NUMBER = 919_000_000_000L;

  /** Every number that a pair of {@link #key} is of. */
  private static final long[] DIALLED =
      LongStream.range(0, 10).map(place -> FIRST_NUMBER + place).toArray();

  /** Something that is done to a table, and to a map. */
  private sealed interface Step {
    record Put(Route route) implements Step {}

    record KeepTheFirst(Route route) implements Step {}

    record Remove(RouteKey key, int ofSession) implements Step {}

    record RemoveAll(int ofSession) implements Step {}
  }

  private static SessionId session(int place) {
    return new SessionId(new UUID(place, 7));
  }

  private static Route route(RouteKey key, int session) {
    return Route.gone(key, session(session), Instant.EPOCH);
  }

  private static RouteKey key(int place) {
    return new RouteKey(FIRST_NUMBER + place % 10, FIRST_NUMBER + place);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, 2_000);
    Arbitrary<Integer> sessions = Arbitraries.integers().between(0, SESSIONS - 1);
    Arbitrary<Route> routes =
        places.flatMap(place -> sessions.map(session -> route(key(place), session)));
    Arbitrary<Step> puts = routes.map(Step.Put::new);
    Arbitrary<Step> firsts = routes.map(Step.KeepTheFirst::new);
    Arbitrary<Step> removals =
        places.flatMap(place -> sessions.map(session -> new Step.Remove(key(place), session)));
    Arbitrary<Step> clearings = sessions.map(Step.RemoveAll::new);
    return Arbitraries.frequencyOf(
            Tuple.of(20, puts),
            Tuple.of(10, firsts),
            Tuple.of(10, removals),
            Tuple.of(1, clearings))
        .list()
        .ofMaxSize(3_000);
  }

  @Property(tries = 100)
  void itHoldsWhatAMapHolds(@ForAll("steps") List<Step> steps) {
    RouteTable table = new RouteTable();
    Map<RouteKey, Route> map = new HashMap<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Put(Route route) -> {
          table.put(route);
          map.put(keyOf(route), route);
        }
        case Step.KeepTheFirst(Route route) -> {
          table.merge(route, (known, own) -> known);
          map.putIfAbsent(keyOf(route), route);
        }
        case Step.Remove(RouteKey key, int of) -> {
          table.removeIf(key, route -> route.isOf(session(of)));
          map.computeIfPresent(key, (k, route) -> route.isOf(session(of)) ? null : route);
        }
        case Step.RemoveAll(int of) -> {
          table.removeIf(route -> route.isOf(session(of)));
          map.values().removeIf(route -> route.isOf(session(of)));
        }
      }
    }
    assertThat(table.size()).isEqualTo(map.size());
    for (int place = 0; place <= 2_000; place++) {
      assertThat(table.find(key(place))).isSameAs(map.get(key(place)));
    }
    for (int place = 0; place <= 2_000; place++) {
      long holder = key(place).caller();
      assertThat(table.find(DIALLED, holder))
          .containsExactly(
              LongStream.of(DIALLED)
                  .mapToObj(dialed -> map.get(new RouteKey(dialed, holder)))
                  .toArray(Route[]::new));
    }
  }

  private static RouteKey keyOf(Route route) {
    return new RouteKey(route.dialed(), route.holder());
  }

  /** While a table grows, and others come and go, one that is in it is never missed. */
  @Example
  void nobodyWhoStaysIsMissedWhileOthersComeAndGo() throws Exception {
    RouteTable table = new RouteTable();
    int staying = 1_000;
    for (int place = 0; place < staying; place++) {
      table.put(route(key(place), 0));
    }
    AtomicBoolean stopped = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      Future<Integer> missed = threads.submit(() -> missed(table, staying, stopped));
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 2; writer++) {
        int first = staying + writer * 100_000;
        writers.add(threads.submit(() -> comeAndGo(table, first)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      stopped.set(true);
      assertThat(missed.get()).isZero();
      assertThat(table.size()).isEqualTo(staying);
    } catch (ExecutionException failed) {
      stopped.set(true);
      throw failed;
    }
  }

  private static int missed(RouteTable table, int staying, AtomicBoolean stopped) {
    int missed = 0;
    while (!stopped.get()) {
      for (int place = 0; place < staying; place++) {
        missed += table.find(key(place)) == null ? 1 : 0;
      }
    }
    return missed;
  }

  private static void comeAndGo(RouteTable table, int first) {
    for (int round = 0; round < 5; round++) {
      for (int place = first; place < first + 20_000; place++) {
        table.put(route(key(place), 1));
      }
      for (int place = first; place < first + 20_000; place++) {
        table.removeIf(key(place), route -> true);
      }
    }
  }
}
