package io.bauta.session;

import io.bauta.number.PhoneNumber;
import io.bauta.pool.PoolId;
import io.bauta.session.SessionStore.InsertOutcome;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps the orders of sessions that have, or had, more than one. The order that was made with a
 * session is kept from the second one on: until then {@link Order#first} tells it.
 *
 * <p>It is the final judge of two things: that two people have one open session in a pool that
 * merges their orders, and that an order is added to none that ended. What it answered is durable;
 * what fails has changed nothing.
 */
public interface OrderStore {

  /** How many orders of a session that ended are told; older ones are kept. */
  int ENDED_TOLD_MAX = 20;

  Comparator<Order> OLDEST_FIRST = Comparator.comparing(order -> order.id().toString());

  private static Instant end(Order order) {
    return order.endsAt().orElse(Instant.MAX);
  }

  /** The newest session of {@code pool} that is open at {@code now} and is of just these two. */
  Optional<MaskingSession> openBetween(People people, PoolId pool, Instant now);

  /**
   * As {@link SessionStore#insert}, unless {@link #openBetween} finds another session of the same
   * people: of several at once, one is stored.
   */
  InsertOutcome insertAlone(MaskingSession session, Optional<String> idempotencyKey, Instant now);

  /**
   * A session as it is to be.
   *
   * @param orders those of its orders that are new or changed
   */
  record OrderChange(MaskingSession session, List<Order> orders) {
    public OrderChange {
      orders = List.copyOf(orders);
    }
  }

  /**
   * A session as it is.
   *
   * @param open its orders that are open, the oldest first
   */
  record Standing(MaskingSession session, List<Order> open) {
    public Standing {
      open = List.copyOf(open);
    }
  }

  /** What came of changing orders. */
  sealed interface OrderOutcome {

    record Stored(MaskingSession session) implements OrderOutcome {}

    /** The session is not there, or its pairs are another's by now, or the edit wants nothing. */
    record NothingDone() implements OrderOutcome {}

    /** A session or an order was opened with this idempotency key before. */
    record KeyUsed() implements OrderOutcome {}
  }

  /**
   * Changes a session and its orders as {@code edit} says, which sees them as they are, and nobody
   * changes them meanwhile.
   *
   * @param idempotencyKey of an order that is added
   * @param edit empty when nothing is to be done; may be called more than once
   */
  OrderOutcome changeOrders(
      SessionId id,
      Optional<String> idempotencyKey,
      Instant now,
      Function<Standing, Optional<OrderChange>> edit);

  /** What came of a change after which two people must not have two open sessions. */
  sealed interface AloneOutcome {

    record Done() implements AloneOutcome {}

    /** As when the same change without this condition is not done. */
    record NotDone() implements AloneOutcome {}

    /** They have this one in the same pool. */
    record Together(MaskingSession other) implements AloneOutcome {}
  }

  /**
   * As {@link SessionStore#reopen}, with {@code order} as its only open one.
   *
   * @param alone whether its people must have no other open session in the pool
   * @param holdsReference as for a new session
   */
  AloneOutcome reopen(
      MaskingSession session, Order order, boolean alone, boolean holdsReference, Instant now);

  /**
   * As {@link SessionStore#replaceNumber}, unless another open session of the pool is of the people
   * whom this one would be of.
   */
  AloneOutcome replaceNumberAlone(
      MaskingSession session, int position, Instant restsUntil, Instant now);

  /** Whether the participant in this position has this first number, or had it before another. */
  boolean hadNumber(SessionId session, int position, PhoneNumber number);

  /** The orders of a session that are open at {@code now} and kept, the oldest first. */
  List<Order> openOrders(SessionId id, Instant now);

  /** An order that is kept. */
  Optional<Order> findOrder(SessionId session, OrderId id);

  /** The order that was opened with this key, and was not the first of its session. */
  Optional<OrderId> findOrderByKey(String key);

  /**
   * The kept orders of these sessions, the oldest first: those that are open at {@code now}, and of
   * the others the {@link #ENDED_TOLD_MAX} newest. A session without kept ones is not among them.
   */
  Map<SessionId, List<Order>> orders(Collection<SessionId> sessions, Instant now);

  /** What is told of {@code orders}, those of one session that end last. */
  static List<Order> told(Collection<Order> orders, Instant now) {
    Stream<Order> open = orders.stream().filter(order -> order.isOpenAt(now));
    Stream<Order> ended =
        orders.stream()
            .filter(order -> !order.isOpenAt(now))
            .sorted(Comparator.comparing(OrderStore::end).reversed())
            .limit(ENDED_TOLD_MAX);
    return Stream.concat(open, ended).sorted(OLDEST_FIRST).toList();
  }
}
