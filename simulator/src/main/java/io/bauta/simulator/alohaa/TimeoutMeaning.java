package io.bauta.simulator.alohaa;

/** What {@code call_timeout} limits; Alohaa's pages allow both readings. */
public enum TimeoutMeaning {
  /** How long the receiver's telephone rings. */
  RINGING,
  /** How long the call takes, ringing and talking together. */
  WHOLE_CALL
}
