package io.bauta.edge;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * By when all that each caller took would be due, at their rate, in a table of fixed size.
 *
 * <p>A caller has four places to be in. Where all four are taken by others whose time is not over,
 * the caller goes uncounted: it takes a flood of callers to get there, and turning away one who did
 * nothing would be worse. Two callers are taken for one when 26 bits of a hash are equal; with what
 * it is made nobody outside knows.
 */
final class CallerTable {

  /** Callers that are counted at a time, half a mebibyte in all. */
  static final int CALLERS_MAX = 1 << 16;

  private static final int WAYS = 4;
  private static final int TIME_BITS = 52;
  private static final long TIME = (1L << TIME_BITS) - 1;

  private final AtomicLongArray places = new AtomicLongArray(CALLERS_MAX);
  private final long secret = new SecureRandom().nextLong();

  /**
   * Takes one.
   *
   * @param each how much later it is due for each one taken
   * @param ahead how far that may be ahead of now
   * @param now in the same unit, from 1 to 2^52
   * @return whether it may be taken; if not, nothing is
   */
  boolean take(long who, long each, long ahead, long now) {
    long hash = mixed(who ^ secret);
    long mark = hash & ~TIME;
    int first = (int) (hash & (CALLERS_MAX / WAYS - 1)) * WAYS;
    while (true) {
      int place = place(first, mark, now);
      if (place < 0) {
        return true;
      }
      long before = places.get(place);
      long due = (before & ~TIME) == mark ? before & TIME : 0;
      long next = Math.max(due, now) + each;
      if (next > now + ahead) {
        return false;
      }
      boolean isStillFree = (before & ~TIME) == mark || (before & TIME) <= now;
      if (isStillFree && places.compareAndSet(place, before, mark | next)) {
        return true;
      }
    }
  }

  /** The caller's own place, else one that is free; negative when there is none. */
  private int place(int first, long mark, long now) {
    int free = -1;
    for (int place = first; place < first + WAYS; place++) {
      long held = places.get(place);
      boolean isOver = (held & TIME) <= now;
      if ((held & ~TIME) == mark && !isOver) {
        return place;
      }
      if (isOver && free < 0) {
        free = place;
      }
    }
    return free;
  }

  /** Every bit of the result hangs on every bit of {@code value}. */
  private static long mixed(long value) {
    long bits = value;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
