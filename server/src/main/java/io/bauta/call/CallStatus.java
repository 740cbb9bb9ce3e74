package io.bauta.call;

/** How far a call has come, or how it ended. */
public enum CallStatus {
  /** Facts came in before the carrier's question did. */
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
