package io.bauta.routing;

import io.bauta.session.Seat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls by a route, who is rung, and what number they are shown. In most sessions the first
 * calls the second and the second the first, each by one telephone: on the same number those are
 * the same object for all of them.
 *
 * @param caller who calls; null for nobody in particular
 * @param callee who is rung first, in the same way
 * @param callerId the proxy number to present, as its digits; 0 for none
 * @param others the real numbers to ring after the first, in order
 * @param ordinary whether every number that is rung is known to be an ordinary one, so that no call
 *     has to ask the numbering plans
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared only where it is NO_OTHERS; a list would be twice the size.
record RoutedPeople(
    @Nullable Seat caller, @Nullable Seat callee, long callerId, long[] others, boolean ordinary) {

  private static final long[] NO_OTHERS = {};

  /** Nobody in particular, and nobody. */
  static final RoutedPeople NOBODY = new RoutedPeople(null, null, 0, NO_OTHERS, false);

  /** Two for each number of a pool of pairs, and more numbers than most platforms have. */
  private static final int SHARED_MAX = 65_536;

  private static final OneOfEqual<RoutedPeople> SHARED = new OneOfEqual<>(SHARED_MAX);

  static RoutedPeople of(
      Optional<Seat> caller,
      Optional<Seat> callee,
      long callerId,
      long[] others,
      boolean ordinary) {
    return others.length == 0
        ? SHARED.of(
            new RoutedPeople(
                caller.orElse(null), callee.orElse(null), callerId, NO_OTHERS, ordinary))
        : new RoutedPeople(caller.orElse(null), callee.orElse(null), callerId, others, ordinary);
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
