package io.bauta.outbox;

/** Why a command is not owed any more. */
public enum CommandEnd {
  /** The carrier has taken it. */
  DONE,
  /** There is no call any more that it could be about. */
  CALL_GONE,
  /** The call went on without it. */
  NOT_WANTED,
  /** The carrier does not take it. */
  REJECTED,
  /** It could not be sent for so long that the caller is gone. */
  TOO_LATE
}
