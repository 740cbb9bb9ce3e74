package io.bauta.call;

/** Who ended a call. */
public enum HangupSource {
  CALLER,
  DESTINATION,
  /** The telephone network or the carrier itself. */
  CARRIER,
  /** We did: a refusal, a limit, a command. */
  BAUTA,
  UNKNOWN
}
