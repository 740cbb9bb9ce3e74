package io.bauta.pool;

/** What becomes of a caller who holds nothing on the number dialled, or hides who they are. */
public enum UnknownCaller {
  /** They are refused. */
  REFUSE,
  /** They are asked for the code of the participant whom they want. */
  CHALLENGE,
  /** The pool's support answers. */
  FORWARD,
  /** The platform is asked, while the caller waits. */
  ASK
}
