package io.bauta.session;

import io.bauta.pool.Allocation;
import io.bauta.pool.Obstacle;
import io.bauta.pool.PoolMode;

/** What came of opening a session. */
public sealed interface OpenOutcome {

  /** A new session; durable, and routed from now on. */
  record Opened(MaskingSession session) implements OpenOutcome {}

  /** The idempotency key was used for the same request before: that request's session. */
  record AlreadyOpened(MaskingSession session) implements OpenOutcome {}

  /**
   * The people had an open session in a pool that merges their orders, and it has this one too; or
   * the idempotency key was used for the same request before, and that became this order.
   */
  record Merged(MaskingSession session, OrderId order) implements OpenOutcome {}

  /**
   * The people have an open session in a pool that merges their orders, but not as was asked.
   *
   * @param field what was asked for otherwise
   */
  record OtherwiseOpen(SessionId session, String field) implements OpenOutcome {}

  /**
   * The people have an open session in a pool that merges their orders, but calls move its end, so
   * it takes none.
   */
  record EndMoves(SessionId session) implements OpenOutcome {}

  /** A lifetime from the last call is asked for, where sessions end with their last order. */
  record NotFromLastCall() implements OpenOutcome {}

  /** The session that the people have stands for as many open orders as one may. */
  record TooManyOrders(SessionId session, int max) implements OpenOutcome {}

  /** The idempotency key was used for another request. Nothing was done. */
  record KeyConflict(SessionId first) implements OpenOutcome {}

  /** Another session of the pool has the reference, and is open. Nothing was done. */
  record ReferenceHeld(SessionId first) implements OpenOutcome {}

  /** No legal assignment of numbers exists. Nothing was done. */
  record PoolExhausted(Allocation.Exhausted counts) implements OpenOutcome {}

  /** The number demanded for a person is not in the pool. */
  record NotInPool(int position) implements OpenOutcome {}

  /** Another number is demanded for this person, though the mode lends one number to all. */
  record OtherDemanded(int position) implements OpenOutcome {}

  /** The number demanded for a person cannot be lent to them. Nothing was done. */
  record NotFree(int position, Obstacle obstacle) implements OpenOutcome {}

  /**
   * A person has a number that another one of them has, or the same one twice.
   *
   * @param position the later of the two
   */
  record SameNumber(int position) implements OpenOutcome {}

  /** Two people were given the same code, or a person one that the pool does not need. */
  record UnusableCode(int position) implements OpenOutcome {}

  /** The pool's mode has another number of participants. */
  record WrongParticipants(PoolMode mode, int count) implements OpenOutcome {}

  /** A person's number is one of our own proxy numbers: a call would come back to us. */
  record OwnProxyNumber(int position) implements OpenOutcome {}

  /** A person's number is an emergency, premium or short number, and the pool rings none. */
  record NotRung(int position) implements OpenOutcome {}

  /** The session would have ended before it began. */
  record EndsInThePast() implements OpenOutcome {}

  /** Other openings took the same pairs each time that this one chose. Try again. */
  record TooMuchContention(int attempts) implements OpenOutcome {}
}
