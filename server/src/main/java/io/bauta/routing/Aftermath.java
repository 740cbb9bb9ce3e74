package io.bauta.routing;

/**
 * What comes after the end of a session: by the rules of a pool, so that most of its sessions share
 * one.
 *
 * @param closed whether it was closed, so that it is over whatever the clock says
 * @param graceFor for how many milliseconds from its end late calls have the pool's grace policy; 0
 *     for none
 * @param restFor for how many milliseconds from its end its pairs are not lent again; {@link
 *     #NO_END} when nothing says when that is over
 */
record Aftermath(boolean closed, long graceFor, long restFor) {

  static final long NO_END = Long.MAX_VALUE;

  /** A few for each pool, which keeps its rules for long. */
  private static final int SHARED_MAX = 4096;

  private static final OneOfEqual<Aftermath> SHARED = new OneOfEqual<>(SHARED_MAX);

  static Aftermath of(boolean closed, long graceFor, long restFor) {
    return SHARED.of(new Aftermath(closed, graceFor, restFor));
  }

  /** Without any number, as everything of a route is. */
  @Override
  public String toString() {
    return closed ? "Aftermath[closed]" : "Aftermath[by the clock]";
  }
}
