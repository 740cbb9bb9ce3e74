package io.bauta.session;

import java.util.Arrays;

/**
 * Changes of one session take turns, so that the listener hears of them in the order in which they
 * were stored: a session that was closed must not be heard of as open afterwards.
 */
final class Turns {

  private static final int TURNS = 64;

  private final Object[] turns = new Object[TURNS];

  Turns() {
    Arrays.setAll(turns, i -> new Object());
  }

  /** What whoever changes this session holds the lock of. */
  Object of(SessionId id) {
    return turns[Math.floorMod(id.hashCode(), TURNS)];
  }
}
