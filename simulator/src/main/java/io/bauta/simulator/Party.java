package io.bauta.simulator;

/** Who did something in a call. */
public enum Party {
  CALLER,
  DESTINATION,
  CARRIER,
  /** The masking server, by a command. */
  SERVER
}
