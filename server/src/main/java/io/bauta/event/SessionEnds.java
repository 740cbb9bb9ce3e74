package io.bauta.event;

import io.bauta.session.LastCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds sessions that end by the clock, which nobody writes down, and writes the events of that:
 * each end is told once, also after a restart.
 */
public interface SessionEnds {

  /** Sessions that are told of in one piece. */
  int TOLD_AT_ONCE_MAX = 500;

  /** How far ends are told; empty when they never were. */
  Optional<Instant> toldUntil();

  /** From {@code now} on ends are told: nobody wanted to know of those before. */
  void beginAt(Instant now);

  /**
   * Tells of ends since {@link #toldUntil}, and of those that come within {@code notice}.
   *
   * @param lastCalls calls that the store does not know of yet, and that may move an end
   * @return whether there may be more
   */
  boolean tell(Instant now, Duration notice, LastCalls lastCalls);
}
