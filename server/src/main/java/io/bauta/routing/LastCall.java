package io.bauta.routing;

/**
 * When the last call was put through by a session whose lifetime runs from it. All routes of the
 * session share one, so that a call moves the end of all of them at once.
 */
final class LastCall {

  /** There was none yet. */
  static final long NEVER = Long.MIN_VALUE;

  private volatile long at = NEVER;
  private volatile boolean over;

  /** In epoch milliseconds, or {@link #NEVER}. */
  long at() {
    return at;
  }

  /** Whether the session has ended for good, and its numbers may be another's. */
  boolean isOver() {
    return over;
  }

  /** Takes in a call; of two the later counts. False when the session is over. */
  synchronized boolean called(long millis) {
    if (!over) {
      at = Math.max(at, millis);
    }
    return !over;
  }

  /**
   * Says that the session is over if {@code until}, which moves with {@code end}, is past at {@code
   * now}; whether it is over.
   */
  synchronized boolean isOver(Terms terms, long end, long until, long now) {
    over = over || until + terms.movedBy(end) <= now;
    return over;
  }
}
