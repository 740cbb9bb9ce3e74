package io.bauta.carrier;

/** What became of a command. */
public enum CommandOutcome {
  /** The carrier has taken it. */
  DONE,
  /** The carrier could not take it now: the same again, soon. */
  RETRY,
  /** There is no call any more that it could be about. */
  CALL_GONE,
  /** It asked something, and the answer is no: what is to be done instead is due. */
  NOT_SO,
  /** The carrier will never take it: somebody's mistake. */
  REJECTED
}
