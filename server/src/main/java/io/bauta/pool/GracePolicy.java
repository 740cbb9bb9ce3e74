package io.bauta.pool;

/** What becomes of a call that comes after its session has ended, while the grace lasts. */
public enum GracePolicy {
  /** The caller hears that it is over. */
  NOTICE,
  /** As before the end. */
  CONNECT,
  /** The first participant's calls as before the end; to the others' calls the notice. */
  ONE_WAY,
  /** The pool's support answers. */
  FORWARD
}
