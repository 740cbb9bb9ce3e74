package io.bauta.routing;

import io.bauta.rules.SessionRules;
import io.bauta.session.Lifetime.FromLastCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session says about calls by its routes beside where they go: its rules, and whether they
 * move its end. Most sessions say nothing, and share one.
 *
 * @param lifetime for how long the session runs from its last call, in milliseconds; of no meaning
 *     without {@code lastCall}
 * @param latest beyond which no call moves the end, in epoch milliseconds
 * @param lastCall shared by all routes of the session; null when no call moves its end
 */
record Terms(SessionRules rules, long lifetime, long latest, @Nullable LastCall lastCall) {

  private static final Terms NONE = new Terms(SessionRules.NONE, 0, 0, null);

  /** Of a session whose end no call moves. */
  static Terms of(SessionRules rules) {
    return rules.isSilent() ? NONE : new Terms(rules, 0, 0, null);
  }

  /** Of a session whose end each call moves. */
  static Terms of(SessionRules rules, FromLastCall lifetime, LastCall lastCall) {
    return new Terms(
        rules,
        lifetime.length().toMillis(),
        lifetime.latest().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE),
        lastCall);
  }

  /** By how much calls have moved {@code end} so far, in milliseconds. */
  long movedBy(long end) {
    if (lastCall == null || lastCall.at() == LastCall.NEVER) {
      return 0;
    }
    return Math.max(0, Math.min(lastCall.at() + lifetime, latest) - end);
  }

  /** Where a call that is put through at {@code at} moves {@code end}, if it is later. */
  long endAfterCall(long end, long at) {
    return lastCall == null ? end : Math.max(end, Math.min(at + lifetime, latest));
  }

  /** Whether the session is over for good. */
  boolean isOver() {
    return lastCall != null && lastCall.isOver();
  }

  @Override
  public String toString() {
    return "Terms[" + rules + (lastCall == null ? "" : ", from the last call") + "]";
  }
}
