package io.bauta.call;

/** How far a call has come, or how it ended. */
public enum CallStatus {
  /** It is not decided yet: the caller is asked for digits. */
  ROUTING,
  RINGING,
  IN_PROGRESS,
  COMPLETED,
  NO_ANSWER,
  BUSY,
  REJECTED,
  CANCELLED,
  FAILED,
  /** We declined to connect it. */
  REFUSED
}
