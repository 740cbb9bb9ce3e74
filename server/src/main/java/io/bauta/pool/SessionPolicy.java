package io.bauta.pool;

/**
 * What a pool says about its sessions.
 *
 * @param uniqueReference whether one open session at a time has a reference, among those that were
 *     opened since the pool says so; not where a pool merges orders
 * @param endsCalls whether calls that go on when their session ends are to end with it, as far as
 *     the carrier can
 */
public record SessionPolicy(boolean uniqueReference, boolean endsCalls) {

  /** What holds when a pool says nothing. */
  public static final SessionPolicy DEFAULT = new SessionPolicy(false, false);
}
