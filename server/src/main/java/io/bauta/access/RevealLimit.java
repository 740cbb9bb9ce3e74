package io.bauta.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often a key or a person may ask for real numbers: whoever has one in hand is to help some
 * people, and not to copy all of them. Attempts that come to nothing count like the others.
 *
 * <p>In memory: a restart begins anew.
 */
public final class RevealLimit {

  /** Attempts of one key, or of one person, in an hour. */
  public static final int ATTEMPTS_PER_HOUR_MAX = 30;

  private static final Duration HOUR = Duration.ofHours(1);

  /** What came of an attempt. */
  public sealed interface Turn {

    /**
     * It may go on.
     *
     * @param unsaid how many were limited before it that nothing was written of
     */
    record Granted(int unsaid) implements Turn {}

    /**
     * It came too soon.
     *
     * @param pause after which one may go on
     * @param isFirst whether it is the first since one went on: of that something is written, and
     *     the others are counted, so that nobody fills the audit log
     */
    record Limited(Duration pause, boolean isFirst) implements Turn {}
  }

  private final Map<String, Attempts> attempts = new HashMap<>();

  /** An attempt of {@code caller}, now. */
  public synchronized Turn take(Caller caller, Instant now) {
    if (attempts.size() > Keys.COUNT_MAX + Logins.COUNT_MAX) {
      attempts.values().removeIf(one -> one.isOver(now));
    }
    return attempts.computeIfAbsent(caller.identity().id(), _ -> new Attempts()).take(now);
  }

  /** Those of the last hour, no more than the maximum. */
  private static final class Attempts {

    private final Deque<Instant> times = new ArrayDeque<>(ATTEMPTS_PER_HOUR_MAX);
    private boolean isLimited;
    private int unsaid;

    Turn take(Instant now) {
      while (!times.isEmpty() && isPast(times.getFirst(), now)) {
        times.removeFirst();
      }
      if (times.size() == ATTEMPTS_PER_HOUR_MAX) {
        boolean isFirst = !isLimited;
        isLimited = true;
        unsaid += isFirst ? 0 : 1;
        return new Turn.Limited(Duration.between(now, times.getFirst().plus(HOUR)), isFirst);
      }
      times.addLast(now);
      int before = unsaid;
      isLimited = false;
      unsaid = 0;
      return new Turn.Granted(before);
    }

    boolean isOver(Instant now) {
      return times.isEmpty() || isPast(times.getLast(), now);
    }

    private static boolean isPast(Instant time, Instant now) {
      return !time.plus(HOUR).isAfter(now);
    }
  }
}
