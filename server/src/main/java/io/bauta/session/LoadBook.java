package io.bauta.session;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.Allocation;
import io.bauta.pool.PoolId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How many pairs each number carries, for pools that set a bound to it. The store counts now and
 * then; what is lent in between is added here, and taken from a number before it is stored, so that
 * two openings never fill it together beyond its bound.
 *
 * <p>What has come free since the store counted is not seen at once. So nobody is refused without
 * its counting again.
 */
final class LoadBook {

  /** How long what the store counted is good enough to lend by. */
  static final Duration COUNTED_FOR = Duration.ofMinutes(1);

  /** How old a count may be by which somebody is refused: others wait while it is made. */
  static final Duration REFUSED_BY = Duration.ofSeconds(1);

  /** How long somebody who may yet be served waits for what is being stored. */
  static final Duration STORING_WAIT_MAX = Duration.ofMillis(50);

  private final BiFunction<PoolId, Instant, Map<ProxyNumber, Integer>> loads;
  private final Map<PoolId, Page> pages = new ConcurrentHashMap<>();

  /** By what {@code loads} counts, as {@link SessionStore#loads} does. */
  LoadBook(BiFunction<PoolId, Instant, Map<ProxyNumber, Integer>> loads) {
    this.loads = loads;
  }

  /** What was taken from a number, until it is known what became of it. */
  record Taken(ProxyNumber number, int pairs) {}

  /** What came of choosing. */
  sealed interface Choice {

    /** {@code taken} is to be settled, whatever comes. */
    record Chosen(Allocation.Lent lent, List<Taken> taken) implements Choice {}

    /**
     * @param isCertain that it is so whatever becomes of what is being stored at the moment
     */
    record None(Allocation.Exhausted counts, boolean isCertain) implements Choice {}
  }

  /** The counts of one pool. All access is synchronized on it. */
  private static final class Page {
    private final Map<ProxyNumber, Integer> loads = new HashMap<>();
    private final Map<ProxyNumber, Integer> beingStored = new HashMap<>();
    private Instant countedAt = Instant.MIN;

    int load(ProxyNumber number) {
      return loads.getOrDefault(number, 0) + beingStored.getOrDefault(number, 0);
    }
  }

  /**
   * Chooses numbers by {@code allocation}, which is told how many more pairs each may carry, and
   * takes from these {@code pairs}, one figure for each borrower.
   */
  Choice choose(
      PoolId pool,
      int loadMax,
      List<Integer> pairs,
      Instant now,
      Function<ToIntFunction<ProxyNumber>, Allocation> allocation) {
    Page page = pages.computeIfAbsent(pool, id -> new Page());
    synchronized (page) {
      if (page.countedAt.isBefore(now.minus(COUNTED_FOR))) {
        count(page, pool, now);
      }
      Allocation found = allocation.apply(number -> loadMax - page.load(number));
      boolean isForTheBound =
          found instanceof Allocation.Exhausted
              && allocation.apply(number -> Integer.MAX_VALUE) instanceof Allocation.Lent;
      if (isForTheBound && page.countedAt.isBefore(now.minus(REFUSED_BY))) {
        count(page, pool, now);
        found = allocation.apply(number -> loadMax - page.load(number));
      }
      return switch (found) {
        case Allocation.Lent lent -> new Choice.Chosen(lent, take(page, lent, pairs));
        case Allocation.Exhausted counts -> {
          boolean mayBeServed =
              isForTheBound
                  && allocation.apply(number -> loadMax - page.loads.getOrDefault(number, 0))
                      instanceof Allocation.Lent;
          if (mayBeServed) {
            awaitStoring(page);
          }
          yield new Choice.None(counts, !mayBeServed);
        }
      };
    }
  }

  private static void awaitStoring(Page page) {
    try {
      page.wait(STORING_WAIT_MAX.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(Page page, PoolId pool, Instant now) {
    page.loads.clear();
    page.loads.putAll(loads.apply(pool, now));
    page.countedAt = now;
  }

  private static List<Taken> take(Page page, Allocation.Lent lent, List<Integer> pairs) {
    List<Taken> taken = new ArrayList<>();
    for (int position = 0; position < pairs.size(); position++) {
      ProxyNumber number = position == 0 ? lent.first() : lent.second();
      taken.add(new Taken(number, pairs.get(position)));
      page.beingStored.merge(number, pairs.get(position), Integer::sum);
    }
    return taken;
  }

  /** Says what became of {@code taken}: stored, or perhaps stored, or certainly not. */
  void settle(PoolId pool, List<Taken> taken, boolean isStored) {
    Page page = pages.get(pool);
    if (page == null) {
      return;
    }
    synchronized (page) {
      for (Taken one : taken) {
        page.beingStored.computeIfPresent(
            one.number(), (number, pairs) -> pairs > one.pairs() ? pairs - one.pairs() : null);
        if (isStored) {
          page.loads.merge(one.number(), one.pairs(), Integer::sum);
        }
      }
      page.notifyAll();
    }
  }

  /** What is lent from now on is not counted here: the pool sets no bound. */
  void forget(PoolId pool) {
    pages.remove(pool);
  }
}
