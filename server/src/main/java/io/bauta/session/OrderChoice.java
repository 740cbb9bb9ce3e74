package io.bauta.session;

/** Which of a session's open orders is meant. */
public sealed interface OrderChoice {

  /** The only one that is open. */
  record Only() implements OrderChoice {}

  /** The one with this id. */
  record One(OrderId id) implements OrderChoice {}

  /** All that are open. */
  record All() implements OrderChoice {}
}
