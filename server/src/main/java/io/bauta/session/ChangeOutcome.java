package io.bauta.session;

import java.util.List;

/** What came of changing a session. */
public sealed interface ChangeOutcome {

  /** Done, durable, and routed so from now on. */
  record Changed(MaskingSession session) implements ChangeOutcome {}

  /** Done to orders of it: it may be open still for others. */
  record OrdersChanged(MaskingSession session) implements ChangeOutcome {}

  /** It stands for several open orders, and which was meant was not said. */
  record SeveralOrders(MaskingSession session, List<Order> open) implements ChangeOutcome {
    public SeveralOrders {
      open = List.copyOf(open);
    }
  }

  /** It has no such order. */
  record UnknownOrder() implements ChangeOutcome {}

  /** The order has ended, and stays as it is. */
  record OrderEnded(MaskingSession session, Order order) implements ChangeOutcome {}

  /** Its people would have two open sessions in a pool that merges their orders. */
  record OtherSessionOpen(SessionId other) implements ChangeOutcome {}

  /** A lifetime from the last call is asked for, where sessions end with their last order. */
  record NotFromLastCall() implements ChangeOutcome {}

  /** There is no session with this id. */
  record Unknown() implements ChangeOutcome {}

  /** It is closed, and stays as it is. */
  record AlreadyClosed(MaskingSession session) implements ChangeOutcome {}

  /** It is open, so there is nothing to open again. */
  record StillOpen(MaskingSession session) implements ChangeOutcome {}

  /** One of its pairs is another session's by now, or its number was given up. */
  record PairsLentAgain() implements ChangeOutcome {}

  /** Another session of the pool has its reference, and is open. */
  record ReferenceHeld(SessionId first) implements ChangeOutcome {}

  /** It has no participant with this id. */
  record UnknownParticipant() implements ChangeOutcome {}

  /** Another participant of it has the new number. */
  record SameNumber() implements ChangeOutcome {}

  /** The new number is one of our own proxy numbers. */
  record OwnProxyNumber() implements ChangeOutcome {}

  /** The new number is an emergency, premium or short number, and the pool rings none. */
  record NotRung() implements ChangeOutcome {}

  /** The new number holds the participant's proxy number in another session, or rests from it. */
  record NumberHeld() implements ChangeOutcome {}

  /** The new end would be in the past; close it instead. */
  record EndsInThePast() implements ChangeOutcome {}
}
