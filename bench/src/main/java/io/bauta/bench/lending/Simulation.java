package io.bauta.bench.lending;

import io.bauta.bench.Numbers;
import io.bauta.bench.lending.Scenario.Planned;
import io.bauta.number.Place;
import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.Allocator;
import io.bauta.pool.Borrower;
import io.bauta.pool.GeoMatch;
import io.bauta.pool.NumberState;
import io.bauta.pool.PoolMode;
import io.bauta.pool.PooledNumber;
import io.bauta.pool.Selection;
import io.bauta.pool.Stock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/** A pool of our numbers from which a scenario's sessions are lent theirs by our allocator. */
final class Simulation {

  /** A person's pairs: what they hold, and what they had before. */
  private static final class Person {
    private final Set<ProxyNumber> held = new HashSet<>();
    private final Map<ProxyNumber, Instant> had = new HashMap<>();

    Borrower borrower(boolean goesByWhatTheyHad) {
      return new Borrower(
          held,
          goesByWhatTheyHad ? had : Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1);
    }

    void release(ProxyNumber number, Instant at) {
      held.remove(number);
      had.put(number, at);
    }
  }

  private record Lent(double until, Person first, Person second, Allocation.Lent numbers) {}

  private final PoolMode mode;
  private final Selection selection;
  private final List<List<PooledNumber>> groups;
  private final Map<Integer, Person> firsts = new HashMap<>();
  private final Map<Integer, Person> seconds = new HashMap<>();
  private final PriorityQueue<Lent> ends =
      new PriorityQueue<>(Comparator.comparingDouble(Lent::until));
  private int start;

  private Simulation(PoolMode mode, Selection selection, int numbers) {
    this.mode = mode;
    this.selection = selection;
    this.groups =
        List.of(
            IntStream.range(0, numbers)
                .mapToObj(place -> new PooledNumber(Numbers.proxy(place), NumberState.ACTIVE))
                .toList());
  }

  /** For how many of {@code sessions} there is no number. */
  static int refused(List<Planned> sessions, PoolMode mode, Selection selection, int numbers) {
    Simulation simulation = new Simulation(mode, selection, numbers);
    int refused = 0;
    for (Planned session : sessions) {
      refused += simulation.open(session) ? 0 : 1;
    }
    return refused;
  }

  private boolean open(Planned session) {
    while (!ends.isEmpty() && ends.peek().until() <= session.from()) {
      release(ends.poll());
    }
    boolean inTurn = selection == Selection.LEAST_RECENTLY_USED;
    Person first = firsts.computeIfAbsent(session.first(), place -> new Person());
    Person second = seconds.computeIfAbsent(session.second(), place -> new Person());
    Allocation allocation =
        Allocator.allocate(
            mode,
            selection,
            GeoMatch.NONE,
            new Stock(groups, inTurn ? start : 0, number -> Integer.MAX_VALUE, Place::of),
            List.of(first.borrower(inTurn), second.borrower(inTurn)));
    start += mode.sharesOneNumber() ? 1 : 2;
    if (!(allocation instanceof Allocation.Lent lent)) {
      return false;
    }
    first.held.add(lent.first());
    second.held.add(lent.second());
    ends.add(new Lent(session.until(), first, second, lent));
    return true;
  }

  private static void release(Lent over) {
    Instant at = Instant.ofEpochMilli((long) (over.until() * 3_600_000));
    over.first().release(over.numbers().first(), at);
    over.second().release(over.numbers().second(), at);
  }

  /** The most sessions that anybody has at a time, rests counted in: no pool can be smaller. */
  static int degree(List<Planned> sessions) {
    Map<Integer, Integer> firsts = new HashMap<>();
    Map<Integer, Integer> seconds = new HashMap<>();
    PriorityQueue<Planned> ends = new PriorityQueue<>(Comparator.comparingDouble(Planned::until));
    int degree = 0;
    for (Planned session : sessions) {
      while (!ends.isEmpty() && ends.peek().until() <= session.from()) {
        Planned over = ends.poll();
        firsts.merge(over.first(), -1, Integer::sum);
        seconds.merge(over.second(), -1, Integer::sum);
      }
      ends.add(session);
      degree = Math.max(degree, firsts.merge(session.first(), 1, Integer::sum));
      degree = Math.max(degree, seconds.merge(session.second(), 1, Integer::sum));
    }
    return degree;
  }
}
