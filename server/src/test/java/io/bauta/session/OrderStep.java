package io.bauta.session;

import java.util.Optional;

/** Something that happens in a pool that merges repeat orders. Times are in seconds. */
sealed interface OrderStep {

  record Open(int one, int other, Optional<Integer> ttl, Optional<String> key)
      implements OrderStep {}

  /** Of an order that ever was. */
  record Close(int order) implements OrderStep {}

  /** Of a session, without naming an order. */
  record CloseOnly(int session) implements OrderStep {}

  record CloseAll(int session) implements OrderStep {}

  record Extend(int order, Optional<Integer> ttl) implements OrderStep {}

  record Reopen(int session, Optional<Integer> ttl) implements OrderStep {}

  /** The participant of a session who is {@code of} people modulo two becomes somebody. */
  record Replace(int session, int of, int by) implements OrderStep {}

  record Tick(int seconds) implements OrderStep {}
}
