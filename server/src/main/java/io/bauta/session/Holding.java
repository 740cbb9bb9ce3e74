package io.bauta.session;

/**
 * How many people hold so many numbers of a pool, or rest from them.
 *
 * @param numbers how many each of these people holds
 * @param lent how many of those are still lent to new sessions: what these people cannot get
 */
public record Holding(int numbers, int lent, int people) {

  /** Bindings that are looked at for one answer of the store. */
  public static final int BINDINGS_MAX = 1_000_000;
}
