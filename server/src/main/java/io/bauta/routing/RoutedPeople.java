package io.bauta.routing;

import io.bauta.pool.PoolMode;
import io.bauta.session.Seat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who calls by a route, and who is rung. In most sessions the first calls the second and the second
 * the first, each by one telephone: those are the same objects for all of them.
 *
 * @param caller who calls; null for nobody in particular
 * @param callee who is rung first, in the same way
 * @param others the real numbers to ring after the first, in order
 * @param ordinary whether every number that is rung is known to be an ordinary one, so that no call
 *     has to ask the numbering plans
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Never compared; a list for each would be twice the size.
record RoutedPeople(@Nullable Seat caller, @Nullable Seat callee, long[] others, boolean ordinary) {

  private static final long[] NO_OTHERS = {};

  /** Nobody in particular, and nobody. */
  static final RoutedPeople NOBODY = new RoutedPeople(null, null, NO_OTHERS, false);

  /** Of so many participants of a session, the first telephones are shared. */
  private static final int SHARED = PoolMode.PARTICIPANTS_MAX;

  private static final int PLACES = SHARED + 1;

  /** By callers and callees, each at {@link #place}, and by kind; made when there is one. */
  private static final AtomicReferenceArray<@Nullable RoutedPeople> SHARED_ONES =
      new AtomicReferenceArray<>(PLACES * PLACES * 2);

  static RoutedPeople of(
      Optional<Seat> caller, Optional<Seat> callee, long[] others, boolean ordinary) {
    if (others.length > 0 || !isShared(caller) || !isShared(callee)) {
      return new RoutedPeople(caller.orElse(null), callee.orElse(null), others, ordinary);
    }
    int at = (place(caller) * PLACES + place(callee)) * 2 + (ordinary ? 1 : 0);
    RoutedPeople known = SHARED_ONES.get(at);
    if (known == null) {
      // Another thread may make the same: then one of the two is used by few.
      known = new RoutedPeople(caller.orElse(null), callee.orElse(null), NO_OTHERS, ordinary);
      SHARED_ONES.set(at, known);
    }
    return known;
  }

  private static boolean isShared(Optional<Seat> seat) {
    return seat.isEmpty() || (seat.get().place() == 0 && seat.get().position() < SHARED);
  }

  /** 0 for nobody in particular. */
  private static int place(Optional<Seat> seat) {
    return seat.isEmpty() ? 0 : seat.get().position() + 1;
  }

  Optional<Seat> callerSeat() {
    return Optional.ofNullable(caller);
  }

  Optional<Seat> calleeSeat() {
    return Optional.ofNullable(callee);
  }

  /** Redacted: the others are real numbers. */
  @Override
  public String toString() {
    return "RoutedPeople[…]";
  }
}
