package io.bauta.bench.load;

/** Takes how long responses took. */
@FunctionalInterface
interface Times {

  /** Both in nanoseconds; {@code due} as {@link System#nanoTime} counts. */
  void took(long due, long nanos);
}
