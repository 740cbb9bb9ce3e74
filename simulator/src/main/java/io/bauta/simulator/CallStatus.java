package io.bauta.simulator;

/** How a simulated call stands, or how it ended, as the people with the telephones would say. */
public enum CallStatus {
  /** The server has been asked and nobody talks yet. */
  ROUTING,
  /** The two are talking; a test ends the call. */
  CONNECTED,
  /** They talked and hung up. */
  COMPLETED,
  /** The destination was busy. */
  BUSY,
  /** The destination rang until the ring timeout. */
  NO_ANSWER,
  /** The destination declined. */
  REJECTED,
  /** The caller gave up while it rang. */
  CANCELLED,
  /** The server declined to connect the caller; nobody was rung. */
  REFUSED,
  /** Something broke: no usable answer, or an instruction the carrier will not carry out. */
  FAILED
}
