package io.bauta.routing;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PinPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /**
   * Wrong codes that one telephone may enter on all numbers together within a lockout: more than
   * any pool allows on one number, and little enough that somebody who goes from number to number
   * finds nobody's code.
   */
  public static final int OF_ONE_TELEPHONE_MAX = 20;

  /** Not a caller: nobody's digits are negative. */
  private static final long ALL_TELEPHONES = -1;

  private static final long WITHHELD = 0;

  private final ConcurrentHashMap<RouteKey, Tries> tries = new ConcurrentHashMap<>();

  /** By telephone, on whichever number. Who entered a right code has made good none but that. */
  private final ConcurrentHashMap<Long, Tries> onAllNumbers = new ConcurrentHashMap<>();

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
    if (isFull(own, now) || isLockedEverywhere(own.caller(), now)) {
      return Integer.MAX_VALUE;
    }
    Tries first = new Tries(1, now.plus(policy.lockout()));
    int onNumber = add(tries, all, first, Tries::until, now);
    int byTelephone = add(tries, own, first, known -> first.until(), now);
    int anywhere = add(onAllNumbers, own.caller(), first, known -> first.until(), now);
    return onNumber > ON_ONE_NUMBER_MAX || anywhere > anywhereMax(own.caller())
        ? Integer.MAX_VALUE
        : byTelephone;
  }

  private boolean isLockedEverywhere(long caller, Instant now) {
    return count(onAllNumbers.get(caller), now) >= anywhereMax(caller);
  }

  /** All who hide their number are one telephone, so they have as many as a number has. */
  private static int anywhereMax(long caller) {
    return caller == WITHHELD ? ON_ONE_NUMBER_MAX : OF_ONE_TELEPHONE_MAX;
  }

  private <K> int add(
      ConcurrentHashMap<K, Tries> counted,
      K key,
      Tries first,
      Function<Tries, Instant> until,
      Instant now) {
    overAt(first.until());
    return counted
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
    onAllNumbers.values().removeIf(old -> old.isOver(now));
    tries.values().forEach(left -> overAt(left.until()));
    onAllNumbers.values().forEach(left -> overAt(left.until()));
  }

  private void overAt(Instant until) {
    nextOver.accumulateAndGet(until.toEpochMilli(), Math::min);
  }

  /** The try that was just counted was right: the telephone begins anew. */
  void right(PhoneNumber dialed, Optional<PhoneNumber> caller) {
    RouteKey own = key(dialed, caller);
    tries.remove(own);
    tries.computeIfPresent(
        new RouteKey(dialed.digits(), ALL_TELEPHONES), (key, all) -> oneLess(all));
    onAllNumbers.computeIfPresent(
        own.caller(), (telephone, all) -> all.count() > 1 ? oneLess(all) : null);
  }

  private static Tries oneLess(Tries known) {
    return new Tries(Math.max(0, known.count() - 1), known.until());
  }

  /** How many wrong codes the telephone has entered; as many as can be when it may enter none. */
  int wrong(PhoneNumber dialed, Optional<PhoneNumber> caller, Instant now) {
    RouteKey own = key(dialed, caller);
    return isFull(own, now)
            || count(tries.get(new RouteKey(dialed.digits(), ALL_TELEPHONES)), now)
                >= ON_ONE_NUMBER_MAX
            || isLockedEverywhere(own.caller(), now)
        ? Integer.MAX_VALUE
        : count(tries.get(own), now);
  }

  /** What {@link #take} would return, without counting anything. */
  int wouldBe(PhoneNumber dialed, Optional<PhoneNumber> caller, Instant now) {
    int wrong = wrong(dialed, caller, now);
    return wrong == Integer.MAX_VALUE ? wrong : wrong + 1;
  }

  private static int count(@Nullable Tries known, Instant now) {
    return known == null || known.isOver(now) ? 0 : known.count();
  }

  private static RouteKey key(PhoneNumber dialed, Optional<PhoneNumber> caller) {
    return new RouteKey(dialed.digits(), caller.map(PhoneNumber::digits).orElse(WITHHELD));
  }
}
