package io.bauta.plan;

import io.bauta.number.ProxyNumber;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolId;
import io.bauta.pool.PooledNumber;
import io.bauta.session.OpeningListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The pressure on each pool, from what openings found lately. Costs an opening one pass over its
 * pool's numbers and asks no store.
 *
 * <p>A pool that is nearly exhausted is told of at once, and then no more than once in {@link
 * #ALARM_EVERY}.
 */
public final class Pressures implements OpeningListener {

  /** For at least so long, and at most twice as long, a pressure is shown. */
  public static final Duration KEPT = Duration.ofMinutes(5);

  public static final Duration ALARM_EVERY = Duration.ofMinutes(1);

  /** Pools beyond it are not watched until others have been quiet for a while. */
  public static final int POOLS_MAX = 10_000;

  private final BiConsumer<PoolId, Pressure> alarm;
  private final Map<PoolId, Watch> watches = new ConcurrentHashMap<>();

  /**
   * What is known of a pool. The current period began at {@code began}; of the one before it only
   * the result is left.
   */
  private record Watch(
      Instant began,
      Optional<Pressure> before,
      Pressure current,
      Optional<Instant> alarmed,
      boolean isAlarmDue) {

    static Watch first(Pressure found, Instant now) {
      return new Watch(now, Optional.empty(), found, Optional.empty(), false);
    }

    Watch with(Pressure found, Instant now) {
      return isOver(now, 1)
          ? new Watch(
              now, isOver(now, 2) ? Optional.empty() : Optional.of(current), found, alarmed, false)
          : new Watch(began, before, current.and(found), alarmed, false);
    }

    /** Tells whether it is time for an alarm about {@code found}, and remembers that it was. */
    Watch alarmedBy(Pressure found, Instant now) {
      boolean due =
          found.isNearlyExhausted()
              && alarmed.filter(at -> now.isBefore(at.plus(ALARM_EVERY))).isEmpty();
      return new Watch(began, before, current, due ? Optional.of(now) : alarmed, due);
    }

    boolean isOver(Instant now, int periods) {
      return !now.isBefore(began.plus(KEPT.multipliedBy(periods)));
    }

    Optional<Pressure> at(Instant now) {
      if (isOver(now, 2)) {
        return Optional.empty();
      }
      return isOver(now, 1)
          ? Optional.of(current)
          : Optional.of(before.map(earlier -> earlier.and(current)).orElse(current));
    }
  }

  /**
   * Watches.
   *
   * @param alarm hears of a pool that is nearly exhausted; must not fail, and not wait
   */
  public Pressures(BiConsumer<PoolId, Pressure> alarm) {
    this.alarm = alarm;
  }

  @Override
  public void found(
      NumberPool pool,
      List<PooledNumber> numbers,
      List<Set<ProxyNumber>> held,
      boolean lent,
      Instant now) {
    if (watches.size() >= POOLS_MAX && !watches.containsKey(pool.id())) {
      watches.values().removeIf(watch -> watch.isOver(now, 2));
      if (watches.size() >= POOLS_MAX) {
        return;
      }
    }
    Pressure found = Pressure.found(numbers, held, lent);
    Watch watch =
        watches.compute(
            pool.id(),
            (id, before) ->
                (before == null ? Watch.first(found, now) : before.with(found, now))
                    .alarmedBy(found, now));
    if (watch.isAlarmDue()) {
      alarm.accept(pool.id(), found);
    }
  }

  /** The highest lately; empty when no session was opened in this pool lately. */
  public Optional<Pressure> of(PoolId pool, Instant now) {
    return Optional.ofNullable(watches.get(pool)).flatMap(watch -> watch.at(now));
  }
}
