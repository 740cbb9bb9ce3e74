package io.bauta.routing;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Of values that are equal hands out one, so that millions of routes do not each hold their own.
 *
 * @param <T> an immutable value with an equality of its own
 */
final class OneOfEqual<T> {

  private final ConcurrentHashMap<T, T> known = new ConcurrentHashMap<>();
  private final int max;

  /**
   * Knows nothing yet.
   *
   * @param max how many it remembers, for ever; of what comes after them everybody keeps their own
   */
  OneOfEqual(int max) {
    this.max = max;
  }

  T of(T value) {
    T one = known.get(value);
    if (one != null) {
      return one;
    }
    if (known.size() >= max) {
      return value;
    }
    T before = known.putIfAbsent(value, value);
    return before == null ? value : before;
  }
}
