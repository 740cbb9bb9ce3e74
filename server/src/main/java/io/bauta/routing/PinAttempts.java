package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PinPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * How many wrong codes were entered on our numbers lately, by each telephone and by all together.
 *
 * <p>A try counts as wrong before it is judged, so that many at once are not judged before any of
 * them counts; the right one is taken back. In memory, and empty after a restart. Who hides their
 * number is one telephone, whoever they are.
 */
public final class PinAttempts {

  /** Telephones that are remembered; when there are more, no further one may try. */
  public static final int TELEPHONES_MAX = 100_000;

  /**
   * Wrong codes that all telephones together may enter on one number within a lockout, from the
   * first of them on: people mistype, and a number that thousands share must not be locked by that.
   * Callers can pretend to be others, so the limit of one telephone alone would not stop anybody.
   */
  public static final int ON_ONE_NUMBER_MAX = 1_000;

  /** Not a caller: nobody's digits are negative. */
  private static final long ALL_TELEPHONES = -1;

  private static final long WITHHELD = 0;

  private final ConcurrentHashMap<RouteKey, Tries> tries = new ConcurrentHashMap<>();

  /** Before then nothing is over, and no call need look for it. */
  private final AtomicLong nextOver = new AtomicLong(Long.MAX_VALUE);

  /**
   * Wrong tries.
   *
   * @param until when they are forgotten
   */
  private record Tries(int count, Instant until) {

    boolean isOver(Instant now) {
      return !until.isAfter(now);
    }
  }

  /** Counts a try as wrong, and returns how many the telephone has made, this one included. */
  int take(PhoneNumber dialed, Optional<PhoneNumber> caller, PinPolicy policy, Instant now) {
    RouteKey all = new RouteKey(dialed.digits(), ALL_TELEPHONES);
    RouteKey own = key(dialed, caller);
    if (isFull(own, now)) {
      return Integer.MAX_VALUE;
    }
    Tries first = new Tries(1, now.plus(policy.lockout()));
    int onNumber = add(all, first, Tries::until, now);
    int byTelephone = add(own, first, known -> first.until(), now);
    return onNumber > ON_ONE_NUMBER_MAX ? Integer.MAX_VALUE : byTelephone;
  }

  private int add(RouteKey key, Tries first, Function<Tries, Instant> until, Instant now) {
    overAt(first.until());
    return tries
        .merge(
            key,
            first,
            (known, one) ->
                known.isOver(now) ? one : new Tries(known.count() + 1, until.apply(known)))
        .count();
  }

  private boolean isFull(RouteKey key, Instant now) {
    if (tries.size() < TELEPHONES_MAX || tries.containsKey(key)) {
      return false;
    }
    if (nextOver.get() <= now.toEpochMilli()) {
      forget(now);
    }
    return tries.size() >= TELEPHONES_MAX;
  }

  private void forget(Instant now) {
    nextOver.set(Long.MAX_VALUE);
    tries.values().removeIf(old -> old.isOver(now));
    tries.values().forEach(left -> overAt(left.until()));
  }

  private void overAt(Instant until) {
    nextOver.accumulateAndGet(until.toEpochMilli(), Math::min);
  }

  /** The try that was just counted was right: the telephone begins anew. */
  void right(PhoneNumber dialed, Optional<PhoneNumber> caller) {
    tries.remove(key(dialed, caller));
    tries.computeIfPresent(
        new RouteKey(dialed.digits(), ALL_TELEPHONES),
        (key, all) -> new Tries(Math.max(0, all.count() - 1), all.until()));
  }

  /** How many wrong codes the telephone has entered; as many as can be when it may enter none. */
  int wrong(PhoneNumber dialed, Optional<PhoneNumber> caller, Instant now) {
    RouteKey own = key(dialed, caller);
    return isFull(own, now)
            || count(new RouteKey(dialed.digits(), ALL_TELEPHONES), now) >= ON_ONE_NUMBER_MAX
        ? Integer.MAX_VALUE
        : count(own, now);
  }

  /** What {@link #take} would return, without counting anything. */
  int wouldBe(PhoneNumber dialed, Optional<PhoneNumber> caller, Instant now) {
    int wrong = wrong(dialed, caller, now);
    return wrong == Integer.MAX_VALUE ? wrong : wrong + 1;
  }

  private int count(RouteKey key, Instant now) {
    Tries known = tries.get(key);
    return known == null || known.isOver(now) ? 0 : known.count();
  }

  private static RouteKey key(PhoneNumber dialed, Optional<PhoneNumber> caller) {
    return new RouteKey(dialed.digits(), caller.map(PhoneNumber::digits).orElse(WITHHELD));
  }
}
